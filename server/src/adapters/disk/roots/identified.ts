/** Which roots are positively identified, and as what: nothing is ever written below any other path. */
import { stat } from 'node:fs/promises'
import { attempt, readingOf } from '#adapters/disk/errno.ts'
import { readMounts } from '#adapters/disk/mountinfo.ts'
import { compareRoots } from '#core/resolve/layout-checks.ts'
import { Failure } from '#src/failure.ts'
import { lies } from './lies.ts'
import { type LookAtRoot, placeOf, type RootsLearner } from './look.ts'
import { identityOf, type RootMemory, recall } from './memory.ts'

/** The roots of this process. */
export interface IdentifiedRoots extends RootsLearner {
  /** Throws Failure `disk.gone` unless the directory there now is the one that was identified. */
  insistOn(root: string): Promise<void>
}

/** What identifying needs. */
export interface IdentifyingDeps {
  readonly memory: RootMemory
  readonly look: LookAtRoot
}

const placeNow = async (root: string): Promise<string> =>
  placeOf(await attempt(readingOf('look at', { root, path: '' }), () => stat(root, { bigint: true })))

const stranger = (root: string): Failure =>
  new Failure('disk.gone', {
    sentence: `Nothing was written to ${root}, because what lies there now is not the storage that was found there.`,
    hint: 'Mount it again; if the change is intended, confirm the storage as it is now.',
    retry: 'later',
    root,
    act: 'write'
  })

/**
 * A root that no examination of this process has seen, such as one of an interrupted move or of a setting that was changed since: it counts when it is
 * what is remembered of it, with its marker where it had one.
 */
const recogniseAlone = async ({ memory, look }: IdentifyingDeps, root: string): Promise<string | undefined> => {
  const before = await recall(memory, root)
  if (before === undefined) return undefined
  const found = await look(root, await readMounts())
  if (found.kind !== 'directory' || compareRoots(before, identityOf(found)) === 'other') return undefined
  if (before.marker !== undefined && !(await lies(before.marker))) return undefined
  return found.place
}

/** None is identified yet. */
export const createIdentifiedRoots = (deps: IdentifyingDeps): IdentifiedRoots => {
  const known = new Map<string, string | undefined>()

  const identify = async (root: string): Promise<string | undefined> => {
    if (known.has(root)) return known.get(root)
    const place = await recogniseAlone(deps, root)
    if (place !== undefined) known.set(root, place)
    return place
  }

  return {
    learn: (found) => {
      for (const { look, isSound } of found) known.set(look.path, isSound ? look.place : undefined)
    },
    insistOn: async (root) => {
      const place = await identify(root)
      if (place === undefined || place !== (await placeNow(root))) throw stranger(root)
    }
  }
}

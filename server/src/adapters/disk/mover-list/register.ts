/** The mover list as a register: what we put on the pool stays there, although Unraid's mover would carry it to the array. */
import { isBelow } from '#core/resolve/path-map.ts'
import type { Step } from '#ports/file-system.ts'
import type { Register, RegisteredPlace } from '#ports/register.ts'
import type { Memory } from '#ports/store.ts'
import { Failure } from '#src/failure.ts'
import { createMoverListFile, type MoverListFile } from './file.ts'
import { moverLines } from './lines.ts'

/** What the mover list needs. */
export interface MoverListOptions {
  /** MOVER_IGNORE_FILE, as this process sees it; empty: off. */
  readonly file: string
  /** The pool's root as this process sees it, and as the host does. */
  readonly poolRoot: string
  readonly hostPoolRoot: string
  /** Nothing is written. */
  readonly dryRun: boolean
  readonly memory: Memory
  readonly step?: Step
}

/** Where the last list was, so that our lines do not stay behind in one that is no longer ours. */
const lastFile = 'mover-list.file'

const plainStep: Step = (_name, act) => act()

/** A path of the pool as the host sees it; a file on another pool has no other name there than here. */
const hostPath = (path: string, { poolRoot, hostPoolRoot }: MoverListOptions): string =>
  isBelow(path, poolRoot) ? `${hostPoolRoot}${path.slice(poolRoot.length)}` : path

/** Our lines leave a list that is no longer ours. Without it there is nothing to leave. */
const leaveOld = async (path: string, step: Step): Promise<void> => {
  try {
    await createMoverListFile(path, step).write([])
  } catch (thrown) {
    if (!(thrown instanceof Failure) || thrown.code !== 'disk.missing') throw thrown
  }
}

const refuseDryRun = (file: string): Promise<never> =>
  Promise.reject(
    new Failure('disk.dry-run', {
      sentence: `A dry run must not write the mover list ${file}; nothing was changed.`,
      retry: 'never'
    })
  )

/**
 * Makes the register. Every call writes the whole list from what is known, so a line that somebody took out comes back and one too many goes.
 * Until it was rebuilt once it knows only what was entered since, and strikes nothing.
 */
export const createMoverList = (options: MoverListOptions): Register => {
  const { file, dryRun, memory, step = plainStep } = options
  const list: MoverListFile | undefined = file === '' ? undefined : createMoverListFile(file, step)
  let paths = new Set<string>()

  const write = async (wanted: ReadonlySet<string>): Promise<void> => {
    await list?.write(moverLines([...wanted], options.hostPoolRoot))
  }
  const pathOf = (place: RegisteredPlace): string => hostPath(place.poolPath, options)

  const forgetOldList = async (): Promise<void> => {
    const before = await memory.get(lastFile)
    if (before === file || (before === undefined && file === '')) return
    if (before !== undefined && before !== '') await leaveOld(before, step)
    await memory.set(lastFile, file)
  }

  return {
    name: 'mover-list',
    enter: async (files) => {
      if (list === undefined) return
      if (dryRun) return await refuseDryRun(file)
      paths = new Set([...paths, ...files.map(pathOf)])
      await write(paths)
    },
    leave: async (places) => {
      if (list === undefined) return
      if (dryRun) return await refuseDryRun(file)
      const gone = new Set(places.map(pathOf))
      paths = new Set([...paths].filter((path) => !gone.has(path)))
      await write(paths)
    },
    rebuild: async (all) => {
      if (dryRun) return
      paths = new Set(all.map(pathOf))
      await write(paths)
      await forgetOldList()
    }
  }
}

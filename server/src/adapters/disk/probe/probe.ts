/**
 * The probe: asks pool, array and merged view what they can do, each once, right before a disk is used for the first time anyway, and keeps the
 * answers. In folders of our own, gone afterwards; what a program that died in between left there is taken away the next time.
 */
import { errnoOf, errnoWords } from '#adapters/disk/errno-words.ts'
import { readMounts } from '#adapters/disk/mountinfo.ts'
import { wayOf, withPoolFolder } from '#adapters/disk/roots/pool-folder.ts'
import type { Trace } from '#adapters/disk/roots/union-proof.ts'
import type { StorageLayout } from '#core/model/layout.ts'
import { isBelow } from '#core/resolve/path-map.ts'
import type { KnownAnswers, ProbedFile, StorageAnswers } from '#ports/storage-host.ts'
import { Failure } from '#src/failure.ts'
import { probeFailure } from './able.ts'
import { forgetAnswers } from './answers.ts'
import type { Owner } from './ask-attributes.ts'
import { knownAnswers, rememberedAnswers } from './known.ts'
import { placesOf } from './places.ts'
import { asked, askedView, inOwnFolder, ownerToAsk, type Probe, type ProbeDeps } from './session.ts'
import { sweepTraces, withTrace } from './traces.ts'

const isOnPool = (thrown: unknown, folder: string): boolean =>
  thrown instanceof Error && 'path' in thrown && typeof thrown.path === 'string' && isBelow(thrown.path, folder)

/** A disk of the array in trouble stops what would change it; it says nothing about the others. */
const askArray = async (
  probe: Probe,
  { onPool, owner }: { readonly onPool: string; readonly owner: Owner },
  before: StorageAnswers
): Promise<Omit<StorageAnswers, 'pool'>> => {
  const place = probe.places.array
  try {
    return await probe.deps.ask(probe.file.arrayRoot, () =>
      inOwnFolder(probe, place, async (folder) => ({
        array: before.array ?? (await asked(probe, { role: 'array', place, folder, onPool, owner })),
        view: before.view ?? (await askedView(probe, onPool, folder)),
        trouble: undefined
      }))
    )
  } catch (thrown) {
    const code = errnoOf(thrown)
    if (code === 'unknown' || isOnPool(thrown, onPool)) throw thrown
    const trouble = `what ${place} can do could not be found out: ${errnoWords(code)}.`
    const failure = probeFailure(thrown, place, probe.file.arrayRoot)
    return { array: before.array, view: before.view, trouble, ...(failure instanceof Failure ? { failure } : {}) }
  }
}

const changesArray = (layout: StorageLayout): boolean => layout.mode.original !== 'keep'

/** In keep mode nothing on the array is ever written, except once for the view's answers. */
const needsArray = ({ layout }: Probe, before: StorageAnswers): boolean =>
  (changesArray(layout) && before.array === undefined) || (layout.situation === 'union' && before.view === undefined)

const ask = async (probe: Probe, before: StorageAnswers): Promise<StorageAnswers> => {
  const { layout, places } = probe
  const owner = await ownerToAsk(probe)
  return withPoolFolder({ layout, ask: probe.deps.ask }, wayOf(places.offset), (place) =>
    inOwnFolder(probe, place, async (folder) => {
      const pool = before.pool ?? (await asked(probe, { role: 'pool', place, folder, onPool: undefined, owner }))
      return needsArray(probe, before)
        ? { pool, ...(await askArray(probe, { onPool: folder, owner }, before)) }
        : { ...before, pool }
    })
  )
}

const answersFor = async (probe: Probe, mayAsk: boolean): Promise<StorageAnswers> => {
  const before = await knownAnswers(probe.deps.memory, probe.table, probe.places)
  if (!mayAsk || (before.pool !== undefined && !needsArray(probe, before))) return before
  try {
    return await ask(probe, before)
  } catch (thrown) {
    throw probeFailure(thrown, probe.places.pool, probe.layout.poolRoot)
  }
}

const probeStorage = async (
  deps: ProbeDeps,
  layout: StorageLayout,
  { files, ask: mayAsk }: ProbeOrder
): Promise<readonly StorageAnswers[]> => {
  if (mayAsk) await sweepTraces(deps)
  const table = await readMounts()
  const byPlace = new Map<string, StorageAnswers>()
  const answers: StorageAnswers[] = []
  for (const file of files) {
    const directory = file.path.slice(0, Math.max(0, file.path.lastIndexOf('/')))
    const places = placesOf(table, layout, { arrayRoot: file.arrayRoot, directory })
    const key = `${places.pool}\0${places.array}`
    const name = `.mc-probe-${deps.newId()}`
    const answer = byPlace.get(key) ?? (await answersFor({ deps, layout, table, places, file, name }, mayAsk))
    byPlace.set(key, answer)
    answers.push(answer)
  }
  return answers
}

/** Files to ask for, and whether what is not known may be asked. */
interface ProbeOrder {
  readonly files: readonly ProbedFile[]
  readonly ask: boolean
}

/** The probe of one storage. */
export interface StorageProbe {
  /** What is known of the places that each file would use, in the order of the files. Throws a Failure when the pool is in trouble. */
  ask(layout: StorageLayout, order: ProbeOrder): Promise<readonly StorageAnswers[]>
  /** What is known of all places. */
  known(): Promise<KnownAnswers>
  /** Every place is asked again before it is used. */
  forget(): Promise<void>
  /** Takes away what a program that died left. */
  sweep(): Promise<void>
  readonly trace: Trace
}

/** Makes the probe. It holds nothing open. */
export const createStorageProbe = (deps: ProbeDeps): StorageProbe => ({
  ask: (layout, order) => probeStorage(deps, layout, order),
  known: () => rememberedAnswers(deps.memory),
  forget: () => forgetAnswers(deps.memory),
  sweep: () => sweepTraces(deps),
  trace: (path, use) => withTrace(deps.memory, path, use)
})

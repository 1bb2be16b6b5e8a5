/** One probe of the places of one file: its own folder on each, the questions asked there, and each answer kept as soon as it is given. */
import { lstat, mkdir } from 'node:fs/promises'
import type { RootFacts, ViewFacts } from '@pcu/contract'
import { type MountTable, mountOf } from '#adapters/disk/mountinfo.ts'
import type { AskDisk } from '#adapters/disk/patience/ask-disk.ts'
import type { StorageLayout } from '#core/model/layout.ts'
import { under } from '#core/resolve/path-map.ts'
import type { ProbedFile } from '#ports/storage-host.ts'
import { keepAnswer } from './answers.ts'
import type { Owner } from './ask-attributes.ts'
import { askPlace, type PlaceIs } from './ask-place.ts'
import { askView } from './ask-view.ts'
import type { Places } from './places.ts'
import { optionsOf, printOf, viewPrint } from './print.ts'
import { type ProbeMemory, withTrace } from './traces.ts'

/** What probing needs of its surroundings. */
export interface ProbeDeps {
  readonly memory: ProbeMemory
  readonly now: () => number
  readonly newId: () => string
  readonly ask: AskDisk
}

/** One probe under way. */
export interface Probe {
  readonly deps: ProbeDeps
  readonly layout: StorageLayout
  readonly table: MountTable
  readonly places: Places
  readonly file: ProbedFile
  /** Name of our own folder. */
  readonly name: string
}

const placeIs = ({ deps, table }: Probe, place: string, role: PlaceIs['role']): PlaceIs => {
  const mount = mountOf(table, place)
  return {
    place,
    role,
    fileSystem: mount?.fileSystem ?? 'unknown',
    options: [...optionsOf(mount)],
    askedAt: deps.now()
  }
}

/** Who is not root can only give files to itself; whether a file of somebody else may move is found out file by file. */
export const ownerToAsk = async ({ deps, file }: Probe): Promise<Owner> => {
  const [uid, gid] = [process.getuid?.() ?? 0, process.getgid?.() ?? 0]
  if (uid !== 0) return { uid, gid }
  const found = await deps.ask(file.arrayRoot, () => lstat(under(file.arrayRoot, file.path)))
  return { uid: found.uid, gid: found.gid }
}

/** Makes our own folder in a place for as long as it is used. */
export const inOwnFolder = <T>(
  { deps, name }: Probe,
  place: string,
  use: (folder: string) => Promise<T>
): Promise<T> => {
  const folder = under(place, name)
  return withTrace(deps.memory, folder, async () => {
    await mkdir(folder, 0o700)
    return await use(folder)
  })
}

/** What is asked, in our own folder there. */
interface Asked {
  readonly role: PlaceIs['role']
  readonly place: string
  readonly folder: string
  readonly onPool: string | undefined
  readonly owner: Owner
}

/** Asks a place and keeps the answer. */
export const asked = async (probe: Probe, { role, place, folder, onPool, owner }: Asked): Promise<RootFacts> => {
  const facts = await askPlace({ is: placeIs(probe, place, role), folder, owner, onPool })
  await keepAnswer(probe.deps.memory, { kind: 'place', print: printOf(probe.table, place), facts })
  return facts
}

/** Asks the view and keeps the answer. */
export const askedView = async (probe: Probe, onPool: string, onArray: string): Promise<ViewFacts | undefined> => {
  const place = probe.places.view
  if (place === undefined) return undefined
  const printed = await viewPrint(probe.table, { view: place, pool: probe.places.pool })
  const answers = await askView({ onPool, onArray, throughView: under(place, probe.name) })
  const fileSystem = mountOf(probe.table, place)?.fileSystem ?? 'unknown'
  const facts = { place, fileSystem, version: printed.version, ...answers, askedAt: probe.deps.now() }
  await keepAnswer(probe.deps.memory, { kind: 'view', print: printed.print, pool: probe.places.pool, facts })
  return facts
}

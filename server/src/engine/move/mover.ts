/** The mover: one move at a time per unit and per file, leftovers settled first, everything else in the rooms beside. */
import type { UnitId } from '#core/model/unit.ts'
import { mayFollow, type OpenMove } from '#core/move/machine.ts'
import type { FileSystem, Step, Verification } from '#ports/file-system.ts'
import type { Journal } from '#ports/journal.ts'
import type { EvictOrder, MoveOutcome, Mover, Settled } from '#ports/mover.ts'
import type { Register } from '#ports/register.ts'
import type { MoveDeps } from './deps.ts'
import { evictUnit } from './home/evict-unit.ts'
import { mendUnit } from './home/mend-unit.ts'
import { resolveUnit } from './home/resolve-unit.ts'
import { createLocks } from './locks.ts'
import { promoteUnit } from './promote-unit.ts'
import { createRooms } from './rooms.ts'
import { settleAll, settleMove } from './settle.ts'

/** What a mover needs. */
export interface MoverOptions {
  readonly fileSystem: FileSystem
  readonly journal: Journal
  /** What must know our files besides the journal; none when left out. */
  readonly registers?: readonly Register[]
  /** Epoch milliseconds. */
  readonly now: () => number
  /** How long a copy that somebody changed must have been left alone before it comes home; 10 when left out. */
  readonly minimumAgeMinutes?: () => number
  /** Sees every act that changes anything, before it happens. Tests kill, fail and interfere here. */
  readonly step?: Step
  /** Whether a file that some program has open stays on the array; it does when left out. */
  readonly skipsFilesInUse?: () => boolean
  /** Bytes that people want to stay free on a pool of this size, asked at each move; a least amount stays free whatever it says. */
  readonly keepFreeBytes?: (totalBytes: number) => number
  /** Waits so many milliseconds; not at all when left out. */
  readonly wait?: (ms: number) => Promise<void>
  /** How copies to the pool are verified where the original survives; asked at each move. */
  readonly verify?: () => Verification
}

const plainStep: Step = Object.assign(<T>(_name: string, act: () => Promise<T>): Promise<T> => act(), {
  isUnwatched: true as const
})

const busy = (path: UnitId): MoveOutcome => ({
  kind: 'stood-back',
  reason: { code: 'changed-meanwhile', path, detail: 'it is being moved already' }
})

/** The journal, refusing a stage that may not follow the one before it: that would be a bug of the table. */
const inOrder = (journal: Journal): Journal => ({
  ...journal,
  note: (entry, change) => {
    const { stage } = change
    if (stage !== undefined && !mayFollow(entry.stage, stage)) {
      throw new Error(`${entry.stage} may not become ${stage}`)
    }
    return journal.note(entry, change)
  }
})

const namesOf = ({ unit }: EvictOrder): readonly string[] => unit.files.map((file) => file.sharePath)

/** Makes the mover of this process. Different units may move at the same time; the same unit twice is refused. */
export const createMover = (options: MoverOptions): Mover => {
  const { fileSystem } = options
  const journal = inOrder(options.journal)
  const deps: MoveDeps = {
    fileSystem,
    journal,
    rooms: createRooms(fileSystem, options.wait ?? (() => Promise.resolve())),
    registers: options.registers ?? [],
    step: options.step ?? plainStep,
    now: options.now,
    minimumAgeMinutes: options.minimumAgeMinutes ?? (() => 10),
    skipsFilesInUse: options.skipsFilesInUse ?? (() => true),
    keepFreeBytes: options.keepFreeBytes ?? (() => 0),
    verify: options.verify ?? (() => 'full')
  }
  const locks = createLocks()
  const moving = new Set<UnitId>()

  const openFor = async (unit: UnitId, keys: readonly string[]): Promise<readonly OpenMove[]> => {
    const touches = (move: OpenMove): boolean =>
      move.unit === unit || move.files.some((entry) => keys.includes(entry.sharePath))
    return (await journal.unfinished()).filter(touches)
  }

  /** What an earlier error left open for these files is settled first; undefined when nothing is open any more. */
  const settleLeftovers = async (unit: UnitId, keys: readonly string[]): Promise<MoveOutcome | undefined> => {
    let last: Settled | undefined
    for (const move of await openFor(unit, keys)) last = await settleMove(move, deps)
    const [stillOpen] = await openFor(unit, keys)
    if (last === undefined || stillOpen === undefined) return undefined
    if (last.met?.kind === 'failed') return last.met
    return { kind: 'stood-back', reason: { code: 'needs-a-person', detail: last.sentence } }
  }

  const alone = async (
    unit: UnitId,
    keys: readonly string[],
    run: () => Promise<MoveOutcome>
  ): Promise<MoveOutcome> => {
    if (moving.has(unit)) return busy(unit)
    moving.add(unit)
    try {
      return await locks.hold(keys, async () => {
        return (await locks.hold(['leftovers'], () => settleLeftovers(unit, keys))) ?? (await run())
      })
    } finally {
      moving.delete(unit)
    }
  }

  return {
    promote: (order, control) =>
      alone(
        order.unit.id,
        order.inspection.files.map((file) => file.path),
        () => promoteUnit(order, control, deps)
      ),
    evict: (order, control) => alone(order.unit.id, namesOf(order), () => evictUnit(order, control, deps)),
    mend: (order, control) => alone(order.unit.id, order.files, () => mendUnit(order, control, deps)),
    resolve: (order, control) => alone(order.unit.id, namesOf(order), () => resolveUnit(order, control, deps)),
    settle: () => settleAll(deps)
  }
}

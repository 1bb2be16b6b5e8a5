/** Everything the doctor can tell without waking an array disk: open moves, orphans, copies, lists, and names of ours that are left over. */
import { type Finding, formatBytes } from '@pcu/contract'
import { judgeCopy } from '#core/doctor/judge-file.ts'
import { orphanReason } from '#core/plan/orphan-reason.ts'
import type { RegisteredFile } from '#ports/register.ts'
import { Failure, sentenceOf } from '#src/failure.ts'
import type { DoctorDeps, ReadableList } from './deps.ts'

const noRepair = { repair: null } as const

/** Moves that were interrupted and not settled yet. */
const openMoves = async ({ instruments }: DoctorDeps): Promise<readonly Finding[]> =>
  (await instruments.journal.unfinished()).map((move) => {
    const way = move.direction === 'in' ? 'to the pool' : 'home'
    const sentence = `The move of ${move.title} ${way} is open (${move.files.length} files). It is under way, or it is settled before the next run.`
    return { id: `move.open:${move.unit}`, severity: 'info', sentence, ...noRepair }
  })

const orphans = async ({ ledger }: DoctorDeps): Promise<readonly Finding[]> =>
  (await ledger.owned()).flatMap((unit) => {
    const reason = orphanReason(unit)
    if (reason?.code !== 'needs-a-person') return []
    const sentence = `${unit.title} (${formatBytes(unit.sizeBytes)}) waits for you: ${reason.detail}`
    return [{ id: `orphan:${unit.id}`, severity: 'warning' as const, sentence, ...noRepair }]
  })

const copies = async ({ ledger, host }: DoctorDeps): Promise<readonly Finding[]> =>
  (await host.lookAtCopies(await ledger.copies())).map(({ path, state }) => judgeCopy(path, state))

const renews = 'The list is written anew from the database.'

const missingIn = (
  list: ReadableList,
  known: ReadonlySet<string>,
  all: readonly RegisteredFile[]
): readonly Finding[] =>
  all
    .filter(({ poolPath }) => !known.has(poolPath))
    .map(({ poolPath }) => ({
      id: `list.missing:${list.name}:${poolPath}`,
      severity: 'warning',
      sentence: `${poolPath} is not in ${list.name}, so it would not be found there if the database were lost.`,
      repair: renews
    }))

const judgeList = async (list: ReadableList, all: readonly RegisteredFile[]): Promise<readonly Finding[]> => {
  try {
    const read = await list.read()
    if (read === undefined) return []
    const ours = new Set<string>(all.map(({ poolPath }) => poolPath))
    const surplus = read.filter(({ poolPath }) => !ours.has(poolPath))
    return [
      ...missingIn(list, new Set(read.map(({ poolPath }) => poolPath)), all),
      ...surplus.map(({ poolPath }) => ({
        id: `list.surplus:${list.name}:${poolPath}`,
        severity: 'warning' as const,
        sentence: `${list.name} names ${poolPath}, which the database does not know. Look whether it is a film of yours before you remove it.`,
        ...noRepair
      }))
    ]
  } catch (thrown) {
    if (!(thrown instanceof Failure)) throw thrown
    return [{ id: `list.unreadable:${list.name}`, severity: 'warning', sentence: sentenceOf(thrown), ...noRepair }]
  }
}

/** Looks. No call below an array root. */
export const examinePool = async (deps: DoctorDeps, all: readonly RegisteredFile[]): Promise<readonly Finding[]> => {
  const lists = await Promise.all(deps.instruments.lists.map((list) => judgeList(list, all)))
  return [...(await openMoves(deps)), ...(await orphans(deps)), ...(await copies(deps)), ...lists.flat()]
}

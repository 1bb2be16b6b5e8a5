/** Everything the doctor can tell without waking an array disk: open moves, orphans, copies, lists, and names of ours that are left over. */
import { type Finding, formatBytes } from '@pcu/contract'
import { judgeCopy } from '#core/doctor/judge-file.ts'
import type { OpenMove } from '#core/move/machine.ts'
import { orphanReason } from '#core/plan/orphan-reason.ts'
import type { Ledger } from '#ports/ledger.ts'
import type { RegisteredFile } from '#ports/register.ts'
import type { StorageHost } from '#ports/storage-host.ts'
import { Failure, sentenceOf } from '#src/failure.ts'
import type { ReadableList } from './deps.ts'

type Place = Pick<RegisteredFile, 'poolPath'>

/** What it is told from. */
export interface PoolDeps {
  readonly ledger: Pick<Ledger, 'owned' | 'copies'> & { registered(): Promise<readonly Place[]> }
  readonly host: Pick<StorageHost, 'lookAtCopies'>
  readonly instruments: {
    readonly journal: { unfinished(): Promise<readonly MoveUnderWay[]> }
    readonly lists: readonly ReadableList[]
  }
}

type MoveUnderWay = Pick<OpenMove, 'direction' | 'title' | 'unit'> & { readonly files: readonly Place[] }

const noRepair = { repair: null } as const

/** Moves that were interrupted and not settled yet. */
const openMoves = async ({ instruments }: PoolDeps): Promise<readonly Finding[]> =>
  (await instruments.journal.unfinished()).map((move) => {
    const way = move.direction === 'in' ? 'to the pool' : 'home'
    const sentence = `The move of ${move.title} ${way} is open (${move.files.length} files). It is under way, or it is settled before the next run.`
    return { id: `move.open:${move.unit}`, severity: 'info', sentence, ...noRepair }
  })

const orphans = async ({ ledger }: PoolDeps): Promise<readonly Finding[]> =>
  (await ledger.owned()).flatMap((unit) => {
    const reason = orphanReason(unit)
    if (reason?.code !== 'needs-a-person') return []
    const sentence = `${unit.title} (${formatBytes(unit.sizeBytes)}) waits for you: ${reason.detail}`
    return [{ id: `orphan:${unit.id}`, severity: 'warning' as const, sentence, ...noRepair }]
  })

/** What stood still from the first look to the last: a move between them is not found as a difference. */
interface Standing {
  /** Pool paths that the ledger named at both times. */
  readonly ours: ReadonlySet<string>
  /** Those that it named at either time, and those of moves that are open. */
  readonly explained: ReadonlySet<string>
}

const pathsOf = (files: readonly Place[]): ReadonlySet<string> => new Set(files.map(({ poolPath }) => poolPath))

const inMoves = async ({ instruments }: PoolDeps): Promise<ReadonlySet<string>> =>
  pathsOf((await instruments.journal.unfinished()).flatMap(({ files }) => files))

/** A copy that went home meanwhile, or is about to, is not missing. */
const copies = async (deps: PoolDeps, moving: ReadonlySet<string>): Promise<readonly Finding[]> => {
  const { ledger, host } = deps
  const looked = await host.lookAtCopies(await ledger.copies())
  const left = new Set<string>((await ledger.copies()).map(({ path }) => path))
  const still = await inMoves(deps)
  return looked
    .filter(({ path }) => left.has(path) && !moving.has(path) && !still.has(path))
    .map(({ path, state }) => judgeCopy(path, state))
}

const renews = 'The list is written anew from the database.'

type ListRead = (standing: Standing) => readonly Finding[]

const missingIn = (list: ReadableList, read: ReadonlySet<string>, { ours }: Standing): readonly Finding[] =>
  [...ours]
    .filter((path) => !read.has(path))
    .map((path) => ({
      id: `list.missing:${list.name}:${path}`,
      severity: 'warning',
      sentence: `${path} is not in ${list.name}, so it would not be found there if the database were lost.`,
      repair: renews
    }))

const surplusOf = (list: ReadableList, read: ReadonlySet<string>, { explained }: Standing): readonly Finding[] =>
  [...read]
    .filter((path) => !explained.has(path))
    .map((path) => ({
      id: `list.surplus:${list.name}:${path}`,
      severity: 'warning',
      sentence: `${list.name} names ${path}, which the database does not know. Look whether it is a film of yours before you remove it.`,
      ...noRepair
    }))

/** Reads it now; judges it when it is known what stood still. */
const readList = async (list: ReadableList): Promise<ListRead> => {
  try {
    const entries = await list.read()
    if (entries === undefined) return () => []
    const read = pathsOf(entries)
    return (standing) => [...missingIn(list, read, standing), ...surplusOf(list, read, standing)]
  } catch (thrown) {
    if (!(thrown instanceof Failure)) throw thrown
    const sentence = sentenceOf(thrown)
    return () => [{ id: `list.unreadable:${list.name}`, severity: 'warning', sentence, ...noRepair }]
  }
}

/** Looks. No call below an array root. */
export const examinePool = async (deps: PoolDeps, before: readonly Place[]): Promise<readonly Finding[]> => {
  const moving = await inMoves(deps)
  const lists = await Promise.all(deps.instruments.lists.map(readList))
  const found = await copies(deps, moving)
  const after = pathsOf(await deps.ledger.registered())
  const inBetween = new Set([...moving, ...(await inMoves(deps))])
  const standing = {
    ours: new Set([...pathsOf(before)].filter((path) => after.has(path) && !inBetween.has(path))),
    explained: new Set([...pathsOf(before), ...after, ...inBetween])
  }
  return [...(await openMoves(deps)), ...(await orphans(deps)), ...found, ...lists.flatMap((judge) => judge(standing))]
}

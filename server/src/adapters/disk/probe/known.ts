/** What was asked before and still holds: the kept answers whose print is that of this moment. Touches no disk. */
import type { RootFacts, ViewFacts } from '@pcu/contract'
import { type MountTable, readMounts } from '#adapters/disk/mountinfo.ts'
import type { KnownAnswers, StorageAnswers } from '#ports/storage-host.ts'
import { type AnswerRecord, recallAnswers } from './answers.ts'
import type { Places } from './places.ts'
import { printOf, viewPrint } from './print.ts'
import type { ProbeMemory } from './traces.ts'

const factsOf = (records: readonly AnswerRecord[], place: string, print: string): RootFacts | undefined =>
  records.flatMap((each) =>
    each.kind === 'place' && each.facts.place === place && each.print === print ? [each.facts] : []
  )[0]

const viewOf = async (
  records: readonly AnswerRecord[],
  { table, places }: { readonly table: MountTable; readonly places: Places }
): Promise<ViewFacts | undefined> => {
  const kept = records.find((each) => each.kind === 'view' && each.facts.place === places.view)
  if (kept?.kind !== 'view' || places.view === undefined) return undefined
  const { print } = await viewPrint(table, { view: places.view, pool: places.pool })
  return print === kept.print ? kept.facts : undefined
}

/** What is known of these places, as far as it is still true. */
export const knownAnswers = async (memory: ProbeMemory, table: MountTable, places: Places): Promise<StorageAnswers> => {
  const records = await recallAnswers(memory)
  return {
    pool: factsOf(records, places.pool, printOf(table, places.pool)),
    array: factsOf(records, places.array, printOf(table, places.array)),
    view: await viewOf(records, { table, places }),
    trouble: undefined
  }
}

/** What is known of all places, as far as it is still true. Touches no disk. */
export const rememberedAnswers = async (memory: ProbeMemory): Promise<KnownAnswers> => {
  const [table, records] = [await readMounts(), await recallAnswers(memory)]
  const places: RootFacts[] = []
  let view: ViewFacts | undefined
  for (const record of records) {
    if (record.kind === 'place') {
      if (record.print === printOf(table, record.facts.place)) places.push(record.facts)
      continue
    }
    const { print } = await viewPrint(table, { view: record.facts.place, pool: record.pool })
    if (print === record.print) view = record.facts
  }
  return { places, view }
}

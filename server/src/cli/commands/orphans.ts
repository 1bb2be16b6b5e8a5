/** `pcu orphans`: what somebody deleted or replaced, and what becomes of it. */
import { formatBytes, formatTime, type Orphan } from '@pcu/contract'
import { systemTimeZone } from '#adapters/clock.ts'
import type { Asked } from '#cli/arguments.ts'
import { type ExitCode, exitCodes } from '#cli/exit-codes.ts'
import { type Opened, open } from '#cli/local.ts'
import type { Resolution } from '#engine/orphans/resolve.ts'
import { oneLine } from '#kit/one-line.ts'

const sinceText = (since: number | null): string =>
  since === null ? '' : ` (since ${formatTime(since, systemTimeZone())})`

const orphanLines = (orphan: Orphan): readonly string[] => [
  `${orphan.id}  ${orphan.title} (${formatBytes(orphan.sizeBytes)})`,
  ...orphan.files.map(({ path, why, since }) => `      ${path}: ${why}${sinceText(since)}.`),
  ...orphan.remedies.map(({ how, does }) => `      pcu orphans resolve ${orphan.id} --${how}   ${does}`)
]

const listText = (orphans: readonly Orphan[]): string =>
  orphans.length === 0
    ? 'Nothing was deleted or replaced behind our back.'
    : orphans.flatMap(orphanLines).map(oneLine).join('\n')

const say = (text: string, code: ExitCode): ExitCode => {
  const stream = code === exitCodes.usage ? process.stderr : process.stdout
  stream.write(`${text}\n`)
  return code
}

const listed = (opened: Opened): Promise<readonly Orphan[]> =>
  opened.kind === 'remote' ? opened.remote.orphans() : opened.program.app.face.orphans()

const order = async (opened: Opened, resolution: Resolution) => {
  if (opened.kind === 'remote') return await opened.remote.resolveOrphan(resolution)
  await opened.program.app.settle()
  return await opened.program.app.face.resolveOrphan(resolution)
}

/** The order, or undefined when it was not understood. */
const orderOf = ({ words, remedy: how }: Asked): Resolution | undefined => {
  const [verb, number = '', ...others] = words
  if (verb !== 'resolve' || !/^[1-9]\d*$/u.test(number) || others.length > 0 || how === undefined) return undefined
  return { id: Number(number), how }
}

const foretell = async (opened: Opened, { id, how }: Resolution): Promise<ExitCode> => {
  const orphan = (await listed(opened)).find((one) => one.id === id)
  const does = orphan?.remedies.find((one) => one.how === how)?.does
  if (does === undefined) {
    return say(`There is nothing of number ${id} to which --${how} goes; see "pcu orphans".`, exitCodes.failed)
  }
  return say(`${does} Nothing was done yet: say it again with --yes.`, exitCodes.failed)
}

const resolve = async (opened: Opened, resolution: Resolution, yes: boolean): Promise<ExitCode> => {
  if (!yes) return await foretell(opened, resolution)
  const answer = await order(opened, resolution)
  return say(answer.sentence, answer.accepted ? exitCodes.done : exitCodes.failed)
}

const list = async (opened: Opened, json: boolean): Promise<ExitCode> => {
  const orphans = await listed(opened)
  return say(json ? JSON.stringify({ orphans }, null, 2) : listText(orphans), exitCodes.done)
}

/** Lists or resolves. */
export const orphansCommand = async (asked: Asked): Promise<ExitCode> => {
  const resolution = orderOf(asked)
  if (asked.words.length > 0 && resolution === undefined) {
    return say('Write "pcu orphans resolve NUMBER --REMEDY". See "pcu orphans --help".', exitCodes.usage)
  }
  const opened = await open({ dryRun: !asked.yes, narrate: false })
  try {
    return resolution === undefined ? await list(opened, asked.json) : await resolve(opened, resolution, asked.yes)
  } finally {
    if (opened.kind === 'local') await opened.program.close()
  }
}

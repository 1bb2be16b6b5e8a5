/** `pcu pin` and `pcu unpin`: titles that stay on the pool because a person says so. */
import { formatTime, type Pin, type PinAnswer, type PinOrder, type TitleChoice } from '@pcu/contract'
import { systemTimeZone } from '#adapters/clock.ts'
import type { Asked } from '#cli/arguments.ts'
import { type ExitCode, exitCodes } from '#cli/exit-codes.ts'
import { type Opened, open } from '#cli/local.ts'
import { pinsMeant } from '#core/pins/find.ts'
import { oneLine } from '#kit/one-line.ts'

const say = (lines: readonly string[], code: ExitCode): ExitCode => {
  const stream = code === exitCodes.usage ? process.stderr : process.stdout
  stream.write(`${lines.map(oneLine).join('\n')}\n`)
  return code
}

const linesOf = (pin: Pin): readonly string[] => [
  `${pin.id}  ${pin.title}${pin.kind === 'version' ? `, the version ${pin.file ?? ''}` : ''}`,
  `      Pinned by ${pin.by} since ${formatTime(pin.at, systemTimeZone())}. ${pin.sentence}`
]

/** The titles to choose from, numbered, each with the words that mean it alone. */
export const choiceLines = (choices: readonly TitleChoice[], command: string): readonly string[] =>
  choices.map(({ title, section, ask }, position) => {
    const where = section === '' ? '' : ` (${section})`
    return `${String(position + 1).padStart(3)}  ${title}${where}   ${command} "${ask}"`
  })

const listed = (opened: Opened): Promise<readonly Pin[]> =>
  opened.kind === 'remote' ? opened.remote.pins() : opened.program.app.face.pins()

const unpin = (opened: Opened, id: number) =>
  opened.kind === 'remote' ? opened.remote.unpin(id) : opened.program.app.face.unpin(id)

const list = async (opened: Opened, json: boolean): Promise<ExitCode> => {
  const pins = await listed(opened)
  if (json) return say([JSON.stringify({ pins })], exitCodes.done)
  return say(pins.length === 0 ? ['Nothing is pinned.'] : pins.flatMap(linesOf), exitCodes.done)
}

const answerLines = ({ sentence, warning, choices }: PinAnswer): readonly string[] => [
  sentence,
  ...(warning === null ? [] : [warning]),
  ...choiceLines(choices, 'pcu pin')
]

const add = async (opened: Opened, order: PinOrder, json: boolean): Promise<ExitCode> => {
  const answer = opened.kind === 'remote' ? await opened.remote.pin(order) : await opened.program.app.face.pin(order)
  return say(json ? [JSON.stringify(answer)] : answerLines(answer), answer.accepted ? exitCodes.done : exitCodes.failed)
}

const choose = (pins: readonly Pin[], named: string): readonly string[] => [
  `${pins.length} pins fit "${named}"; say which one.`,
  ...pins.map(
    ({ id, title, kind, file }) => `  ${title}${kind === 'version' ? `, ${file ?? ''}` : ''}   pcu unpin ${id}`
  )
]

/** A pin by its number, or by words that find its title. */
const takeAway = async (opened: Opened, named: string, json: boolean): Promise<ExitCode> => {
  const [pin, ...others] = pinsMeant(named, await listed(opened))
  const refused = (lines: readonly string[]): ExitCode =>
    say(json ? [JSON.stringify({ accepted: false, sentence: lines[0] ?? '' })] : lines, exitCodes.failed)
  if (pin === undefined) return refused([`Nothing that is called "${named}" is pinned; "pcu pin list" tells what is.`])
  if (others.length > 0) return refused(choose([pin, ...others], named))
  const answer = await unpin(opened, pin.id)
  return say([json ? JSON.stringify(answer) : answer.sentence], answer.accepted ? exitCodes.done : exitCodes.failed)
}

const orderOf = ({ words, by, file }: Asked): PinOrder => ({
  title: words.join(' '),
  ...(by === undefined ? {} : { by }),
  ...(file === undefined ? {} : { file })
})

const carryOut = (opened: Opened, asked: Asked): Promise<ExitCode> => {
  const named = asked.words.join(' ')
  if (asked.command === 'unpin') return takeAway(opened, named, asked.json)
  return named === 'list' ? list(opened, asked.json) : add(opened, orderOf(asked), asked.json)
}

/** Lists pins, makes one or takes one away. */
export const pinCommand = async (asked: Asked): Promise<ExitCode> => {
  if (asked.words.length === 0) {
    const usage =
      asked.command === 'pin'
        ? 'Write "pcu pin TITLE" or "pcu pin list".'
        : 'Write "pcu unpin TITLE" or "pcu unpin NUMBER".'
    return say([`${usage} See "pcu ${asked.command} --help".`], exitCodes.usage)
  }
  const opened = await open({ dryRun: false, narrate: false })
  try {
    return await carryOut(opened, asked)
  } finally {
    if (opened.kind === 'local') await opened.program.close()
  }
}

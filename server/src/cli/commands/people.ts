/** `pcu people`: who watches, how their wishes are known, and whether they count. */
import { EPISODES_AHEAD, formatTime, type PersonStatus } from '@pcu/contract'
import { systemTimeZone } from '#adapters/clock.ts'
import type { Asked } from '#cli/arguments.ts'
import { type ExitCode, exitCodes } from '#cli/exit-codes.ts'
import { type Opened, open } from '#cli/local.ts'
import { type PersonOrder, personOrderOf } from '#cli/person-choice.ts'
import { oneLine } from '#kit/one-line.ts'

const kinds: Readonly<Record<PersonStatus['kind'], string>> = {
  owner: 'owner of the server',
  home: 'Plex Home',
  managed: 'Plex Home, managed',
  friend: 'shared with'
}

const waysOut: Readonly<Record<'enter-pin' | 'sign-in', (name: string) => string>> = {
  'enter-pin': (name) => `Give their PIN: pcu people set "${name}" pin=1234`,
  'sign-in': () => 'They can be read better when they sign in themselves: on the page, or with "pcu sign-in".'
}

const reachOf = (episodes: number): string =>
  `Episodes after the one on deck: ${episodes === 0 ? 'none' : episodes}, as somebody chose (instead of NUMBER_EPISODES).`

const linesOf = (person: PersonStatus): readonly string[] => [
  `${person.name} (${kinds[person.kind]})`,
  `      ${person.deckSentence}`,
  `      ${person.watchlistSentence}`,
  ...(person.episodes === null ? [] : [`      ${reachOf(person.episodes)}`]),
  ...(person.wayOut === null ? [] : [`      ${waysOut[person.wayOut](person.name)}`]),
  ...(person.lastActiveAt === null
    ? []
    : [`      Last watched something ${formatTime(person.lastActiveAt, systemTimeZone())}.`])
]

const say = (text: string, code: ExitCode): ExitCode => {
  const stream = code === exitCodes.usage ? process.stderr : process.stdout
  stream.write(`${text}\n`)
  return code
}

const listed = (opened: Opened): Promise<readonly PersonStatus[]> =>
  opened.kind === 'remote' ? opened.remote.people() : opened.program.app.face.people()

const set = async (opened: Opened, { name, choice }: PersonOrder): Promise<ExitCode> => {
  const all = (await listed(opened)).filter((person) => person.name.toLowerCase() === name.toLowerCase())
  const [person] = all
  if (person === undefined) return say(`There is nobody called ${name}; see "pcu people".`, exitCodes.failed)
  if (all.length > 1) return say(`${all.length} people are called ${name}; choose on the page.`, exitCodes.failed)
  const order = { id: person.id, choice }
  const answer =
    opened.kind === 'remote'
      ? await opened.remote.choosePerson(order)
      : await opened.program.app.face.choosePerson(order)
  return say(answer.sentence, answer.accepted ? exitCodes.done : exitCodes.failed)
}

const list = async (opened: Opened, json: boolean): Promise<ExitCode> => {
  const people = await listed(opened)
  return say(
    json ? JSON.stringify({ people }, null, 2) : people.flatMap(linesOf).map(oneLine).join('\n'),
    exitCodes.done
  )
}

/** Lists people or chooses for one of them. */
export const peopleCommand = async (asked: Asked): Promise<ExitCode> => {
  const order = personOrderOf(asked.words)
  if (asked.words.length > 0 && order === undefined) {
    const { min, max } = EPISODES_AHEAD
    const words = `Write "pcu people set NAME deck=off", or episodes= with a number from ${min} to ${max}. See "pcu people --help".`
    return say(words, exitCodes.usage)
  }
  const opened = await open({ dryRun: false, narrate: false })
  try {
    return order === undefined ? await list(opened, asked.json) : await set(opened, order)
  } finally {
    if (opened.kind === 'local') await opened.program.close()
  }
}

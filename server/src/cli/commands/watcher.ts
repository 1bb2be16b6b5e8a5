/** `pcu watcher`: how the real-time watcher stands, what was played, what goes home when; switches it. */
import { formatDuration, formatTime, type PlayRecord, type Removal, type WatcherStatus } from '@pcu/contract'
import { systemTimeZone } from '#adapters/clock.ts'
import type { Asked } from '#cli/arguments.ts'
import { type ExitCode, exitCodes } from '#cli/exit-codes.ts'
import { type Opened, open } from '#cli/local.ts'
import { oneLine } from '#kit/one-line.ts'

const say = (lines: readonly string[], code: ExitCode): ExitCode => {
  const stream = code === exitCodes.usage ? process.stderr : process.stdout
  stream.write(`${lines.map(oneLine).join('\n')}\n`)
  return code
}

const time = (at: number): string => formatTime(at, systemTimeZone())

const tiers = { pool: 'from the pool', array: 'from the array' } as const
const states = { moving: 'on its way', waiting: 'waits for its turn', left: 'left for now' } as const

const linesOfStatus = (status: WatcherStatus): readonly string[] => {
  const { statistics, timers } = status
  const average =
    statistics.averageToCachedMs === null
      ? ''
      : ` for them, on average ${formatDuration(statistics.averageToCachedMs)} after play was pressed`
  return [
    status.sentence,
    ...status.sessions.map(
      ({ person, title, tier, isCounted }) =>
        `  ${person} watches ${title}, ${tiers[tier]}${isCounted ? '' : ' (the watcher does not act for them)'}`
    ),
    ...status.queue.map(
      ({ title, state, because }) => `  ${title}: ${states[state]}${because === null ? '' : `. ${because}`}`
    ),
    `Since ${time(statistics.since)}: ${statistics.watches} plays, ${statistics.alreadyThere} of them began on the pool; ${statistics.cached} titles cached${average}; ${statistics.failures} failures.`,
    `Removal timers: ${timers.waiting} running, ${timers.postponed} put off, ${timers.due} due; ${statistics.returned} titles went home by one so far. "pcu watcher schedule" lists them.`,
    ...status.people.map(
      ({ name, lastSeenAt, isActive }) =>
        `  ${name}: ${lastSeenAt === null ? 'not seen yet' : `last seen ${time(lastSeenAt)}`}${isActive ? '' : ', left out as idle'}`
    )
  ]
}

const endOf = ({ finished, percent, endedAt }: PlayRecord): string => {
  if (finished) return 'to the end'
  const share = percent === null ? '' : ` ${percent} %`
  return endedAt === null
    ? `goes on${share === '' ? '' : `, at${share}`}`
    : `stopped${share === '' ? '' : ` at${share}`}`
}

const lineOfPlay = (play: PlayRecord): string =>
  `${time(play.startedAt)}  ${play.person}: ${play.title}, ${endOf(play)}, ${formatDuration(play.watchedMs)} watched ${tiers[play.tier]}. ${play.sentence}`

const dueText = ({ dueAt, remainingMs, state }: Removal): string => {
  if (dueAt === null || remainingMs === null) return 'no timer'
  if (state === 'waiting') return `due ${time(dueAt)}, in ${formatDuration(remainingMs)}`
  return state === 'due' ? `due since ${time(dueAt)}, goes home at the next run` : `due since ${time(dueAt)}, put off`
}

const linesOfRemoval = (removal: Removal): readonly string[] => [
  `${removal.title}: ${dueText(removal)}`,
  ...removal.because.map((sentence) => `      ${sentence}`),
  ...(removal.state === 'postponed' && removal.nextCheckAt !== null
    ? [`      Looked at again ${time(removal.nextCheckAt)} at the latest.`]
    : [])
]

const deskOf = (opened: Opened) => (opened.kind === 'remote' ? opened.remote.watcher : opened.program.app.face.watcher)
type Desk = ReturnType<typeof deskOf>

const shown = (json: boolean, value: object, lines: readonly string[]): ExitCode =>
  say(json ? [JSON.stringify(value)] : lines, exitCodes.done)

const mostShown = 50

const verbs: Readonly<Record<string, (desk: Desk, json: boolean) => Promise<ExitCode>>> = {
  status: async (desk, json) => {
    const status = await desk.status()
    return shown(json, status, linesOfStatus(status))
  },
  history: async (desk, json) => {
    const plays = await desk.history(mostShown)
    return shown(json, { plays }, plays.length === 0 ? ['Nothing was played yet.'] : plays.map(lineOfPlay))
  },
  schedule: async (desk, json) => {
    const removals = await desk.schedule()
    return shown(
      json,
      { removals },
      removals.length === 0
        ? [
            'Nothing has a removal timer: the watcher has cached nothing, and nobody has watched anything on the pool to the end.'
          ]
        : removals.flatMap(linesOfRemoval)
    )
  },
  start: async (desk) => answered(await desk.switchTo(true)),
  stop: async (desk) => answered(await desk.switchTo(false))
}

const answered = ({ accepted, sentence }: { readonly accepted: boolean; readonly sentence: string }): ExitCode =>
  say([sentence], accepted ? exitCodes.done : exitCodes.failed)

/** Shows or switches the watcher. */
export const watcherCommand = async ({ words, json }: Asked): Promise<ExitCode> => {
  const [verb = 'status', ...others] = words
  const act = Object.hasOwn(verbs, verb) ? verbs[verb] : undefined
  if (act === undefined || others.length > 0) {
    return say(['Write "pcu watcher [status|start|stop|history|schedule]". See "pcu watcher --help".'], exitCodes.usage)
  }
  const opened = await open({ dryRun: false, narrate: false })
  try {
    return await act(deskOf(opened), json)
  } finally {
    if (opened.kind === 'local') await opened.program.close()
  }
}

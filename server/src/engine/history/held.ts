/** What holds every undoing back, and what is played at the moment. */
import { explain, type Settings } from '@pcu/contract'
import { readSessions } from '#engine/discover.ts'
import type { Clock } from '#ports/clock.ts'
import type { MediaServer } from '#ports/media-server.ts'

/** What judging needs. */
export interface HeldDeps {
  readonly settings: { readonly schedule: Pick<Settings['schedule'], 'exitIfActiveSession'> }
  readonly server: Pick<MediaServer, 'readSessions'>
  readonly clock: Pick<Clock, 'now'>
  readonly timeZone: string
}

/** What is known without asking anybody. */
export interface GeneralDeps {
  readonly dryRunOnly: boolean
  readonly settingsTrouble: () => string | undefined
  readonly schedule: { isRunning(): boolean }
  readonly underWay: () => string | undefined
}

/** What is said of it; undefined when nothing holds it. */
export interface Held<Ending = never> {
  readonly refusal: string | undefined
  readonly ending?: readonly Ending[]
}

/** Test mode, wrong settings, and a run under way. */
export const heldGeneral = ({ dryRunOnly, settingsTrouble, schedule, underWay }: GeneralDeps): string | undefined => {
  if (dryRunOnly) return 'TEST_MODE is on, so nothing is moved.'
  const trouble = settingsTrouble()
  if (trouble !== undefined) return trouble
  if (!schedule.isRunning()) return undefined
  return `Not now: ${underWay() ?? 'a run is about to begin'}. Ask again when it is done.`
}

/** Whoever plays it, or whether anybody plays where that holds runs back; what Plex does not say may be so. */
export const heldByPlaying = async (
  ratingKeys: readonly string[],
  { server, settings, timeZone }: HeldDeps
): Promise<string | undefined> => {
  const answer = await readSessions(server, new AbortController().signal)
  if (!answer.known) return explain({ code: 'sessions-unknown', detail: answer.detail }, timeZone)
  const own = answer.sessions.find(({ ratingKey }) => ratingKeys.includes(ratingKey))
  if (own !== undefined) return explain({ code: 'playing-now', person: own.person }, timeZone)
  const [any] = answer.sessions
  if (any === undefined || !settings.schedule.exitIfActiveSession) return undefined
  return `Not now: ${any.person} is watching, and EXIT_IF_ACTIVE_SESSION is on.`
}

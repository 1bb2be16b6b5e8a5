/** Controls over what people watch. */
import { z } from 'zod'
import type { PlayOptions } from '#test/fakes/plex/playback/playback.ts'
import { type Command, command } from './command.ts'

const player = z.object({
  machineIdentifier: z.string().exactOptional(),
  title: z.string().exactOptional(),
  product: z.string().exactOptional(),
  platform: z.string().exactOptional(),
  address: z.string().exactOptional(),
  local: z.boolean().exactOptional()
})

const options: z.ZodType<PlayOptions> = z.object({
  player: player.exactOptional(),
  transcode: z.boolean().exactOptional(),
  fromOffsetMs: z.number().min(0).exactOptional(),
  speed: z.number().positive().exactOptional(),
  media: z.int().min(0).exactOptional(),
  withoutSession: z.boolean().exactOptional()
})

const person = z.object({ person: z.string() })
const view = z.object({ person: z.string(), ratingKey: z.string() })
const session = z.object({ sessionKey: z.string() })
const moment = { at: z.number().exactOptional() }

export const playbackCommands: Readonly<Record<string, Command>> = {
  'POST play': (plex, given) => {
    const { person: who, ratingKey } = view.parse(given)
    return { sessionKey: plex.play(who, ratingKey, options.parse(given)) }
  },
  'POST pause': command(session, (plex, { sessionKey }) => plex.pause(sessionKey)),
  'POST resume': command(session, (plex, { sessionKey }) => plex.resume(sessionKey)),
  'POST seek': command(session.extend({ offsetMs: z.number().min(0) }), (plex, { sessionKey, offsetMs }) =>
    plex.seek(sessionKey, offsetMs)
  ),
  'POST stop': command(session, (plex, { sessionKey }) => plex.stop(sessionKey)),
  'POST crash': command(session, (plex, { sessionKey }) => plex.crash(sessionKey)),
  'POST restart': (plex) => plex.restartServer(),
  'POST preroll': command(person, (plex, given) => ({ sessionKey: plex.preroll(given.person) })),
  'POST live-tv': command(person, (plex, given) => ({ sessionKey: plex.liveTv(given.person) })),
  'GET sessions': (plex) => plex.sessions(),
  'POST scrobble': command(view, (plex, given) => plex.scrobble(given.person, given.ratingKey)),
  'POST unscrobble': command(view, (plex, given) => plex.unscrobble(given.person, given.ratingKey)),
  'POST watched': command(view.extend(moment), (plex, given) => plex.watched(given.person, given.ratingKey, given.at)),
  'POST left-at': command(view.extend({ ...moment, offsetMs: z.number().min(0) }), (plex, given) =>
    plex.leftAt(given.person, given.ratingKey, given)
  )
}

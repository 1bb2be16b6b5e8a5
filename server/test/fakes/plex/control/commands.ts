/** Every control there is, by method and path, with the shape of what it is given. */
import { z } from 'zod'
import { faultRule } from '#test/fakes/kit/control/fault-shape.ts'
import type { FakePlex } from '#test/fakes/plex/fake-plex.ts'
import { type Command, command } from './command.ts'
import { libraryCommands } from './library-commands.ts'
import { playbackCommands } from './playback-commands.ts'

const nothing = z.unknown()

function state(plex: FakePlex) {
  return {
    now: plex.clock.now(),
    seed: plex.seed,
    machineIdentifier: plex.machineIdentifier,
    people: plex.people.map((person) => ({ ...person, token: plex.token(person.name) })),
    sections: plex.library.sections.map(({ key, type, title, hidden }) => ({
      key,
      type,
      title,
      hidden,
      items: plex.library.count(key, type === 'movie' ? 'movie' : 'episode'),
      contentChangedAt: plex.library.contentChangedAt(key)
    })),
    sessions: plex.sessions(),
    connections: plex.push.connections(),
    faults: plex.faults.rules()
  }
}

/** Time for the answer to the control itself to leave. */
const ANSWER_MS = 10

/** The server cannot be told to accept again while it refuses, so the time is given beforehand. */
function refuseFor(plex: FakePlex, ms: number): void {
  const refusing = async (): Promise<void> => {
    await plex.refuse()
    setTimeout(() => void plex.accept(), ms).unref()
  }
  setTimeout(() => void refusing(), ANSWER_MS).unref()
}

const serverCommands: Readonly<Record<string, Command>> = {
  'GET state': command(nothing, state),
  'GET counters': command(nothing, (plex) => plex.requests.counters()),
  'GET log': command(nothing, (plex) => plex.requests.entries()),
  'GET faults': command(nothing, (plex) => plex.faults.rules()),
  'GET on-deck': command(
    z.object({ person: z.string(), section: z.string().exactOptional() }),
    (plex, { person, section }) => plex.onDeck(person, section)
  ),
  'POST clock/advance': command(z.object({ ms: z.number().min(0) }), (plex, { ms }) => {
    plex.clock.advance(ms)
    return { now: plex.clock.now() }
  }),
  'POST faults': command(faultRule, (plex, rule) => {
    plex.faults.add(rule)
  }),
  'DELETE faults': command(nothing, (plex) => plex.faults.clear()),
  'POST faults/refuse': command(z.object({ ms: z.number().positive() }), (plex, { ms }) => refuseFor(plex, ms)),
  'POST push/drop': command(nothing, (plex) => plex.push.drop()),
  'POST push/half-open': command(nothing, (plex) => plex.push.halfOpen()),
  'POST push/garbage': command(nothing, (plex) => plex.push.garbageFrame()),
  'POST push/binary': command(nothing, (plex) => plex.push.binaryFrame()),
  'POST push/burst': command(z.object({ count: z.int().positive() }), (plex, { count }) => plex.push.burst(count)),
  'POST push/out-of-order': command(nothing, (plex) => plex.push.outOfOrder()),
  'POST revoke': command(z.object({ person: z.string() }), (plex, { person }) => plex.revoke(person)),
  'POST reset': command(nothing, (plex) => {
    plex.requests.reset()
    plex.faults.clear()
  })
}

export const commands: Readonly<Record<string, Command>> = {
  ...serverCommands,
  ...playbackCommands,
  ...libraryCommands
}

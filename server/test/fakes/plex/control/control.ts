/** The way for another process to drive a simulated server: JSON over HTTP under `/__fake/`. */
import type { IncomingMessage, ServerResponse } from 'node:http'
import { runControl } from '#test/fakes/kit/control/over-http.ts'
import type { FakePlex } from '#test/fakes/plex/fake-plex.ts'
import { commands } from './commands.ts'

export function answerControl(plex: FakePlex, incoming: IncomingMessage, response: ServerResponse): void {
  runControl(incoming, response, (name, given) => {
    const command = commands[name]
    return command === undefined ? undefined : () => command(plex, given)
  })
}

/** What a control is: a checked input and something done to the server with it. */
import type { z } from 'zod'
import type { FakePlex } from '#test/fakes/plex/fake-plex.ts'

export type Command = (plex: FakePlex, given: unknown) => unknown

/** A command whose input is checked before it runs. */
export function command<T>(shape: z.ZodType<T>, run: (plex: FakePlex, given: T) => unknown): Command {
  return (plex, given) => run(plex, shape.parse(given))
}

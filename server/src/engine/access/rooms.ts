/** What the parts of the door share. */
import type { AccessNews } from '@pcu/contract'
import { createKeys } from './keys.ts'
import { createSessions } from './sessions.ts'
import type { AccessDeps, Visitor } from './shapes.ts'
import { createTries } from './tries.ts'

/** The parts by name. */
export const roomsOf = (deps: AccessDeps) => ({
  ...deps,
  book: createSessions(deps),
  ring: createKeys(deps),
  tries: createTries(deps.clock),
  note: (what: AccessNews, { address }: Pick<Visitor, 'address'>, name = ''): void => deps.tell({ what, name, address })
})
export type Rooms = ReturnType<typeof roomsOf>

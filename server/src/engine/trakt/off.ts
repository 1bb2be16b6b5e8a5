/** The room of a Trakt that is switched off, or that cannot be asked: nothing is asked and nothing changes. */
import type { Acceptance } from '#engine/schedule.ts'
import { Failure } from '#src/failure.ts'
import type { TraktRoom, TraktRoomDeps } from './room.ts'
import { tellOff } from './tell.ts'

const refused = (sentence: string): Acceptance => ({ accepted: false, sentence })
const off = 'Trakt is not asked, so there is nothing to do.'

const nothing = (): void => undefined

/** Answers without asking anybody. */
export const withoutTrakt = ({ settings }: TraktRoomDeps): TraktRoom => ({
  sources: [],
  face: {
    tell: async () => tellOff(settings),
    refresh: async () => refused(off),
    beginSignIn: () =>
      Promise.reject(new Failure('sign-in.refused', { sentence: tellOff(settings).sentence, retry: 'never' })),
    askSignIn: async () => undefined,
    cancelSignIn: () => undefined,
    signOut: async () => refused(off)
  },
  start: nothing,
  close: async () => undefined
})

/** The parts of a face that sign people in, for tests of everything else. */
import type { Face } from '#engine/face.ts'

const never = async (): Promise<never> => {
  throw new Error('somebody signed in')
}

export const nobodySignsIn: Pick<Face, 'owner' | 'signIn' | 'signOut'> = {
  owner: () => ({
    from: 'none',
    sentence: 'Nobody is signed in.',
    account: null,
    server: null,
    address: null,
    since: null
  }),
  signIn: {
    begin: never,
    paste: () => ({ step: 'none' }),
    tell: () => ({ step: 'none' }),
    ask: never,
    typeCode: never,
    choose: never,
    cancel: () => undefined
  },
  signOut: async () => ({ accepted: false, sentence: 'Nobody is signed in.' })
}

/** A program that nothing happens in, for tests of what stands before it. */
import { systemClock } from '#adapters/clock.ts'
import { createBus } from '#engine/bus.ts'
import type { Face } from '#engine/face.ts'
import { quietBook } from './quiet-log.ts'

const notAsked = async (): Promise<never> => {
  throw new Error('not asked')
}

async function* nothingHappened() {
  // Not one row.
}

const nothingRuns = () => ({ accepted: false, sentence: 'Nothing is running.' })

/** Everything that a test does not decide is empty, refused, or not to be asked. */
export const quietFace = (facts: Partial<Face> = {}): Face => ({
  bus: createBus({ clock: systemClock }),
  log: quietBook(),
  status: notAsked,
  storage: notAsked,
  insight: notAsked,
  cached: async () => [],
  library: notAsked,
  poster: async () => ({ kind: 'unknown' }),
  runs: async () => [],
  history: {
    page: notAsked,
    everything: nothingHappened,
    runs: async () => 0,
    undo: { ask: async () => undefined, order: async () => undefined }
  },
  run: async () => undefined,
  planReport: async () => undefined,
  planReview: async () => undefined,
  applyPlan: async () => ({ accepted: true, sentence: 'Started.' }),
  latestPlan: async () => undefined,
  request: () => ({ accepted: true, sentence: 'Started.' }),
  stop: nothingRuns,
  pause: nothingRuns,
  resume: nothingRuns,
  people: async () => [],
  choosePerson: async () => ({ accepted: true, sentence: 'Noted.' }),
  owner: () => ({
    from: 'none',
    sentence: 'Nobody is signed in.',
    account: null,
    server: null,
    address: null,
    since: null
  }),
  signIn: {
    begin: notAsked,
    paste: () => ({ step: 'none' }),
    tell: () => ({ step: 'none' }),
    ask: notAsked,
    typeCode: notAsked,
    choose: notAsked,
    cancel: () => undefined
  },
  signOut: async () => ({ accepted: false, sentence: 'Nobody is signed in.' }),
  watcher: { status: notAsked, history: notAsked, schedule: notAsked, switchTo: notAsked },
  why: notAsked,
  pins: async () => [],
  pin: notAsked,
  unpin: async () => ({ accepted: false, sentence: 'There is none.' }),
  trakt: {
    tell: notAsked,
    refresh: notAsked,
    beginSignIn: notAsked,
    askSignIn: async () => undefined,
    cancelSignIn: () => undefined,
    signOut: async () => ({ accepted: false, sentence: 'Nobody is signed in.' })
  },
  settings: {
    view: () => {
      throw new Error('not asked')
    },
    check: () => ({ ok: true, refusals: [], warnings: [], restart: [] }),
    save: notAsked,
    tryPlex: notAsked,
    tryPath: notAsked,
    tryTrakt: notAsked
  },
  paths: async () => ({ sentence: '', lookedAt: null, locations: [], notes: [] }),
  welcome: { tell: notAsked, see: notAsked, finish: notAsked, isHeld: () => false },
  lookAtPaths: notAsked,
  findPaths: notAsked,
  acceptPaths: async () => ({ accepted: false, sentence: 'Nothing is proposed.' }),
  orphans: async () => [],
  resolveOrphan: async () => ({ accepted: false, sentence: 'There is none.' }),
  examine: notAsked,
  ...facts
})

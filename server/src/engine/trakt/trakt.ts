/** Trakt as the rest of the program sees it: a source of wants, what is told of it, and where people sign in. */
import type { Trakt } from '#ports/trakt/trakt.ts'
import type { WantSource } from '#ports/want-source.ts'
import { beginSignInOf, lostProblem, type Parts, refreshOf, signOutOf } from './acts.ts'
import { createCodeDesk } from './codes.ts'
import { createFollower } from './follow.ts'
import { createMonitor } from './monitor.ts'
import { withoutTrakt } from './off.ts'
import { createListReader } from './reader.ts'
import type { TraktRoom, TraktRoomDeps } from './room.ts'
import { createSignIns } from './sign-ins.ts'
import { createRecognised, createTraktSource } from './source.ts'
import { tellTrakt } from './tell.ts'

/** Tells whose sign-in was lost meanwhile. */
const telling = (source: WantSource, { tellLost }: Parts): WantSource => ({
  name: source.name,
  ask: async (question) => {
    const answer = await source.ask(question)
    await tellLost()
    return answer
  }
})

const partsOf = (trakt: Trakt, deps: TraktRoomDeps): Parts => {
  const { clock, memory, settings, problems } = deps
  const signIns = createSignIns({ ...deps, trakt })
  const reader = createListReader({ memory, clock, intervalMs: settings.trakt.checkIntervalSeconds * 1000 })
  const tellLost = async (): Promise<void> => {
    const lost = (await signIns.all()).filter(({ isLost }) => isLost)
    problems.report('trakt.sign-in.', lost.map(lostProblem))
  }
  return { ...deps, trakt, signIns, reader, tellLost }
}

const withTrakt = (trakt: Trakt, deps: TraktRoomDeps): TraktRoom => {
  const parts = partsOf(trakt, deps)
  const { reader, signIns, settings, bus, people } = parts
  const follower = createFollower({
    ...parts,
    tell: ({ source }, sentence) => void bus.publish({ type: 'list.changed', source, sentence })
  })
  const recognised = createRecognised()
  const intervalMs = settings.trakt.checkIntervalSeconds * 1000
  const monitor = createMonitor({ ...parts, follower, intervalMs, changed: deps.news, onBug: deps.bug })
  const desk = createCodeDesk({
    ...parts,
    signedIn: () => {
      parts.tellLost().catch(deps.bug)
      deps.news()
    }
  })
  const { household } = people
  const source = createTraktSource({
    follower,
    recognised,
    household,
    get episodes() {
      return settings.watchlist.episodes
    }
  })

  return {
    sources: [telling(source, parts)],
    face: {
      tell: () => tellTrakt({ follower, reader, signIns, recognised, settings, requests: trakt.requests }),
      refresh: refreshOf(parts, monitor),
      beginSignIn: beginSignInOf(parts, desk),
      askSignIn: desk.ask,
      cancelSignIn: desk.cancel,
      signOut: signOutOf(parts)
    },
    start: monitor.start,
    close: async () => {
      monitor.close()
      desk.close()
      await reader.close()
      await signIns.idle()
      await trakt.close()
    }
  }
}

/** Asks nothing yet. */
export const createTraktRoom = (deps: TraktRoomDeps): TraktRoom =>
  deps.trakt === undefined ? withoutTrakt(deps) : withTrakt(deps.trakt, deps)

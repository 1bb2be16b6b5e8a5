/** What trends at the demo's Trakt: something that nobody here has, and films of the demo that take turns. */
import type { VirtualClock } from '#test/fakes/kit/clock.ts'
import { type FakeTrakt, startFakeTrakt, type TitleSpec } from '#test/fakes/trakt/index.ts'
import { films } from './library.ts'

const elsewhere: TitleSpec = { type: 'movie', title: 'Somewhere Else', year: 2025, imdb: 'tt9000099' }
const turnMs = 120_000

/** Opens it. The last film of the demo trends, then the one before it, and so on, two minutes each. */
export const startTrends = async (clock: VirtualClock): Promise<FakeTrakt> => {
  const trakt = await startFakeTrakt({ clock })
  const show = (turn: number): void => {
    const film = films.at(-1 - (turn % films.length))
    trakt.control.chart('trending', [elsewhere, ...(film === undefined ? [] : [{ type: 'movie' as const, ...film }])])
    clock.after(turnMs, () => show(turn + 1))
  }
  show(0)
  return trakt
}

/** Who is close to an episode without wanting it yet. */
import { EPISODES_AHEAD, type WhyNear } from '@pcu/contract'
import { fullTitle, type LibraryItem } from '#core/model/library.ts'
import type { Want } from '#core/model/want.ts'
import { beginning } from './beginning.ts'
import type { Sight } from './sight.ts'

const episodesText = (count: number): string => (count === 1 ? '1 episode' : `${count} episodes`)

/** What would reach so far: the number that counts for this person, where one that is allowed would. */
const reachText = ({ person, hasOwnReach }: Want, ahead: number): string => {
  if (ahead > EPISODES_AHEAD.max) return 'no number of episodes that may be chosen'
  return hasOwnReach === true ? `pcu people set "${person}" episodes=${ahead}` : `NUMBER_EPISODES of ${ahead}`
}

const nearOf = (want: Want, at: string, ahead: number): WhyNear => {
  const { person, hasOwnReach } = want
  const who = beginning(person)
  const sentence =
    ahead > 0
      ? `${who} is ${episodesText(ahead)} before it (at ${at}); ${reachText(want, ahead)} would reach it.`
      : `${who} is ${episodesText(-ahead)} past it (at ${at}).`
  return { person, at, ahead, hasOwnReach: hasOwnReach === true, sentence }
}

type Nearness = readonly [key: string, near: WhyNear]

const far = ({ ahead }: WhyNear): number => (ahead > 0 ? ahead : 1_000_000 - ahead)

/** For each person who is somewhere in the same show how far they are from this episode, the nearest before it first. */
export const nearestTo = (
  item: LibraryItem,
  { wants, library }: Pick<Sight, 'wants' | 'library'>
): readonly WhyNear[] => {
  const all = item.showKey === undefined ? [] : library.episodesOf(item.showKey)
  const row = all.filter(({ season }) => (season === 0) === (item.season === 0))
  const placeOf = new Map(row.map(({ ratingKey }, place) => [ratingKey, place]))
  const here = placeOf.get(item.ratingKey) ?? -1
  const nearness = (want: Want): readonly Nearness[] => {
    const { person, ratingKey } = want
    const place = placeOf.get(ratingKey)
    const at = place === undefined || place === here ? undefined : row[place]
    return at === undefined || place === undefined
      ? []
      : [[`${person} ${place}`, nearOf(want, fullTitle(at), here - place)]]
  }
  const current = wants.filter(({ kind, distance }) => kind === 'on-deck' && distance === 0)
  const near = new Map(current.flatMap(nearness))
  return [...near.values()].toSorted((a, b) => far(a) - far(b) || (a.person < b.person ? -1 : 1))
}

import { expect, it } from 'vitest'
import { sharePath } from '#core/model/place.ts'
import { anOwned, aUnit, aWant, aWorld, now } from '#test/builders/world.ts'
import { noteEveryMs, unitsListedAnew, unitsWantedStill } from './owned-news.ts'

const wanted = (name: string) => aUnit({ name, wants: [aWant({ ratingKey: name })] })

it('notes as wanted what lies on the pool alone, however much is wanted', () => {
  const units = [wanted('there'), wanted('not there'), aUnit({ name: 'there, wanted by nobody' })]
  const owned = ['there, wanted by nobody', 'there', 'not listed'].map((name) => anOwned({ name }))
  expect(unitsWantedStill(aWorld({ units, owned })).map(({ title }) => title)).toEqual(['there'])
})

it('does not note as wanted what is only kept because it was watched to the end', () => {
  const finished = aWant({ ratingKey: 'a', kind: 'finished' })
  const owned = [anOwned({ name: 'a' })]
  const seen = (wants: readonly ReturnType<typeof aWant>[]) =>
    unitsWantedStill(aWorld({ units: [aUnit({ name: 'a', wants })], owned }))
  expect(seen([finished])).toEqual([])
  expect(seen([finished, aWant({ ratingKey: 'a' })])).toHaveLength(1)
})

it('notes what is wanted on and on once in a while, and at once what is told of it otherwise', () => {
  const noted = { lastWantedAt: now, lastWantedBy: ['on-deck'], watchedWhenWanted: 5 } as const
  const wants = [aWant({ ratingKey: 'a' })]
  const seen = (
    at: number,
    { unit, row }: { unit?: Partial<Parameters<typeof aUnit>[0]>; row?: Partial<Parameters<typeof anOwned>[0]> } = {}
  ) =>
    unitsWantedStill({
      ...aWorld({
        units: [aUnit({ name: 'a', wants, watchedAt: 5, ...unit })],
        owned: [anOwned({ name: 'a', ...noted, ...row })]
      }),
      now: at
    }).length
  expect([now, now + noteEveryMs - 1, now + noteEveryMs].map((at) => seen(at))).toEqual([0, 0, 1])
  expect(seen(now - 1)).toBe(1)
  expect(seen(now, { unit: { watchedAt: 6 } })).toBe(1)
  expect(seen(now, { unit: { wants: [...wants, aWant({ ratingKey: 'a', kind: 'pin' })] } })).toBe(1)
  expect(seen(now, { row: { lastWantedBy: undefined } })).toBe(1)
})

it('tells which units on the pool have other versions beside them than were noted', () => {
  const beside = [sharePath('/mnt/user/tv/b.mkv')]
  const units = ['known', 'new', 'not there'].map((name) => aUnit({ name, versionsBeside: beside }))
  const owned = [anOwned({ name: 'known', knownFiles: beside }), anOwned({ name: 'new', knownFiles: [] })]
  expect(unitsListedAnew(aWorld({ units, owned })).map(({ title }) => title)).toEqual(['new'])
})

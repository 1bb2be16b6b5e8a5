/** What was about to go home for room when its turn came, and stays after all, is judged then. */
import { expect, it } from 'vitest'
import { anOwned, answered, aUnit, aWant, aWorld, GB, somePlanSettings as settings } from '#test/builders/world.ts'
import { judgeApplicants } from './judge-applicants.ts'
import { casesOf } from './kept/cases.ts'
import { sceneOf } from './kept/scene.ts'
import { createFixedRanking } from './rank/fixed.ts'
import { rankWanted } from './rank/rank-world.ts'
import type { Room } from './room/room.ts'

it('judges what a later wish spares, in its own rank', () => {
  const wanted = (name: string, distance: number) =>
    aUnit({ name, wants: [aWant({ kind: 'on-deck', ratingKey: name, person: 'ann', distance })] })
  const units = [wanted('first', 0), wanted('part', 1), wanted('last', 2)]
  const world = aWorld({
    units,
    owned: [anOwned({ name: 'part', state: 'partial', sizeBytes: GB })],
    reports: [answered()]
  })
  const cases = casesOf(world)
  const scene = sceneOf(world, settings, cases)
  const ranked = rankWanted(cases.wanted, scene, createFixedRanking())
  const part = ranked[1]?.demand.of
  if (part === undefined) throw new Error('three are wanted')
  const leavers = new Map<
    typeof part,
    { code: 'makes-room'; for: string; kind: 'on-deck'; person: string; rank: number }
  >([[part, { code: 'makes-room', for: 'first', kind: 'on-deck', person: 'ann', rank: 1 }]])
  const room: Room = {
    leavers,
    take: ({ rank }) => {
      if (rank === 3) leavers.delete(part)
      return undefined
    }
  }
  const judgements = judgeApplicants(ranked, scene, { room, newNames: new Set() })
  expect(judgements.map(({ decision: { rank, action } }) => [rank, action])).toEqual([
    [1, 'promote'],
    [2, 'promote'],
    [3, 'promote']
  ])
})

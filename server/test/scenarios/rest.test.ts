/** Bringing everything home is the way out: nothing undoes it until a person asks. */
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { aHouse, census, filmFile, type House } from '#test/builders/house.ts'

let house: House
let before: ReturnType<typeof census>
beforeEach(async () => {
  house = await aHouse()
  before = census(house.array)
  house.plex.leftAt('owner', house.key(filmFile('Alpha')), { offsetMs: 2_000_000, at: Date.now() - 3_600_000 })
  await house.run()
  expect(census(house.array)).not.toEqual(before)
})
afterEach(() => house.leave())

const sentence = /^Everything was brought home because somebody asked for it/u

describe('after everything was brought home', () => {
  it.each(['schedule', 'plex', 'pool', 'start'] as const)(
    'a run by %s does not begin, and says why',
    async (trigger) => {
      await house.run({ goal: 'restore-all' })
      const program = await house.open()
      try {
        await program.app.settle()
        const asked = program.app.face.request({ trigger, dryRun: false, goal: 'follow-plex' })
        await program.app.schedule.idle()
        expect(asked).toEqual({ accepted: false, sentence: expect.stringMatching(sentence) })
        const { problems } = await program.app.face.status()
        expect(problems.map(({ id }) => id)).toEqual(['engine.rest'])
      } finally {
        await program.close()
      }
      expect(census(house.array)).toEqual(before)
      expect(census(house.pool)).toEqual({})
    }
  )

  it('what Plex said meanwhile does not begin a run afterwards', async () => {
    const program = await house.open()
    try {
      await program.app.settle()
      program.app.face.request({ trigger: 'button', dryRun: false, goal: 'restore-all' })
      program.app.face.request({ trigger: 'plex', dryRun: false, goal: 'follow-plex' })
      await program.app.schedule.idle()
    } finally {
      await program.close()
    }
    expect(census(house.array)).toEqual(before)
  })

  it('a look changes nothing about it, a run that a person asks for ends it', async () => {
    await house.run({ goal: 'restore-all' })
    await house.run({ dryRun: true })
    expect(census(house.array)).toEqual(before)
    await house.run({ trigger: 'button' })
    expect(census(house.array)).not.toEqual(before)
    await house.run({ goal: 'restore-all', dryRun: true })
    const program = await house.open()
    try {
      await program.app.settle()
      expect(program.app.face.request({ trigger: 'schedule', dryRun: false, goal: 'follow-plex' }).accepted).toBe(true)
      await program.app.schedule.idle()
    } finally {
      await program.close()
    }
  })
})

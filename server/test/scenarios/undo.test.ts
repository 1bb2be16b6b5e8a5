/** Undo on a real house: a copy goes home and stays there, comes again, and each time the next run keeps to it. */
import { existsSync } from 'node:fs'
import { afterEach, expect, it } from 'vitest'
import type { Program } from '#src/program.ts'
import { aHouse, census, filmFile, type House } from '#test/builders/house.ts'

let house: House
let program: Program | undefined
afterEach(async () => {
  await program?.close()
  program = undefined
  await house.leave()
})

const by = { person: 'Ada', trigger: 'button' } as const

it('brings home what came, keeps it there, brings it again, and says in each plan why', async () => {
  house = await aHouse()
  const { array, pool } = house
  const before = census(array)
  program = await house.open()
  const { face, schedule } = program.app
  await program.app.settle()
  const film = `${pool}/Films/Alpha/Alpha.mkv`
  const newest = async () => (await face.history.page({ offset: 0, limit: 9, text: 'Alpha' })).rows
  const run = async () => {
    expect(face.request({ trigger: 'command', dryRun: false, goal: 'follow-plex' }).accepted).toBe(true)
    await schedule.idle()
    const { id } = (await face.runs(1))[0] ?? { id: 0 }
    return (await face.run(id))?.decisions.find(({ title }) => title.startsWith('Alpha'))
  }
  const undo = async () => {
    const [row] = await newest()
    const answer = await face.history.undo.order(row?.id ?? 0, by)
    expect(answer).toMatchObject({ accepted: true })
    await schedule.idle()
    return answer?.sentence
  }

  expect((await face.pin({ ratingKey: house.key(filmFile('Alpha')) })).accepted).toBe(true)
  await run()
  expect(existsSync(film)).toBe(true)
  const [came] = await newest()
  expect(came).toMatchObject({ what: 'promoted', undo: 'home' })
  expect(await face.history.undo.ask(came?.id ?? 0)).toMatchObject({
    does: 'home',
    refusal: expect.stringContaining('the owner pinned Alpha')
  })

  await face.unpin((await face.pins())[0]?.id ?? 0)
  expect(await undo()).toMatch(/^Alpha \(2001\) goes home\. Until .* unless somebody pins it\.$/u)
  expect(existsSync(film)).toBe(false)
  expect(census(array)).toEqual(before)
  expect((await face.runs(1))[0]).toMatchObject({ only: 'Alpha (2001)', outcome: 'done', trigger: 'button' })
  expect((await newest()).map(({ what, undo: can }) => [what, can])).toEqual([
    ['returned', 'pool'],
    ['promoted', null]
  ])
  expect(await face.history.undo.ask(came?.id ?? 0)).toMatchObject({
    refusal: expect.stringMatching(/^It was moved again /u)
  })

  expect(await undo()).toMatch(/^Alpha \(2001\) comes to the pool again, and is pinned there until /u)
  expect(existsSync(film)).toBe(true)
  expect(await face.pins()).toMatchObject([{ by: 'Ada', untilAt: expect.any(Number) }])
  expect(await run()).toMatchObject({ action: 'keep' })

  await undo()
  expect([existsSync(film), await face.pins()]).toEqual([false, []])
  expect(await run()).toBeUndefined()
  expect(census(array)).toEqual(before)
})

import { linkSync, readFileSync } from 'node:fs'
import type { RunReport } from '@pcu/contract'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { createHttp } from '#http/server.ts'
import { pcu } from '#test/builders/command-line.ts'
import { openDoor } from '#test/builders/door.ts'
import { aHouse, episodeFile, filmFile, type House } from '#test/builders/house.ts'
import { decisionOn } from '#test/builders/odd-house.ts'

let house: House
let told: { readonly cli: string; readonly log: string; readonly api: RunReport }

const ago = (hours: number): number => Date.now() - hours * 3_600_000

/** One film stays, one goes home, one episode comes, and one is left. */
beforeAll(async () => {
  house = await aHouse({ env: { NUMBER_EPISODES: '1', WATCHED_CACHE_EXPIRY: '1' } })
  const [stays, goes] = [house.key(filmFile('Alpha')), house.key(filmFile('Beta'))]
  house.plex.leftAt('owner', stays, { offsetMs: 2_000_000, at: ago(9) })
  house.plex.leftAt('owner', goes, { offsetMs: 2_000_000, at: ago(8) })
  expect((await house.run()).done.promoted.units).toBe(2)
  house.plex.watched('owner', goes, ago(3))
  house.plex.watched('owner', house.key(episodeFile(1)), ago(2))
  linkSync(house.here(episodeFile(3)), `${house.root}/shared`)
  const { out } = await pcu(house.env, ['run'])
  const program = await house.open()
  const http = createHttp({
    ...openDoor(),
    face: program.app.face,
    version: '0',
    pageFolder: undefined,
    onBug: () => undefined
  })
  const answer = await http.inject('/api/v1/plan')
  await http.close()
  await program.close()
  const log = readFileSync(`${house.root}/logs/plexcache_ultra.log`, 'utf8')
  told = { cli: out, log: log.slice(log.indexOf('Run 2 started')), api: answer.json() }
})
afterAll(() => house.leave())

describe('log, database, API and command line', () => {
  it.each([
    ['keep', 'Alpha', /^On deck for the owner, 37 % watched\.$/u],
    ['evict', 'Beta', /^Goes home: watched .*, and WATCHED_CACHE_EXPIRY \(1 hour\) has passed\.$/u],
    ['promote', 'S01E02', /^On deck for the owner\.$/u],
    ['leave', 'S01E03', /^Left on the array: .*S01E03\.mkv has 2 names \(hard links\)/u]
  ] as const)('tell the same sentence when the decision is %s', (action, title, words) => {
    const decision = decisionOn(told.api, title)
    expect(decision.action).toBe(action)
    const sentence = decision.because[0]?.sentence ?? ''
    expect(sentence).toMatch(words)
    const line = told.log.split('\n').find((each) => each.includes(decision.title) && each.includes(sentence))
    expect(line).toBeDefined()
    expect(told.cli).toContain(`  ${decision.title} (`)
    expect(told.cli).toContain(`\n      ${sentence}\n`)
  })

  it('tell the same sentence of the whole run', () => {
    const { sentence } = told.api
    expect(sentence).toMatch(/^1 brought in \(.*\) and 1 brought home \(.*\)\.$/u)
    expect(told.log).toContain(`Run 2 done: ${sentence}`)
    expect(told.cli).toContain(`Run 2: done. ${sentence}`)
  })
})

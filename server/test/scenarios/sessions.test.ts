/** What is being played is never taken from under its player: in the plan, right before the step, and in no version. */
import { existsSync, readFileSync } from 'node:fs'
import { afterEach, describe, expect, it } from 'vitest'
import { aHouse, census, episodeFile, type House } from '#test/builders/house.ts'

let house: House
afterEach(() => house.leave())

const ago = (hours: number): number => Date.now() - hours * 3_600_000
const poolHas = (n: number): boolean => Object.keys(census(house.pool)).some((name) => name.endsWith(`S01E0${n}.mkv`))

const secondEpisodeIsWatched = async (): Promise<string> => {
  house.plex.watched('owner', house.key(episodeFile(1)), ago(9))
  await house.run()
  house.plex.watched('owner', house.key(episodeFile(2)), ago(1))
  return house.key(episodeFile(2))
}

describe('an episode that is to go home', () => {
  it('peer 17: stays while it is played, with its line in the mover’s list, and goes home in a later run', async () => {
    house = await aHouse()
    const list = `${house.root}/mover-ignore.txt`
    const env = { MOVER_IGNORE_FILE: list }
    house.plex.watched('owner', house.key(episodeFile(1)), ago(9))
    await house.run({ env })
    house.plex.watched('owner', house.key(episodeFile(2)), ago(1))
    const session = house.plex.play('owner', house.key(episodeFile(2)))
    expect(await house.run({ env })).toMatchObject({ done: { evicted: { units: 0 } } })
    expect(poolHas(2)).toBe(true)
    expect(readFileSync(list, 'utf8')).toContain('S01E02.mkv')
    house.plex.stop(session)
    expect(await house.run({ env })).toMatchObject({ done: { evicted: { units: 1 } } })
    expect(poolHas(2)).toBe(false)
    expect(existsSync(house.here(episodeFile(2)))).toBe(true)
    expect(readFileSync(list, 'utf8')).not.toContain('S01E02.mkv')
  })

  it('peer 18: is left where it is when its session begins after the plan was made', async () => {
    house = await aHouse()
    const key = await secondEpisodeIsWatched()
    const program = await house.open()
    try {
      await program.app.settle()
      const { bus } = program.app.face
      bus.subscribe(({ type }) => {
        if (type === 'plan.made') house.plex.play('owner', key)
      })
      const stoodBack: string[] = []
      bus.subscribe((event) => {
        if (event.type === 'move.stood-back') stoodBack.push(event.because.sentence)
      })
      program.app.face.request({ trigger: 'command', dryRun: false, goal: 'follow-plex' })
      await program.app.schedule.idle()
      const [run] = await program.app.face.runs(1)
      expect(run).toMatchObject({
        planned: { evict: { units: 1 } },
        done: { evicted: { units: 0 }, stoodBack: { units: 1 } }
      })
      expect(stoodBack).toEqual([expect.stringMatching(/is playing it\.$/u)])
      expect(poolHas(2)).toBe(true)
    } finally {
      await program.close()
    }
  })
})

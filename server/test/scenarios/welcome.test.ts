/** A fresh installation holds until its set-up is finished; one that is configured, or had a life before, never does. */
import type { Run } from '@pcu/contract'
import { defaultSettings, parseSettings } from '@pcu/contract'
import { afterEach, describe, expect, it } from 'vitest'
import type { Location } from '#core/mapping/sample.ts'
import { plexPath } from '#core/model/place.ts'
import { lookAtOneFileEach } from '#engine/paths/look-at-one.ts'
import type { RunRequest } from '#engine/run-deps.ts'
import { createHttp } from '#http/server.ts'
import { openDoor } from '#test/builders/door.ts'
import { aStage, type Stage, type StageFacts } from '#test/builders/stage.ts'

let stage: Stage
afterEach(() => stage.leave())

const fresh = { PLEX_URL: '', PLEX_TOKEN: '' }
const held = /^The set-up is not finished, so nothing is moved\./u

const begin = async (facts: StageFacts = {}): Promise<void> => {
  stage = await aStage(facts)
  await stage.app.settle()
}
const ask = async (request: Partial<RunRequest>) => {
  const answer = stage.app.face.request({ trigger: 'button', dryRun: false, goal: 'follow-plex', ...request })
  await stage.app.schedule.idle()
  return answer
}
const real = async (): Promise<readonly Run[]> => (await stage.app.face.runs(10)).filter(({ dryRun }) => !dryRun)
const problems = async () => (await stage.app.face.status()).problems.map(({ id }) => id)

describe('a data folder with nothing in it, without PLEX_URL and PLEX_TOKEN', () => {
  it.each(['start', 'schedule', 'plex', 'pool', 'trakt', 'button'] as const)(
    'begins no run that moves files by %s, and says why and what to do',
    async (trigger) => {
      await begin({ env: fresh })
      expect(await ask({ trigger })).toEqual({ accepted: false, sentence: expect.stringMatching(held) })
      expect(await real()).toEqual([])
      expect(await problems()).toContain('engine.welcome')
      expect(stage.app.schedule.nextRunAt()).toBeUndefined()
    }
  )

  it('holds also where it should run by itself from the start on', async () => {
    await begin({ env: { ...fresh, ENABLE_SCHEDULER: 'true', REAL_TIME_WATCH_ENABLED: 'true' } })
    stage.app.startByItself()
    await stage.app.schedule.idle()
    expect(await stage.app.face.runs(10)).toEqual([])
  })

  it('is switched on after a dry run and not before; then it runs, and no later start takes it for a fresh one', async () => {
    await begin({ env: fresh })
    const { welcome } = stage.app.face
    expect(await welcome.finish()).toEqual({ accepted: false, sentence: expect.stringContaining('dry run first') })
    expect(await ask({ dryRun: true })).toMatchObject({ accepted: true })
    expect(await ask({})).toMatchObject({ accepted: false })
    expect(await welcome.finish()).toMatchObject({ accepted: true })
    expect(await problems()).not.toContain('engine.welcome')
    await stage.app.settle()
    expect(await welcome.tell()).toMatchObject({ isFinished: true })
    expect(await ask({ trigger: 'schedule' })).toMatchObject({ accepted: true })
    expect(await real()).toHaveLength(1)
  })

  it('is switched on by whoever orders a run at the command line', async () => {
    await begin({ env: fresh })
    expect(await ask({ trigger: 'command' })).toMatchObject({ accepted: true })
    expect(await stage.app.face.welcome.tell()).toMatchObject({ isFinished: true })
  })

  it('may bring everything home, which switches nothing on', async () => {
    await begin({ env: fresh })
    expect(await ask({ goal: 'restore-all' })).toMatchObject({ accepted: true })
    expect(await stage.app.face.welcome.tell()).toMatchObject({ isFinished: false })
    expect(await ask({ trigger: 'schedule' })).toMatchObject({ accepted: false })
  })

  it('remembers over a restart which steps somebody went on from', async () => {
    await begin({ env: fresh })
    const { welcome } = stage.app.face
    await welcome.see('people')
    await welcome.see('people')
    await welcome.see('limits')
    await stage.app.settle()
    expect(await welcome.tell()).toEqual({ isFinished: false, seen: ['people', 'limits'] })
  })

  it('tells what the storage is before the first run', async () => {
    await begin({ env: fresh })
    expect(await stage.app.face.storage()).toMatchObject({ situation: 'elsewhere' })
  })
})

describe('an installation that is configured', () => {
  it('by its environment is asked nothing', async () => {
    await begin()
    expect(await stage.app.face.welcome.tell()).toEqual({ isFinished: true, seen: [] })
    expect(await ask({ trigger: 'schedule' })).toMatchObject({ accepted: true })
  })

  it('by a life before, of which only the runs tell, is asked nothing either', async () => {
    await begin({ env: fresh })
    await ask({ trigger: 'command' })
    await stage.store.db.deleteFrom('memory').where('name', '=', 'engine.welcome-finished-at').execute()
    await stage.app.settle()
    expect(await stage.app.face.welcome.tell()).toMatchObject({ isFinished: true })
  })
})

describe('the endpoint for beginning anew', () => {
  it('refuses where nobody can do that, and does it once the answer is out', async () => {
    await begin()
    const parts = { ...openDoor(), face: stage.app.face, version: '9', pageFolder: undefined, onBug: () => undefined }
    const order = { method: 'POST', url: '/api/v1/restart', headers: { host: 'nas' }, payload: {} } as const
    const without = createHttp(parts)
    expect((await without.inject(order)).statusCode).toBe(409)
    await without.close()
    let asked = 0
    const http = createHttp({ ...parts, restart: () => (asked += 1) })
    expect((await http.inject(order)).json()).toMatchObject({ accepted: true })
    expect(asked).toBe(1)
    await http.close()
  })
})

describe('one look at one file of every folder', () => {
  const location = (path: string, file: string): Location => ({
    sectionId: '1',
    section: 'Films',
    path: plexPath(path),
    samples: [{ path: file, sizeBytes: 7_000_000 }]
  })
  const look = async (at: Location, seen: 'same' | 'other-size' | 'nothing') => {
    stage = await aStage()
    const asked: unknown[] = []
    const settings = parseSettings({
      ...defaultSettings(),
      paths: { ...defaultSettings().paths, realSource: '/mnt/user' }
    })
    const answer = await lookAtOneFileEach(
      { locations: [at], pairs: [{ plexPath: '/media', realPath: '/mnt/user' }] },
      {
        clock: { now: () => 5 },
        settings,
        finder: {
          lookAt: async (spot) => {
            asked.push(spot)
            if (seen === 'nothing') return { kind: 'nothing' }
            return { kind: 'file', sizeBytes: seen === 'same' ? 7_000_000 : 1000 }
          }
        }
      }
    )
    return { asked, checked: answer.found[at.path]?.checked }
  }

  it('names it as Plex does and as it is called here, and says that it is the same', async () => {
    const { asked, checked } = await look(location('/media/Films', 'A/A.mkv'), 'same')
    expect(asked).toEqual([{ root: '/mnt/user', path: 'Films/A/A.mkv' }])
    expect(checked).toEqual({
      folder: '/mnt/user/Films',
      evidence: {
        sampled: 1,
        found: 1,
        sentence: 'What Plex calls /media/Films/A/A.mkv (7 MB) is /mnt/user/Films/A/A.mkv here, of the very same size.'
      }
    })
  })

  it('says what is there instead', async () => {
    const { checked } = await look(location('/media/Films', 'A/A.mkv'), 'other-size')
    expect(checked?.evidence).toMatchObject({ found: 0, sentence: expect.stringContaining('but that has 1 KB.') })
  })

  it('says that nothing is there, and looks at nothing of a folder without a place', async () => {
    const { checked } = await look(location('/media/Films', 'A/A.mkv'), 'nothing')
    expect(checked?.evidence).toMatchObject({ found: 0, sentence: expect.stringContaining('there is no such file') })
    await stage.leave()
    const { asked, checked: nowhere } = await look(location('/elsewhere', 'A.mkv'), 'same')
    expect([asked, nowhere]).toEqual([[], null])
  })
})

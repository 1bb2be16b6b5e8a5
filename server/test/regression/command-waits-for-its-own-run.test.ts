import type { Run } from '@pcu/contract'
import { afterEach, describe, expect, it } from 'vitest'
import { systemClock } from '#adapters/clock.ts'
import { createRemote } from '#cli/remote.ts'
import { createBus } from '#engine/bus.ts'
import { emptyCounts } from '#engine/tell/tally.ts'
import { createHttp } from '#http/server.ts'
import { nobodySignsIn } from '#test/builders/nobody-signs-in.ts'

const aRun = (id: number, trigger: Run['trigger'], finishedAt: number | null): Run => ({
  id,
  trigger,
  dryRun: false,
  startedAt: id,
  finishedAt,
  outcome: finishedAt === null ? 'running' : 'done',
  sentence: `Run ${id}.`,
  requests: 0,
  ...emptyCounts
})

const open: { close(): Promise<unknown> }[] = []
afterEach(async () => {
  for (const app of open.splice(0)) await app.close()
})

const remoteOf = async (runs: readonly Run[]) => {
  const app = createHttp({
    face: {
      bus: createBus({ clock: systemClock }),
      status: () => Promise.reject(new Error('not asked')),
      storage: () => Promise.reject(new Error('not asked')),
      cached: async () => [],
      runs: async (limit) => runs.slice(0, limit),
      run: async () => undefined,
      latestPlan: async () => undefined,
      request: () => ({ accepted: true, sentence: 'Started.' }),
      stop: () => ({ accepted: false, sentence: 'Nothing is running.' }),
      people: async () => [],
      choosePerson: async () => ({ accepted: true, sentence: 'Noted.' }),
      ...nobodySignsIn,
      orphans: async () => [],
      paths: async () => ({ sentence: '', lookedAt: null, locations: [], notes: [] }),
      findPaths: () => Promise.reject(new Error('not asked')),
      acceptPaths: async () => ({ accepted: false, sentence: 'Nothing is proposed.' }),
      resolveOrphan: async () => ({ accepted: false, sentence: 'There is none.' }),
      examine: () => Promise.reject(new Error('not asked')),
      pause: () => ({ accepted: false, sentence: 'Nothing is running.' }),
      resume: () => ({ accepted: false, sentence: 'Nothing is running.' })
    },
    version: '9',
    pageFolder: undefined,
    onBug: () => undefined
  })
  open.push(app)
  return createRemote(await app.listen({ port: 0, host: '127.0.0.1' }))
}

describe('a command that ordered a run from the server', () => {
  it('knows its run among those that followed on news from Plex', async () => {
    const remote = await remoteOf([aRun(9, 'plex', null), aRun(8, 'button', 80), aRun(7, 'schedule', 70)])
    expect((await remote.orderedRun(6))?.id).toBe(8)
  })

  it('does not take an older one for its own', async () => {
    const remote = await remoteOf([aRun(7, 'button', 70)])
    expect(await remote.orderedRun(7)).toBeUndefined()
  })
})

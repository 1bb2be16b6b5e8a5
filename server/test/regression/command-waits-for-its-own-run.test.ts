import type { Run } from '@pcu/contract'
import { afterEach, describe, expect, it } from 'vitest'
import { createRemote } from '#cli/remote.ts'
import { emptyCounts } from '#engine/tell/tally.ts'
import { createHttp } from '#http/server.ts'
import { localKey, openDoor } from '#test/builders/door.ts'
import { quietFace } from '#test/builders/quiet-face.ts'

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
    ...openDoor(),
    face: quietFace({ runs: async (limit) => runs.slice(0, limit) }),
    version: '9',
    pageFolder: undefined,
    onBug: () => undefined
  })
  open.push(app)
  return createRemote({ address: await app.listen({ port: 0, host: '127.0.0.1' }), key: localKey })
}

describe('a command that ordered a run from the server', () => {
  it('knows its run among those that followed on news from Plex, and from those that the page asked for', async () => {
    const remote = await remoteOf([
      aRun(10, 'button', null),
      aRun(9, 'plex', null),
      aRun(8, 'command', 80),
      aRun(7, 'schedule', 70)
    ])
    expect((await remote.orderedRun(6))?.id).toBe(8)
  })

  it('does not take an older one for its own', async () => {
    const remote = await remoteOf([aRun(7, 'command', 70)])
    expect(await remote.orderedRun(7)).toBeUndefined()
  })
})

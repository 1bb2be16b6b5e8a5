/** What the system may answer, row by row: one sentence with path, cause and remedy, nothing half-done, the right state of the root, and the rest goes on. */
import { readdirSync } from 'node:fs'
import { join } from 'node:path'
import type { RootStatus } from '@pcu/contract'
import { afterEach, expect, test } from 'vitest'
import { systemClock } from '#adapters/clock.ts'
import { diskFailure } from '#adapters/disk/errno.ts'
import { arrayPath } from '#core/model/place.ts'
import type { PromoteStep } from '#core/model/plan.ts'
import { createHealth } from '#engine/health/health.ts'
import type { Step } from '#ports/file-system.ts'
import type { RootState } from '#ports/storage-host.ts'
import type { DiskAct } from '#src/failure.ts'
import { inspectionOf, makeWorld, originalContent, plainBytes, promote, unitOf, type World } from '#test/crash/world.ts'

type Side = 'array' | 'pool'
type State = RootStatus['state']

/** When it happens: the act of a copy or of a name, the side that the disk's adapter blames, and what it was doing there. */
const moments = {
  'reading the original': { name: 'temp.fill', side: 'array', act: 'read' },
  'writing the copy': { name: 'temp.fill', side: 'pool', act: 'write' },
  'making it durable': { name: 'temp.sync', side: 'pool', act: 'write' },
  'making its folder': { name: 'directory.make', side: 'pool', act: 'write' },
  'giving it its name': { name: 'publish.link', side: 'pool', act: 'write' }
} as const satisfies Record<string, { name: string; side: Side; act: DiskAct }>
type Moment = keyof typeof moments

interface Row {
  readonly codes: readonly string[]
  readonly when: readonly Moment[]
  /** State of the blamed root afterwards. */
  readonly state: State
  /** A word of the cause and a word of the remedy. */
  readonly says: readonly [cause: RegExp, remedy: RegExp]
  readonly outcome?: 'stood-back'
}

const writing: readonly Moment[] = ['writing the copy', 'making it durable', 'making its folder', 'giving it its name']

const rows: readonly Row[] = [
  { codes: ['ENOSPC'], when: writing, state: 'full', says: [/no space left/u, /[Ff]ree some room/u] },
  { codes: ['EDQUOT'], when: writing, state: 'full', says: [/quota/u, /[Ff]ree some room/u] },
  {
    codes: ['EIO'],
    when: ['reading the original'],
    state: 'online',
    says: [/input\/output error/u, /health of that disk/u]
  },
  { codes: ['EIO'], when: writing, state: 'broken', says: [/input\/output error/u, /health of that disk/u] },
  {
    codes: ['ESTALE', 'ENOTCONN', 'EHOSTDOWN', 'EHOSTUNREACH', 'ETIMEDOUT', 'ENODEV', 'ENXIO'],
    when: ['reading the original', 'writing the copy'],
    state: 'offline',
    says: [/share|server|answer|system error/u, /mounted/u]
  },
  { codes: ['EROFS'], when: writing, state: 'read-only', says: [/read-only/u, /system log/u] },
  {
    codes: ['EACCES', 'EPERM'],
    when: ['reading the original', ...writing],
    state: 'online',
    says: [/permi/u, /PUID and PGID/u]
  },
  {
    codes: ['ENOENT'],
    when: ['reading the original', 'giving it its name'],
    state: 'online',
    says: [/not there/u, /moved or deleted/u]
  },
  { codes: ['ENAMETOOLONG'], when: ['giving it its name'], state: 'online', says: [/too long/u, /[Ss]horten/u] },
  { codes: ['EXDEV'], when: ['giving it its name'], state: 'online', says: [/EXDEV/u, /whole disk once/u] },
  {
    codes: ['EMFILE', 'ENOMEM', 'EBUSY'],
    when: ['writing the copy'],
    state: 'online',
    says: [/system error/u, /system log/u]
  },
  {
    codes: ['EEXIST'],
    when: ['giving it its name'],
    state: 'online',
    says: [/EEXIST/u, /never overwritten|EEXIST/u],
    outcome: 'stood-back'
  }
]

const cases = rows.flatMap(({ codes, when, ...row }) =>
  codes.flatMap((code) =>
    when.map((moment) => ({ code, moment, ...row, title: `${code} while ${moment}: ${row.state}` }))
  )
)

let world: World | undefined
afterEach(() => world?.remove())

/** Fails once, as the disk's adapter words it. */
const failingOnce = (at: World, moment: Moment, code: string): Step => {
  const { name, side, act } = moments[moment]
  const root = side === 'array' ? at.array : at.pool
  let failed = false
  return async (step, work) => {
    if (failed || step !== name) return await work()
    failed = true
    const error = Object.assign(new Error(`${code}: simulated`), { code })
    throw diskFailure(error, { verb: 'handle', path: join(root, 'film.mkv'), root, act })
  }
}

const healthOf = async (at: World) => {
  const memory = new Map<string, string>()
  const health = createHealth({
    memory: { get: async (name) => memory.get(name), set: async (name, value) => void memory.set(name, value) },
    clock: systemClock,
    host: { roomOf: async () => ({ totalBytes: 1000, freeBytes: 10 }) }
  })
  const state = (path: string): RootState => ({ path, state: 'online', sentence: '', fileSystem: 'xfs', freeBytes: 10 })
  await health.judge({
    share: state(at.layout.shareRoot),
    pool: state(at.pool),
    arrays: [state(at.array)],
    situation: 'union',
    arrayRoots: [arrayPath(at.array)],
    branches: [arrayPath(at.array)],
    gates: new Map(),
    promoteBlock: undefined,
    evictBlock: undefined,
    warnings: []
  })
  return health
}

const filesBelow = (folder: string): readonly string[] =>
  readdirSync(folder, { recursive: true, withFileTypes: true })
    .filter((entry) => !entry.isDirectory())
    .map((entry) => entry.name)

test.each(cases)('$title', async ({ code, moment, state, says, outcome: expected }) => {
  const at = await makeWorld({ presentation: 'union', original: 'keep' })
  world = at
  const life = await at.live()
  const failing = { ...life, mover: life.moverWith({ step: failingOnce(at, moment, code) }) }
  const outcome = await promote(at, failing)
  expect(outcome.kind).toBe(expected ?? 'failed')
  if (outcome.kind === 'failed') {
    const { told, message, hint } = outcome.failure
    expect(message, 'one sentence with the path').toMatch(/^[A-Z][^\n]*film\.mkv[^\n]*\.$/u)
    expect(hint).toBeDefined()
    for (const word of says) expect(told).toMatch(word)
  }

  const health = await healthOf(at)
  const step: PromoteStep = {
    kind: 'promote',
    unit: unitOf(at),
    inspection: inspectionOf(at),
    sizeBytes: 100,
    because: [{ code: 'playing', person: 'owner' }]
  }
  await health.ended(step, outcome)
  const root = moments[moment].side === 'array' ? at.array : at.pool
  const states = Object.fromEntries((await health.statuses()).map((status) => [status.path, status.state]))
  const other = root === at.array ? at.pool : at.array
  expect(states[root]).toBe(state)
  expect(states[other], 'a root that broke is alone in its trouble').toBe('online')

  expect(await life.ledger.owned(), 'the unit keeps its state').toEqual([])
  expect(await life.journal.unfinished(), 'nothing stays open').toEqual([])
  expect(filesBelow(at.pool), 'nothing half-done is left').toEqual([])
  expect(plainBytes(join(at.array, at.files[0] ?? ''))).toEqual(originalContent)
  expect((await promote(at, life)).kind, 'it goes on as soon as the disk does').toBe('done')
  await life.end()
})

/** What must know our files besides the database: entered before a name changes, struck when the copy is gone, and never a reason to lose a file. */
import { existsSync, readdirSync } from 'node:fs'
import { join } from 'node:path'
import { afterEach, describe, expect, test } from 'vitest'
import type { Mode } from '#core/model/unit.ts'
import { createBus } from '#engine/bus.ts'
import { rebuildRegisters } from '#engine/registers/keep.ts'
import { createProblems, type Problems } from '#engine/tell/problems.ts'
import type { Register } from '#ports/register.ts'
import { Failure } from '#src/failure.ts'
import { createFileRegister, type FileRegister } from '#test/fakes/file-register.ts'
import { newTally, runCampaign } from './campaign.ts'
import { linkBackup, unionRemove } from './modes.ts'
import {
  evict,
  film,
  type Life,
  makeWorld,
  originalContent,
  plainBytes,
  promote,
  recordingStep,
  subtitle,
  type World
} from './world.ts'

/** A register beside the database, so that it can fail as no disk does. */
const registerOf = ({ root }: World): FileRegister => createFileRegister(join(root, 'data/register.json'))

let world: World
let life: Life
afterEach(async () => {
  await life.end()
  world.remove()
})

const start = async (mode: Mode, files?: readonly string[]): Promise<void> => {
  world = await makeWorld(mode, files)
  life = await world.live({ registers: [registerOf(world)] })
}

const full = new Failure('disk.full', { sentence: 'Could not write the list: no space left.', retry: 'later' })

const failing = (call: 'enter' | 'leave' | 'rebuild'): Register => ({
  ...registerOf(world),
  name: 'list',
  [call]: () => Promise.reject(full)
})

const newProblems = (): Problems =>
  createProblems(
    createBus({
      clock: { now: () => 0, after: () => ({ cancel: () => undefined }) },
      startAt: 0,
      onBroken: () => undefined
    })
  )

test('all files of a unit are entered together, after the last byte and before the first name', async () => {
  await start(unionRemove, [film, subtitle])
  const names: string[] = []
  await promote(world, {
    ...life,
    mover: life.moverWith({ step: recordingStep(names), registers: [registerOf(world)] })
  })
  const entered = names.indexOf('register.test.enter')
  expect(names.filter((name) => name.startsWith('register.'))).toEqual(['register.test.enter'])
  expect(entered).toBeGreaterThan(names.lastIndexOf('commit.verified'))
  expect(entered).toBeLessThan(names.indexOf('publish.link'))
  expect(registerOf(world).entered()).toMatchObject([
    { path: subtitle, role: 'sidecar', units: [{ title: 'Arrival', ratingKeys: ['7'] }] },
    { path: film, role: 'video', mode: unionRemove, copy: { sizeBytes: 5000 }, hash: expect.any(String) }
  ])
})

test('a file is struck after its copy is durably gone and before the ledger forgets it', async () => {
  await start(linkBackup)
  await promote(world, life)
  const names: string[] = []
  await evict(world, { ...life, mover: life.moverWith({ step: recordingStep(names), registers: [registerOf(world)] }) })
  const left = names.indexOf('register.test.leave')
  expect(left).toBeGreaterThan(names.indexOf('pool.sync'))
  expect(names.indexOf('pool.sync')).toBeGreaterThan(names.indexOf('copy.unlink'))
  expect(left).toBeLessThan(names.indexOf('commit.home'))
})

test.each([unionRemove, linkBackup])(
  'peer 07: a register that cannot be written keeps the original where it is (%o)',
  async (mode) => {
    await start(mode, [film, subtitle])
    const mover = life.moverWith({ registers: [registerOf(world), failing('enter')] })
    const reason = { code: 'register-unwritable', detail: 'Could not write the list: no space left' }
    expect(await promote(world, { ...life, mover })).toEqual({ kind: 'stood-back', reason })
    expect(plainBytes(join(world.array, film))).toEqual(originalContent)
    expect(readdirSync(world.pool)).toEqual([])
    expect(await life.journal.unfinished()).toEqual([])
    expect(registerOf(world).entered()).toEqual([])
  }
)

test('an entry that cannot be struck costs nothing, stands as a problem only while it cannot be made good', async () => {
  await start(unionRemove)
  await promote(world, life)
  expect(await evict(world, { ...life, mover: life.moverWith({ registers: [failing('leave')] }) })).toMatchObject({
    kind: 'done'
  })
  expect(plainBytes(join(world.array, film))).toEqual(originalContent)
  expect(registerOf(world).entered()).toHaveLength(1)
  const problems = newProblems()
  const { ledger } = life
  const block = await rebuildRegisters({ registers: [failing('rebuild')], ledger, problems })
  expect(block).toMatchObject({ code: 'register-unwritable' })
  expect(problems.all()).toMatchObject([
    { id: 'registers.list', sentence: `Nothing is cached for now: ${full.message}` }
  ])
  expect(await rebuildRegisters({ registers: [registerOf(world)], ledger, problems })).toBeUndefined()
  expect(problems.all()).toEqual([])
  expect(registerOf(world).entered()).toEqual([])
})

describe('units that share a sidecar', () => {
  const [first, second, poster] = ['Shows/S/E1.mkv', 'Shows/S/E2.mkv', 'Shows/S/poster.srt']

  test('enter it once and strike it once; meanwhile it is known by all of them', async () => {
    await start(linkBackup, [first, second, poster])
    const [one, two] = [
      { ...world, files: [first, poster] },
      { ...world, files: [second, poster] }
    ]
    const names: string[] = []
    const acting = { ...life, mover: life.moverWith({ step: recordingStep(names), registers: [registerOf(world)] }) }
    await promote(one, acting)
    await promote(two, acting)
    const all = await life.ledger.registered()
    expect(all.find(({ path }) => path === poster)?.units).toHaveLength(2)
    await evict(one, acting)
    expect(
      registerOf(world)
        .entered()
        .map(({ path }) => path)
    ).toEqual([poster, second])
    await evict(two, acting)
    expect(registerOf(world).entered()).toEqual([])
    expect(names.filter((name) => name === 'register.test.leave')).toHaveLength(3)
    expect(existsSync(join(world.array, poster))).toBe(true)
  })
})

test('a register that forgets what it was told is seen by the crash campaign', async () => {
  await start(unionRemove)
  const forgetful = { ...registerOf(world), enter: () => Promise.resolve() }
  const tally = newTally()
  const overrides = (options: object): object => ({ ...options, registers: [forgetful] })
  await runCampaign({ mode: unionRemove, direction: 'in', nestedEvery: 0, overrides }, tally)
  expect(tally.violations).toContainEqual(expect.stringContaining('I11'))
})

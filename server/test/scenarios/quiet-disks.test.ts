import { execFile } from 'node:child_process'
import { existsSync, readFileSync, utimesSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import { promisify } from 'node:util'
import { afterEach, describe, expect, it } from 'vitest'
import { aHouse, episodeFile, type House } from '#test/builders/house.ts'

const canTrace = existsSync('/usr/bin/strace')
const entry = fileURLToPath(new URL('../../src/cli/main.ts', import.meta.url))

let house: House
afterEach(() => house.leave())

/** Runs the command line under strace; returns the traced calls that name this. */
const callsNaming = async (what: string, command: readonly string[]): Promise<readonly string[]> => {
  const trace = `${house.root}/trace`
  const env = { ...house.env, PATH: process.env['PATH'] }
  await promisify(execFile)(
    'strace',
    ['-f', '-e', 'trace=%file,%desc', '-o', trace, process.execPath, entry, ...command],
    { env }
  )
  return readFileSync(trace, 'utf8')
    .split('\n')
    .filter((line) => line.includes(what))
}

const callsBelowArray = (command: readonly string[]): Promise<readonly string[]> =>
  callsNaming(`"${house.array}/`, command)

const deck = () => {
  house.plex.watched('owner', house.key(episodeFile(1)), Date.now() - 5_000_000)
}

describe.skipIf(!canTrace)('sleeping disks (needs strace)', () => {
  it('are not asked anything by a run in which nothing has to move', async () => {
    house = await aHouse()
    deck()
    await house.run()
    expect(await callsBelowArray(['run'])).toEqual([])
  })

  it('are not asked anything by the doctor, until it is to audit', async () => {
    house = await aHouse()
    deck()
    await house.run()
    // Not even the root is opened, through which everything below it would be reached.
    expect(await callsNaming(`"${house.array}`, ['doctor'])).toEqual([])
    expect((await callsNaming(`"${house.array}"`, ['doctor', '--audit'])).length).toBeGreaterThan(3)
  })

  it('are not asked again about a wanted file that was refused', async () => {
    house = await aHouse({ env: { MINIMUM_FILE_AGE_MINUTES: '10080' } })
    deck()
    const aged = Date.now() / 1000
    for (const n of [2, 3, 4]) utimesSync(house.here(episodeFile(n)), aged, aged)
    expect((await house.run()).planned.leave.units).toBe(3)
    expect(await callsBelowArray(['run'])).toEqual([])
  })

  it('are asked when something is about to move: the trace would show it', async () => {
    house = await aHouse()
    deck()
    expect((await callsBelowArray(['run'])).length).toBeGreaterThan(10)
  })
})

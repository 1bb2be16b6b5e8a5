/**
 * SMB with the gate taken away: what if an answer of the probe were wrong? Each mode is tried beside a reader, in and out, and whatever the share does to names that are
 * read, the film must still be somewhere, whole, once every reader is gone.
 */
import { closeSync, openSync, readdirSync, readFileSync, statSync } from 'node:fs'
import { aHouse, filmFile, type House } from '#test/builders/house.ts'
import { device, mountNew } from './machine.ts'
import { modes } from './modes.ts'
import type { Report } from './report.ts'
import { runHouse } from './runs.ts'
import { startServers } from './servers.ts'

const film = filmFile('Alpha')

const filesBelow = (folder: string): readonly string[] =>
  readdirSync(folder, { recursive: true, encoding: 'utf8' }).map((name) => `${folder}/${name}`)

const holds = (path: string, content: Buffer): boolean => {
  try {
    return statSync(path).isFile() && readFileSync(path).equals(content)
  } catch {
    return false
  }
}

/** Every name under which the film can be read whole, on the share or on the pool. */
const namesOf = (house: House, content: Buffer): readonly string[] =>
  [...filesBelow(house.share), ...filesBelow(house.pool)].filter((path) => holds(path, content))

interface Trial {
  readonly report: Report
  readonly house: House
  readonly name: string
  readonly content: Buffer
}

/** Opens what can be opened; a name that is gone meanwhile has no reader. */
const readersOf = (paths: readonly string[]): readonly number[] =>
  paths.flatMap((path) => {
    try {
      return [openSync(path, 'r')]
    } catch {
      return []
    }
  })

/** One run beside readers of every name of the film, and the next after they are gone, which settles what the first one left. */
const besideReaders = async ({ report, house, name, content }: Trial, way: string): Promise<void> => {
  const readers = readersOf(namesOf(house, content))
  report.holds(`${name}, ${way}: nobody reads it, so nothing is tried`, readers.length > 0)
  const during = await runHouse(house)
  for (const reader of readers) closeSync(reader)
  const left = namesOf(house, content)
  report.holds(`${name}, ${way}: no name holds the film after ${during.outcome}: ${during.sentence}`, left.length > 0)
  const after = await runHouse(house)
  const names = namesOf(house, content)
  report.holds(`${name}, ${way}: no name holds the film after it was settled: ${after.sentence}`, names.length > 0)
  report.tally.points += 2
  report.say(`${name}, ${way}: ${during.outcome}, then ${after.outcome}; ${names.length} names hold the film`)
}

/** Each mode of the share, there and back. */
export const unsafeModes = async (report: Report): Promise<void> => {
  const remotes = startServers().filter(({ name }) => name.startsWith('smb'))
  mountNew('ext4', device(300), '/mnt/pool')
  for (const remote of remotes) {
    for (const [mode, env] of Object.entries(modes)) {
      const folder = mode.replaceAll(/[^a-z]+/gu, '-')
      const [shareRoot, poolRoot] = [`${remote.path}/${folder}`, `/mnt/pool/${remote.name}-${folder}`]
      const house = await aHouse({ shareRoot, poolRoot, env: { ...env, ALLOW_SAME_FILESYSTEM: 'false' } })
      const trial = { report, house, name: `${remote.name}, ${mode}`, content: readFileSync(house.here(film)) }
      report.tally.cases += 1
      house.plex.leftAt('owner', house.key(film), { offsetMs: 2_000_000, at: Date.now() - 5_000_000 })
      await besideReaders(trial, 'in')
      house.plex.watched('owner', house.key(film), Date.now() - 1000)
      await besideReaders(trial, 'out')
      await house.leave()
    }
  }
}

/**
 * Remote roots as the array: the real program against real NFS and SMB mounts. A mode that the gate lets through must go there and back without a
 * trace, and with a reader on the file; one that it refuses must really not work, and must leave everything as it was.
 */
import { chownSync, closeSync, linkSync, openSync, readFileSync, rmSync, symlinkSync, writeFileSync } from 'node:fs'
import { aHouse, census, filmFile, type House } from '#test/builders/house.ts'
import { device, mountNew } from './machine.ts'
import type { Report } from './report.ts'
import { runHouse } from './runs.ts'
import { type Remote, startServers } from './servers.ts'

const modes = {
  'links, original parked': { COPY_TO_CACHE: 'true' },
  'links, original removed': { COPY_TO_CACHE: 'false' },
  'no links, original kept': { COPY_TO_CACHE: 'true', USE_SYMLINKS_FOR_CACHE: 'false' },
  'no links, original removed': { COPY_TO_CACHE: 'false', USE_SYMLINKS_FOR_CACHE: 'false' }
} as const
type ModeName = keyof typeof modes

const codeOf = (act: () => void): string => {
  try {
    act()
    return 'works'
  } catch (thrown) {
    return thrown instanceof Error && 'code' in thrown ? String(thrown.code) : 'unknown'
  }
}

/** What the mount says to the calls themselves, on files beside everything. */
const direct = ({ path }: Remote) => {
  const file = `${path}/direct`
  writeFileSync(file, 'x')
  const answers = {
    link: codeOf(() => linkSync(file, `${file}-second`)),
    symlink: codeOf(() => symlinkSync('nowhere', `${file}-link`)),
    owner: codeOf(() => chownSync(file, 99, 100))
  }
  for (const name of [file, `${file}-second`, `${file}-link`]) rmSync(name, { force: true })
  return answers
}

type Direct = ReturnType<typeof direct>

/** What must be possible for a mode, from the calls alone: the gate has to come to the same. */
const shouldWork = (mode: ModeName, { link, symlink, owner }: Direct): boolean => {
  const [linked, removed] = [mode.startsWith('links'), mode.endsWith('removed')]
  if (linked && symlink !== 'works') return false
  if (mode.endsWith('parked') && link !== 'works') return false
  if (removed && !linked && link !== 'works') return false
  return !removed || owner === 'works'
}

interface Case {
  readonly report: Report
  readonly house: House
  readonly name: string
  readonly before: Readonly<Record<string, string>>
}

const film = filmFile('Alpha')

const same = (one: unknown, other: unknown): boolean => JSON.stringify(one) === JSON.stringify(other)

/** The first run with a reader on the file: it goes on reading, and where the mount cannot switch an open file, the file stays as it is. */
const withReader = async ({ report, house, name, before }: Case): Promise<boolean> => {
  const reader = openSync(house.here(film), 'r')
  const content = readFileSync(house.here(film))
  const { outcome, sentence, done } = await runHouse(house)
  report.holds(`${name}: the reader lost its file`, readFileSync(reader).equals(content))
  closeSync(reader)
  if (done.promoted.units === 1) return true
  report.holds(
    `${name}: with a reader ${outcome}: ${sentence}`,
    outcome === 'partial' && /EACCES|EBUSY/u.test(sentence)
  )
  report.holds(`${name}: a busy file changed the library`, same(census(house.share), before))
  report.tally.notes.push(`${name}: a file that somebody has open stays where it is: ${sentence}`)
  return false
}

const differences = (
  before: Readonly<Record<string, string>>,
  after: Readonly<Record<string, string>>
): readonly string[] =>
  Object.keys({ ...before, ...after })
    .filter((path) => before[path] !== after[path])
    .map((path) => `${path}: ${before[path]} -> ${after[path]}`)

const goHome = async ({ report, house, name, before }: Case, file: string): Promise<void> => {
  house.plex.watched('owner', house.key(file), Date.now() - 1000)
  const { outcome, sentence, done } = await runHouse(house)
  report.holds(`${name}: home: ${outcome}: ${sentence}`, done.evicted.units === 1)
  const changed = differences(before, census(house.share))
  report.holds(`${name}: the library is not what it was: ${changed.join('; ')}`, changed.length === 0)
}

/** What failed is left alone for an hour; another film, which nobody reads, shows that the mode works. */
const thereAndBack = async (asked: Case): Promise<void> => {
  if (await withReader(asked)) return goHome(asked, film)
  const { report, house, name } = asked
  const other = filmFile('Beta')
  house.plex.leftAt('owner', house.key(other), { offsetMs: 2_000_000, at: Date.now() - 5_000_000 })
  const { done, sentence } = await runHouse(house)
  report.holds(`${name}: without a reader: ${sentence}`, done.promoted.units === 1)
  return goHome(asked, other)
}

const left = async ({ report, house, name, before }: Case): Promise<void> => {
  const { sentence, decisions } = await runHouse(house)
  const decision = decisions.find(({ title }) => title.startsWith('Alpha'))
  const why = decision?.because[0]?.sentence ?? ''
  report.holds(
    `${name}: was let through (${sentence} ${why})`,
    decision?.action === 'leave' && /cannot|does not let/u.test(why)
  )
  report.holds(`${name}: a refused mode changed the library`, same(census(house.share), before))
  report.tally.notes.push(`${name}: refused: ${why}`)
}

const tryMode = async (
  report: Report,
  remote: Remote,
  { mode, works }: { mode: ModeName; works: boolean }
): Promise<void> => {
  const name = `${remote.name}, ${mode}`
  const folder = mode.replaceAll(/[^a-z]+/gu, '-')
  const house = await aHouse({
    shareRoot: `${remote.path}/${folder}`,
    poolRoot: `/mnt/pool/${remote.name}-${folder}`,
    env: { ...modes[mode], ALLOW_SAME_FILESYSTEM: 'false' }
  })
  const before = census(house.share)
  house.plex.leftAt('owner', house.key(film), { offsetMs: 2_000_000, at: Date.now() - 5_000_000 })
  report.tally.cases += 1
  await (works ? thereAndBack : left)({ report, house, name, before })
  await house.leave()
  report.say(`${name}: ${works ? 'there and back' : 'refused'}`)
}

/** The story. */
export const remoteRoots = async (report: Report): Promise<void> => {
  const remotes = startServers()
  mountNew('ext4', device(300), '/mnt/pool')
  for (const remote of remotes) {
    const answers = direct(remote)
    report.say(`${remote.name}: the calls themselves: ${JSON.stringify(answers)}`)
    for (const mode of Object.keys(modes) as ModeName[]) {
      await tryMode(report, remote, { mode, works: shouldWork(mode, answers) })
    }
  }
}

/**
 * Remote roots as the array: the real program against real NFS and SMB mounts. A mode that the gate lets through must go there and back without a
 * trace, and with a reader on the file; one that it refuses must really not work, and must leave everything as it was.
 */
import {
  chownSync,
  closeSync,
  existsSync,
  linkSync,
  openSync,
  readdirSync,
  readFileSync,
  renameSync,
  rmSync,
  symlinkSync,
  unlinkSync,
  writeFileSync
} from 'node:fs'
import { basename, dirname } from 'node:path'
import { aHouse, census, filmFile, type House } from '#test/builders/house.ts'
import { device, mountNew } from './machine.ts'
import { type ModeName, modes } from './modes.ts'
import type { Report } from './report.ts'
import { runHouse } from './runs.ts'
import { type Remote, startServers } from './servers.ts'

const codeOf = (act: () => void): string => {
  try {
    act()
    return 'works'
  } catch (thrown) {
    return thrown instanceof Error && 'code' in thrown ? String(thrown.code) : 'unknown'
  }
}

/** Whether a listing shows a name: a file that waits for its reader to be gone still has one. */
const isNamed = (path: string): boolean => readdirSync(dirname(path)).includes(basename(path))

/** Whether an act on a file that somebody reads fails, or leaves a name that goes away with its reader. */
const spoiltByReader = (file: string, act: (path: string) => void): boolean => {
  writeFileSync(file, 'x')
  const reader = openSync(file, 'r')
  const code = codeOf(() => act(file))
  const there = isNamed(file)
  closeSync(reader)
  const stays = isNamed(file) === there
  rmSync(file, { force: true })
  return code !== 'works' || !stays
}

/** What the mount says to the calls themselves, on files beside everything. */
const direct = ({ path }: Remote) => {
  const file = `${path}/direct`
  writeFileSync(file, 'x')
  const answers = {
    link: codeOf(() => linkSync(file, `${file}-second`)),
    symlink: codeOf(() => symlinkSync('nowhere', `${file}-link`)),
    owner: codeOf(() => chownSync(file, 99, 100)),
    replaceSpoilt: spoiltByReader(`${file}-replaced`, (at) => {
      writeFileSync(`${file}-new`, 'y')
      renameSync(`${file}-new`, at)
    }),
    removeSpoilt: spoiltByReader(`${file}-removed`, (at) => unlinkSync(at))
  }
  for (const name of ['', '-second', '-link', '-new']) rmSync(`${file}${name}`, { force: true })
  return answers
}

type Direct = ReturnType<typeof direct>

/** What must be possible for a mode, from the calls alone: the gate has to come to the same. */
const shouldWork = (mode: ModeName, { link, symlink, owner, replaceSpoilt, removeSpoilt }: Direct): boolean => {
  const needed = {
    'links, original parked': [symlink === 'works', link === 'works', !replaceSpoilt],
    'links, original removed': [symlink === 'works', owner === 'works', !replaceSpoilt],
    'no links, original kept': [],
    'no links, original removed': [link === 'works', owner === 'works', !removeSpoilt]
  } as const
  return needed[mode].every((holds) => holds)
}

interface Case {
  readonly report: Report
  readonly house: House
  readonly name: string
  readonly before: Readonly<Record<string, string>>
}

const film = filmFile('Alpha')

const same = (one: unknown, other: unknown): boolean => JSON.stringify(one) === JSON.stringify(other)

/** Somebody reads the film while it is switched, and goes on reading the same bytes. */
const promoteBesideReader = async ({ report, house, name }: Case): Promise<void> => {
  const reader = openSync(house.here(film), 'r')
  const content = readFileSync(house.here(film))
  const { outcome, sentence, done } = await runHouse(house)
  report.holds(`${name}: with a reader ${outcome}: ${sentence}`, done.promoted.units === 1)
  report.holds(`${name}: the reader lost its file`, readFileSync(reader).equals(content))
  closeSync(reader)
  const copy = `${house.pool}/Films/Alpha/Alpha.mkv`
  report.holds(`${name}: the copy is not the film`, existsSync(copy) && readFileSync(copy).equals(content))
}

const differences = (
  before: Readonly<Record<string, string>>,
  after: Readonly<Record<string, string>>
): readonly string[] =>
  Object.keys({ ...before, ...after })
    .filter((path) => before[path] !== after[path])
    .map((path) => `${path}: ${before[path]} -> ${after[path]}`)

const thereAndBack = async (asked: Case): Promise<void> => {
  const { report, house, name, before } = asked
  await promoteBesideReader(asked)
  house.plex.watched('owner', house.key(film), Date.now() - 1000)
  const { outcome, sentence, done } = await runHouse(house)
  report.holds(`${name}: home: ${outcome}: ${sentence}`, done.evicted.units === 1)
  const changed = differences(before, census(house.share))
  report.holds(`${name}: the library is not what it was: ${changed.join('; ')}`, changed.length === 0)
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

/** The story of one kind of server. */
export const remoteRoots = async (report: Report, kind: 'nfs' | 'smb'): Promise<void> => {
  const remotes = startServers().filter(({ name }) => name.startsWith(kind))
  mountNew('ext4', device(300), '/mnt/pool')
  for (const remote of remotes) {
    const answers = direct(remote)
    report.say(`${remote.name}: the calls themselves: ${JSON.stringify(answers)}`)
    for (const mode of Object.keys(modes) as ModeName[]) {
      await tryMode(report, remote, { mode, works: shouldWork(mode, answers) })
    }
  }
}

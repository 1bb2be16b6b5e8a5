/** Real disks that fail in the middle of a run: only what lies on them is in trouble, nothing is written in the wrong place, nothing is lost. */
import { execFileSync } from 'node:child_process'
import { mkdirSync, mkdtempSync, readdirSync, realpathSync, rmSync, truncateSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import type { LiveEvent, RunReport, Status } from '@pcu/contract'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { aHouse, census, episodeFile, filmFile, type House, readThrough } from '#test/builders/house.ts'
import { canMount } from '#test/crash/mounted.ts'

const has = (program: string): boolean => {
  try {
    execFileSync('which', [program], { stdio: 'ignore' })
    return true
  } catch {
    return false
  }
}
const able = canMount && has('mergerfs')
const names = ['disk1', 'disk2', 'pool'] as const

let folder = ''
let house: House

const image = (name: string) => `${folder}/${name}.img`
const at = (name: string) => `${folder}/${name}`
const mount = (name: string, place = name) => execFileSync('mount', ['-o', 'loop', image(name), at(place)])
const unmount = (place: string, ...options: string[]) =>
  execFileSync('umount', [...options, at(place)], { stdio: 'pipe' })

/** Alpha and the series lie on the first disk, Beta on the second. Copies are kept on the array as well. */
const start = async (env: Readonly<Record<string, string>> = {}): Promise<void> => {
  const roots = { shareRoot: at('share'), arrayRoot: at('disk1'), poolRoot: at('pool') }
  const arrays = { ARRAY_SOURCES: `${at('disk1')},${at('disk2')}` }
  house = await aHouse({ ...roots, env: { ...arrays, COPY_TO_CACHE: 'true', NUMBER_EPISODES: '2', ...env } })
  mkdirSync(`${at('disk2')}/Films/Beta`, { recursive: true })
  for (const name of readdirSync(`${at('disk1')}/Films/Beta`)) {
    const [from, to] = [`${at('disk1')}/Films/Beta/${name}`, `${at('disk2')}/Films/Beta/${name}`]
    execFileSync('cp', ['-p', from, to])
    rmSync(from)
  }
  rmSync(`${at('disk1')}/Films/Beta`, { recursive: true })
  const now = Date.now()
  for (const file of [filmFile('Alpha'), filmFile('Beta'), episodeFile(1)])
    house.plex.leftAt('owner', house.key(file), { offsetMs: 500_000, at: now - 5_000_000 })
  execFileSync('sync', ['-f', at('disk1')])
  execFileSync('sync', ['-f', at('disk2')])
}

interface Told {
  readonly report: RunReport
  readonly status: Status
}

/** One run; `meanwhile` hears every event. */
const run = async (meanwhile: (event: LiveEvent) => void = () => undefined): Promise<Told> => {
  const program = await house.open()
  const watch = program.app.face.bus.subscribe(meanwhile)
  try {
    await program.app.settle()
    program.app.face.request({ trigger: 'command', dryRun: false, goal: 'follow-plex' })
    await program.app.schedule.idle()
    const report = await program.app.face.latestPlan()
    if (report === undefined) throw new Error('the run left no record')
    return { report, status: await program.app.face.status() }
  } finally {
    watch.cancel()
    await program.close()
  }
}

/** Does something once, at the first event of a type. */
const onceAt = (type: LiveEvent['type'], act: () => void): ((event: LiveEvent) => void) => {
  let done = false
  return (event) => {
    if (done || event.type !== type) return
    done = true
    act()
  }
}

const stateOf = ({ status }: Told, name: string) => status.roots.find(({ path }) => path === at(name))?.state
const copies = (place = 'pool') => Object.keys(census(at(place))).filter((name) => /\.(mkv|srt|part|link)$/u.test(name))
const betaAlone = ['Films/Beta/Beta.en.srt', 'Films/Beta/Beta.mkv']

describe.skipIf(!able)('disks that fail (needs root, XFS tools and mergerfs)', () => {
  beforeEach(() => {
    folder = realpathSync(mkdtempSync(`${tmpdir()}/disks-`))
    for (const name of names) {
      writeFileSync(image(name), '')
      truncateSync(image(name), 320 * 1024 * 1024)
      execFileSync(name === 'pool' ? 'mkfs.ext4' : 'mkfs.xfs', ['-q', image(name)])
      mkdirSync(at(name))
      mount(name)
    }
    execFileSync('rmdir', [`${at('pool')}/lost+found`])
    mkdirSync(at('share'))
    const options = 'allow_other,cache.files=off,cache.attr=0,cache.entry=0,category.create=ff,minfreespace=1M'
    execFileSync('mergerfs', ['-o', options, `${at('pool')}:${at('disk1')}:${at('disk2')}`, at('share')])
  })
  afterEach(async () => {
    await house.leave()
    for (const name of ['share', ...names]) {
      try {
        unmount(name, '-l')
      } catch {
        // The story left it unmounted.
      }
    }
    rmSync(folder, { recursive: true, force: true })
  })

  it('a disk of the array that dies when the moves begin: the film of the other disk still comes, in the same run', async () => {
    await start()
    const dies = onceAt('plan.made', () => execFileSync('xfs_io', ['-x', '-c', 'shutdown', at('disk1')]))
    const told = await run(dies)
    expect(told.report.done.promoted.units).toBe(1)
    expect(copies()).toEqual(betaAlone)
    expect(stateOf(told, 'disk1')).toBe('broken')
    expect([stateOf(told, 'disk2'), stateOf(told, 'pool')]).toEqual(['online', 'online'])
    unmount('disk1')
    mount('disk1')
    expect(readThrough(house.here(filmFile('Alpha')))).toBeDefined()
    expect(copies('disk1').filter((name) => name.includes('.mc-'))).toEqual([])
  })

  it('a disk of the array that is away: nothing on it counts as missing, the rest goes on, and it is back when it is back', async () => {
    await start()
    await run()
    expect(copies()).toHaveLength(10)
    house.plex.watched('owner', house.key(filmFile('Alpha')), Date.now() - 1000)
    house.plex.watched('owner', house.key(filmFile('Beta')), Date.now() - 1000)
    unmount('disk1', '-l')
    const away = await run()
    expect(stateOf(away, 'disk1')).toBe('offline')
    expect(away.report.done.evicted.units).toBe(1)
    expect(away.report.decisions.find(({ title }) => title.startsWith('Alpha'))?.because[0]?.reason).toMatchObject({
      code: 'root-not-ready',
      root: at('disk1')
    })
    expect(away.report.decisions.flatMap(({ because }) => because.map(({ reason }) => reason.code))).not.toContain(
      'file-missing'
    )
    expect(readdirSync(at('disk1'))).toEqual([])
    mount('disk1')
    const back = await run()
    expect([stateOf(back, 'disk1'), back.report.done.evicted.units]).toEqual(['online', 1])
  })

  it('a disk that is away when a film is wanted: it is not ready rather than missing, and comes when the disk is there', async () => {
    await start()
    const program = await house.open({ dryRun: false })
    await program.app.settle()
    program.app.face.request({ trigger: 'command', dryRun: true, goal: 'follow-plex' })
    await program.app.schedule.idle()
    await program.close()
    unmount('disk1', '-l')
    const away = await run()
    // What subtitle the disk that is away may hold is not known, so this one stays where it is.
    expect(copies()).toEqual(['Films/Beta/Beta.mkv'])
    const left = away.report.decisions.filter(({ action }) => action === 'leave')
    expect(left.map(({ because }) => because[0]?.reason.code)).toEqual(left.map(() => 'root-not-ready'))
    expect(left.length).toBeGreaterThan(0)
    mount('disk1')
    expect((await run()).report.done.promoted.units).toBe(left.length)
  })

  it('a pool that is unmounted in the middle: its mount point stays empty, the array is as it was, and it all goes on later', async () => {
    await start({ COPY_TO_CACHE: 'false' })
    const before = { disk1: census(at('disk1')), disk2: census(at('disk2')) }
    await run(onceAt('move.started', () => unmount('pool', '-l')))
    expect(readdirSync(at('pool'))).toEqual([])
    expect({ disk1: census(at('disk1')), disk2: census(at('disk2')) }).toEqual(before)
    const away = await run()
    expect(stateOf(away, 'pool')).toBe('offline')
    expect(readdirSync(at('pool'))).toEqual([])
    mount('pool')
    const back = await run()
    expect(stateOf(back, 'pool')).toBe('online')
    expect(copies().filter((name) => name.includes('.mc-'))).toEqual([])
    expect(copies()).toHaveLength(10)
  })

  it('two disks that changed places are left alone', async () => {
    await start()
    await run()
    unmount('disk1', '-l')
    unmount('disk2', '-l')
    mount('disk2', 'disk1')
    mount('disk1', 'disk2')
    const told = await run()
    expect([stateOf(told, 'disk1'), stateOf(told, 'disk2')]).toEqual(['offline', 'offline'])
    expect(told.report.done).toMatchObject({ promoted: { units: 0 }, evicted: { units: 0 } })
  })

  it('a disk that turns read-only: copies of it still come, and the state says so', async () => {
    await start()
    execFileSync('mount', ['-o', 'remount,ro', at('disk1')])
    const told = await run()
    expect(stateOf(told, 'disk1')).toBe('read-only')
    expect(copies()).toHaveLength(10)
  })
})

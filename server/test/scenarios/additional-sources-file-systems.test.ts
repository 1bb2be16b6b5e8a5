/** Libraries besides REAL_SOURCE on real file systems of their own: a disk in an image file, a union, a share over the network. Needs root. */
import { spawnSync } from 'node:child_process'
import { chmodSync, existsSync, mkdirSync, readlinkSync, writeFileSync } from 'node:fs'
import { afterEach, describe, expect, it } from 'vitest'
import { census, type House, readThrough } from '#test/builders/house.ts'
import { canLoop, type LoopDisk, mountLoop } from '#test/builders/loop-disk.ts'
import { aFilm, anOddHouse, told, verdictOn, writeOld } from '#test/builders/odd-house.ts'
import { mayMount } from '#test/conformance/storage-fixture.ts'

const sftpServer = '/usr/lib/openssh/sftp-server'
const run = (...args: readonly string[]): boolean => spawnSync(args[0] ?? '', args.slice(1)).status === 0
const has = (tool: string): boolean => run('sh', '-c', `command -v ${tool}`)

let house: House
let disk: LoopDisk | undefined
const nas = (): string => `${house.root}/mnt/nas`
const pooled = (): string => `${house.pool}/.pcu-sources/${nas().slice(1).replaceAll('/', '+')}`

/** What the library is mounted from; the film is written where it lies in truth. */
interface Ground {
  readonly name: string
  readonly isHere: () => boolean
  /** Mounts, and gives back the folder that the film is written to. */
  readonly mount: () => string
}

const must = (done: boolean): void => {
  if (!done) throw new Error('it could not be mounted')
}

const ext4: Ground = {
  name: 'ext4',
  isHere: () => mayMount && canLoop('ext4'),
  mount: () => {
    disk = mountLoop('ext4', nas())
    return nas()
  }
}

const union: Ground = {
  name: 'mergerfs',
  isHere: () => mayMount && has('mergerfs'),
  mount: () => {
    const branches = ['one', 'two'].map((branch) => `${house.root}/branches/${branch}`)
    for (const branch of branches) mkdirSync(branch, { recursive: true })
    writeOld(`${branches[0]}/Delta/Delta.mkv`)
    must(run('mergerfs', '-o', 'allow_other,cache.files=off,cache.attr=0,cache.entry=0', branches.join(':'), nas()))
    return branches[1] ?? ''
  }
}

const network: Ground = {
  name: 'sshfs',
  isHere: () => mayMount && has('sshfs') && existsSync(sftpServer),
  mount: () => {
    const real = `${house.root}/server`
    const command = `${house.root}/sftp`
    mkdirSync(real)
    writeFileSync(command, `#!/bin/sh\nexec ${sftpServer}\n`)
    chmodSync(command, 0o755)
    must(run('sshfs', '-o', `ssh_command=${command},allow_other,disable_hardlink`, `nobody@nas:${real}`, nas()))
    return real
  }
}

afterEach(async () => {
  run('umount', '-l', nas())
  disk?.remove()
  disk = undefined
  await house.leave()
})

const film = '/nas/Gamma/Gamma.mkv'
const start = async (ground: Ground): Promise<void> => {
  house = await anOddHouse([aFilm(film)])
  mkdirSync(nas(), { recursive: true })
  const real = ground.mount()
  writeOld(`${real}/Gamma/Gamma.mkv`)
  writeOld(`${real}/Gamma/Gamma.en.srt`, 'words')
}
const withNas = (more: Readonly<Record<string, string>> = {}) => ({
  env: { ADDITIONAL_SOURCES: nas(), ADDITIONAL_PLEX_SOURCES: '/nas', ...more }
})
const seen = (): void => house.plex.watched('owner', house.key(film), Date.now() - 1000)

describe.each([ext4, union])('an additional library on $name', (ground) => {
  it.skipIf(!ground.isHere()).each([
    ['keeping its original', {}],
    ['moving it', { COPY_TO_CACHE: 'false', MOVE_WITH_SYMLINKS: 'true' }]
  ])('gives up its film, %s, serves it through a link, and gets it back', async (_how, env) => {
    await start(ground)
    const before = census(nas())
    const whole = readThrough(`${nas()}/Gamma/Gamma.mkv`)
    expect(verdictOn((await told(house, withNas(env))).report, 'Gamma')).toMatch(/^promote: /u)
    expect(readlinkSync(`${nas()}/Gamma/Gamma.mkv`)).toBe(`${pooled()}/Gamma/Gamma.mkv`)
    expect(readThrough(`${nas()}/Gamma/Gamma.mkv`)).toBe(whole)
    seen()
    await told(house, withNas(env))
    expect(census(nas())).toEqual(before)
    expect(existsSync(`${pooled()}/Gamma/Gamma.mkv`)).toBe(false)
  })
})

describe('an additional library on a share over the network', () => {
  it.skipIf(!network.isHere())(
    'that takes no second names: is left with the reason, or copied where no name has to change there',
    async () => {
      await start(network)
      const before = census(nas())
      const { report } = await told(house, withNas())
      expect(verdictOn(report, 'Gamma')).toMatch(/^leave: .*\(fuse.sshfs\) cannot hold a second name for a file/u)
      expect(census(nas())).toEqual(before)
      const copied = await told(house, withNas({ USE_SYMLINKS_FOR_CACHE: 'false' }))
      expect(verdictOn(copied.report, 'Gamma')).toMatch(/^promote: /u)
      seen()
      await told(house, withNas({ USE_SYMLINKS_FOR_CACHE: 'false' }))
      expect(existsSync(`${pooled()}/Gamma/Gamma.mkv`)).toBe(false)
      expect(census(nas())).toEqual(before)
    }
  )
})

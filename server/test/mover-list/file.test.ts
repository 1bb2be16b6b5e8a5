/** The mover list is whole at every moment, its owner's lines stay as they are, and what cannot be done is told in a sentence that helps. */
import { spawnSync } from 'node:child_process'
import {
  chmodSync,
  chownSync,
  closeSync,
  existsSync,
  linkSync,
  lstatSync,
  mkdirSync,
  mkdtempSync,
  openSync,
  readdirSync,
  readFileSync,
  realpathSync,
  rmSync,
  statSync,
  symlinkSync,
  truncateSync,
  writeFileSync
} from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { createMoverListFile } from '#adapters/disk/mover-list/file.ts'
import type { Step } from '#ports/file-system.ts'

let folder: string
let list: string
beforeEach(() => {
  folder = realpathSync(mkdtempSync(join(tmpdir(), 'pcu-list-')))
  list = join(folder, 'ignore.txt')
})
afterEach(() => rmSync(folder, { recursive: true, force: true }))

const isRoot = process.getuid?.() === 0
const plain: Step = (_name, act) => act()
const write = (lines: readonly string[], step: Step = plain): Promise<boolean> =>
  createMoverListFile(list, step).write(lines)
const text = (): string => readFileSync(list, 'latin1')
const mine = '/mnt/cache/mine/*\r\n# ÿ\u0000 no text at all\n\n  /mnt/cache/blanks  \n'
const ours = ['/mnt/cache/Films/ü.mkv', '/mnt/cache/Films/z.mkv']
const bytes = (line: string): string => Buffer.from(line).toString('latin1')

const steps = ['list.create', 'list.write', 'list.owner', 'list.sync', 'list.rename', 'list.sync-folder'] as const

describe('a list', () => {
  test('of somebody else keeps every byte around our lines, and gets all of them back', async () => {
    writeFileSync(list, mine, 'latin1')
    expect(await write(ours)).toBe(true)
    expect(text().startsWith(mine)).toBe(true)
    expect(text()).toContain(`\n${ours.map(bytes).join('\n')}\n`)
    expect(await createMoverListFile(list, plain).read()).toEqual(ours)
    expect(await write([])).toBe(true)
    expect(text()).toBe(mine)
  })

  test('that did not exist is made with its first line, and goes with its last', async () => {
    expect([await write([]), existsSync(list)]).toEqual([false, false])
    expect([await write(ours), existsSync(list)]).toEqual([true, true])
    expect([await write([]), existsSync(list)]).toEqual([true, false])
  })

  test('that we made stays when somebody wrote into it, and an empty one that we did not make stays empty', async () => {
    await write(ours)
    writeFileSync(list, `${text()}/mnt/cache/mine\n`, 'latin1')
    await write([])
    expect(text()).toBe('/mnt/cache/mine\n')
    writeFileSync(list, '')
    await write(ours)
    await write([])
    expect(text()).toBe('')
  })

  test('that says so already is not touched', async () => {
    await write(ours)
    const before = statSync(list, { bigint: true })
    expect(await write(ours)).toBe(false)
    expect(statSync(list, { bigint: true })).toMatchObject({ ino: before.ino, mtimeNs: before.mtimeNs })
  })

  test('leaves nothing beside it', async () => {
    await write(ours)
    await write(['/mnt/cache/other'])
    expect(readdirSync(folder)).toEqual(['ignore.txt'])
  })

  test('keeps its mode, whatever the umask is', async () => {
    writeFileSync(list, mine, 'latin1')
    chmodSync(list, 0o666)
    await write(ours)
    expect(lstatSync(list).mode & 0o7777).toBe(0o666)
  })

  test.skipIf(!isRoot)('keeps its owner, and a new one gets its folder’s (skipped unless root)', async () => {
    writeFileSync(list, mine, 'latin1')
    chownSync(list, 99, 100)
    await write(ours)
    expect(lstatSync(list)).toMatchObject({ uid: 99, gid: 100 })
    rmSync(list)
    chownSync(folder, 98, 97)
    await write(ours)
    expect(lstatSync(list)).toMatchObject({ uid: 98, gid: 97 })
  })

  test('behind a link is rewritten where it lies, and the link stays', async () => {
    mkdirSync(join(folder, 'true'))
    const place = join(folder, 'true/list.txt')
    writeFileSync(place, mine, 'latin1')
    symlinkSync('true/list.txt', list)
    await write(ours)
    expect(lstatSync(list).isSymbolicLink()).toBe(true)
    expect(readFileSync(place, 'latin1').startsWith(mine)).toBe(true)
    expect(readdirSync(join(folder, 'true'))).toEqual(['list.txt'])
  })

  test('that its owner changes while we write keeps that change', async () => {
    writeFileSync(list, mine, 'latin1')
    let once = true
    await write(ours, (name, act) => {
      if (name === 'list.sync' && once) writeFileSync(list, `${mine}/mnt/cache/more\n`, 'latin1')
      once &&= name !== 'list.sync'
      return act()
    })
    expect(text().startsWith(`${mine}/mnt/cache/more\n`)).toBe(true)
    expect(await createMoverListFile(list, plain).read()).toEqual(ours)
  })

  test('that somebody changes all the time is left alone', async () => {
    writeFileSync(list, mine, 'latin1')
    let count = 0
    const restless: Step = (name, act) => {
      count += 1
      if (name === 'list.sync') writeFileSync(list, `${mine}${count}\n`, 'latin1')
      return act()
    }
    await expect(write(ours, restless)).rejects.toMatchObject({ code: 'disk.io', retry: 'later' })
    expect(text().startsWith(mine)).toBe(true)
    expect(readdirSync(folder)).toEqual(['ignore.txt'])
  })

  test('takes several calls at once, the last of them counts', async () => {
    const file = createMoverListFile(list, plain)
    await Promise.all(Array.from({ length: 20 }, (_, n) => file.write([`/mnt/cache/${n}`])))
    expect(await file.read()).toEqual(['/mnt/cache/19'])
  })
})

describe('is told in a sentence that helps:', () => {
  const told = async (): Promise<string> => {
    const failure = await write(ours).catch((thrown: unknown) => thrown)
    return failure instanceof Error && 'told' in failure ? String(failure.told) : `not a failure: ${String(failure)}`
  }

  test('a folder that is not there', async () => {
    list = join(folder, 'nowhere/ignore.txt')
    expect(await told()).toMatch(/^The folder .*\/nowhere of the mover list is not there\. .*MOVER_IGNORE_FILE\.$/u)
  })

  test('a folder in the place of the list', async () => {
    mkdirSync(list)
    expect(await told()).toMatch(/^The mover list .*ignore\.txt is not a file\. Correct MOVER_IGNORE_FILE\.$/u)
  })

  test('a pipe, without waiting for it', async () => {
    expect(spawnSync('mkfifo', [list]).status).toBe(0)
    expect(await told()).toMatch(/is not a file\./u)
  })

  test('a link that leads nowhere', async () => {
    symlinkSync('gone', list)
    expect(await told()).toMatch(/is a link that leads nowhere\./u)
    expect(readdirSync(folder)).toEqual(['ignore.txt'])
  })

  test('a file that is no list', async () => {
    writeFileSync(list, '')
    truncateSync(list, 17 * 1024 * 1024)
    expect(await told()).toMatch(/has 17825792 bytes, which no list has\./u)
  })

  test('no right to write there', async () => {
    const refuse: Step = (name, act) =>
      name === 'list.create' ? Promise.reject(Object.assign(new Error('no'), { code: 'EACCES' })) : act()
    const failure = await write(ours, refuse).catch((thrown: unknown) => thrown)
    expect(String(failure)).toMatch(/Could not write the mover list .*ignore\.txt: permission denied \(EACCES\)\.$/u)
  })

  test.skipIf(!isRoot)('a file that is mapped by itself (skipped unless root)', async () => {
    const other = join(folder, 'other')
    writeFileSync(other, '/mnt/cache/mine\n')
    writeFileSync(list, '')
    if (spawnSync('mount', ['--bind', other, list]).status !== 0) return
    try {
      expect(await told()).toMatch(
        /is mapped into this container by itself.* Map the folder that it lies in instead\.$/u
      )
      expect(readFileSync(list, 'utf8')).toBe('/mnt/cache/mine\n')
    } finally {
      spawnSync('umount', [list])
    }
  })
})

describe('at every moment', () => {
  test('whoever reads the list goes on reading the old one to its end', async () => {
    writeFileSync(list, mine, 'latin1')
    const reader = openSync(list, 'r')
    await write(ours)
    expect(readFileSync(reader, 'latin1')).toBe(mine)
    closeSync(reader)
    expect(text()).not.toBe(mine)
  })

  test.each(steps)('an error at %s leaves the old list or the new one, and nothing beside it', async (at) => {
    writeFileSync(list, mine, 'latin1')
    await write(['/mnt/cache/old'])
    const before = text()
    const fail: Step = (name, act) =>
      name === at ? Promise.reject(Object.assign(new Error('no'), { code: 'EIO' })) : act()
    await expect(write(ours, fail)).rejects.toMatchObject({ code: 'disk.io' })
    const after = text()
    if (at !== 'list.sync-folder') expect(after).toBe(before)
    expect(after.startsWith(mine)).toBe(true)
    expect(readdirSync(folder)).toEqual(['ignore.txt'])
    await write(ours)
    expect(await createMoverListFile(list, plain).read()).toEqual(ours)
  })

  test('peer 46: a hundred rewritings: whoever reads finds a whole list, with every line that is not ours', async () => {
    writeFileSync(list, mine, 'latin1')
    const whole = new Set([text()])
    let looks = 0
    const watch: Step = async (_name, act) => {
      const result = await act()
      expect(whole.has(text())).toBe(true)
      looks += 1
      return result
    }
    for (let n = 0; n < 100; n += 1) {
      const lines = n % 9 === 8 ? [] : Array.from({ length: (n % 7) + 1 }, (_, k) => `/mnt/cache/Films/${n}-${k}`)
      const next = join(folder, 'next')
      linkSync(list, next)
      await createMoverListFile(next, plain).write(lines)
      whole.add(readFileSync(next, 'latin1'))
      rmSync(next)
      await write(lines, watch)
      expect(text().startsWith(mine)).toBe(true)
    }
    expect(looks).toBe(100 * steps.length)
  })

  const die = (at: string, lines: readonly string[]): void => {
    const child = fileURLToPath(new URL('dying-child.ts', import.meta.url))
    expect(spawnSync(process.execPath, [child, list, at, ...lines]).signal).toBe('SIGKILL')
  }

  test.each(steps)(
    'peer 46: killed before %s: the old list or the new one, and the next rewriting tidies up',
    async (at) => {
      writeFileSync(list, mine, 'latin1')
      await write(['/mnt/cache/old'])
      const before = text()
      die(at, ours)
      if (at !== 'list.sync-folder') expect(text()).toBe(before)
      expect(text().startsWith(mine)).toBe(true)
      await write([...ours, '/mnt/cache/new'])
      expect(await createMoverListFile(list, plain).read()).toEqual([...ours, '/mnt/cache/new'])
      expect(text().startsWith(mine)).toBe(true)
      expect(readdirSync(folder)).toEqual(['ignore.txt'])
    }
  )

  test('killed while a list is made or removed: there is none, or a whole one', async () => {
    die('list.rename', ours)
    expect(existsSync(list)).toBe(false)
    await write(ours)
    die('list.remove', [])
    expect(await createMoverListFile(list, plain).read()).toEqual(ours)
    await write([])
    expect(readdirSync(folder)).toEqual([])
  })
})

import { Buffer } from 'node:buffer'
import { execFileSync } from 'node:child_process'
import {
  chmodSync,
  linkSync,
  mkdirSync,
  rmSync,
  statSync,
  symlinkSync,
  truncateSync,
  utimesSync,
  writeFileSync
} from 'node:fs'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import type { StorageLayout } from '#core/model/layout.ts'
import { arrayPath } from '#core/model/place.ts'
import { aLayout, aUnit, createFixture, type Fixture, mayMount } from './storage-fixture.ts'

const HOUR = 3_600_000
const KEEP = { situation: 'union', mode: { presentation: 'union', original: 'keep' } } as const

let fixture: Fixture
beforeEach(() => {
  fixture = createFixture()
})
afterEach(() => fixture.dispose())

const at = (name: string): string => join(fixture.share, name)
const add = (...names: readonly string[]): void => {
  for (const name of names) fixture.write(at(name))
}
/** Looks an hour from now, because nobody can set a change time back. */
const lookAt = (changed: Partial<StorageLayout>, ...videos: readonly string[]) =>
  fixture.host().inspect(aLayout(fixture, changed), aUnit(fixture, ...videos))
const look = (...videos: readonly string[]) => lookAt({}, ...videos)
const names = (found: Awaited<ReturnType<typeof look>>) =>
  found.files.map(({ path }) => path.slice(fixture.share.length + 1))
const left = (found: Awaited<ReturnType<typeof look>>) => (found.leftOut ?? []).map(({ reason }) => reason.code)

describe('a video that may move', () => {
  test('comes with its size as on the disk and its sidecars', async () => {
    add('Film/Film.mkv', 'Film/Film.en.srt', 'Film/Film-poster.jpg', 'Film/poster.jpg', 'Film/Film.mkv.plexcached.txt')
    const found = await look('Film/Film.mkv')
    expect(found.refusal).toBeUndefined()
    expect(names(found).toSorted()).toEqual(['Film/Film-poster.jpg', 'Film/Film.en.srt', 'Film/Film.mkv'])
    expect(found.files[0]).toMatchObject({ path: at('Film/Film.mkv'), role: 'video', sizeBytes: 5, links: 1 })
  })

  test('comes with what lies in its subtitle folder', async () => {
    add('Film/Film.mkv', 'Film/Subs/2_English.srt', 'Film/Extras/Film.srt')
    expect(names(await look('Film/Film.mkv'))).toEqual(['Film/Film.mkv', 'Film/Subs/2_English.srt'])
  })

  test('can be of several files, each with its own sidecars, shared ones once', async () => {
    add('Film/Film - pt1.mkv', 'Film/Film - pt2.mkv', 'Film/Film - pt1.srt', 'Film/Film - pt2.srt')
    const found = await look('Film/Film - pt1.mkv', 'Film/Film - pt2.mkv')
    expect(names(found)).toHaveLength(4)
    expect(new Set(names(found)).size).toBe(4)
  })

  test('may have any name that is text', async () => {
    const name = 'Film [1080p]\n"quotes" $(touch x) *?.mkv'
    add(name)
    expect(names(await look(name))).toEqual([name])
  })

  test('is found when Plex spells its name in another Unicode form, and keeps the spelling of the disk', async () => {
    add('Ame\u0301lie/Ame\u0301lie.mkv', 'Ame\u0301lie/Ame\u0301lie.fr.srt')
    const found = await look('Am\u00e9lie/Am\u00e9lie.mkv')
    expect(names(found)).toEqual(['Ame\u0301lie/Ame\u0301lie.mkv', 'Ame\u0301lie/Ame\u0301lie.fr.srt'])
  })
})

describe('posters of whole folders', () => {
  const cache = { shared: { hardLinks: 'skip', folderArtwork: 'cache' } } as const
  const season = 'Show/Season 01'
  const files = [`${season}/Show - 1.mkv`, `${season}/Show - 1.srt`, `${season}/poster.jpg`]
  const above = ['Show/poster.jpg', 'Show/season01-poster.jpg', 'Show/season02-poster.jpg', 'Show/Show.txt']

  test('stay, unless they are asked for: then those of the season and of its show come along', async () => {
    add(...files, ...above)
    expect(names(await look(`${season}/Show - 1.mkv`))).toEqual(files.slice(0, 2))
    expect(names(await lookAt(cache, `${season}/Show - 1.mkv`)).toSorted()).toEqual(
      [...files, ...above.slice(0, 2)].toSorted()
    )
  })

  test('of the folder above a film are not its own', async () => {
    add('Films/poster.jpg', 'Films/Film/Film.mkv', 'Films/Film/folder.jpg')
    expect(names(await lookAt(cache, 'Films/Film/Film.mkv'))).toEqual(['Films/Film/Film.mkv', 'Films/Film/folder.jpg'])
  })
})

describe('a video is refused when', () => {
  test('it is missing, for an hour', async () => {
    const found = await look('Film.mkv')
    expect(found.refusal).toMatchObject({ rule: 'file-exists', reason: { code: 'file-missing', path: at('Film.mkv') } })
    expect(found.refusal?.until).toBe(found.lookedAt + HOUR)
    expect(found.files).toEqual([])
  })

  test('it is a folder', async () => {
    mkdirSync(at('Film.mkv'))
    expect((await look('Film.mkv')).refusal?.reason).toMatchObject({ code: 'not-a-regular-file', kind: 'folder' })
  })

  test('it is a pipe, without waiting for it', async () => {
    execFileSync('mkfifo', [at('Film.mkv')])
    expect((await look('Film.mkv')).refusal?.reason).toMatchObject({ code: 'not-a-regular-file', kind: 'pipe' })
  })

  test('it is a link of ours, told apart from a foreign one', async () => {
    symlinkSync(join(fixture.pool, 'Film.mkv'), at('Film.mkv'))
    symlinkSync('/etc/hostname', at('Other.mkv'))
    const ours = (await look('Film.mkv')).refusal?.reason
    const foreign = (await look('Other.mkv')).refusal?.reason
    expect(ours).toMatchObject({ code: 'not-a-regular-file', kind: expect.stringContaining('into the pool') })
    expect(foreign).toMatchObject({ code: 'not-a-regular-file', kind: 'link to /etc/hostname' })
  })

  test('a folder on the way is a link, and nothing behind it is touched', async () => {
    fixture.write(join(fixture.base, 'outside', 'Film.mkv'))
    symlinkSync(join(fixture.base, 'outside'), at('linked'))
    const { refusal } = await look('linked/Film.mkv')
    expect(refusal).toMatchObject({ rule: 'no-link-on-the-way', reason: { path: at('linked') } })
  })

  test('it has another name, for a day', async () => {
    add('Film.mkv')
    linkSync(at('Film.mkv'), at('seed.mkv'))
    const found = await look('Film.mkv')
    expect(found.refusal?.reason).toEqual({ code: 'hard-linked', path: at('Film.mkv'), links: 2, policy: 'skip' })
    expect(found.refusal?.until).toBe(found.lookedAt + 24 * HOUR)
  })

  test('it has another name, unless the original is kept', async () => {
    add('Film.mkv')
    linkSync(at('Film.mkv'), at('seed.mkv'))
    expect((await lookAt(KEEP, 'Film.mkv')).refusal).toBeUndefined()
  })

  test('it changed four minutes ago, until it is old enough', async () => {
    add('Film.mkv')
    const changed = Math.ceil(statSync(at('Film.mkv')).ctimeMs)
    const host = fixture.host({}, { now: () => changed + 4 * 60_000 })
    const found = await host.inspect(aLayout(fixture), aUnit(fixture, 'Film.mkv'))
    expect(found.refusal?.reason).toEqual({
      code: 'too-young',
      path: at('Film.mkv'),
      ageMinutes: 4,
      minimumMinutes: 10
    })
    expect(found.refusal?.until).toBe(changed + 10 * 60_000)
  })

  test('it changed a moment ago, unless no age is asked for', async () => {
    add('Film.mkv')
    const host = fixture.host({ minimumFileAgeMinutes: 0 }, { now: () => Date.now() })
    expect((await host.inspect(aLayout(fixture), aUnit(fixture, 'Film.mkv'))).refusal).toBeUndefined()
  })

  test('it is mostly holes, as an unfinished download is', async () => {
    add('Film.mkv')
    truncateSync(at('Film.mkv'), 8 * 1_048_576)
    expect((await look('Film.mkv')).refusal?.reason).toMatchObject({ code: 'sparse', sizeBytes: 8 * 1_048_576 })
  })

  test('something lies in its place on the pool', async () => {
    add('Film.mkv')
    fixture.write(join(fixture.pool, 'Film.mkv'))
    const reason = { code: 'already-on-pool', path: join(fixture.pool, 'Film.mkv') }
    expect((await look('Film.mkv')).refusal).toMatchObject({ rule: 'not-on-pool-already', reason })
  })

  test('something lies in its place on the pool, unless the ledger has it', async () => {
    add('Film.mkv')
    fixture.write(join(fixture.pool, 'Film.mkv'))
    const home = arrayPath(fixture.share)
    const homeOf = async (path: string) => (path === join(fixture.pool, 'Film.mkv') ? home : undefined)
    const host = fixture.host({}, { homeOf })
    expect((await host.inspect(aLayout(fixture), aUnit(fixture, 'Film.mkv'))).refusal).toBeUndefined()
  })

  test('its name is a link of ours, unless the ledger has it: then the copy counts', async () => {
    const copy = fixture.write(join(fixture.pool, 'Film.mkv'), 'the film')
    symlinkSync(copy, at('Film.mkv'))
    add('Film.en.srt')
    const homeOf = async (path: string) => (path === copy ? arrayPath(fixture.share) : undefined)
    const host = fixture.host({}, { homeOf })
    const found = await host.inspect(aLayout(fixture), aUnit(fixture, 'Film.mkv'))
    expect([found.refusal, found.files.map(({ role, sizeBytes }) => [role, sizeBytes])]).toEqual([
      undefined,
      [
        ['video', 8],
        ['sidecar', expect.any(Number)]
      ]
    ])
    rmSync(copy)
    const gone = await host.inspect(aLayout(fixture), aUnit(fixture, 'Film.mkv'))
    expect(gone.refusal?.reason).toEqual({ code: 'copy-gone', path: copy })
  })

  test('the name for parking is taken, in the mode that parks', async () => {
    add('Film.mkv', 'Film.mkv.plexcached')
    const reason = { code: 'backup-in-the-way', path: at('Film.mkv.plexcached') }
    expect((await look('Film.mkv')).refusal?.reason).toEqual(reason)
    expect((await lookAt(KEEP, 'Film.mkv')).refusal).toBeUndefined()
  })

  test('its name is longer than any file system takes', async () => {
    expect((await look(`${'x'.repeat(256)}.mkv`)).refusal?.rule).toBe('name-is-supported')
  })

  test('its name is no text', async () => {
    expect((await look('Film \ud800.mkv')).refusal?.reason).toMatchObject({ code: 'name-not-supported' })
  })

  test('any of its files is refused', async () => {
    add('Film - pt1.mkv')
    const found = await look('Film - pt1.mkv', 'Film - pt2.mkv')
    expect(found.refusal?.reason).toMatchObject({ code: 'file-missing', path: at('Film - pt2.mkv') })
    expect(found.files).toEqual([])
  })

  test.skipIf(mayMount)('it cannot be read', async () => {
    add('Film.mkv')
    chmodSync(at('Film.mkv'), 0o000)
    expect((await look('Film.mkv')).refusal?.reason).toMatchObject({ code: 'file-unreadable' })
  })
})

describe('a time in the future', () => {
  test('was set by somebody, so it does not hold a file back for ever', async () => {
    add('Film.mkv')
    utimesSync(at('Film.mkv'), 4_000_000_000, 4_000_000_000)
    expect((await look('Film.mkv')).refusal).toBeUndefined()
  })
})

describe('a sidecar that may not move stays behind and never stops its video', () => {
  test('when it has another name', async () => {
    add('Film.mkv', 'Film.srt')
    linkSync(at('Film.srt'), at('other.txt'))
    const found = await look('Film.mkv')
    expect(names(found)).toEqual(['Film.mkv'])
    expect(left(found)).toEqual(['hard-linked'])
  })

  test('when it is on the pool already', async () => {
    add('Film.mkv', 'Film.srt')
    fixture.write(join(fixture.pool, 'Film.srt'))
    expect(left(await look('Film.mkv'))).toEqual(['already-on-pool'])
  })

  test('when it is a link, without a word', async () => {
    add('Film.mkv')
    symlinkSync('/etc/hostname', at('Film.nfo'))
    symlinkSync('/etc', at('Subs'))
    const found = await look('Film.mkv')
    expect(names(found)).toEqual(['Film.mkv'])
    expect(left(found)).toEqual([])
  })

  test('when its name is no text; names of other films are not told', async () => {
    add('Film.mkv')
    const raw = (head: string) =>
      Buffer.concat([Buffer.from(`${fixture.share}/${head}`), Buffer.from([0xe9]), Buffer.from('.srt')])
    writeFileSync(raw('Film.'), '')
    writeFileSync(raw('Other.'), '')
    const found = await look('Film.mkv')
    expect(names(found)).toEqual(['Film.mkv'])
    expect(left(found)).toEqual(['name-not-supported'])
  })
})

describe('behind a merged view', () => {
  const branches = () => {
    const roots = ['disk1', 'disk2'].map((name) => join(fixture.base, name))
    for (const root of roots) mkdirSync(root)
    return { ...KEEP, arrayRoots: roots.map(arrayPath) }
  }

  test('the first branch that holds the file is looked at, with its neighbours', async () => {
    const layout = branches()
    fixture.write(join(fixture.base, 'disk2', 'Film/Film.mkv'), 'on the second disk')
    fixture.write(join(fixture.base, 'disk2', 'Film/Film.srt'))
    const found = await lookAt(layout, 'Film/Film.mkv')
    expect(names(found)).toEqual(['Film/Film.mkv', 'Film/Film.srt'])
    expect(found.files[0]).toMatchObject({ path: at('Film/Film.mkv'), sizeBytes: 18 })
    expect(new Set(found.files.map(({ arrayRoot }) => arrayRoot))).toEqual(new Set([join(fixture.base, 'disk2')]))
  })

  test('peer 36: a file that only the view shows is on a disk that is not visible here', async () => {
    const layout = branches()
    add('Film.mkv')
    const { refusal } = await lookAt(layout, 'Film.mkv')
    expect(refusal?.reason).toMatchObject({
      code: 'mode-unavailable',
      detail: expect.stringContaining('ARRAY_SOURCES')
    })
  })

  test('a file that nobody shows is missing', async () => {
    const layout = branches()
    expect((await lookAt(layout, 'Film.mkv')).refusal?.reason).toMatchObject({ code: 'file-missing' })
  })
})

test('a look changes nothing', async () => {
  add('Film/Film.mkv', 'Film/Film.srt')
  const tree = () => execFileSync('find', [fixture.base, '-printf', '%p %i %s %T@ %C@\n'], { encoding: 'utf8' })

  const before = tree()
  await look('Film/Film.mkv')
  expect(tree()).toBe(before)
})

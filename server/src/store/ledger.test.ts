/** Journal and ledger: what is committed before an act, what closing an entry changes, and reading it all back. */
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { poolPath, sharePath } from '#core/model/place.ts'
import type { OwnedUnit } from '#core/model/unit.ts'
import type { FileEntry, OpenMove } from '#core/move/machine.ts'
import type { Journal, PlannedFile, PlannedPromotion } from '#ports/journal.ts'
import type { Ledger } from '#ports/ledger.ts'
import { aWant } from '#test/builders/world.ts'
import { createJournal } from './journal.ts'
import { createLedger } from './ledger.ts'
import { openStore, type Store } from './open.ts'

let folder: string
let store: Store
let journal: Journal
let ledger: Ledger
beforeEach(async () => {
  folder = mkdtempSync(join(tmpdir(), 'pcu-ledger-'))
  store = await openStore({ path: join(folder, 'plexcache.db') })
  journal = createJournal(store.db, () => 1000)
  ledger = createLedger(store.db)
})
afterEach(async () => {
  await store.close()
  rmSync(folder, { recursive: true, force: true })
})

const aFile = (path: string, role: PlannedFile['role'] = 'video'): PlannedFile => ({
  path,
  role,
  sharePath: sharePath(`/share/${path}`),
  poolPath: poolPath(`/pool/${path}`),
  arrayRoot: '/array',
  poolRoot: '/pool',
  arrayRootInode: '64',
  poolRootInode: '18446744073709551615',
  linkText: `/pool/${path}`,
  backupName: `${path}.plexcached`,
  source: { inode: '18446744073709551615', sizeBytes: 2 ** 45, modifiedNs: '1700000000123456789', changedNs: '1' }
})

const aPromotion = (name: string, facts: Partial<PlannedPromotion> = {}): PlannedPromotion => ({
  unit: sharePath(`/share/${name}`),
  title: name,
  sectionId: '1',
  ratingKeys: ['7', '8'],
  mode: { presentation: 'symlink', original: 'backup' },
  because: [{ code: 'playing', person: 'owner' }],
  expectedFiles: 1,
  sharedFileIds: [],
  files: [aFile(name)],
  ...facts
})

const temp = { inode: '77', sizeBytes: 2 ** 45, modifiedNs: '1700000000123456789' }

/** Through every stage to the ledger. */
const own = async (move: OpenMove): Promise<void> => {
  for (const entry of move.files) {
    const copying = await journal.note(entry, { stage: 'copying' })
    const verified = await journal.note(copying, { stage: 'verified', temp, hash: 'abc' })
    await journal.close(await journal.note(verified, { stage: 'published' }), { kind: 'cached' }, [])
  }
}

const only = async (): Promise<OwnedUnit> => {
  const [unit] = await ledger.owned()
  if (unit === undefined) throw new Error('nothing is owned')
  return unit
}

test('what was journaled is read back exactly, also numbers beyond what a number holds', async () => {
  const opened = await journal.openPromotion(aPromotion('a'))
  const [entry] = opened.files
  const noted = await journal.note(entry as FileEntry, {
    stage: 'copying',
    directories: [{ root: '/pool', path: 'x' }]
  })
  expect(noted).toMatchObject({
    stage: 'copying',
    ...aFile('a'),
    mode: { presentation: 'symlink', original: 'backup' }
  })
  expect(noted.opId).toMatch(/^[0-9a-f]{16}$/u)
  expect(await journal.unfinished()).toEqual([{ ...opened, files: [noted] }])
  expect(await journal.madeDirectory('/pool', 'x')).toBe(true)
})

test('closing as cached makes the file owned and ends the move', async () => {
  await own(await journal.openPromotion(aPromotion('a')))
  expect(await journal.unfinished()).toEqual([])
  expect(await only()).toMatchObject({
    id: '/share/a',
    title: 'a',
    ratingKeys: ['7', '8'],
    sectionId: '1',
    mode: { presentation: 'symlink', original: 'backup' },
    state: 'complete',
    promotedAt: 1000,
    lastWantedAt: 1000,
    because: [{ code: 'playing', person: 'owner' }],
    files: [{ sharePath: '/share/a', poolPath: '/pool/a', arrayRoot: '/array', role: 'video', sizeBytes: 2 ** 45 }],
    sizeBytes: 2 ** 45
  })
  expect(await journal.ownedAt('/pool', 'a')).toMatchObject({ units: 1, entry: { hash: 'abc', copy: temp } })
})

test('closing as undone leaves no trace', async () => {
  const { files } = await journal.openPromotion(aPromotion('a'))
  await journal.close(files[0] as FileEntry, { kind: 'undone' }, [])
  expect(await journal.unfinished()).toEqual([])
  expect(await ledger.owned()).toEqual([])
})

test('a unit of which only some files came is partial', async () => {
  await own(await journal.openPromotion(aPromotion('a', { expectedFiles: 2 })))
  expect(await only()).toMatchObject({ state: 'partial' })
})

describe('coming home', () => {
  const evict = async (): Promise<FileEntry> => {
    await own(await journal.openPromotion(aPromotion('a')))
    const { files } = await journal.openEviction(await only(), [{ code: 'restore-requested' }])
    return files[0] as FileEntry
  }

  test('knows everything the way in knew', async () => {
    expect(await evict()).toMatchObject({
      direction: 'out',
      stage: 'planned',
      copy: temp,
      hash: 'abc',
      temp: undefined
    })
  })

  test('closing as home ends the ownership', async () => {
    await journal.close(await evict(), { kind: 'home' }, [])
    expect(await ledger.owned()).toEqual([])
  })

  test('closing as kept changes nothing', async () => {
    await journal.close(await evict(), { kind: 'kept' }, [])
    expect(await only()).toMatchObject({ state: 'complete' })
  })

  test('closing as orphan keeps it for a person', async () => {
    await journal.close(await evict(), { kind: 'orphan', cause: 'original-replaced', why: 'somebody replaced it' }, [])
    expect(await only()).toMatchObject({ state: 'orphan' })
  })

  test('a unit is not opened twice', async () => {
    await evict()
    await expect(journal.openEviction(await only(), [{ code: 'restore-requested' }])).rejects.toThrow(
      'being moved already'
    )
  })
})

describe('a file that serves two units', () => {
  const both = async (): Promise<void> => {
    await own(
      await journal.openPromotion(
        aPromotion('a', { files: [aFile('a'), aFile('poster', 'sidecar')], expectedFiles: 2 })
      )
    )
    const shared = await journal.ownedAt('/pool', 'poster')
    await own(await journal.openPromotion(aPromotion('b', { sharedFileIds: [shared?.id ?? 0], expectedFiles: 2 })))
  }

  test('is counted for both', async () => {
    await both()
    expect((await ledger.owned()).map((unit) => [unit.title, unit.state, unit.files.length])).toEqual([
      ['a', 'complete', 2],
      ['b', 'complete', 2]
    ])
  })

  test('stays when the first goes home, and goes with the last', async () => {
    await both()
    const [a] = await ledger.owned()
    const first = await journal.openEviction(a as OwnedUnit, [{ code: 'restore-requested' }])
    expect(first.files.map((entry) => entry.path)).toEqual(['a'])
    await journal.close(first.files[0] as FileEntry, { kind: 'home' }, [])
    expect(await only()).toMatchObject({ title: 'b', state: 'complete' })
    const last = await journal.openEviction(await only(), [{ code: 'restore-requested' }])
    expect(last.files.map((entry) => entry.path)).toEqual(['poster', 'b'])
  })

  test('a unit that only shares files is owned at once', async () => {
    await own(await journal.openPromotion(aPromotion('a')))
    const shared = await journal.ownedAt('/pool', 'a')
    await journal.openPromotion(aPromotion('c', { files: [], sharedFileIds: [shared?.id ?? 0] }))
    expect((await ledger.owned()).map((unit) => unit.title)).toEqual(['a', 'c'])
    expect(await journal.unfinished()).toEqual([])
  })
})

test('counts what open moves to the pool may write, and nothing once they are closed', async () => {
  expect(await ledger.inFlightBytes()).toBe(0)
  const open = await journal.openPromotion(aPromotion('a'))
  const bytes = open.files.reduce((sum, { source }) => sum + source.sizeBytes, 0)
  expect(bytes).toBeGreaterThan(0)
  expect(await ledger.inFlightBytes()).toBe(bytes)
  await own(open)
  expect(await ledger.inFlightBytes()).toBe(0)
})

test('notes that units are wanted, however many, and passes over those that are not on the pool', async () => {
  await own(await journal.openPromotion(aPromotion('a')))
  await own(await journal.openPromotion(aPromotion('b')))
  const wanted = (name: string) => ({
    id: sharePath(`/share/${name}`),
    watchedAt: undefined,
    wants: [aWant({ ratingKey: name, kind: 'watchlist' })]
  })
  const many = Array.from({ length: 1200 }, (_, index) => wanted(`none-${index}`))
  await ledger.noteWanted([...many, wanted('a')], 5000)
  expect((await ledger.owned()).map((unit) => [unit.title, unit.lastWantedAt, unit.lastWantedBy])).toEqual([
    ['a', 5000, ['watchlist']],
    ['b', 1000, undefined]
  ])
  const both = [aWant({ ratingKey: 'a', kind: 'watchlist' }), aWant({ ratingKey: 'a' })]
  await ledger.noteWanted([{ ...wanted('a'), wants: both }], 6000)
  expect((await ledger.owned())[0]?.lastWantedBy).toEqual(['on-deck', 'watchlist'])
})

describe('what is read again', () => {
  const both = async (): Promise<readonly OwnedUnit[]> => {
    await own(await journal.openPromotion(aPromotion('a')))
    await own(await journal.openPromotion(aPromotion('b')))
    return ledger.owned()
  }
  /** As somebody reads it who never read before. */
  const readAnew = () => createLedger(store.db).owned()

  test('is the very same object while the very same is stored of it', async () => {
    const [a, b] = await both()
    const again = await ledger.owned()
    expect([again[0] === a, again[1] === b]).toEqual([true, true])
  })

  test('is another one after any change, whoever made it, and its neighbours are not', async () => {
    const [, b] = await both()
    const units = [
      ...[{ title: 'x' }, { rating_keys: '["9"]' }, { section_id: '2' }, { presentation: 'union' as const }],
      ...[{ original: 'keep' as const }, { expected_files: 2 }, { expected_files: 1, promoted_at: 3 }],
      ...[{ last_wanted_at: 4 }, { watched_when_wanted: 5 }, { known_files: '["y"]' }],
      ...[{ last_wanted_by: '["pin"]' }, { because: '[{"code":"restore-requested"}]' }, { unit: sharePath('/share/x') }]
    ]
    const files = [
      ...[{ share_path: sharePath('/share/x') }, { pool_path: poolPath('/pool/x') }, { array_root: '/other' }],
      ...[{ role: 'sidecar' as const }, { copy_size_bytes: 6 }, { copy_size_bytes: null, source_size_bytes: 7 }],
      ...[{ listed_size_bytes: 8 }, { state: 'orphan' as const }, { detail: 'why' }, { orphaned_at: 9 }],
      { orphan_cause: 'copy-deleted' as const }
    ]
    const changes = [
      ...units.map((set) => store.db.updateTable('owned_unit').set(set).where('id', '=', 1)),
      ...files.map((set) => store.db.updateTable('owned_file').set(set).where('id', '=', 1)),
      store.db.deleteFrom('owned_member').where('owned_unit_id', '=', 1)
    ]
    let before = await ledger.owned()
    for (const change of changes) {
      await change.execute()
      const after = await ledger.owned()
      expect(after).toEqual(await readAnew())
      expect(after[0]).not.toEqual(before[0])
      expect(after[1]).toBe(b)
      before = after
    }
  })

  test('is gone when it went, and read anew when it came again', async () => {
    const [a] = await both()
    const { files } = await journal.openEviction(a as OwnedUnit, [{ code: 'restore-requested' }])
    await journal.close(files[0] as FileEntry, { kind: 'home' }, [])
    expect((await ledger.owned()).map(({ title }) => title)).toEqual(['b'])
    await own(await journal.openPromotion(aPromotion('a', { sectionId: '2' })))
    expect(await ledger.owned()).toEqual(await readAnew())
  })
})

test('directories of ours are forgotten with the entry that they belong to, not before', async () => {
  const { files } = await journal.openPromotion(aPromotion('a'))
  const directory = { root: '/pool', path: 'x' }
  const copying = await journal.note(files[0] as FileEntry, { stage: 'copying', directories: [directory] })
  await journal.close(copying, { kind: 'undone' }, [directory])
  expect(await journal.madeDirectory('/pool', 'x')).toBe(false)
})

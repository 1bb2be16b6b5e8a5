import {
  existsSync,
  lstatSync,
  mkdirSync,
  readFileSync,
  renameSync,
  rmSync,
  symlinkSync,
  unlinkSync,
  utimesSync,
  writeFileSync
} from 'node:fs'
import type { DoctorReport } from '@pcu/contract'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { openStore } from '#store/open.ts'
import { startPcu } from '#test/builders/command-line.ts'
import { aHouse, filmFile, type House, readThrough } from '#test/builders/house.ts'

const film = filmFile('Alpha')

let house: House
const copy = (): string => `${house.pool}/Films/Alpha/Alpha.mkv`
const home = (): string => house.here(film)

beforeEach(async () => {
  house = await aHouse()
  house.plex.leftAt('owner', house.key(film), { offsetMs: 2_000_000, at: Date.now() - 5_000_000 })
  await house.run()
})
afterEach(() => house.leave())

const examine = async (how: { audit?: boolean; hash?: boolean; repair?: boolean } = {}): Promise<DoctorReport> => {
  const program = await house.open()
  try {
    return await program.app.face.examine({ audit: false, hash: false, repair: false, ...how })
  } finally {
    await program.close()
  }
}
const ids = ({ findings }: DoctorReport): readonly string[] => findings.map(({ id }) => id.slice(0, id.indexOf(':')))

describe('the doctor', () => {
  it('says that all is well when it is, and what it did not look at', async () => {
    const quick = await examine()
    expect(quick).toMatchObject({ audited: false, files: 2, findings: [] })
    expect(quick.sentence).toMatch(/^All is well: 2 files .*The array was not looked at: that wakes its disks\.$/u)
    const thorough = await examine({ audit: true, hash: true })
    expect(thorough).toMatchObject({
      audited: true,
      hashed: true,
      findings: [],
      sentence: expect.stringMatching(/^All is well/u)
    })
  })

  const onThePool = [
    ['copy.gone', () => unlinkSync(copy())],
    ['copy.changed', () => writeFileSync(copy(), 'new')]
  ] as const
  it.each(onThePool)('finds %s without looking at the array', async (id, deed) => {
    deed()
    expect(ids(await examine())).toEqual([id])
  })

  const onTheArray = [
    ['link.gone', () => unlinkSync(home())],
    ['link.other', () => renameSync(`${home()}.plexcached`, home())],
    ['parked.gone', () => unlinkSync(`${home()}.plexcached`)]
  ] as const
  it.each(onTheArray)('finds %s when it looks at the array', async (id, deed) => {
    deed()
    expect(ids(await examine())).toEqual([])
    expect(ids(await examine({ audit: true }))).toContain(id)
  })

  it('finds bytes that rotted under the same size and time, only when it reads them', async () => {
    const before = lstatSync(copy())
    const bytes = readFileSync(copy())
    bytes[100] = (bytes[100] ?? 0) ^ 1
    writeFileSync(copy(), bytes)
    utimesSync(copy(), before.atimeMs / 1000, before.mtimeMs / 1000)
    const { mtimeNs, ino, size } = lstatSync(copy(), { bigint: true })
    const store = await openStore({ path: `${house.root}/data/plexcache_ultra.db` })
    const facts = { copy_modified_ns: String(mtimeNs), copy_inode: String(ino), copy_size_bytes: Number(size) }
    await store.db.updateTable('owned_file').set(facts).where('role', '=', 'video').execute()
    await store.close()
    expect(ids(await examine({ audit: true }))).toEqual([])
    expect(ids(await examine({ audit: true, hash: true }))).toEqual(['copy.rotten'])
  })

  it('repairs only what is safe: our temporary names and our empty folders', async () => {
    const folder = `${house.pool}/Films/Alpha`
    writeFileSync(`${folder}/.mc-0123456789abcdef.part`, 'half a copy')
    symlinkSync('/nowhere', `${home().replace('Alpha.mkv', '')}.mc-0123456789abcdef.link`)
    writeFileSync(`${folder}/.mc-notes.part`, 'not ours')
    mkdirSync(`${house.pool}/Films/Empty`)
    const store = await openStore({ path: `${house.root}/data/plexcache_ultra.db` })
    await store.db.insertInto('made_directory').values({ root: house.pool, path: 'Films/Empty' }).execute()
    await store.close()
    const found = await examine()
    expect(ids(found)).toEqual(['leftover.temporary', 'leftover.folder'])
    expect(existsSync(`${folder}/.mc-0123456789abcdef.part`)).toBe(true)
    const repaired = await examine({ audit: true, repair: true })
    expect(repaired.repaired).toHaveLength(3 + (repaired.repaired.some((one) => one.includes('lists')) ? 1 : 0))
    expect([existsSync(`${folder}/.mc-notes.part`), existsSync(`${house.pool}/Films/Empty`)]).toEqual([true, false])
    expect((await examine({ audit: true })).findings).toEqual([])
    expect(readThrough(home())).toBe(readThrough(copy()))
  })

  it('does not take the temporary names of a move that is open', async () => {
    writeFileSync(`${house.pool}/Films/Alpha/.mc-0123456789abcdef.part`, 'half a copy')
    const store = await openStore({ path: `${house.root}/data/plexcache_ultra.db` })
    store.connection.exec(
      `INSERT INTO move (direction, unit, title, section_id, rating_keys, presentation, original, because, expected_files, stage, shared_files, started_at)
       VALUES ('in', '/x', 'Gamma', '1', '[]', 'symlink', 'backup', '[{"code":"restore-requested"}]', 1, 'preparing', '[]', 0)`
    )
    await store.close()
    expect(ids(await examine())).toEqual(['move.open'])
  })

  it('is told on the command line, with an exit code', async () => {
    const well = await startPcu(house.env, ['doctor']).ended
    expect([well.code, well.out]).toEqual([0, expect.stringMatching(/^All is well/u)])
    unlinkSync(copy())
    const ill = await startPcu(house.env, ['doctor', '--json']).ended
    expect([ill.code, JSON.parse(ill.out).findings[0].severity]).toEqual([4, 'warning'])
    rmSync(`${house.pool}/Films`, { recursive: true })
    expect((await startPcu(house.env, ['doctor']).ended).out).toMatch(/WARNING: The copy .* is gone from the pool\./u)
  })
})

describe('AUDIT_INTERVAL_DAYS', () => {
  it('looks over a disk that a run woke, once in its days, and never by itself', async () => {
    const env = { AUDIT_INTERVAL_DAYS: '1' }
    unlinkSync(`${home()}.plexcached`)
    const problemsAfterRun = async (): Promise<readonly string[]> => {
      const program = await house.open({ env })
      try {
        program.app.face.request({ trigger: 'command', dryRun: false, goal: 'follow-plex' })
        await program.app.schedule.idle()
        return (await program.app.face.status()).problems.map(({ id }) => id).filter((id) => id.startsWith('doctor.'))
      } finally {
        await program.close()
      }
    }
    expect(await problemsAfterRun()).toEqual([])
    house.plex.leftAt('owner', house.key(filmFile('Beta')), { offsetMs: 2_000_000, at: Date.now() - 5_000_000 })
    expect(await problemsAfterRun()).toEqual([expect.stringContaining('parked.gone')])
  })
})

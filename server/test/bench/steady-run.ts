/** Measures a run in which nothing has to move, with 1,000 and with 10,000 managed units: whole runs of the real program, Plex asked over HTTP. */
import { lstatSync, mkdirSync, mkdtempSync, realpathSync, rmSync, statSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { dirname } from 'node:path'
import { openProgram, type Program } from '#src/program.ts'
import { openStore } from '#store/open.ts'
import { createVirtualClock, libraryOf, startFakePlex } from '#test/fakes/plex/index.ts'
import { medianOf, ms } from './median.ts'

const hour = 3_600_000

/** Makes a copy and says what the ledger knows of it. */
const markOf = (copy: string): readonly (string | number)[] => {
  mkdirSync(dirname(copy), { recursive: true })
  writeFileSync(copy, 'copy')
  const { ino, size, mtimeNs } = lstatSync(copy, { bigint: true })
  return [String(ino), Number(size), String(mtimeNs)]
}

/** Rows and copies as the mover leaves them after a promotion with a subtitle; nothing is made on the array, because nothing there may be touched. */
const fillLedger = async (
  data: string,
  roots: { array: string; pool: string },
  keys: readonly string[]
): Promise<void> => {
  const store = await openStore({ path: `${data}/plexcache_ultra.db` })
  const { connection } = store
  const wanted = Date.now() - hour
  const unit = connection.prepare(
    `INSERT INTO owned_unit (unit, title, section_id, rating_keys, presentation, original, because, expected_files, promoted_at, last_wanted_at)
     VALUES (?, ?, '1', ?, 'symlink', 'backup', '[{"code":"on-deck","person":"the owner"}]', 2, ?, ?)`
  )
  const file = connection.prepare(
    `INSERT INTO owned_file (state, path, role, presentation, original, share_path, pool_path, array_root, pool_root, array_root_inode,
       pool_root_inode, link_text, backup_name, source_inode, source_size_bytes, source_modified_ns, source_changed_ns, copy_inode,
       copy_size_bytes, copy_modified_ns)
     VALUES ('cached', ?, ?, 'symlink', 'backup', ?, ?, ?, ?, '1', ?, ?, 'b', '1', 1000, '1', '1', ?, ?, ?)`
  )
  const member = connection.prepare('INSERT INTO owned_member VALUES (?, ?)')
  const poolInode = String(statSync(roots.pool).ino)
  connection.exec('BEGIN')
  for (const [n, key] of keys.entries()) {
    const name = `Films/Film ${n}/Film ${n}`
    const row = unit.run(`${roots.array}/${name}.mkv`, `Film ${n}`, JSON.stringify([key]), wanted, wanted)
    for (const [suffix, role] of [
      ['.mkv', 'video'],
      ['.en.srt', 'sidecar']
    ] as const) {
      const path = `${name}${suffix}`
      const copy = `${roots.pool}/${path}`
      const places = [`${roots.array}/${path}`, copy, roots.array, roots.pool, poolInode, copy]
      const added = file.run(path, role, ...places, ...markOf(copy))
      member.run(row.lastInsertRowid, added.lastInsertRowid)
    }
  }
  connection.exec('COMMIT')
  await store.close()
}

const runOnce = async (program: Program): Promise<void> => {
  program.app.face.request({ trigger: 'command', dryRun: false, goal: 'follow-plex' })
  await program.app.schedule.idle()
  const [run] = await program.app.face.runs(1)
  if (run?.outcome !== 'done' || run.done.evicted.units + run.done.promoted.units > 0)
    throw new Error(`not a steady run: ${run?.sentence}`)
}

const measure = async (count: number): Promise<number> => {
  const root = realpathSync(mkdtempSync(`${tmpdir()}/bench-`))
  const roots = { array: `${root}/array`, pool: `${root}/pool` }
  for (const folder of Object.values(roots)) mkdirSync(folder)
  const items = Array.from({ length: count }, (_, n) => ({
    title: `Film ${n}`,
    file: `/media/Films/Film ${n}/Film ${n}.mkv`,
    sizeBytes: 1000
  }))
  const library = libraryOf({
    sections: [{ key: '1', title: 'Films', type: 'movie', locations: ['/media/Films'], items }]
  })
  const plex = await startFakePlex({ library, clock: createVirtualClock(Date.now()) })
  const keys = items.map((_, n) => plex.library.item('1', 'movie', n).ratingKey)
  await fillLedger(`${root}/data`, roots, keys)
  const env = {
    PLEX_URL: plex.url,
    USERS_TOGGLE: 'false',
    WATCHLIST_TOGGLE: 'false',
    PLEX_TOKEN: plex.token('owner'),
    REAL_SOURCE: roots.array,
    CACHE_DIR: roots.pool,
    ALLOW_SAME_FILESYSTEM: 'true',
    ALLOW_VOLATILE_POOL: 'true',
    POOL_KEEP_FREE_GB: '0',
    DATA_DIR: `${root}/data`,
    LOG_DIR: `${root}/logs`
  }
  const program = await openProgram({ env, dryRun: false, console: undefined })
  try {
    return await medianOf(5, () => runOnce(program))
  } finally {
    await program.close()
    await plex.close()
    rmSync(root, { recursive: true, force: true })
  }
}

const few = await measure(1000)
const many = await measure(10_000)
process.stdout.write(
  `steady run: 1,000 units ${ms(few)}, 10,000 units ${ms(many)} (aim 1000 ms), ${(many / few).toFixed(1)} times as long for 10 times as many\n`
)

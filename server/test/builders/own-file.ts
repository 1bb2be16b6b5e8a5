/** Puts a unit into the ledger as if it had been brought to the pool. */
import { poolPath, sharePath } from '#core/model/place.ts'
import type { Store } from '#store/open.ts'
import { day, GB, now } from './world.ts'

/** What a test may say of it; the rest is plain. */
export interface OwnedFacts {
  readonly name: string
  readonly ratingKeys?: readonly string[]
  readonly sectionId?: string
  readonly sizeBytes?: number
  readonly lastWantedAt?: number
  readonly arrayRoot?: string
}

/** One video of `/mnt/user/tv`, complete on the pool at `/mnt/cache/tv`. */
export const ownFile = async (store: Store, facts: OwnedFacts): Promise<void> => {
  const {
    name,
    ratingKeys = [name],
    sectionId = '2',
    sizeBytes = GB,
    lastWantedAt = now - 9 * day,
    arrayRoot = '/mnt/user'
  } = facts
  const share = sharePath(`/mnt/user/tv/${name}.mkv`)
  const mode = { presentation: 'symlink', original: 'backup' } as const
  const unit = await store.db
    .insertInto('owned_unit')
    .values({
      unit: share,
      title: name,
      section_id: sectionId,
      rating_keys: JSON.stringify(ratingKeys),
      ...mode,
      because: JSON.stringify([{ code: 'on-deck', person: 'the owner' }]),
      expected_files: 1,
      promoted_at: now - 10 * day,
      last_wanted_at: lastWantedAt
    })
    .returning('id')
    .executeTakeFirstOrThrow()
  const file = await store.db
    .insertInto('owned_file')
    .values({
      state: 'cached',
      detail: null,
      path: `tv/${name}.mkv`,
      role: 'video',
      ...mode,
      share_path: share,
      pool_path: poolPath(`/mnt/cache/tv/${name}.mkv`),
      array_root: arrayRoot,
      pool_root: '/mnt/cache',
      array_root_inode: '1:1',
      pool_root_inode: '2:1',
      link_text: `/mnt/cache/tv/${name}.mkv`,
      backup_name: `${name}.mkv.plexcached`,
      source_inode: '1:2',
      source_size_bytes: sizeBytes,
      source_modified_ns: '0',
      source_changed_ns: '0',
      copy_inode: '2:2',
      copy_size_bytes: sizeBytes,
      copy_modified_ns: '0',
      hash: null
    })
    .returning('id')
    .executeTakeFirstOrThrow()
  await store.db.insertInto('owned_member').values({ owned_unit_id: unit.id, owned_file_id: file.id }).execute()
}

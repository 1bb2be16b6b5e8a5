/** What the room of what the cache brought is given of this machine. */
import type { Settings } from '@pcu/contract'
import { createDiskLooks } from '#adapters/disk/activity/disk-looks.ts'
import type { DiskLooks } from '#ports/insight/disk-looks.ts'

/** Where disks are looked at without waking one. */
export const openInsightWalls = ({ settings }: { readonly settings: Settings }): { readonly diskLooks: DiskLooks } => ({
  diskLooks: createDiskLooks({ unraidFolder: () => settings.paths.unraidStateDir })
})

/** What places and views can do, as the probe would have found it. */
import type { RootFacts, ViewFacts } from '@pcu/contract'

/** A place on XFS that can do everything. */
export const aPlace = (changed: Partial<RootFacts> = {}): RootFacts => ({
  place: '/mnt/disk1/media',
  role: 'array',
  fileSystem: 'xfs',
  options: [],
  link: 'works',
  symlink: 'works',
  renameOver: 'works',
  renameOverOpen: 'works',
  unlinkOpen: 'works',
  syncDirectory: 'works',
  direct: 'works',
  attribute: 'works',
  owner: 'works',
  mode: 'works',
  timeStepNs: 1,
  foldsCase: false,
  longestName: 255,
  linkToPool: null,
  askedAt: 0,
  ...changed
})

/** A pool on btrfs that can do everything. */
export const aPool = (changed: Partial<RootFacts> = {}): RootFacts =>
  aPlace({ place: '/mnt/cache/media', role: 'pool', fileSystem: 'btrfs', ...changed })

/** A view that shows the pool first and whose deletes take both copies. */
export const aView = (changed: Partial<ViewFacts> = {}): ViewFacts => ({
  place: '/mnt/user/media',
  fileSystem: 'fuse.shfs',
  version: 'Unraid 7.1.4',
  showsPool: true,
  reads: 'pool',
  unlinkTakes: 'both',
  renameTakes: 'both',
  inodesStay: true,
  askedAt: 0,
  ...changed
})

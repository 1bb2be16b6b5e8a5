/** The manifests of all pools as one list that the doctor compares with the ledger. */
import { cacheDestinationOf, type Settings } from '@pcu/contract'
import { sourceRoots } from '#engine/layout.ts'
import type { Ledger } from '#ports/ledger.ts'
import type { Manifest } from '#ports/manifest.ts'

/** Each additional library has a manifest of its own, also one that is no longer set. */
export const asList = (manifest: Manifest, settings: Settings, ledger: Pick<Ledger, 'registered'>) => ({
  name: 'the manifest on the pool',
  read: async () => {
    const known = (await ledger.registered()).map(({ poolRoot }) => poolRoot)
    const set = sourceRoots(settings).map(({ roots }) => roots.poolRoot)
    const pools = new Set([cacheDestinationOf(settings), ...set, ...known])
    return (await Promise.all([...pools].map(async (pool) => (await manifest.read(pool)).files))).flat()
  }
})

/** The roads of this installation: its disks, and how much the settings allow at once. */
import type { Settings } from '@pcu/contract'
import { allPlaces, type Places } from '#engine/places/places.ts'
import type { StorageHost } from '#ports/storage-host.ts'
import type { Roads } from './claims.ts'

/** Asks the storage host for the disks. */
export const findRoads = async (
  { settings, host }: { readonly settings: Settings; readonly host: Pick<StorageHost, 'grounds'> },
  places: Pick<Places, 'place' | 'sources'>
): Promise<Roads> => {
  const { transfer, watcher } = settings
  const bounds = {
    toPool: transfer.maxConcurrentMovesCache,
    toArray: transfer.maxConcurrentMovesArray,
    local: transfer.maxConcurrentLocalTransfers,
    network: transfer.maxConcurrentNetworkTransfers,
    watcher: watcher.maxConcurrentWatches
  }
  const { layout } = places.place
  const arrayRoots = [...new Set(allPlaces(places).flatMap((place) => place.layout.arrayRoots))]
  return { bounds, poolRoot: layout.poolRoot, grounds: await host.grounds({ ...layout, arrayRoots }) }
}

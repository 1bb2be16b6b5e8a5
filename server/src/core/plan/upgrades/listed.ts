/** What Plex lists for a unit, compared with what we hold of it. */
import type { OwnedFile, Successor, Unit } from '#core/model/unit.ts'
import type { Tenant } from '#core/plan/rule.ts'

/** One spelling, because Plex's and the disk's may differ. */
export const spelled = (path: string): string => path.normalize('NFC')

/** What Plex lists under the unit's own names; undefined when it does not tell all sizes. */
export const listedFiles = (unit: Unit | undefined): Successor | undefined => {
  const files = (unit?.videos ?? []).flatMap(({ sharePath, sizeBytes }) =>
    sizeBytes === undefined ? [] : [{ sharePath, sizeBytes }]
  )
  return unit !== undefined && files.length === unit.videos.length ? { files } : undefined
}

/** Whether every video of the version is on the pool as far as the ledger knows; a version of which a part was upgraded is not. */
export const hasAllParts = (unit: Unit, owned: readonly OwnedFile[]): boolean => {
  const there = new Set(owned.map(({ sharePath }) => spelled(sharePath)))
  return unit.videos.every(({ sharePath }) => there.has(spelled(sharePath)))
}

/** Files that Plex lists with another size than our copies have, and that were not compared with the array since it does. */
export const listedOtherwise = ({ owned, unit }: Tenant): Successor['files'] => {
  // One that is there only in part is looked at anyway when it is completed.
  if (owned.state === 'partial') return []
  const sizes = new Map(listedFiles(unit)?.files.map(({ sharePath, sizeBytes }) => [spelled(sharePath), sizeBytes]))
  return owned.files.flatMap((file) => {
    const sizeBytes = sizes.get(spelled(file.sharePath))
    const isNews = sizeBytes !== undefined && sizeBytes !== file.sizeBytes && sizeBytes !== file.listedSizeBytes
    return isNews && file.orphan === undefined ? [{ sharePath: file.sharePath, sizeBytes }] : []
  })
}

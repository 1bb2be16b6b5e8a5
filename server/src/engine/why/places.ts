/** Where the files of a unit lie, from memory alone: the ledger, the last look, and what Plex says. No disk is asked. */
import type { WhyFile } from '@pcu/contract'
import type { Inspection, OwnedUnit, Unit } from '#core/model/unit.ts'

const owned = ({ files }: OwnedUnit): readonly WhyFile[] =>
  files.map(({ sharePath, role, sizeBytes, poolPath }) => ({
    path: sharePath,
    role,
    sizeBytes,
    tier: 'pool',
    place: poolPath,
    lookedAt: null
  }))

const tierOf = (path: string, look: Inspection | undefined): WhyFile['tier'] => {
  const reason = look?.refusal?.reason
  const lies = reason?.code === 'already-on-pool' || reason?.code === 'under-destination' ? reason.path : undefined
  return lies === path ? 'pool-by-others' : 'array'
}

const elsewhere = (unit: Unit, look: Inspection | undefined): readonly WhyFile[] => {
  const lookedAt = look?.lookedAt ?? null
  const seen = look?.files ?? []
  if (seen.length > 0) {
    return seen.map(({ path, role, sizeBytes, arrayRoot }) => ({
      ...{ path, role, sizeBytes, lookedAt },
      tier: 'array',
      place: arrayRoot
    }))
  }
  return unit.videos.map(({ sharePath, sizeBytes }) => ({
    path: sharePath,
    role: 'video',
    sizeBytes: sizeBytes ?? null,
    tier: tierOf(sharePath, look),
    place: null,
    lookedAt
  }))
}

/** Files that are ours on the pool first, then the others of the unit. */
export const placesOf = (
  unit: Unit | undefined,
  ours: OwnedUnit | undefined,
  look: Inspection | undefined
): readonly WhyFile[] => {
  const onPool = ours === undefined ? [] : owned(ours)
  const there = new Set(onPool.map(({ path }) => path))
  const rest = unit === undefined ? [] : elsewhere(unit, look).filter(({ path }) => !there.has(path))
  return [...onPool, ...rest]
}

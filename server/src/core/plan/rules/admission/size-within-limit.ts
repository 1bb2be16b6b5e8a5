/** Leaves a title that is larger than a single one may be. */
import { bytesOfRoom } from '@pcu/contract'
import type { Unit } from '#core/model/unit.ts'
import type { World } from '#core/model/world.ts'
import { type AdmissionRule, pass, refuse } from '#core/plan/rule.ts'

/** Bytes of the unit: as looked at, else as Plex says; undefined when some file's size is not known. */
export const sizeOf = (unit: Unit, { inspections }: Pick<World, 'inspections'>): number | undefined => {
  const look = inspections.get(unit.id)
  if (look !== undefined && look.refusal === undefined) {
    return look.files.reduce((sum, file) => sum + file.sizeBytes, 0)
  }
  return unit.videos.reduce<number | undefined>(
    (sum, video) => (sum === undefined || video.sizeBytes === undefined ? undefined : sum + video.sizeBytes),
    0
  )
}

export const sizeWithinLimit: AdmissionRule = {
  name: 'size-within-limit',
  judge: (unit, world, { mostItem }) => {
    const sizeBytes = sizeOf(unit, world)
    const limitBytes = mostItem === 0 ? undefined : bytesOfRoom(mostItem, world.pool.totalBytes)
    if (limitBytes === undefined || sizeBytes === undefined || sizeBytes <= limitBytes) return pass
    return refuse({ code: 'larger-than-allowed', sizeBytes, limitBytes }, 'settings-change')
  }
}

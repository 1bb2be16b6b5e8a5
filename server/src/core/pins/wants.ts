/** From a pin to wants: everything it holds, the earlier episodes first. */
import { fullTitle } from '#core/model/library.ts'
import type { Want } from '#core/model/want.ts'
import type { Pin } from './pin.ts'
import type { PinHold } from './resolve.ts'

/** The name of the source, on every want of a pin. */
export const pinSource = 'pins'

/** The wants of a pin; none while nobody knows what it holds. */
export const pinWants = (pin: Pin, hold: PinHold): readonly Want[] => {
  if (hold.state !== 'found') return []
  const { by, at, title, kind, untilAt } = pin
  const isPart = kind === 'season' || kind === 'show'
  return hold.items.map(
    (item, position): Want => ({
      kind: 'pin',
      ratingKey: item.ratingKey,
      person: by,
      source: pinSource,
      distance: position,
      freshness: at,
      reason: {
        code: 'pinned',
        person: by,
        pinnedAt: at,
        ...(isPart ? { as: title } : {}),
        ...(untilAt === undefined ? {} : { untilAt })
      },
      ...(isPart ? { chain: `pin ${pin.id}` } : {}),
      ...(hold.file === undefined ? {} : { file: hold.file })
    })
  )
}

/** What a title is called when a whole season or show of it is meant. */
export const pinTitle = (
  kind: Pin['kind'],
  items: readonly Parameters<typeof fullTitle>[0][],
  season?: number
): string => {
  const [first] = items
  if (first === undefined) return ''
  const show = first.showTitle ?? 'Unknown show'
  if (kind === 'show') return show
  if (kind === 'season') return season === 0 ? `${show}, specials` : `${show}, season ${season ?? '?'}`
  return fullTitle(first)
}

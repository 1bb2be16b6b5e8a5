/** Pins as a source of wants. It is silent only about sections that Plex did not tell of; for want of anything else it says nothing of whom others want. */
import type { Problem } from '@pcu/contract'
import type { SourceReport } from '#core/model/want.ts'
import type { Pin } from '#core/pins/pin.ts'
import { type PinHold, resolvePin } from '#core/pins/resolve.ts'
import { pinSource, pinWants } from '#core/pins/wants.ts'
import type { Problems } from '#engine/tell/problems.ts'
import type { PinStore } from '#ports/pins.ts'
import type { WantSource } from '#ports/want-source.ts'

/** What the source needs. */
export interface PinSourceDeps {
  readonly pins: Pick<PinStore, 'all' | 'follow'>
  readonly problems: Problems
  /** The server that is ours; undefined while none is known. */
  readonly ourServer: () => Promise<string | undefined>
}

interface Held {
  readonly pin: Pin
  readonly hold: PinHold
}

/** A pin whose title nobody can tell of keeps what its section has on the pool: whoever was silent may still have it. */
const reportsOf = (held: readonly Held[]): readonly SourceReport[] => {
  const unknown = held.filter(({ hold }) => hold.state === 'unknown').map(({ pin }) => pin.sectionId)
  return [...new Set(unknown)].map((sectionId) => ({
    source: pinSource,
    sectionId,
    from: 'server',
    state: 'silent',
    detail: 'Plex did not tell of the section in which something is pinned'
  }))
}

const problemOf = ({ pin, hold }: Held): readonly Problem[] => {
  const base = { id: `pin.${pin.id}`, setting: null }
  if (hold.state === 'gone') {
    const sentence = `The pinned title ${pin.title} is gone: Plex does not list it any more. The pin is kept; restore the title in Plex, or take the pin away with "pcu unpin ${pin.id}".`
    return [{ ...base, severity: 'warning', sentence }]
  }
  if (hold.state !== 'found' || !hold.isReplaced) return []
  const sentence = `The pinned version of ${pin.title} (${pin.file ?? ''}) is not in Plex any more, so its pin holds every version of the title now.`
  return [{ ...base, severity: 'info', sentence }]
}

const hasMoved = (
  pin: Pin,
  hold: PinHold,
  server: string | undefined
): hold is Extract<PinHold, { state: 'found' }> => {
  if (hold.state !== 'found') return false
  const isKnownHere = pin.server === server || server === undefined
  return hold.ratingKey !== pin.ratingKey || (pin.kind === 'episode' && hold.showKey !== pin.showKey) || !isKnownHere
}

/** Makes the source. */
export const createPinSource = ({ pins, problems, ourServer }: PinSourceDeps): WantSource => {
  /** Keeps the key that Plex gives the title now. */
  const follow = async ({ pin, hold }: Held, server: string | undefined): Promise<void> => {
    if (!hasMoved(pin, hold, server)) return
    const showKey = pin.kind === 'episode' ? hold.showKey : pin.showKey
    await pins.follow(pin.id, { ratingKey: hold.ratingKey, showKey, server: server ?? pin.server })
  }

  return {
    name: pinSource,
    ask: async ({ library: reading, unread: unreading }) => {
      const [all, library, unread] = await Promise.all([pins.all(), reading, unreading ?? ['*']])
      const server = await ourServer()
      const held = all.map((pin): Held => ({ pin, hold: resolvePin(pin, { library, unread, server }) }))
      for (const each of held) await follow(each, server)
      problems.report('pin.', held.flatMap(problemOf))
      return { wants: held.flatMap(({ pin, hold }) => pinWants(pin, hold)), reports: reportsOf(held) }
    }
  }
}

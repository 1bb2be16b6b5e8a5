/** What a yes means to whoever asks whether a title may come to the pool: one sentence for each rule, with its numbers. A no says so itself. */
import { bytesOfRoom, formatBytes, formatTime } from '@pcu/contract'
import type { Unit } from '#core/model/unit.ts'
import type { World } from '#core/model/world.ts'
import type { AdmissionRuleName, PlanSettings } from '#core/plan/rule.ts'
import { sizeOf } from '#core/plan/rules/admission/size-within-limit.ts'
import { factsAt } from '#core/resolve/place-facts.ts'

/** What was judged, and how moments are told. */
export interface ComingQuestion {
  readonly unit: Unit
  readonly world: World
  readonly settings: PlanSettings
  readonly timeZone: string
}

const disksOf = ({ unit, world }: ComingQuestion): readonly string[] => [
  ...new Set((world.inspections.get(unit.id)?.files ?? []).map(({ arrayRoot }) => arrayRoot))
]

const filesText = (count: number): string => (count === 1 ? '1 file' : `${count} files`)

const words: { readonly [name in AdmissionRuleName]: (question: ComingQuestion) => string } = {
  'roots-are-ready': (question) => {
    const disks = disksOf(question)
    return disks.length === 0
      ? 'The pool is ready; on which disk it lies is seen when it is looked at.'
      : `The pool is ready, and so is where it lies (${disks.join(', ')}).`
  },
  'share-may-be-cached': () => 'Its share is not kept on a pool already.',
  'not-in-trash': () => 'It is not in Plex’s trash.',
  'not-sent-home': ({ unit, world, timeZone }) => {
    const sent = world.sentHome.get(unit.id)
    return sent === undefined
      ? 'No removal timer sent it home lately.'
      : `Its removal timer sent it home ${formatTime(sent.at, timeZone)}, but somebody new wants it since.`
  },
  'not-asked-home': () => 'Nobody had it brought home lately, or somebody pinned it since.',
  'last-look-was-good': ({ unit, world, timeZone }) => {
    const look = world.inspections.get(unit.id)
    if (look === undefined) return 'Nobody has looked at its files yet; that is done just before it is moved.'
    const at = formatTime(look.lookedAt, timeZone)
    if (look.refusal !== undefined) return `What the look of ${at} found against it is over; it is looked at again.`
    return `Its files were looked at ${at} (${filesText(look.files.length)}), and nothing speaks against moving them.`
  },
  'not-playing': ({ unit, world }) =>
    factsAt(world, unit.id).mode.original === 'keep'
      ? 'It may come even while it is played, as its original stays where it is.'
      : 'Nobody is playing it.',
  'size-within-limit': ({ unit, world, settings: { mostItem } }) => {
    const limitBytes = mostItem === 0 ? undefined : bytesOfRoom(mostItem, world.pool.totalBytes)
    if (limitBytes === undefined) return 'No limit is set for a single title (MAX_ITEM_SIZE_GB).'
    const sizeBytes = sizeOf(unit, world)
    const most = `at most ${formatBytes(limitBytes)} (MAX_ITEM_SIZE_GB)`
    return sizeBytes === undefined
      ? `Plex does not say how large it is; a single title may be ${most}.`
      : `It is ${formatBytes(sizeBytes)}, and a single title may be ${most}.`
  }
}

/** The sentence of a rule's yes. */
export const yesToCome = (rule: AdmissionRuleName, question: ComingQuestion): string => words[rule](question)

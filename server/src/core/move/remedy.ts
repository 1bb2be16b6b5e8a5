/** What can be done about an orphan: which remedies there are for what somebody did, what each does in words, and which way it takes. */
import type { Remedy } from '@pcu/contract'
import type { Mode } from '#core/model/unit.ts'
import type { OrphanCause } from './orphan.ts'
import type { Homeward } from './route.ts'
import type { Sight } from './sight.ts'

/** A remedy with what it does, one sentence. */
export interface Offer {
  readonly how: Remedy
  readonly does: string
}

const forget = (does: string): Offer => ({ how: 'forget', does })
const leaveAll = 'Leaves every file as it is and forgets about them; nothing is removed.'

const restore: Offer = {
  how: 'restore',
  does: 'Brings the file back to its place on the array, from the parked original or from the copy, and removes what is then left over.'
}
const finishDelete: Offer = {
  how: 'finish-delete',
  does: 'Finishes the deletion: removes the copy on the pool and the parked original, as far as they are unchanged.'
}

const offers: Readonly<Record<OrphanCause, readonly Offer[]>> = {
  'original-deleted': [restore, finishDelete, forget(leaveAll)],
  'original-replaced': [
    {
      how: 'remove-leftovers',
      does: 'Keeps the new file; removes our copy on the pool and the parked older original, as far as they are unchanged.'
    },
    forget(leaveAll)
  ],
  'copy-deleted': [restore, finishDelete, forget(leaveAll)],
  'copy-changed': [
    {
      how: 'keep-copy',
      does: 'Makes the copy on the pool, as it is now, the file on the array, in place of ours there.'
    },
    forget(leaveAll)
  ],
  lost: [
    { how: 'remove-leftovers', does: 'Removes the link of ours that leads nowhere.' },
    forget('Forgets about the file; a link of ours that leads nowhere stays.')
  ],
  rotten: [
    {
      how: 'keep-copy',
      does: 'Brings the copy home as it reads now, although it is not what was once verified; look at it first.'
    },
    forget(leaveAll)
  ],
  'name-taken': [forget(leaveAll)],
  // Whatever takes the copy away would leave the new name leading nowhere.
  renamed: [forget(leaveAll)],
  unknown: [restore, forget(leaveAll)]
}

/** With a kept original somebody who deleted the copy sees the title again, from the array. */
const keptOriginal: readonly Offer[] = [
  {
    how: 'finish-delete',
    does: 'Finishes the deletion: deletes the original on the array as well, if it is still the one that was copied.'
  },
  forget('The original on the array stays and is the file again; nothing is removed.')
]

/** What can be done, most likely first. */
export const offersFor = (cause: OrphanCause, mode: Mode): readonly Offer[] => {
  if (cause === 'copy-deleted' && mode.original === 'keep') return keptOriginal
  if (cause === 'lost' && mode.presentation !== 'symlink') return offers.lost.filter(({ how }) => how === 'forget')
  return offers[cause]
}

/** The way of a remedy, or why what is on the disks now does not allow it. */
export type Treatment = Homeward | { readonly kind: 'refused'; readonly why: string }

const refused = (why: string): Treatment => ({ kind: 'refused', why })
const go = (route: Extract<Homeward, { kind: 'go' }>['route']): Treatment => ({ kind: 'go', route })

const isChanged = ({ copy }: Sight): boolean => copy === 'touched' || copy === 'replaced' || copy === 'damaged'
const isThere = (sight: Sight): boolean => sight.copy === 'ours' || isChanged(sight)

const nameIsTaken = refused('another file has its name; rename or remove that one first')
const nothingLeft = refused('neither a copy nor a parked original is left')
const copyIsTheirs = refused('somebody changed the copy on the pool since, so it is not removed')

const restoring = (sight: Sight): Treatment => {
  if (sight.original === 'original') return sight.copy === 'ours' ? go('drop') : { kind: 'forget' }
  if (sight.original !== 'gone' && sight.original !== 'link') return nameIsTaken
  if (isChanged(sight)) return go('recreate')
  if (sight.backup === 'ours') return go(sight.original === 'gone' ? 'restore-parked' : 'put-back')
  return isThere(sight) ? go('recreate') : nothingLeft
}

const keepingCopy = (sight: Sight): Treatment => {
  if (!isThere(sight)) return nothingLeft
  return ['gone', 'link', 'original'].includes(sight.original) ? go('recreate') : nameIsTaken
}

const leadsNowhere = (sight: Sight): boolean => sight.original === 'link' && sight.copy === 'gone'

const finishing = (mode: Mode, sight: Sight): Treatment => {
  if (isChanged(sight)) return copyIsTheirs
  if (sight.original === 'gone' || leadsNowhere(sight)) return go('clear')
  const shows = mode.original === 'keep' && sight.original === 'original'
  if (shows && sight.copy === 'gone') return go('finish-delete')
  return refused('a file has its name again that is not the deleted one')
}

const clearing = (sight: Sight): Treatment => {
  if (isChanged(sight)) return copyIsTheirs
  if (leadsNowhere(sight) && sight.backup !== 'ours') return go('clear')
  if (sight.original === 'other' || sight.original === 'touched' || sight.original === 'odd') return go('clear')
  return refused('the new file that would be kept is no longer there')
}

/** What a remedy leads to, given what is on the disks now. Nothing that is not as it was journaled is ever removed. */
export const treatmentOf = (how: Remedy, mode: Mode, sight: Sight): Treatment => {
  switch (how) {
    case 'restore':
      return restoring(sight)
    case 'keep-copy':
      return keepingCopy(sight)
    case 'finish-delete':
      return finishing(mode, sight)
    case 'remove-leftovers':
      return clearing(sight)
    case 'forget':
      return { kind: 'forget' }
  }
}

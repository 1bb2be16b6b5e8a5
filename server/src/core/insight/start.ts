/** The start of a play as it is kept: who began what, from where, and why not from the pool. */
import type { DiskState, MissReason, StartTier } from '@pcu/contract'

/** One start. Kept once for each play, whatever is heard of it afterwards. */
export interface PlayStart {
  /** The number of the play. */
  readonly play: number
  /** Epoch milliseconds. */
  readonly at: number
  readonly ratingKey: string
  readonly title: string
  /** As people know them. */
  readonly person: string
  /** The account id on the server; undefined when nobody could say who it was. */
  readonly personId: string | undefined
  readonly sectionId: string | undefined
  readonly tier: StartTier
  /** Present exactly for the tier `array`. */
  readonly miss: MissReason | undefined
  /** Of the file that was played; undefined when Plex does not say. */
  readonly bytes: number | undefined
  /** The array root that holds, or held, the file; undefined when that is not known. */
  readonly disk: string | undefined
  /** Of that disk, as last seen before the play. */
  readonly diskState: DiskState
}

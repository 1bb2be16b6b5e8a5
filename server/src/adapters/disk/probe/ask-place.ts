/** Asks one place below a root everything that a move may need of it, in a folder of our own that is gone afterwards. */
import { stat } from 'node:fs/promises'
import type { RootFacts } from '@pcu/contract'
import { asksAttribute, asksDirect, asksMode, asksOwner, asksTimes, type Owner } from './ask-attributes.ts'
import {
  asksFolding,
  asksLength,
  asksLink,
  asksLinkAcross,
  asksRename,
  asksRenameOpen,
  asksSymlink,
  asksSync,
  asksUnlinkOpen
} from './ask-names.ts'

/** What a place is, known before it is asked. */
export type PlaceIs = Pick<RootFacts, 'place' | 'role' | 'fileSystem' | 'options' | 'askedAt'>

/** Where to ask. */
export interface PlaceQuestion {
  readonly is: PlaceIs
  /** Our own folder there. */
  readonly folder: string
  /** Whose files lie there. */
  readonly owner: Owner
  /** Our own folder on the pool; only for a place of the array. */
  readonly onPool: string | undefined
}

/** Whether a second name can be given across, where both are one file system; two mappings of it say EXDEV. */
const asksAcross = async ({ folder, onPool }: PlaceQuestion): Promise<string | null> => {
  if (onPool === undefined || (await stat(folder)).dev !== (await stat(onPool)).dev) return null
  return asksLinkAcross(folder, onPool)
}

/** Asks. Throws the system's error when the place is in trouble; nothing is known then. */
export const askPlace = async (question: PlaceQuestion): Promise<RootFacts> => {
  const { is, folder, owner } = question
  return {
    ...is,
    link: await asksLink(folder),
    symlink: await asksSymlink(folder),
    renameOver: await asksRename(folder),
    renameOverOpen: await asksRenameOpen(folder),
    unlinkOpen: await asksUnlinkOpen(folder),
    syncDirectory: await asksSync(folder),
    direct: await asksDirect(folder),
    attribute: await asksAttribute(folder),
    owner: await asksOwner(folder, owner),
    mode: await asksMode(folder),
    timeStepNs: await asksTimes(folder),
    foldsCase: await asksFolding(folder),
    longestName: await asksLength(folder),
    linkToPool: await asksAcross(question)
  }
}

/** Units that a newer file took the place of: under another name that Plex lists for the same title, or under the very name. Their leftovers go once the newer file is whole. */
import type { Reason } from '@pcu/contract'
import type { EvictStep } from '#core/model/plan.ts'
import type { OwnedFile, Successor } from '#core/model/unit.ts'
import type { World } from '#core/model/world.ts'
import { mayBeTouched } from '#core/plan/may-be-touched.ts'
import { keysOf, type PlanSettings, type Tenant } from '#core/plan/rule.ts'
import { listedFiles, spelled } from './listed.ts'
import { looksRenamed } from './renamed.ts'

const wasReplaced = ({ role, orphan }: OwnedFile): boolean => role === 'video' && orphan?.cause === 'original-replaced'

/** Videos of ours that the version does not consist of any more, as when one of two parts was upgraded. */
const formerParts = ({ owned, unit }: Tenant): readonly OwnedFile[] => {
  const listed = new Set(unit?.videos.map(({ sharePath }) => spelled(sharePath)))
  return unit === undefined
    ? []
    : owned.files.filter(({ role, sharePath }) => role === 'video' && !listed.has(spelled(sharePath)))
}

interface Superseded {
  readonly path: string
  readonly successor: Successor
  /** All of them when left out. */
  readonly files?: readonly OwnedFile[]
}

const supersededIn = (tenant: Tenant, world: World): Superseded | undefined => {
  const { owned, unit } = tenant
  // Its newer file is our own copy under a new name, as the last look found; nothing more is to be seen there.
  if (owned.files.some(({ orphan }) => orphan?.cause === 'renamed')) return undefined
  const successor = world.successors?.get(owned.id)
  if (successor !== undefined) return looksRenamed(owned, successor) ? undefined : { path: owned.id, successor }
  const listed = unit?.trashed === false ? listedFiles(unit) : undefined
  if (listed === undefined) return undefined
  const replaced = owned.files.find(wasReplaced)
  if (replaced !== undefined) return { path: replaced.sharePath, successor: listed }
  const former = formerParts(tenant)
  const [first] = former
  return first === undefined ? undefined : { path: first.sharePath, successor: listed, files: former }
}

/** The file that took the place of this one: the one of the same name, else the first. */
const placeTaker = (path: string, { files }: Successor): string =>
  files.find(({ sharePath }) => sharePath === path)?.sharePath ?? files[0]?.sharePath ?? path

const sizeOf = (files: readonly OwnedFile[]): number => files.reduce((sum, { sizeBytes }) => sum + sizeBytes, 0)

/** The step that lets a unit make way for what took its place; undefined when nothing did, or not now. */
export const supersession = (tenant: Tenant, world: World, settings: PlanSettings): EvictStep | undefined => {
  const found = supersededIn(tenant, world)
  if (found === undefined || !mayBeTouched(tenant, world, settings)) return undefined
  const { path, successor, files } = found
  const reason: Reason = { code: 'superseded', path, by: placeTaker(path, successor) }
  return {
    kind: 'evict',
    unit: { ...tenant.owned, ratingKeys: keysOf(tenant) },
    ...(files === undefined ? {} : { files: files.map(({ sharePath }) => sharePath) }),
    successor,
    sizeBytes: sizeOf(files ?? tenant.owned.files),
    because: [reason]
  }
}

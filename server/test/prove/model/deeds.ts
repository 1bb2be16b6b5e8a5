/** What people and programs do to a film behind the engine's back, and what the reference notes of it. */
import type { FileNode, Side } from './memory-disk.ts'
import { type FileTruth, isKept, parkedName, seenNode } from './truth.ts'
import type { ModelWorld } from './world.ts'

/** put: where none is; replace: a new file over the name; rewrite: into the file; delete: one name; erase: every name that is shown. */
export const deedNames = ['put', 'replace', 'rewrite', 'delete', 'erase'] as const

/** One deed. */
export interface Deed {
  readonly kind: (typeof deedNames)[number]
  readonly side: 'array' | 'pool'
  readonly file: number
}

/** Somebody wrote a version: that one is owed from now on, and what they wrote over is not. */
const wrote = (
  world: ModelWorld,
  truth: FileTruth,
  { version, over }: { readonly version: string; readonly over: string | undefined }
): void => {
  if (over !== undefined) truth.owed.delete(over)
  truth.owed.add(version)
  truth.known.add(version)
  const isSeen = seenNode(world, truth.path) !== undefined
  truth.gone &&= !isSeen
  truth.cut &&= !isSeen
  truth.lastCopy = undefined
  truth.touched = true
}

const shownBy = (world: ModelWorld, side: Side, path: string): FileNode | undefined => {
  const named = side.names.get(path)
  const node = named?.kind === 'link' ? seenNode(world, path) : named
  return node?.kind === 'file' ? node : undefined
}

/**
 * The version that whoever writes under a name means to be rid of: the newer one wins. On the pool of a union the new file stands in front of the
 * original, as it does when Radarr deletes a film through the share and writes the next one; and it may follow a copy that was deleted right before.
 */
const writtenOver = (world: ModelWorld, side: Side, { path, lastCopy }: FileTruth): string | undefined => {
  const there = shownBy(world, side, path)
  if (there !== undefined || side === world.array) return there?.version
  const hidden = world.mode.presentation === 'union' ? seenNode(world, path) : undefined
  return hidden?.kind === 'file' ? hidden.version : lastCopy
}

const writeNew = (world: ModelWorld, side: Side, truth: FileTruth): void => {
  const { path } = truth
  const version = `${path}${world.nextVersion()}`
  const over = writtenOver(world, side, truth)
  world.disk.write(side, path, { version, sizeBytes: truth.before.sizeBytes + 7, attributes: '0644' })
  wrote(world, truth, { version, over })
}

const writeInto = (world: ModelWorld, side: Side, truth: FileTruth): void => {
  const node = shownBy(world, side, truth.path)
  if (node === undefined) return
  const version = `${truth.path}${world.nextVersion()}`
  const over = node.version
  world.disk.rewrite(node, { version, sizeBytes: node.sizeBytes })
  wrote(world, truth, { version, over })
}

/** Which name was deleted: one that the share shows in every mode, or the copy on the pool. */
type Named = 'home' | 'copy'

/**
 * Where nothing takes the original's name, and the engine has said durably that it removes that name now, nobody can tell who did: the copy is
 * kept and comes home, as a file must not be lost.
 */
const isAsAnnounced = ({ mode, pool, dueToGo }: ModelWorld, path: string): boolean =>
  mode.presentation === 'bare' && mode.original === 'remove' && dueToGo.has(path) && pool.names.has(path)

/** A version that lies nowhere any more was deleted by whoever took its last name. */
const deleted = (world: ModelWorld, truth: FileTruth, name: Named): void => {
  truth.touched = true
  for (const version of truth.owed) if (!isKept(world, version)) truth.owed.delete(version)
  if (seenNode(world, truth.path) !== undefined) return
  const isOfTheShare = (name === 'home' || world.mode.presentation === 'union') && !isAsAnnounced(world, truth.path)
  truth.gone ||= isOfTheShare
  truth.cut ||= !isOfTheShare
}

const acts: Readonly<Record<Deed['kind'], (world: ModelWorld, side: Side, truth: FileTruth) => void>> = {
  put: (world, side, truth) => {
    const parkedThere = side === world.array && side.names.has(parkedName(truth.path))
    if (!side.names.has(truth.path) && !parkedThere) writeNew(world, side, truth)
  },
  replace: (world, side, truth) => {
    if (side.names.has(truth.path)) writeNew(world, side, truth)
  },
  rewrite: writeInto,
  delete: (world, side, truth) => {
    if (side === world.pool) truth.lastCopy = shownBy(world, side, truth.path)?.version
    if (side.names.delete(truth.path)) deleted(world, truth, side === world.array ? 'home' : 'copy')
  },
  erase: (world, _side, truth) => {
    truth.lastCopy = shownBy(world, world.pool, truth.path)?.version
    const there = [world.pool, world.array].map(({ names }) => names.delete(truth.path))
    if (there.includes(true)) deleted(world, truth, there[1] === true ? 'home' : 'copy')
  }
}

/** Does it, unless its disk is away. */
export const doDeed = (world: ModelWorld, { kind, side, file }: Deed): void => {
  const truth = world.truths[file]
  if (truth === undefined || !world.array.online || !world.pool.online) return
  acts[kind](world, world[side], truth)
  if (truth.touched) world.calm = false
}

/** A file system in memory that keeps to the port, lets others write behind the engine's back, and shows an auditor every change before and after it. */
import { diskFailure } from '#adapters/disk/errno.ts'
import type { Identity } from '#core/move/machine.ts'
import { directoryOf } from '#core/move/names.ts'
import type { Copied, CopyOrder, Expected, FileSystem, Spot, Witness } from '#ports/file-system.ts'
import { Failure } from '#src/failure.ts'

/** A plain file. Its bytes are one version of a film, whole or not. */
export interface FileNode {
  readonly kind: 'file'
  readonly inode: string
  readonly by: 'engine' | 'others'
  version: string
  whole: boolean
  sizeBytes: number
  modifiedNs: string
  changedNs: string
  /** Owner, mode and whatever else travels. */
  attributes: string
}

interface LinkNode {
  readonly kind: 'link'
  readonly inode: string
  readonly text: string
}

interface DirectoryNode {
  readonly kind: 'directory'
  readonly inode: string
}

/** What a name leads to. */
export type Node = FileNode | LinkNode | DirectoryNode

/** One root: its names, its room, and whether it is mounted. */
export interface Side {
  readonly root: string
  readonly inode: string
  readonly names: Map<string, Node>
  readonly totalBytes: number
  /** Bytes that others take. */
  ballastBytes: number
  online: boolean
}

/** Whoever sees every change that the engine makes. */
export interface Auditor {
  /** Before it happens. `takes`: the name that it takes away or replaces. */
  before(spot: Spot, takes?: Expected): void
  after(spot: Spot): void
}

/** The disk with its two sides. */
export interface MemoryDisk {
  readonly fileSystem: FileSystem
  readonly sides: readonly Side[]
  side(root: string): Side | undefined
  freeBytes(side: Side): number
  /** Somebody else makes a file, over whatever has the name. */
  write(side: Side, path: string, file: Pick<FileNode, 'version' | 'sizeBytes' | 'attributes'>): void
  /** Somebody else writes into the file that is there. */
  rewrite(node: FileNode, file: Pick<FileNode, 'version' | 'sizeBytes'>): void
}

const systemError = (code: string, path: string): Failure => {
  const failure = diskFailure(Object.assign(new Error(code), { code }), { verb: 'change', path })
  return failure instanceof Failure ? failure : new Failure('disk.io', { sentence: `${code}.`, retry: 'later' })
}

const pathOf = ({ root, path }: Spot): string => `${root}/${path}`

const has = (node: Node | undefined, expected: Expected): boolean => {
  if (expected.kind === 'link') return node?.kind === 'link' && node.text === expected.text
  if (node?.kind !== 'file') return false
  if (expected.kind === 'plain-file') return true
  if (expected.kind === 'inode') return node.inode === expected.inode
  const { inode, sizeBytes, modifiedNs } = expected.mark
  return node.inode === inode && node.sizeBytes === sizeBytes && node.modifiedNs === modifiedNs
}

/** Hard links of one file are one node under several names. */
const linksOf = (side: Side, node: Node): number => [...side.names.values()].filter((other) => other === node).length

const identityOf = (side: Side, node: Node): Identity => {
  const common = { kind: node.kind, inode: node.inode, links: linksOf(side, node), text: undefined }
  if (node.kind === 'file') {
    const { sizeBytes, modifiedNs, changedNs } = node
    return { ...common, sizeBytes, modifiedNs, changedNs }
  }
  return {
    ...common,
    sizeBytes: 0,
    modifiedNs: '1',
    changedNs: '1',
    text: node.kind === 'link' ? node.text : undefined
  }
}

const never: Auditor = { before: () => undefined, after: () => undefined }

/** Makes it. Roots are empty and mounted. */
export const createMemoryDisk = (
  roots: readonly { readonly root: string; readonly totalBytes: number }[],
  auditor: Auditor = never
): MemoryDisk => {
  let ticks = 1_700_000_000_000_000_000n
  let inodes = 100
  const tick = (): string => {
    ticks += 1_000_000n
    return String(ticks)
  }
  const freshInode = (): string => {
    inodes += 1
    return String(inodes)
  }
  const sides = roots.map(
    ({ root, totalBytes }): Side => ({
      root,
      inode: freshInode(),
      names: new Map(),
      totalBytes,
      ballastBytes: 0,
      online: true
    })
  )
  const side = (root: string): Side | undefined => sides.find((one) => one.root === root)

  const freeBytes = ({ names, totalBytes, ballastBytes }: Side): number => {
    let used = ballastBytes
    for (const node of new Set(names.values())) if (node.kind === 'file') used += node.sizeBytes
    return totalBytes - used
  }

  const nodeAt = ({ root, path }: Spot): Node | undefined => {
    const found = side(root)
    return found?.online === true ? found.names.get(path) : undefined
  }

  /** The side that is about to be changed. */
  const changing = (spot: Spot, takes?: Expected): Side => {
    auditor.before(spot, takes)
    const found = side(spot.root)
    if (found?.online !== true) throw systemError('EROFS', pathOf(spot))
    return found
  }

  const insistOnFolder = (spot: Spot, at: Side): void => {
    const folder = directoryOf(spot.path)
    if (folder !== '' && at.names.get(folder)?.kind !== 'directory') throw systemError('ENOENT', pathOf(spot))
  }

  const insist = (spot: Spot, expected: Expected): Node => {
    const node = nodeAt(spot)
    if (node === undefined) throw systemError('ENOENT', pathOf(spot))
    if (has(node, expected)) return node
    throw new Failure('move.changed', { sentence: `${pathOf(spot)} is not the file that it was.`, retry: 'later' })
  }

  const insistOnWitness = (witness: Witness | undefined): void => {
    if (witness !== undefined) insist(witness.spot, witness.expected)
  }

  const touch = (node: Node): void => {
    if (node.kind === 'file') node.changedNs = tick()
  }

  const give = (spot: Spot, at: Side, node: Node): void => {
    insistOnFolder(spot, at)
    if (at.names.has(spot.path)) throw systemError('EEXIST', pathOf(spot))
    at.names.set(spot.path, node)
  }

  const insistOnSource = ({ from, expected }: CopyOrder): FileNode => {
    const node = insist(from, { kind: 'same', mark: expected })
    if (node.kind !== 'file' || node.changedNs !== expected.changedNs) {
      throw new Failure('move.changed', { sentence: `${pathOf(from)} was written to.`, retry: 'later' })
    }
    return node
  }

  const createTemp = (order: CopyOrder): FileNode => {
    const { version } = insistOnSource(order)
    const at = changing(order.to)
    const now = tick()
    const temp: FileNode = {
      kind: 'file',
      inode: freshInode(),
      by: 'engine',
      version,
      whole: false,
      sizeBytes: 0,
      modifiedNs: now,
      changedNs: now,
      attributes: '0600'
    }
    give(order.to, at, temp)
    auditor.after(order.to)
    return temp
  }

  /** In two pieces, so that there is a moment at which half of it is there. */
  const fillTemp = async (order: CopyOrder, temp: FileNode): Promise<void> => {
    const { sizeBytes } = order.expected
    for (const bytes of [Math.floor(sizeBytes / 2), sizeBytes]) {
      await order.checkpoint(temp.sizeBytes)
      const at = changing(order.to)
      if (freeBytes(at) < bytes - temp.sizeBytes) throw systemError('ENOSPC', pathOf(order.to))
      temp.sizeBytes = bytes
      temp.whole = bytes === sizeBytes
      auditor.after(order.to)
      order.onProgress('copying', bytes)
    }
    insistOnSource(order)
  }

  const copy = async (order: CopyOrder): Promise<Copied> => {
    const { step } = order
    const temp = await step('temp.create', async () => createTemp(order))
    await step('temp.fill', () => fillTemp(order, temp))
    await step('temp.attributes', async () => {
      const { modifiedNs, attributes } = insistOnSource(order)
      Object.assign(temp, { modifiedNs, attributes, changedNs: tick() })
    })
    await step('temp.sync', () => Promise.resolve())
    return await step('temp.verify', async () => {
      order.onProgress('verifying', temp.sizeBytes)
      const { inode, sizeBytes, modifiedNs, version } = temp
      return { mark: { inode, sizeBytes, modifiedNs }, hash: version }
    })
  }

  const fileSystem: FileSystem = {
    look: async (spot) => {
      const at = side(spot.root)
      if (at === undefined) return undefined
      // Where nothing is mounted there is an empty folder, and it is another one.
      const root: Node = { kind: 'directory', inode: at.online ? at.inode : '1' }
      const node = spot.path === '' ? root : nodeAt(spot)
      return node === undefined ? undefined : identityOf(at, node)
    },
    list: async ({ root, path }) =>
      [...(side(root)?.names.keys() ?? [])]
        .filter((name) => directoryOf(name) === path)
        .map((name) => name.slice(path === '' ? 0 : path.length + 1)),
    link: async ({ from, expected, to, witness }) => {
      const at = changing(to)
      insistOnWitness(witness)
      const node = insist(from, expected)
      give(to, at, node)
      touch(node)
      auditor.after(to)
    },
    unlink: async (spot, expected, witness) => {
      const at = changing(spot, expected)
      insistOnWitness(witness)
      touch(insist(spot, expected))
      at.names.delete(spot.path)
      auditor.after(spot)
    },
    replace: async ({ from, to, expected, witness }) => {
      const at = changing(to, expected.to)
      insistOnWitness(witness)
      const node = insist(from, expected.from)
      insist(to, expected.to)
      at.names.delete(from.path)
      at.names.set(to.path, node)
      touch(node)
      auditor.after(to)
    },
    makeLink: async (text, spot) => {
      const at = changing(spot)
      give(spot, at, { kind: 'link', inode: freshInode(), text })
      auditor.after(spot)
    },
    makeDirectory: async (spot) => {
      const at = changing(spot)
      if (at.names.get(spot.path)?.kind === 'directory') return false
      give(spot, at, { kind: 'directory', inode: freshInode() })
      auditor.after(spot)
      return true
    },
    removeDirectory: async (spot) => {
      const at = changing(spot)
      const isEmpty = ![...at.names.keys()].some((name) => directoryOf(name) === spot.path)
      if (!isEmpty || at.names.get(spot.path)?.kind !== 'directory') return false
      at.names.delete(spot.path)
      auditor.after(spot)
      return true
    },
    syncDirectory: async () => undefined,
    copy,
    digest: async (spot, expected) => {
      const node = insist(spot, { kind: 'same', mark: expected })
      return node.kind === 'file' && node.whole ? node.version : 'damaged'
    },
    inUse: async () => 'free',
    room: async ({ root }) => {
      const at = side(root)
      if (at === undefined) throw systemError('ENOENT', root)
      return { group: root, totalBytes: at.totalBytes, freeBytes: freeBytes(at) }
    }
  }

  const makeFolders = (at: Side, path: string): void => {
    const folder = directoryOf(path)
    if (folder === '' || at.names.has(folder)) return
    makeFolders(at, folder)
    at.names.set(folder, { kind: 'directory', inode: freshInode() })
  }

  return {
    fileSystem,
    sides,
    side,
    freeBytes,
    write: (at, path, file) => {
      makeFolders(at, path)
      const now = tick()
      const node = {
        kind: 'file',
        inode: freshInode(),
        by: 'others',
        whole: true,
        modifiedNs: now,
        changedNs: now
      } as const
      at.names.set(path, { ...node, ...file })
    },
    rewrite: (node, file) => {
      const now = tick()
      Object.assign(node, file, { whole: true, modifiedNs: now, changedNs: now })
    }
  }
}

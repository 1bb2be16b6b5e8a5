/** Copies one file under a temporary name so that it may be trusted: same source throughout, durable, and read again from the device. */
import { constants } from 'node:fs'
import { type FileHandle, lstat, open } from 'node:fs/promises'
import { attempt } from '#adapters/disk/errno.ts'
import { errnoOf } from '#adapters/disk/errno-words.ts'
import { changedFailure, identityOf } from '#adapters/disk/identity.ts'
import { type Pinned, pathOf, withName } from '#adapters/disk/pin.ts'
import type { Copied, CopyOrder } from '#ports/file-system.ts'
import { carryAttributes } from './attributes.ts'
import { openBlocks } from './blocks.ts'
import { type BufferPair, type BufferPool, blockSize } from './buffers.ts'
import { createFingerprint, type Fingerprint } from './fingerprint.ts'
import { type Pace, refuseStopped } from './pace.ts'
import { hashFile, samplesAgree, unverified } from './read-again.ts'

/** What copying needs. */
export interface CopyDeps {
  readonly buffers: BufferPool
  readonly pace: Pace
  /** Whether extended attributes and access lists are carried over. */
  readonly extendedAttributes: boolean
}

/** Between two looks at the source, the room and the wish to stop. */
const checkEvery = 64 * 1024 * 1024

/** Below this the page cache is not worth going around. */
const directFrom = 1024 * 1024

/** O_NOATIME: reading must not wake a parity disk for an access time. Only an owner may ask for it. */
const openSource = async (at: string): Promise<FileHandle> => {
  const flags = constants.O_RDONLY | constants.O_NOFOLLOW | constants.O_NONBLOCK
  try {
    return await open(at, flags | constants.O_NOATIME)
  } catch (thrown) {
    if (errnoOf(thrown) !== 'EPERM') throw thrown
    return await open(at, flags)
  }
}

const insistOnSource = async (source: FileHandle, order: CopyOrder): Promise<void> => {
  const found = identityOf(await source.stat({ bigint: true }))
  const { inode, sizeBytes, modifiedNs, changedNs } = order.expected
  const same =
    found.kind === 'file' &&
    found.inode === inode &&
    found.sizeBytes === sizeBytes &&
    found.modifiedNs === modifiedNs &&
    found.changedNs === changedNs
  if (!same) throw changedFailure(pathOf(order.from))
}

/** The name must still lead to the file that was read, and the file must end where it ended. */
const insistOnEnd = async (source: FileHandle, from: Pinned, order: CopyOrder): Promise<void> => {
  await insistOnSource(source, order)
  const beyond = await source.read(new Uint8Array(1), 0, 1, order.expected.sizeBytes)
  const named = await lstat(from.at, { bigint: true })
  if (beyond.bytesRead > 0 || String(named.ino) !== order.expected.inode) throw changedFailure(pathOf(order.from))
}

interface Filling {
  readonly source: FileHandle
  readonly target: FileHandle
  readonly pair: BufferPair
  readonly print: Fingerprint
}

/** While one block is hashed and written, the next one is read. */
const fill = async (order: CopyOrder, deps: CopyDeps, { source, target, pair, print }: Filling): Promise<void> => {
  const size = order.expected.sizeBytes
  const direct = size >= directFrom
  const from = await openBlocks(source, 'read', direct)
  const to = await openBlocks(target, 'write', direct)
  const readAt = (buffer: Uint8Array, offset: number): Promise<number> => {
    const read = offset < size ? from.read(buffer, offset, Math.min(blockSize, size - offset)) : Promise.resolve(0)
    // It is awaited one block later; until then a failure of it must not count as unhandled.
    read.catch(() => undefined)
    return read
  }
  let reading: Promise<number> | undefined
  try {
    let [filling, filled] = [pair.first, pair.second]
    let unchecked = 0
    reading = readAt(filling, 0)
    for (let offset = 0; offset < size; ) {
      const got = await reading
      if (got === 0) throw changedFailure(pathOf(order.from))
      ;[filling, filled] = [filled, filling]
      await deps.pace.take(got, order.signal)
      reading = readAt(filling, offset + got)
      const writing = to.write(filled, offset, got)
      print.add(filled.subarray(0, got))
      await writing
      offset += got
      unchecked += got
      order.onProgress('copying', offset)
      if (unchecked < checkEvery) continue
      unchecked = 0
      await insistOnSource(source, order)
      await order.checkpoint(offset)
    }
  } finally {
    // A read under way uses the buffers and the handles: it ends before they go.
    await Promise.allSettled([reading])
    await from.close()
    await to.close()
  }
}

const verify = async (order: CopyOrder, { target, pair, print }: Filling, hash: string): Promise<void> => {
  const { signal } = order
  if (order.verification === 'sample') {
    if (await samplesAgree(target, pair, { samples: print.samples(), signal })) return
    throw unverified(pathOf(order.from))
  }
  const onBytes = (bytes: number): void => order.onProgress('verifying', bytes)
  if ((await hashFile(target, pair, { signal, onBytes })) !== hash) throw unverified(pathOf(order.from))
}

const copyInto = async (order: CopyOrder, deps: CopyDeps, files: Filling & { from: Pinned }): Promise<Copied> => {
  const { source, target, print } = files
  const path = pathOf(order.to)
  await order.step('temp.fill', () => attempt({ verb: 'copy to', path }, () => fill(order, deps, files)))
  await insistOnEnd(source, files.from, order)
  await order.step('temp.attributes', () =>
    attempt({ verb: 'set owner, mode and times of', path }, () =>
      carryAttributes(source, target, deps.extendedAttributes)
    )
  )
  // An error here is final: a second fsync would report success although the bytes are lost.
  await order.step('temp.sync', () => attempt({ verb: 'make durable', path }, () => target.sync()))
  const hash = print.hash()
  await order.step('temp.verify', () => attempt({ verb: 'read again', path }, () => verify(order, files, hash)))
  const { inode, sizeBytes, modifiedNs } = identityOf(await target.stat({ bigint: true }))
  return { mark: { inode, sizeBytes, modifiedNs }, hash }
}

const create = (order: CopyOrder, to: Pinned): Promise<FileHandle> =>
  order.step('temp.create', () =>
    attempt({ verb: 'create', path: pathOf(order.to) }, () =>
      open(to.at, constants.O_RDWR | constants.O_CREAT | constants.O_EXCL | constants.O_NOFOLLOW, 0o600)
    )
  )

const copyPinned = async (order: CopyOrder, deps: CopyDeps, pins: { from: Pinned; to: Pinned }): Promise<Copied> => {
  refuseStopped(order.signal)
  const source = await attempt({ verb: 'read', path: pathOf(order.from) }, () => openSource(pins.from.at))
  try {
    await insistOnSource(source, order)
    const target = await create(order, pins.to)
    try {
      const print = await createFingerprint(order.verification === 'sample')
      return await deps.buffers.lend((pair) => copyInto(order, deps, { source, target, pair, print, from: pins.from }))
    } finally {
      await target.close()
    }
  } finally {
    await source.close()
  }
}

/** Copies. The temporary name stays behind when it throws; nothing else is ever touched. */
export const copyVerified = (order: CopyOrder, deps: CopyDeps): Promise<Copied> =>
  attempt({ verb: 'copy', path: pathOf(order.from) }, () =>
    withName(order.from, (from) => withName(order.to, (to) => copyPinned(order, deps, { from, to })))
  )

/** Hashes a file in place, for whoever must know whether it is the one that was copied once. */
import { constants } from 'node:fs'
import { open } from '#adapters/disk/calls.ts'
import { changedFailure, identityOf } from '#adapters/disk/identity.ts'
import { pathOf, withName } from '#adapters/disk/pin.ts'
import type { FileSystem } from '#ports/file-system.ts'
import { openBlocks } from './blocks.ts'
import { createBenchPool } from './buffers.ts'
import { dropFromCache } from './cache.ts'
import { createLeash, refuseStopped } from './leash.ts'
import { hashAll } from './read-again.ts'

/** The digest of a file system. */
export const createDigest = (): FileSystem['digest'] => {
  const benches = createBenchPool()
  return (spot, expected, { signal, answered }) =>
    withName(spot, async ({ at }) => {
      const file = await open(at, constants.O_RDONLY | constants.O_NOFOLLOW | constants.O_NONBLOCK)
      const leash = createLeash(signal)
      const flow = {
        advance: async () => {
          answered?.()
          refuseStopped(signal)
        }
      }
      try {
        const { inode, sizeBytes } = identityOf(await file.stat({ bigint: true }))
        if (inode !== expected.inode || sizeBytes !== expected.sizeBytes) throw changedFailure(pathOf(spot))
        const bench = await benches.take(sizeBytes)
        const blocks = await openBlocks(file, 'read', true)
        if (!blocks.isDirect()) await dropFromCache(file, { native: undefined, sizeBytes })
        try {
          return await hashAll({ file: blocks, bench, sizeBytes, leash, flow })
        } finally {
          await leash.ended()
          await blocks.close()
          benches.give(bench)
        }
      } finally {
        leash.drop()
        await file.close()
      }
    })
}

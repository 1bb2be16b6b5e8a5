/** Whether somebody has a file open. */
import { constants } from 'node:fs'
import { open } from '#adapters/disk/calls.ts'
import { groundOf } from '#adapters/disk/copy/medium.ts'
import { attempt, readingOf } from '#adapters/disk/errno.ts'
import { changedFailure, identityOf, meets } from '#adapters/disk/identity.ts'
import { pathOf, withName } from '#adapters/disk/pin.ts'
import type { Expected, Spot, Use } from '#ports/file-system.ts'
import type { NativeCalls } from './calls.ts'

/** Leases only mean something on a disk of this machine: a program in between or a server has its own readers. */
export const useOf = (spot: Spot, expected: Expected, native: NativeCalls | undefined): Promise<Use> =>
  attempt(readingOf('look at', spot), () =>
    withName(spot, async ({ at }) => {
      const file = await open(at, constants.O_RDONLY | constants.O_NOFOLLOW | constants.O_NONBLOCK)
      try {
        const found = await file.stat({ bigint: true })
        if (!meets(identityOf(found), expected)) throw changedFailure(pathOf(spot))
        if (native === undefined) return 'unknown'
        const { medium } = await groundOf(file, found.dev)
        return medium === 'local' ? native.use(file.fd) : 'unknown'
      } finally {
        await file.close()
      }
    })
  )

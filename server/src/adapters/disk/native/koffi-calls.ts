/** The native calls through koffi. Every constant is from the headers of Linux, the same on x64 and arm64. */
import type { Use } from '#ports/file-system.ts'
import type { NativeCalls } from './calls.ts'
import type { Koffi, NativeFunction } from './koffi.ts'

/** linux/fcntl.h: F_LINUX_SPECIFIC_BASE (1024) + 0. */
const F_SETLEASE = 1024
const F_WRLCK = 1
const F_UNLCK = 2
const EAGAIN = 11
const POSIX_FADV_DONTNEED = 4
/** linux/limits.h: XATTR_SIZE_MAX and XATTR_LIST_MAX. */
const mostBytes = 65_536

const second = 1_000_000_000n

const leaseOf = (fcntl: NativeFunction, koffi: Koffi) => {
  return (file: number): Use => {
    if (fcntl(file, F_SETLEASE, F_WRLCK) === 0) {
      // Whoever opens the file between these two calls waits for the second one.
      fcntl(file, F_SETLEASE, F_UNLCK)
      return 'free'
    }
    return koffi.errno() === EAGAIN ? 'in-use' : 'unknown'
  }
}

const attributesOf = (flistxattr: NativeFunction, fgetxattr: NativeFunction) => {
  const buffer = Buffer.alloc(mostBytes)
  return (file: number): ReadonlyMap<string, Uint8Array> | undefined => {
    const length = Number(flistxattr(file, buffer, mostBytes))
    if (length < 0) return undefined
    const names = buffer.toString('utf8', 0, length).split('\0')
    const found = new Map<string, Uint8Array>()
    for (const name of names) {
      const size = name === '' ? -1 : Number(fgetxattr(file, name, buffer, mostBytes))
      if (size >= 0) found.set(name, new Uint8Array(buffer.subarray(0, size)))
    }
    return found
  }
}

/** struct timespec: seconds, and nanoseconds that are never negative, before 1970 too. */
const timespecOf = (at: bigint): readonly bigint[] => {
  const nanoseconds = ((at % second) + second) % second
  return [(at - nanoseconds) / second, nanoseconds]
}

const timesBuffer = (times: readonly bigint[]): Uint8Array =>
  new Uint8Array(new BigInt64Array(times.flatMap(timespecOf)).buffer)

/** Finds the functions in libc. Throws when one is missing. */
export const createNativeCalls = (koffi: Koffi): NativeCalls => {
  const libc = koffi.load(null)
  const fcntl = libc.func('int fcntl(int fd, int command, int argument)')
  const fadvise = libc.func('int posix_fadvise(int fd, int64_t offset, int64_t length, int advice)')
  const flistxattr = libc.func('int64_t flistxattr(int fd, _Out_ uint8_t *list, uint64_t size)')
  const fgetxattr = libc.func('int64_t fgetxattr(int fd, const char *name, _Out_ uint8_t *value, uint64_t size)')
  const fsetxattr = libc.func('int fsetxattr(int fd, const char *name, const uint8_t *value, uint64_t size, int flags)')
  const fremovexattr = libc.func('int fremovexattr(int fd, const char *name)')
  const futimens = libc.func('int futimens(int fd, const uint8_t *times)')
  return {
    dropFromCache: (file) => void fadvise(file, 0, 0, POSIX_FADV_DONTNEED),
    use: leaseOf(fcntl, koffi),
    attributesOf: attributesOf(flistxattr, fgetxattr),
    setAttribute: (file, name, value) => fsetxattr(file, name, value, value.byteLength, 0) === 0,
    removeAttribute: (file, name) => fremovexattr(file, name) === 0,
    setTimes: (file, { accessedNs, modifiedNs }) => futimens(file, timesBuffer([accessedNs, modifiedNs])) === 0
  }
}

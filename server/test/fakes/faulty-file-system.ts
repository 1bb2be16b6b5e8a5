/** A real file system that fails when told to: for stories in which a disk is full, read-only or dying. */
import type { FileSystem, Spot } from '#ports/file-system.ts'
import type { Failure } from '#src/failure.ts'

/** One fault: which call, below which root, and after how many that went well. */
export interface Fault {
  readonly call: keyof FileSystem
  readonly failure: Failure
  /** Only below this root; everywhere when left out. */
  readonly root?: string
  /** Calls that still succeed first; 0 when left out. */
  readonly after?: number
}

/** A file system with a switch. */
export interface FaultyFileSystem extends FileSystem {
  /** From now on this fails, until `heal`. */
  fail(fault: Fault): void
  heal(): void
}

/** Wraps a file system; without faults it behaves as the wrapped one. */
export const createFaultyFileSystem = (inner: FileSystem): FaultyFileSystem => {
  let faults: { readonly fault: Fault; passed: number }[] = []

  const meant = ({ fault }: { fault: Fault }, call: keyof FileSystem, spot: Spot): boolean =>
    fault.call === call && (fault.root === undefined || fault.root === spot.root)

  const check = (call: keyof FileSystem, spot: Spot): void => {
    for (const entry of faults.filter((candidate) => meant(candidate, call, spot))) {
      entry.passed += 1
      if (entry.passed > (entry.fault.after ?? 0)) throw entry.fault.failure
    }
  }

  const guarded = async <T>(call: keyof FileSystem, spot: Spot, act: () => Promise<T>): Promise<T> => {
    check(call, spot)
    return await act()
  }

  return {
    fail: (fault) => {
      faults.push({ fault, passed: 0 })
    },
    heal: () => {
      faults = []
    },
    look: (spot) => guarded('look', spot, () => inner.look(spot)),
    list: (directory) => guarded('list', directory, () => inner.list(directory)),
    link: (order) => guarded('link', order.to, () => inner.link(order)),
    unlink: (spot, expected, witness) => guarded('unlink', spot, () => inner.unlink(spot, expected, witness)),
    replace: (order) => guarded('replace', order.to, () => inner.replace(order)),
    makeLink: (text, spot) => guarded('makeLink', spot, () => inner.makeLink(text, spot)),
    makeDirectory: (spot, like) => guarded('makeDirectory', spot, () => inner.makeDirectory(spot, like)),
    removeDirectory: (spot) => guarded('removeDirectory', spot, () => inner.removeDirectory(spot)),
    syncDirectory: (spot) => guarded('syncDirectory', spot, () => inner.syncDirectory(spot)),
    copy: (order) => guarded('copy', order.to, () => inner.copy(order)),
    digest: (spot, expected, reader) => guarded('digest', spot, () => inner.digest(spot, expected, reader)),
    inUse: (spot, expected) => guarded('inUse', spot, () => inner.inUse(spot, expected)),
    room: (spot) => guarded('room', spot, () => inner.room(spot))
  }
}

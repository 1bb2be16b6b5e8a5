/** The mount table of this process: parsing /proc/self/mountinfo and finding the mount that a path lies on. */
import { readFile } from 'node:fs/promises'

/** One mount, as proc(5) describes it. */
export interface Mount {
  readonly id: number
  readonly parent: number
  /** `major:minor` of the file system. */
  readonly device: string
  /** The directory of the file system that is mounted; not `/` for binds and subvolumes. */
  readonly root: string
  readonly mountPoint: string
  /** Options of this mount, such as `ro`. */
  readonly options: readonly string[]
  readonly fileSystem: string
  /** What is mounted: a device, `server:/export`, a ZFS dataset, or whatever the file system says. */
  readonly source: string
  /** Options of the file system itself, such as `ro` or `compress=zstd:3`. */
  readonly superOptions: readonly string[]
}

/** All mounts that this process sees. */
export type MountTable = readonly Mount[]

/** The kernel writes space, tab, newline, backslash and `#` as three octal digits, byte by byte. */
const withoutEscapes = (field: string): string =>
  field.replace(/\\([0-7]{3})/gu, (_, octal: string) => String.fromCharCode(Number.parseInt(octal, 8)))

const parseLine = (line: string): Mount | undefined => {
  const fields = line.split(' ')
  const dash = fields.indexOf('-', 6)
  const [id, parent, device, root, mountPoint, options] = fields
  const [fileSystem, source, superOptions] = dash < 0 ? [] : fields.slice(dash + 1)
  if (device === undefined || root === undefined || mountPoint === undefined || options === undefined) return undefined
  if (fileSystem === undefined || source === undefined) return undefined
  return {
    id: Number(id),
    parent: Number(parent),
    device,
    root: withoutEscapes(root),
    mountPoint: withoutEscapes(mountPoint),
    options: options.split(','),
    fileSystem: withoutEscapes(fileSystem),
    source: withoutEscapes(source),
    superOptions: (superOptions ?? '').split(',')
  }
}

/** Parses the text of /proc/self/mountinfo. Lines that do not have its form are left out. */
export const parseMountInfo = (text: string): MountTable =>
  text.split('\n').flatMap((line) => {
    const mount = line === '' ? undefined : parseLine(line)
    return mount === undefined ? [] : [mount]
  })

const covers = (mountPoint: string, path: string): boolean =>
  mountPoint === '/' || path === mountPoint || path.startsWith(`${mountPoint}/`)

const nextBelow = (candidates: MountTable, path: string): Mount | undefined => {
  let next: Mount | undefined
  for (const mount of candidates) {
    if (!covers(mount.mountPoint, path)) continue
    if (next === undefined || mount.mountPoint.length <= next.mountPoint.length) next = mount
  }
  return next
}

/**
 * The mount that an absolute, resolved path lies on: follows the tree of mounts as the kernel does, so that a mount hidden below a later one
 * is never taken. Undefined where the table does not show it (a plain chroot).
 */
export const mountOf = (table: MountTable, path: string): Mount | undefined => {
  const ids = new Set(table.map((mount) => mount.id))
  const roots = table.filter((mount) => mount.parent === mount.id || !ids.has(mount.parent))
  let found: Mount | undefined
  let next = nextBelow(roots, path)
  while (next !== undefined) {
    const at: Mount = next
    found = at
    next = nextBelow(
      table.filter((mount) => mount.parent === at.id && mount.id !== at.id),
      path
    )
  }
  return found
}

/** Where a path lies inside the file system that is mounted there, whatever the mount point is called: `/` is its root. */
export const insideOf = (mount: Mount, path: string): string => {
  const below = mount.mountPoint === '/' ? path.slice(1) : path.slice(mount.mountPoint.length + 1)
  const root = mount.root === '/' ? '' : mount.root
  return below === '' ? root || '/' : `${root}/${below}`
}

/** Whether nothing can be written through this mount. */
export const isReadOnly = (mount: Mount): boolean => mount.options.includes('ro') || mount.superOptions.includes('ro')

/** Reads the mount table of this process. Touches no other file system. */
export const readMounts = async (): Promise<MountTable> =>
  parseMountInfo(await readFile('/proc/self/mountinfo', 'utf8'))

/** One file system mapped twice: the same disk, yet no name can go from one mapping to the other. Seen in the mount table alone. */
import { isBelow } from '#core/resolve/path-map.ts'
import { insideOf, type Mount, type MountTable, mountOf } from './mountinfo.ts'

interface Mapped {
  readonly path: string
  readonly mount: Mount
  readonly inside: string
}

const mapped = (table: MountTable, path: string): Mapped | undefined => {
  const mount = mountOf(table, path)
  return mount === undefined ? undefined : { path, mount, inside: insideOf(mount, path) }
}

const commonFolder = (one: string, other: string): string => {
  const [a, b] = [one.split('/'), other.split('/')]
  const end = a.findIndex((part, index) => part !== b[index])
  return a.slice(0, end < 0 ? a.length : end).join('/') || '/'
}

const areTwins = (one: Mapped, other: Mapped): boolean =>
  one.mount.device === other.mount.device && one.mount.id !== other.mount.id

const toldOf = (one: Mapped, other: Mapped): string =>
  `${one.path} and ${other.path} are two mappings of one file system (${one.inside} and ${other.inside} of ${one.mount.source}): to the system they are strangers, so no name can go from one to the other (EXDEV) and every file is copied; map the folder above both, ${commonFolder(one.inside, other.inside)}, once instead.`

const below = (table: MountTable, root: Mapped): readonly Mapped[] =>
  table
    .filter(({ mountPoint }) => mountPoint !== root.path && isBelow(mountPoint, root.path))
    .flatMap(({ mountPoint }) => mapped(table, mountPoint) ?? [])

/** One sentence for each pair, with the mapping that would do. */
export const mappingWarnings = (
  table: MountTable,
  { pool, arrays }: { readonly pool: string; readonly arrays: readonly string[] }
): readonly string[] => {
  const roots = [pool, ...arrays].flatMap((path) => mapped(table, path) ?? [])
  const [first, ...others] = roots
  const across = first?.path === pool ? others.map((other) => [first, other] as const) : []
  const inside = roots.flatMap((root) => below(table, root).map((other) => [root, other] as const))
  const twins = [...across, ...inside].filter(([one, other]) => areTwins(one, other))
  return [...new Set(twins.map(([one, other]) => toldOf(one, other)))]
}

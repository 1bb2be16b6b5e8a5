/** The only translation between kinds of path. Longest prefix wins, prefixes end at component boundaries, nothing escapes its root. */
import { isWindowsPath, type Reason, SOURCES_FOLDER } from '@pcu/contract'
import type { StorageLayout } from '#core/model/layout.ts'
import {
  type ArrayPath,
  arrayPath,
  type PlexPath,
  type PoolPath,
  plexPath,
  poolPath,
  type SharePath,
  sharePath
} from '#core/model/place.ts'

/** One rule: files that Plex finds below `plex` lie below `share` here. */
export interface PathRule {
  readonly plex: string
  readonly share: string
}

/** The roots that paths are translated between. */
export type PathRoots = Pick<StorageLayout, 'shareRoot' | 'poolRoot' | 'arrayRoots'>

/** A share path, or why there is none. */
export type Placement =
  | { readonly kind: 'placed'; readonly share: SharePath; readonly pool: PoolPath }
  | { readonly kind: 'refused'; readonly rule: string; readonly reason: Reason }

/** Translates between the worlds of Plex, the share, the array and the pool. */
export interface PathMap {
  /** Two maps with the same key place every file alike. */
  readonly key: string
  /** Where a file that Plex names lies here. Plex's path is untrusted: escapes are refused, never cleaned up. */
  place(path: PlexPath): Placement
  /** The names that Plex may have for a file here; none when no rule leads there. Each of them is placed there again. */
  plexOf(share: SharePath): readonly PlexPath[]
  /** The pool path of a share path below the share root. */
  poolOf(share: SharePath): PoolPath
  /** The same name on each physical branch, in the layout's order. */
  branchesOf(share: SharePath): readonly ArrayPath[]
  /** The path relative to the root of the library that holds it. */
  relativeOf(share: SharePath): string
  /** The root of the library that holds a file: REAL_SOURCE or an additional one. */
  rootOf(share: SharePath): SharePath
}

const trimRoot = (path: string): string => (path.length > 1 ? path.replace(/\/+$/u, '') : path)

/** Separators of Windows paths become `/`; names on other systems may hold a backslash and keep it. */
const slashed = (path: string): string => (isWindowsPath(path) ? path.replaceAll('\\', '/') : path)

const startsWithRoot = (path: string, root: string, foldCase: boolean): boolean => {
  if (root === '/') return path.startsWith('/')
  const head = path.slice(0, root.length)
  const same = foldCase ? head.toLowerCase() === root.toLowerCase() : head === root
  return same && (path.length === root.length || path[root.length] === '/')
}

/** Whether `path` is `root` or lies below it, compared on whole components. */
export const isBelow = (path: string, root: string): boolean => startsWithRoot(path, trimRoot(root), false)

const hasEscape = (relative: string): boolean =>
  relative.includes('\0') || relative.split('/').some((part) => part === '..' || part === '.' || part === '')

/** The spellings of one text: an accent is one character or two, and whoever typed the rule need not have the server's. */
const spellings = (text: string): readonly string[] => [
  ...new Set([text, text.normalize('NFC'), text.normalize('NFD')])
]

const longestFirst = (rules: readonly PathRule[]): readonly PathRule[] =>
  rules
    .flatMap(({ plex, share }) =>
      spellings(trimRoot(slashed(plex))).map((spelling) => ({ plex: spelling, share: trimRoot(share) }))
    )
    .toSorted((a, b) => b.plex.length - a.plex.length)

const relativeTo = (path: string, root: string): string => path.slice(root === '/' ? 1 : root.length + 1)

/** The path of a relative name below a root without a trailing slash. */
export const under = (root: string, relative: string): string => (root === '/' ? `/${relative}` : `${root}/${relative}`)

/** The part of a path that Plex names below one of its folders, with `/`; undefined when it lies elsewhere or would lead out. Empty for the folder itself. */
export const relativeInPlex = (path: string, folder: string): string | undefined => {
  const [given, root] = [slashed(path), trimRoot(slashed(folder))]
  if (!startsWithRoot(given, root, isWindowsPath(path))) return undefined
  const relative = relativeTo(trimRoot(given), root)
  return relative !== '' && hasEscape(relative) ? undefined : relative
}

/** Where a folder that Plex names lies here, and by which rule; undefined when none fits. */
export const folderBy = (
  rules: readonly PathRule[],
  path: string
): { readonly rule: PathRule; readonly folder: string } | undefined => {
  const found = rules
    .flatMap((rule) => {
      const spelling = spellings(rule.plex).find((plex) => relativeInPlex(path, plex) !== undefined)
      const relative = spelling === undefined ? undefined : relativeInPlex(path, spelling)
      return relative === undefined ? [] : [{ rule, relative }]
    })
    .toSorted((a, b) => a.relative.length - b.relative.length)[0]
  if (found === undefined) return undefined
  const share = trimRoot(found.rule.share)
  return { rule: found.rule, folder: found.relative === '' ? share : under(share, found.relative) }
}

const trimmed = ({ shareRoot, poolRoot, arrayRoots }: PathRoots): PathRoots => ({
  shareRoot: sharePath(trimRoot(shareRoot)),
  poolRoot: poolPath(trimRoot(poolRoot)),
  arrayRoots
})

/**
 * Makes the translator for a layout, and for those of additional libraries, which lie apart from it and from each other. A file's own library is the one
 * below whose root it lies.
 */
export const createPathMap = (
  layout: PathRoots,
  rules: readonly PathRule[],
  more: readonly PathRoots[] = []
): PathMap => {
  const sorted = longestFirst(rules)
  const first = trimmed(layout)
  const libraries = [...more.map(trimmed), first]
  const libraryOf = (share: SharePath): PathRoots | undefined => libraries.find((one) => isBelow(share, one.shareRoot))
  const homeOf = (share: SharePath): PathRoots => libraryOf(share) ?? first
  const relativeOf = (share: SharePath): string => relativeTo(share, homeOf(share).shareRoot)
  const poolOf = (share: SharePath): PoolPath => poolPath(under(homeOf(share).poolRoot, relativeOf(share)))

  /** What lies where the folders of additional libraries are on the pool would meet their files. */
  const isOurs = (share: SharePath): boolean =>
    libraries.some(({ poolRoot }) => isBelow(share, poolRoot)) ||
    (homeOf(share) === first && isBelow(relativeOf(share), SOURCES_FOLDER))

  const refuse = (rule: string, reason: Reason): Placement => ({ kind: 'refused', rule, reason })

  const ruleOf = (path: string): PathRule | undefined => {
    const given = slashed(path)
    return sorted.find((candidate) => startsWithRoot(given, candidate.plex, isWindowsPath(path)))
  }

  const place = (path: PlexPath): Placement => {
    const given = slashed(path)
    const rule = ruleOf(path)
    if (rule === undefined) {
      const prefix = [...new Set(rules.map((known) => known.plex))].join(' or ')
      return refuse('path-is-mapped', { code: 'unmapped-path', path, prefix })
    }
    const relative = relativeTo(given, rule.plex)
    if (hasEscape(relative)) return refuse('path-stays-inside', { code: 'path-escapes', path })
    const share = sharePath(under(rule.share, relative))
    if (libraryOf(share) === undefined) return refuse('path-stays-inside', { code: 'path-escapes', path })
    if (isOurs(share)) return refuse('not-under-destination', { code: 'under-destination', path: share })
    return { kind: 'placed', share, pool: poolOf(share) }
  }

  const placesAt = (name: PlexPath, share: SharePath): boolean => {
    const placement = place(name)
    return placement.kind === 'placed' && placement.share === share
  }

  /** A folder that a longer rule sends elsewhere has no name by the shorter one. */
  const plexOf = (share: SharePath): readonly PlexPath[] =>
    sorted.flatMap((rule) => {
      if (!startsWithRoot(share, rule.share, false)) return []
      const name = under(rule.plex, relativeTo(share, rule.share))
      const isWindows = isWindowsPath(rule.plex) || rule.plex.startsWith('//')
      const names = isWindows ? [name.replaceAll('/', '\\'), name] : [name]
      return names.map(plexPath).filter((candidate) => placesAt(candidate, share))
    })

  return {
    key: JSON.stringify([libraries.map(({ shareRoot, poolRoot }) => [shareRoot, poolRoot]), rules]),
    place,
    plexOf,
    poolOf,
    relativeOf,
    rootOf: (share) => homeOf(share).shareRoot,
    branchesOf: (share) => homeOf(share).arrayRoots.map((root) => arrayPath(under(trimRoot(root), relativeOf(share))))
  }
}

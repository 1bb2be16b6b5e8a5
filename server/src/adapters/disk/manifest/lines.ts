/** The lines of a manifest: one JSON object each, so that no name can break out of its line. What is not understood is kept word for word. */
import { z } from 'zod'
import { poolPath, sharePath } from '#core/model/place.ts'
import type { RegisteredFile } from '#ports/register.ts'

const version = 1

/** A relative path of plain names: a manifest lies where others can write, and must not lead anywhere else. */
const relative = z
  .string()
  .refine(
    (path) => path.split('/').every((name) => name !== '' && name !== '.' && name !== '..') && !path.includes('\0')
  )

const name = relative.refine((text) => !text.includes('/'))
const digits = z.string().regex(/^\d+$/u)
const mark = z.object({
  inode: digits,
  sizeBytes: z.number().int().nonnegative(),
  modifiedNs: z.string().regex(/^-?\d+$/u)
})
const unit = z.object({
  unit: z.string().startsWith('/'),
  title: z.string(),
  sectionId: z.string(),
  ratingKeys: z.array(z.string())
})

const lineSchema = z.discriminatedUnion('event', [
  z.object({
    v: z.literal(version),
    event: z.literal('cached'),
    path: relative,
    share: z.string().startsWith('/'),
    array: z.string().startsWith('/'),
    role: z.enum(['video', 'sidecar']),
    presentation: z.enum(['union', 'symlink', 'bare']),
    original: z.enum(['keep', 'backup', 'remove']),
    backup: name,
    home: relative.optional(),
    parked: relative.optional(),
    link: z.string(),
    source: mark.extend({ changedNs: z.string().regex(/^-?\d+$/u) }),
    copy: mark,
    xxh128: z
      .string()
      .regex(/^[0-9a-f]{32}$/u)
      .optional(),
    roots: z.object({ array: digits, pool: digits }),
    orphan: z.string().optional(),
    units: z.array(unit)
  }),
  z.object({ v: z.literal(version), event: z.literal('home'), path: relative })
])

/** What one line says. `strange`: nothing that is understood here; `newer`: written by a newer version. */
export type Line =
  | { readonly kind: 'cached'; readonly file: RegisteredFile }
  | { readonly kind: 'home'; readonly path: string }
  | { readonly kind: 'strange'; readonly text: string; readonly newer: boolean }

/** The line of a file that lies on the pool. */
export const cachedLine = (file: RegisteredFile): string => {
  const { path, role, source, copy, hash, orphan, units } = file
  const { inode, sizeBytes, modifiedNs, changedNs } = source
  const line: z.input<typeof lineSchema> = {
    v: version,
    event: 'cached',
    path,
    share: file.sharePath,
    array: file.arrayRoot,
    role,
    presentation: file.mode.presentation,
    original: file.mode.original,
    backup: file.backupName,
    ...(file.homePath === undefined ? {} : { home: file.homePath }),
    ...(file.parkedPath === undefined ? {} : { parked: file.parkedPath }),
    link: file.linkText,
    source: { inode, sizeBytes, modifiedNs, changedNs },
    copy: { inode: copy.inode, sizeBytes: copy.sizeBytes, modifiedNs: copy.modifiedNs },
    ...(hash === undefined ? {} : { xxh128: hash }),
    roots: { array: file.arrayRootInode, pool: file.poolRootInode },
    ...(orphan === undefined ? {} : { orphan }),
    units: units.map(({ ratingKeys, ...known }) => ({ ...known, ratingKeys: [...ratingKeys] }))
  }
  return JSON.stringify(line)
}

const isSameMark = (a: RegisteredFile['copy'], b: RegisteredFile['copy']): boolean =>
  a.inode === b.inode && a.sizeBytes === b.sizeBytes && a.modifiedNs === b.modifiedNs

const isSameUnit = (a: RegisteredFile['units'][number], b: RegisteredFile['units'][number] | undefined): boolean =>
  a.unit === b?.unit &&
  a.title === b.title &&
  a.sectionId === b.sectionId &&
  a.ratingKeys.length === b.ratingKeys.length &&
  a.ratingKeys.every((key, n) => key === b.ratingKeys[n])

const plainFields = [
  'path',
  'sharePath',
  'arrayRoot',
  'role',
  'backupName',
  'homePath',
  'parkedPath',
  'linkText',
  'hash',
  'arrayRootInode',
  'poolRootInode',
  'orphan'
] as const

/** Whether both have the same line. Every file is asked about before every run, and writing two lines to compare them takes ten times as long. */
export const isSameLine = (a: RegisteredFile, b: RegisteredFile): boolean =>
  plainFields.every((field) => a[field] === b[field]) &&
  a.mode.presentation === b.mode.presentation &&
  a.mode.original === b.mode.original &&
  isSameMark(a.source, b.source) &&
  a.source.changedNs === b.source.changedNs &&
  isSameMark(a.copy, b.copy) &&
  a.units.length === b.units.length &&
  a.units.every((unit, n) => isSameUnit(unit, b.units[n]))

/** The line of a file that lies there no more. */
export const homeLine = (path: string): string => JSON.stringify({ v: version, event: 'home', path })

const parse = (text: string): unknown => {
  try {
    return JSON.parse(text)
  } catch {
    return undefined
  }
}

const isNewer = (parsed: unknown): boolean =>
  typeof parsed === 'object' && parsed !== null && 'v' in parsed && typeof parsed.v === 'number' && parsed.v > version

type CachedLine = Extract<z.output<typeof lineSchema>, { event: 'cached' }>

const fileOf = (line: CachedLine, poolRoot: string): RegisteredFile => ({
  poolRoot,
  poolRootInode: line.roots.pool,
  path: line.path,
  poolPath: poolPath(`${poolRoot}/${line.path}`),
  sharePath: sharePath(line.share),
  arrayRoot: line.array,
  arrayRootInode: line.roots.array,
  mode: { presentation: line.presentation, original: line.original },
  role: line.role,
  linkText: line.link,
  backupName: line.backup,
  homePath: line.home,
  parkedPath: line.parked,
  source: line.source,
  hash: line.xxh128,
  copy: line.copy,
  orphan: line.orphan,
  units: line.units.map((known) => ({ ...known, unit: sharePath(known.unit) }))
})

/** Understands a line. */
export const readLine = (text: string, poolRoot: string): Line => {
  const parsed = parse(text)
  const line = lineSchema.safeParse(parsed).data
  if (line === undefined) return { kind: 'strange', text, newer: isNewer(parsed) }
  return line.event === 'home' ? { kind: 'home', path: line.path } : { kind: 'cached', file: fileOf(line, poolRoot) }
}

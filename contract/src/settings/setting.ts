/** How one setting is declared: a zod type plus the facts that its form field, variable, documents and origin are made from. */
import { z } from 'zod'
import { NO_PLEX_PATH } from '../sources/additional-sources.ts'
import { ABSOLUTE_PATH, mappingText, pathMappingOf, tidyPath, tidyPlexPath } from './path-mapping.ts'
import { rateWindowOf } from './rate-schedule.ts'
import { MAX_GB, type RoomSize, roomSizeOf } from './room-size.ts'
import { traktListOf, traktListText } from './trakt/list.ts'

/** When a changed value starts to count. */
export type AppliesOn = 'now' | 'next-run' | 'restart'

/** What kind of text a string (or every entry of a list) holds, where that decides how it is read and shown. */
export type TextFormat = 'path' | 'plex-path' | 'mapping' | 'url' | 'header' | 'rate' | 'trakt-list'

/** Everything about a setting that its zod type cannot say. */
export interface SettingFacts {
  readonly label: string
  readonly help: string
  /** Name of the environment variable, unique over all settings. */
  readonly env: string
  readonly unit?: string
  /** True: has no default that serves; empty until somebody sets it. */
  readonly required?: boolean
  readonly format?: TextFormat
  /** Masked whenever it is shown, logged or exported. */
  readonly secret?: boolean
  /** Hidden in the form until asked for. */
  readonly advanced?: boolean
  /** `next-run` when absent. */
  readonly appliesOn?: AppliesOn
  /** False: the name and range are promised, but this version does not act on it yet. True when absent. */
  readonly inUse?: boolean
  /** True: needed before saved settings can be read, so only the environment gives it. */
  readonly environmentOnly?: boolean
  /** An example for `.env` and the documents, for settings whose default is empty. */
  readonly example?: string
}

/** The one place where the facts live; the key is the zod instance of the leaf. */
export const settingFacts = z.registry<SettingFacts>()

/** Declares one setting; returns the same zod instance, so the type of the whole object stays exact. */
export function setting<T extends z.ZodType>(type: T, facts: SettingFacts): T {
  settingFacts.add(type, facts)
  return type
}

type TextFacts = Omit<SettingFacts, 'format'>

const absolutePath = () =>
  z.string().overwrite(tidyPath).regex(ABSOLUTE_PATH, "must be an absolute path (starting with /) without '..'")

const emptyOrAbsolutePath = () =>
  z
    .string()
    .overwrite(tidyPath)
    .refine((path) => path === '' || ABSOLUTE_PATH.test(path), "must be empty or an absolute path without '..'")

/** A path that always has a value. */
export function pathSetting(fallback: string, facts: TextFacts) {
  return setting(absolutePath().default(fallback), { ...facts, format: 'path' })
}

/** A folder as the Plex server reports it, which may run on Windows. */
export function plexPathSetting(fallback: string, facts: TextFacts) {
  const type = z
    .string()
    .overwrite((path) => tidyPlexPath(path) ?? path)
    .refine(
      (path) => tidyPlexPath(path) !== undefined,
      String.raw`must be an absolute path (starting with /, a drive such as U:\ or \\host\share) without '..'`
    )
  return setting(type.default(fallback), { ...facts, format: 'plex-path' })
}

/** A comma list of folders as the Plex server reports them, one for each of another list; empty by default. */
export function plexPathListSetting(facts: TextFacts) {
  const isNone = (path: string): boolean => path.trim() === NO_PLEX_PATH
  const entry = z
    .string()
    .overwrite((path) => (isNone(path) ? NO_PLEX_PATH : (tidyPlexPath(path) ?? path)))
    .refine((path) => isNone(path) || tidyPlexPath(path) !== undefined)
  return setting(z.array(entry).default([]), { ...facts, format: 'plex-path' })
}

const tidyMapping = (text: string): string => {
  const mapping = pathMappingOf(text)
  return mapping === undefined ? text : mappingText(mapping)
}

/** A comma list of pairs of folders, Plex's and ours; empty by default. */
export function mappingListSetting(facts: TextFacts) {
  const pair = z
    .string()
    .overwrite(tidyMapping)
    .refine((text) => pathMappingOf(text) !== undefined)
  return setting(z.array(pair).default([]), { ...facts, format: 'mapping' })
}

/** A path that may be left empty. */
export function optionalPathSetting(facts: TextFacts) {
  return setting(emptyOrAbsolutePath().default(''), { ...facts, format: 'path' })
}

/** A comma list of paths; empty by default. */
export function pathListSetting(facts: TextFacts) {
  return setting(z.array(absolutePath()).default([]), { ...facts, format: 'path' })
}

const tidyTraktList = (text: string): string => {
  const address = traktListOf(text)
  return address === undefined ? text : traktListText(address)
}

/** A comma list of public lists at Trakt; empty by default. */
export function traktListSetting(facts: TextFacts) {
  const list = z
    .string()
    .overwrite(tidyTraktList)
    .refine((text) => traktListOf(text) !== undefined)
  return setting(z.array(list).default([]), { ...facts, format: 'trakt-list' })
}

const webAddress = z.url({ protocol: /^https?$/, hostname: /./ })
const stripTrailingSlashes = (url: string): string => url.trim().replace(/\/+$/, '')
const isEmptyOrAddress = (url: string): boolean => url === '' || webAddress.safeParse(url).success

/** A comma list of speed limits by time of day; empty by default. */
export function rateListSetting(facts: TextFacts) {
  const window = z.string().refine((text) => rateWindowOf(text) !== undefined)
  return setting(z.array(window).default([]), { ...facts, format: 'rate' })
}

/** The base address of a server, empty until set: no query, fragment or login, because paths are appended to it. */
export function baseUrlSetting(facts: TextFacts) {
  const type = z
    .string()
    .overwrite(stripTrailingSlashes)
    .refine(
      (url) => isEmptyOrAddress(url) && !/[?#@\s]/.test(url),
      'must be an http:// or https:// address without query, # or login'
    )
  return setting(type.default(''), { ...facts, format: 'url' })
}

/** Any web address, empty until set; query and trailing parts are kept because they may be the key. */
export function urlSetting(facts: TextFacts) {
  const type = z.string().trim().refine(isEmptyOrAddress, 'must be an http:// or https:// address')
  return setting(type.default(''), { ...facts, format: 'url' })
}

/** On or off. */
export function switchSetting(fallback: boolean, facts: SettingFacts) {
  return setting(z.boolean().default(fallback), facts)
}

/** A whole number within a range, both ends included. */
export function countSetting(range: { min: number; max: number; fallback: number }, facts: SettingFacts) {
  return setting(z.int().min(range.min).max(range.max).default(range.fallback), facts)
}

/** A number within a range that may have decimals. */
export function amountSetting(range: { min: number; max: number; fallback: number }, facts: SettingFacts) {
  return setting(z.number().min(range.min).max(range.max).default(range.fallback), facts)
}

const roomText = () =>
  z.string().transform((text, context): RoomSize => {
    const size = roomSizeOf(text)
    if (size !== undefined) return size
    context.addIssue({ code: 'custom', message: 'no size' })
    return z.NEVER
  })

/** Room on the pool: an amount, or a share of it. The value is a number of GB, or a text such as `50%`. */
export function roomSetting(fallback: number, facts: SettingFacts) {
  const amount = z.number().min(0).max(MAX_GB)
  return setting(z.union([amount, roomText()]).default(fallback), { ...facts, unit: 'GB' })
}

/** Versions, parts and sidecars of generated items. */
import { falls, hash, within } from '#test/fakes/kit/random.ts'
import { fileName, type NameKind } from './generate-names.ts'
import { firstIdOf } from './layout.ts'
import type { Mix } from './mix.ts'
import type { FakeMedia, FakePart } from './model.ts'

/** What is known of a film or episode before its files are made up. */
export interface Subject {
  readonly key: number
  /** Hash numbers differ per item; an episode of a shared file uses the number of the first episode. */
  readonly number: number
  readonly folder: string
  readonly base: string
  readonly nameKind: NameKind
  readonly separator: '/' | '\\'
  readonly durationMs: number
  readonly resolution: '1080' | '4k'
  readonly kind: 'movie' | 'episode'
  readonly deletedAt: number | undefined
}

interface Chance {
  readonly seed: number
  readonly mix: Mix
}

const GB = 1_000_000_000
const frames = {
  '720': { width: 1280, height: 720, bitrateKbps: 3000, videoCodec: 'h264', audioCodec: 'aac' },
  '1080': { width: 1920, height: 1080, bitrateKbps: 9000, videoCodec: 'h264', audioCodec: 'ac3' },
  '4k': { width: 3840, height: 2160, bitrateKbps: 42_000, videoCodec: 'hevc', audioCodec: 'eac3' }
} as const
type Resolution = keyof typeof frames

const sizes: Readonly<Record<Subject['kind'], Record<Resolution, readonly [number, number]>>> = {
  movie: { '720': [GB, 2 * GB], '1080': [2 * GB, 12 * GB], '4k': [15 * GB, 60 * GB] },
  episode: { '720': [0.2 * GB, 0.5 * GB], '1080': [0.4 * GB, 3 * GB], '4k': [3 * GB, 9 * GB] }
}

function sizeOf(subject: Subject, resolution: Resolution, chance: Chance): number {
  const [from, to] = sizes[subject.kind][resolution]
  return within(hash(chance.seed, subject.number, 20), from, to)
}

interface Version {
  readonly slot: number
  readonly resolution: Resolution
  readonly folder: string
  readonly ends: readonly string[]
  readonly container: string
}

function versionOf(subject: Subject, version: Version, chance: Chance): FakeMedia {
  const id = firstIdOf(subject.key) + version.slot
  const withoutSize = falls(hash(chance.seed, subject.number, 21), chance.mix.missingSize)
  const sizeBytes = Math.floor(sizeOf(subject, version.resolution, chance) / version.ends.length)
  const part = (end: string, index: number): FakePart => ({
    id: firstIdOf(subject.key) + version.slot * 3 + index,
    file: version.folder + subject.separator + fileName({ base: subject.base, end, kind: subject.nameKind }),
    ...(withoutSize ? {} : { sizeBytes }),
    durationMs: Math.floor(subject.durationMs / version.ends.length),
    container: version.container
  })
  return {
    id,
    durationMs: subject.durationMs,
    ...frames[version.resolution],
    resolution: version.resolution,
    container: version.container,
    ...(subject.deletedAt === undefined ? {} : { deletedAt: subject.deletedAt }),
    parts: version.ends.map(part)
  }
}

function optimized(subject: Subject, slot: number, chance: Chance): FakeMedia {
  const folder = [subject.folder, 'Plex Versions', 'Optimized for TV'].join(subject.separator)
  const version = versionOf(subject, { slot, resolution: '720', folder, ends: ['.mp4'], container: 'mp4' }, chance)
  return { ...version, proxyType: 42, target: 'Optimized for TV' }
}

/** All versions of a film or episode, the first one being the one that plays. */
export function mediaOf(subject: Subject, chance: Chance): FakeMedia[] {
  const { mix, seed } = chance
  const has = (salt: number, share: number): boolean => falls(hash(seed, subject.number, salt), share)
  const { folder, resolution } = subject
  const two = has(22, mix.twoVersions)
  const ends = has(23, mix.stackedParts) ? [' - pt1.mkv', ' - pt2.mkv'] : [two ? ` - ${resolution}.mkv` : '.mkv']
  const first = versionOf(subject, { slot: 0, resolution, folder, ends, container: 'mkv' }, chance)
  const out = [first]
  if (two) {
    out.push(versionOf(subject, { slot: 1, resolution: '720', folder, ends: [' - 720.mkv'], container: 'mkv' }, chance))
  }
  if (has(24, mix.optimizedVersion)) out.push(optimized(subject, 2, chance))
  if (has(25, mix.sameFileTwice)) {
    const parts = first.parts.map((part, index) => ({ ...part, id: firstIdOf(subject.key) + 9 + index }))
    out.push({ ...first, id: firstIdOf(subject.key) + 3, parts })
  }
  return out
}

const subtitleSets = [
  ['.en.srt'],
  ['.en.srt', '.en.sdh.srt'],
  ['.de.forced.ass', '.en.srt'],
  ['.pt-BR.srt'],
  ['.idx', '.sub']
]

/** Suffixes of the subtitle files beside the first part. A name of full length has no room for any. */
export function sidecarsOf(subject: Subject, chance: Chance): readonly string[] {
  const picked = hash(chance.seed, subject.number, 26)
  if (subject.nameKind === 'long' || !falls(picked, chance.mix.sidecars)) return []
  return subtitleSets[picked % subtitleSets.length] ?? []
}

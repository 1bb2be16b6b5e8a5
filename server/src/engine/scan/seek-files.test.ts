/** Files of libraries without a path in Plex: nothing is asked of a disk that an earlier answer, or the ledger, can say. */
import { defaultSettings, type Settings } from '@pcu/contract'
import { describe, expect, it } from 'vitest'
import { plexPath, poolPath, sharePath } from '#core/model/place.ts'
import { createPathMap } from '#core/resolve/path-map.ts'
import type { Place } from '#engine/layout.ts'
import type { KeptAnswer, LibraryScanner } from '#ports/scan/library-scan.ts'
import { Failure } from '#src/failure.ts'
import { aLayout, aLibrary, aMovie, anOwned, aWant, hour, now } from '#test/builders/world.ts'
import { type SeekOrder, seekFiles } from './seek-files.ts'

const roots = ['/nas/a', '/nas/b'] as const
type Files = Readonly<Record<string, number>>

const placeOf = (shareRoot: string, poolRoot: string): Place => ({
  layout: aLayout({ shareRoot: sharePath(shareRoot), poolRoot: poolPath(poolRoot), arrayRoots: [] }),
  promoteBlock: undefined,
  evictBlock: undefined,
  mode: { presentation: 'symlink', original: 'backup', sentence: '', warnings: [] }
})

/** Libraries of these files, with a note of every question; a root that is silent throws. */
const aRoom = (files: Files, facts: { silent?: string; kept?: ReadonlyMap<string, KeptAnswer> } = {}) => {
  const asked: string[] = []
  const kept = new Map(facts.kept)
  const insist = (root: string): void => {
    if (root === facts.silent) throw new Failure('disk.gone', { sentence: `${root} is silent.`, retry: 'later', root })
  }
  const scanner: LibraryScanner = {
    sizeOf: async (root, path) => {
      asked.push(`size ${root}/${path}`)
      insist(root)
      return files[`${root}/${path}`]
    },
    walk: async (root, { visit, isOver }) => {
      asked.push(`walk ${root}`)
      insist(root)
      for (const path of Object.keys(files).filter((one) => one.startsWith(`${root}/`))) {
        if (isOver()) break
        const [folder, name] = [
          path.slice(root.length + 1, path.lastIndexOf('/')),
          path.slice(path.lastIndexOf('/') + 1)
        ]
        await visit(folder, [name])
      }
      return { folders: 1, files: 1, read: 1, unread: [], whole: true }
    }
  }
  const found = {
    all: async () => kept,
    put: async (answers: ReadonlyMap<string, KeptAnswer>) => {
      for (const [path, answer] of answers) kept.set(path, answer)
    },
    forget: async (paths: readonly string[]) => {
      for (const path of paths) kept.delete(path)
    }
  }
  return { scan: { scanner, found, folders: { only: async () => undefined } }, asked, kept }
}

const gamma = plexPath('/films/Gamma/Gamma.mkv')
const item = aMovie({ ratingKey: 'g', versions: [{ optimized: false, parts: [{ file: gamma, sizeBytes: 7 }] }] })
const settings: Settings = {
  ...defaultSettings(),
  paths: { ...defaultSettings().paths, additionalSources: [...roots], additionalPlexSources: [] }
}

const seek = async (room: ReturnType<typeof aRoom>, facts: Partial<SeekOrder> = {}) => {
  const place = placeOf('/mnt/user', '/mnt/cache')
  const sources = roots.map((root) => placeOf(root, `/mnt/cache/.pcu-sources/${root.slice(1).replace('/', '+')}`))
  const pathMap = createPathMap(
    place.layout,
    [{ plex: '/media', share: '/mnt/user' }],
    sources.map(({ layout }) => layout)
  )
  const problems: string[] = []
  const map = await seekFiles(
    {
      settings,
      scan: room.scan,
      problems: { report: (_, all) => void problems.push(...all.map(({ sentence }) => sentence)), all: () => [] }
    },
    {
      places: { place, sources, pathMap, layoutAt: () => place.layout },
      wants: [aWant({ ratingKey: 'g' })],
      library: aLibrary([item]),
      owned: [],
      inspections: new Map(),
      now,
      signal: new AbortController().signal,
      ...facts
    }
  )
  const placed = map.place(gamma)
  return { map, problems, told: placed.kind === 'placed' ? placed.share : placed.reason }
}

describe('looking for a file', () => {
  it('asks nothing when nothing is wanted, or when what is wanted has its place by a pair of paths', async () => {
    const room = aRoom({ '/nas/a/Gamma/Gamma.mkv': 7 })
    await seek(room, { wants: [] })
    await seek(room, { wants: [aWant({ ratingKey: 'm' })], library: aLibrary([aMovie({ ratingKey: 'm' })]) })
    expect(room.asked).toEqual([])
  })

  it('finds it by the end of its path, in the root of its own library, without a walk; and then asks no more', async () => {
    const room = aRoom({ '/nas/b/Gamma/Gamma.mkv': 7 })
    const { map, told } = await seek(room)
    expect(told).toBe('/nas/b/Gamma/Gamma.mkv')
    expect(map.poolOf(sharePath('/nas/b/Gamma/Gamma.mkv'))).toBe('/mnt/cache/.pcu-sources/nas+b/Gamma/Gamma.mkv')
    expect(map.plexOf(sharePath('/nas/b/Gamma/Gamma.mkv'))).toEqual([gamma])
    const tails = roots.flatMap((root) => [`size ${root}/Gamma/Gamma.mkv`, `size ${root}/films/Gamma/Gamma.mkv`])
    expect(room.asked.toSorted()).toEqual(tails)
    expect((await seek(room)).told).toBe('/nas/b/Gamma/Gamma.mkv')
    expect(room.asked).toHaveLength(tails.length)
  })

  it('then by name and size; a stem alone counts only when there is one', async () => {
    expect((await seek(aRoom({ '/nas/a/x/Gamma.mkv': 7, '/nas/b/y/Gamma.mkv': 8 }))).told).toBe('/nas/a/x/Gamma.mkv')
    expect((await seek(aRoom({ '/nas/a/x/Gamma.mp4': 7 }))).told).toBe('/nas/a/x/Gamma.mp4')
    expect((await seek(aRoom({ '/nas/a/x/Gamma.mp4': 7, '/nas/b/Gamma.avi': 7 }))).told).toMatchObject({
      code: 'several-files-fit'
    })
  })

  it('chooses nothing between equals, and names them', async () => {
    const { told } = await seek(aRoom({ '/nas/a/Gamma/Gamma.mkv': 7, '/nas/b/Gamma/Gamma.mkv': 7 }))
    const candidates = ['/nas/a/Gamma/Gamma.mkv', '/nas/b/Gamma/Gamma.mkv']
    expect(told).toEqual({ code: 'several-files-fit', path: gamma, candidates })
  })

  it('that is nowhere is not repeated for a day', async () => {
    const room = aRoom({})
    expect((await seek(room)).told).toEqual({ code: 'in-no-library', path: gamma, libraries: [...roots] })
    const before = room.asked.length
    await seek(room, { now: now + 23 * hour })
    expect(room.asked).toHaveLength(before)
    await seek(room, { now: now + 25 * hour })
    expect(room.asked.length).toBeGreaterThan(before)
  })

  it('goes on past a library that is silent, which is named, and keeps no "nowhere"', async () => {
    const room = aRoom({ '/nas/b/x/Gamma.mkv': 7 }, { silent: '/nas/a' })
    const { told, problems } = await seek(room)
    expect(told).toBe('/nas/b/x/Gamma.mkv')
    expect(problems.join()).toContain('/nas/a is silent')
    const empty = aRoom({}, { silent: '/nas/a' })
    await seek(empty)
    expect(empty.kept.size).toBe(0)
  })

  it('is taken up again when the file of an earlier answer is gone', async () => {
    const kept = new Map<string, KeptAnswer>([[gamma, { kind: 'found', path: '/nas/a/old/Gamma.mkv', at: now }]])
    const unit = sharePath('/nas/a/old/Gamma.mkv')
    const refusal = {
      rule: 'files-are-there',
      reason: { code: 'file-missing', path: unit },
      until: now + hour
    } as const
    const inspections = new Map([[unit, { unit, lookedAt: now, files: [], refusal }]])
    const room = aRoom({ '/nas/a/new/Gamma.mkv': 7 }, { kept })
    expect((await seek(room)).told).toBe('/nas/a/old/Gamma.mkv')
    expect((await seek(room, { inspections })).told).toBe('/nas/a/new/Gamma.mkv')
  })

  it('of a file on the pool asks nobody: the ledger knows it, also when the answers are lost', async () => {
    const id = sharePath('/nas/a/Gamma/Gamma.mkv')
    const [file] = anOwned({ name: 'g' }).files
    if (file === undefined) throw new Error('no file')
    const owned = [{ ...anOwned({ name: 'g' }), id, files: [{ ...file, sharePath: id, sizeBytes: 7 }] }]
    const room = aRoom({})
    expect((await seek(room, { owned })).told).toBe(id)
    expect(room.asked).toEqual([])
  })

  it('stops walking once everything was found by name, folder and size', async () => {
    const room = aRoom({ '/nas/a/deep/Gamma/Gamma.mkv': 7, '/nas/a/zz/Gamma.mkv': 7 })
    expect((await seek(room)).told).toBe('/nas/a/deep/Gamma/Gamma.mkv')
    expect(room.asked).not.toContain('size /nas/a/zz/Gamma.mkv')
  })
})

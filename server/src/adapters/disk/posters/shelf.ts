/** Keeps pictures in a folder of our own, up to a size; what was used longest ago goes first, also after a restart. */
import { randomUUID } from 'node:crypto'
import { readdir, readFile, rename, rm, stat, utimes, writeFile } from 'node:fs/promises'
import { forEachBounded } from '#kit/bounded.ts'
import { makeFolder } from '#kit/make-folder.ts'
import type { KeptPicture, PictureShelf } from '#ports/pictures/pictures.ts'
import { fileOf, isEntry, packEntry, unpackEntry } from './entry.ts'

/** Where, and how much. */
export interface ShelfOptions {
  readonly folder: string
  /** 0: nothing is kept. */
  readonly mostBytes: number
  readonly now: () => number
}

interface Entry {
  readonly bytes: number
  /** When its file was last marked as used, epoch milliseconds. */
  readonly markedAt: number
}

/** A use is written down no oftener: a restart may forget the last hour. */
const markEveryMs = 60 * 60_000
const statsAtOnce = 8

/** What is there, what was used longest ago first. What a dead process left half written goes. */
const lookInto = async (folder: string): Promise<Map<string, Entry>> => {
  makeFolder(folder, 0o700)
  const names = await readdir(folder)
  for (const name of names) if (name.endsWith('.half')) await rm(`${folder}/${name}`, { force: true })
  const found = await forEachBounded(names.filter(isEntry), statsAtOnce, async (name) => {
    const { size, mtimeMs } = await stat(`${folder}/${name}`)
    return [name, { bytes: size, markedAt: mtimeMs }] as const
  })
  return new Map(found.toSorted(([, one], [, other]) => one.markedAt - other.markedAt))
}

/** Nothing to do: a disk that refuses leaves the shelf as it is. */
const ignored = (): undefined => undefined

/** Opens it; the folder is looked at when it is first needed. */
export const createPictureShelf = ({ folder, mostBytes, now }: ShelfOptions): PictureShelf => {
  let looked: Promise<Map<string, Entry>> | undefined
  let turn: Promise<unknown> = Promise.resolve()

  const entries = (): Promise<Map<string, Entry>> => {
    looked ??= lookInto(folder).catch(() => new Map<string, Entry>())
    return looked
  }
  const drop = async (file: string, all: Map<string, Entry>): Promise<void> => {
    all.delete(file)
    await rm(`${folder}/${file}`, { force: true }).catch(ignored)
  }
  const makeRoom = async (all: Map<string, Entry>): Promise<void> => {
    let sum = 0
    for (const { bytes } of all.values()) sum += bytes
    for (const [file, { bytes }] of all) {
      if (sum <= mostBytes) return
      sum -= bytes
      await drop(file, all)
    }
  }
  const use = async (file: string, all: Map<string, Entry>): Promise<void> => {
    const entry = all.get(file)
    if (entry === undefined) return
    const isOld = Math.abs(now() - entry.markedAt) > markEveryMs
    all.delete(file)
    all.set(file, isOld ? { ...entry, markedAt: now() } : entry)
    if (isOld) await utimes(`${folder}/${file}`, now() / 1000, now() / 1000).catch(ignored)
  }
  const write = async (file: string, picture: KeptPicture): Promise<void> => {
    const packed = packEntry(picture)
    if (packed.length > mostBytes) return
    const all = await entries()
    const half = `${folder}/${randomUUID()}.half`
    try {
      await writeFile(half, packed, { mode: 0o600, flag: 'wx' })
      await rename(half, `${folder}/${file}`)
    } catch {
      await rm(half, { force: true }).catch(ignored)
      return
    }
    all.delete(file)
    all.set(file, { bytes: packed.length, markedAt: now() })
    await makeRoom(all)
  }

  return {
    read: async (name) => {
      const file = fileOf(name)
      const all = mostBytes === 0 ? undefined : await entries()
      if (all?.has(file) !== true) return undefined
      const kept = await readFile(`${folder}/${file}`).then(unpackEntry, ignored)
      await (kept === undefined ? drop(file, all) : use(file, all))
      return kept
    },
    keep: (name, picture) => {
      const mine = mostBytes === 0 ? Promise.resolve() : turn.then(() => write(fileOf(name), picture))
      turn = mine.catch(ignored)
      return mine
    }
  }
}

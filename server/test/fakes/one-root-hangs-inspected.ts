/** A process of its own for one question: what an inspection says of a root that hangs. One line of JSON; told by its arguments: that root, one that does not hang, and the patience in milliseconds. */
import { setTimeout as wait } from 'node:timers/promises'
import { systemClock } from '#adapters/clock.ts'
import { askDisk } from '#adapters/disk/patience/ask-disk.ts'
import { createTurnstile } from '#adapters/disk/patience/turnstile.ts'
import { createStorageHost } from '#adapters/disk/storage-host.ts'
import type { StorageLayout } from '#core/model/layout.ts'
import { arrayPath, plexPath, poolPath, sharePath } from '#core/model/place.ts'
import { Failure } from '#src/failure.ts'

const [hung = '', sound = '', patience = ''] = process.argv.slice(2)
const patienceMs = Number(patience)
const turnstile = createTurnstile({ clock: systemClock, patienceMs })

const host = createStorageHost({
  now: systemClock.now,
  memory: { get: async () => undefined, set: async () => undefined },
  rules: () => ({ dryRun: true, allowVolatilePool: true, allowSameFileSystem: true, minimumFileAgeMinutes: 0 }),
  ask: askDisk(turnstile)
})
const layout: StorageLayout = {
  shareRoot: sharePath(hung),
  poolRoot: poolPath(sound),
  arrayRoots: [arrayPath(hung)],
  linkRoot: sound,
  situation: 'elsewhere',
  mode: { presentation: 'symlink', original: 'backup' }
}

/** What a look at a unit whose disk hangs says of that disk. */
const inspection = async (): Promise<unknown> => {
  const path = sharePath(`${hung}/another`)
  const video = { plexPath: plexPath('/media/another'), sharePath: path, poolPath: poolPath(`${sound}/another`) }
  const seen = await host.inspect(layout, {
    id: path,
    title: 'Film',
    sectionId: '1',
    ratingKeys: ['1'],
    videos: [{ ...video, sizeBytes: undefined }],
    wants: [],
    trashed: false,
    watchedAt: undefined
  })
  return seen.trouble
}

const within = <T>(ms: number, act: Promise<T>): Promise<T | 'hangs'> => Promise.race([act, wait<'hangs'>(ms, 'hangs')])
const codeOf = (thrown: unknown): unknown => (thrown instanceof Failure ? thrown.code : thrown)

const first = await within(patienceMs + 3000, inspection())
const next = await within(500, inspection())
const room = await within(500, host.roomOf(hung).catch(codeOf))
process.stdout.write(`${JSON.stringify({ first, next, room })}\n`)
process.exit(0)

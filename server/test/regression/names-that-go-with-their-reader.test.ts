/**
 * On an SMB share a rename over a file that somebody reads fails, and the file goes all the same once the reader has closed it. Whenever that happens, whole
 * bytes stand under a name that stays: a name that is only in sight until its reader is gone counts for nothing.
 */
import { renameSync } from 'node:fs'
import { join } from 'node:path'
import { afterEach, describe, expect, test, vi } from 'vitest'
import type { Mode } from '#core/model/unit.ts'
import type { Step } from '#ports/file-system.ts'
import type { Settled } from '#ports/mover.ts'
import {
  calm,
  content,
  evict,
  film,
  type Life,
  makeWorld,
  modes,
  nameOfMode,
  originalContent,
  ownedUnit,
  plainBytes,
  promote,
  seenByPlex,
  type World,
  writeAt
} from '#test/crash/world.ts'
import { closeByReader, isDoomed, newShare, openByReader } from '#test/fakes/share-with-readers.ts'

vi.mock('node:fs/promises', async (real) => {
  const { callsOfShare } = await import('#test/fakes/share-with-readers.ts')
  return callsOfShare(await real())
})

const worlds: World[] = []
afterEach(() => {
  for (const world of worlds.splice(0)) world.remove()
})

const newer = content('the film as somebody improved it', 7000)

/** One story: what was done before, what is done while somebody reads a name on the array, and what must never be lost. */
interface Story {
  readonly name: string
  readonly mode: Mode
  readonly before: (world: World, life: Life) => Promise<void>
  readonly act: (world: World, life: Life) => Promise<unknown>
  readonly precious: Buffer
}

const toThePool = (mode: Mode): Story => ({
  name: `${nameOfMode(mode)} to the pool`,
  mode,
  before: () => Promise.resolve(),
  act: promote,
  precious: originalContent
})

const home = (mode: Mode): Story => ({
  name: `${nameOfMode(mode)} home`,
  mode,
  before: async (world, life) => {
    await promote(world, life)
  },
  act: evict,
  precious: originalContent
})

const improve = (world: World): void => {
  writeAt(join(world.pool, 'upgrade'), newer, 1_710_000_000)
  renameSync(join(world.pool, 'upgrade'), join(world.pool, film))
}

const improved = (mode: Mode): Story => ({
  name: `${nameOfMode(mode)}, changed on the pool and written home`,
  mode,
  before: async (world, life) => {
    await promote(world, life)
    improve(world)
  },
  act: async (world, life) => {
    const unit = await ownedUnit(world, life)
    const files = unit.files.map(({ sharePath }) => sharePath)
    await life.mover.mend({ layout: world.layout, unit, because: [{ code: 'copy-changed', path: 'x' }], files }, calm)
    return await evict(world, life)
  },
  precious: newer
})

const original = (world: World): string => join(world.array, film)
const names = (world: World): readonly string[] => [
  original(world),
  join(world.pool, film),
  `${original(world)}.plexcached`
]

const stands = (world: World, precious: Buffer): boolean =>
  names(world).some((path) => !isDoomed(path) && plainBytes(path)?.equals(precious) === true)

interface Told {
  readonly steps: number
  readonly lost: readonly string[]
  /** Of the recovery while somebody still reads. */
  readonly waiting: readonly Settled[]
  readonly open: number
  /** What Plex finds in the end. */
  readonly seen: Buffer | undefined
  readonly states: readonly string[]
}

/** The reader closes before the step of this number; after everything, and after a recovery, where it is more than there are. */
const play = async (story: Story, closesAt: number): Promise<Told> => {
  const world = await makeWorld(story.mode)
  worlds.push(world)
  const life = await world.live()
  await story.before(world, life)
  const path = original(world)
  openByReader(path)
  const lost: string[] = []
  let steps = 0
  const look = (when: string): void => {
    if (!stands(world, story.precious)) lost.push(`${story.name}, closed before ${closesAt}: lost ${when}`)
  }
  const step: Step = async (name, act) => {
    steps += 1
    if (steps === closesAt) closeByReader(path)
    look(`before ${name}`)
    try {
      return await act()
    } finally {
      look(`after ${name}`)
    }
  }
  await story.act(world, { ...life, mover: life.moverWith({ step }) })
  const waiting = await life.moverWith({ step }).settle()
  closeByReader(path)
  look('once the reader was gone')
  await life.moverWith({ step }).settle()
  look('in the end')
  const open = (await life.journal.unfinished()).length
  const states = (await life.ledger.owned()).map(({ state }) => state)
  await life.end()
  return { steps, lost, waiting, open, seen: seenByPlex(world, film), states }
}

const everywhere = async (story: Story): Promise<readonly string[]> => {
  const { steps, lost, open } = await play(story, Number.MAX_SAFE_INTEGER)
  const found = [...lost, ...(open > 0 ? [`${story.name}: still open`] : [])]
  for (let at = 1; at <= steps; at += 1) {
    const told = await play(story, at)
    found.push(...told.lost, ...(told.open > 0 ? [`${story.name}, closed before ${at}: still open`] : []))
  }
  return found
}

/** Without a union or a link the same acts happen as on a union. */
const served = modes.filter(({ presentation }) => presentation !== 'bare')

const stories: readonly Story[] = [
  ...served.filter(({ original: fate }) => fate !== 'keep').map(toThePool),
  ...served.map(home),
  ...served.map(improved)
]

describe.each([true, false])('a share that tells how many links are left: %s', (tells) => {
  test.each(stories.map((story) => [story.name, story] as const))(
    '%s: whole bytes stand at every step',
    async (_name, story) => {
      newShare(tells)
      expect(await everywhere(story)).toEqual([])
    },
    60_000
  )
})

const never = Number.MAX_SAFE_INTEGER

test.each([
  ['backup', []],
  ['remove', ['complete']]
] as const)(
  'links, original to %s: it waits for the reader, says so, and gives the name back',
  async (fate, states) => {
    newShare(true)
    const told = await play(toThePool({ presentation: 'symlink', original: fate }), never)
    expect(told.waiting.map(({ sentence }) => sentence).join()).toMatch(
      /still open: .*Arrival\.mkv is in sight but cannot be relied on.*settled in a later run/u
    )
    expect(told.seen?.equals(originalContent)).toBe(true)
    expect(told.states).toEqual(states)
  }
)

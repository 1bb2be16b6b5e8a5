/**
 * What related programs got wrong, or were asked for, as 58 scenarios: each is shown by at least one test whose name begins with its number ("peer 07: …").
 * This test reads the names of all tests, so that none of the 58 is lost when a test is renamed or taken away.
 */
import { readdirSync, readFileSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import { describe, expect, it } from 'vitest'

const scenarios = [
  'a copy to the pool is killed half-way',
  'somebody else left half a file under the final name',
  'the way home is killed half-way',
  'the way home of an upgraded copy is killed at any step',
  'the array runs full on the way home',
  'the pool runs full on the way in',
  'the state cannot be written down any more',
  'power fails right after the original was parked',
  'an array disk is nearly full, and a parked original of the same size is there',
  'the program is asked to end during a large copy',
  'a cached file is overwritten by a bigger one of the same name',
  'our link is replaced by a real file',
  'an episode is imported anew under another name',
  'a path changes only in how the share is called',
  'a second version is added beside the first',
  'subtitles and parked originals have names that are alike',
  'what is due to go home is being played',
  'somebody presses play after the plan was made',
  'one of two versions of a film is being played',
  'a hard-linked file, and links are to be left',
  'a hard-linked file is moved and comes home',
  'a copy on the pool has gained another link',
  "one person's deck answers with an error",
  'ids of saved titles cannot be looked up',
  "a person's token is taken back",
  'the feed has moved, or one title cannot be read',
  'Plex cannot be reached at all',
  'titles that contain each other, and folders without a year',
  'two people at different places of one show',
  'the window crosses seasons, and room for a part of it',
  'a window in minutes instead of episodes',
  'two folders of one library with different mappings',
  'prefixes that begin alike',
  'a Plex server on Windows',
  'a mapped path that is not mounted',
  'a file that only the merged view shows',
  'a poster that several episodes share',
  'subtitles beside a chosen video',
  'folders that become empty on the way home',
  'owner and mode of folders that are made',
  'several limits at once, and a pool that others fill',
  'a title that was saved long ago, with room to spare',
  'grace after something left the deck, for each person',
  'a pinned film',
  'the least wanted of three makes room',
  "the mover's list is rewritten a hundred times through crashes",
  'paths of the container and of the host in that list',
  'the mover is at work when a run starts',
  'a file that failed to come home, and one that was never ours',
  'a dry run',
  'several ask for a run at once',
  'a run is stopped in the middle of a copy',
  'a file is missing on both sides',
  'a thousand cached files and nothing to do',
  'the database is damaged or gone',
  'five hundred runs and one client',
  'everything is asked back',
  'another program is taken over from'
] as const

/** Shown later, and why. */
const awaited: ReadonlyMap<number, string> = new Map([
  [58, 'Nothing is imported from other programs yet; their parked originals are left as they are (peer 02).']
])

const root = fileURLToPath(new URL('../../..', import.meta.url))

const testFiles = (): readonly string[] =>
  ['contract/src', 'server/src', 'server/test', 'web/src', 'web/test', 'tools'].flatMap((room) =>
    readdirSync(`${root}/${room}`, { recursive: true, encoding: 'utf8' })
      .filter((name) => /\.test\.tsx?$/u.test(name) && !name.endsWith('peer-scenarios.test.ts'))
      .map((name) => `${root}/${room}/${name}`)
  )

/** At the beginning of a name of a test or of a group of them, wherever its line breaks. */
const namedIn = (text: string): readonly number[] =>
  [...text.matchAll(/(?:\(|\n)\s*['"`]peer (\d{2}): ?\S/gu)].map(([, number]) => Number(number))

const shown: ReadonlySet<number> = new Set(testFiles().flatMap((path) => namedIn(readFileSync(path, 'utf8'))))

describe('the scenarios of related programs', () => {
  it('are 58, and no test is named after another number', () => {
    expect(scenarios).toHaveLength(58)
    expect([...shown].filter((number) => number < 1 || number > scenarios.length)).toEqual([])
  })

  it.each(scenarios.map((title, at) => [at + 1, title] as const))('%i: %s', (number) => {
    const why = awaited.get(number)
    if (why === undefined) expect(shown).toContain(number)
    else expect(shown, why).not.toContain(number)
  })
})

/**
 * Which test files share a process, and in which order all begin: those that take longest first, so that none of them is left alone at the end while the other
 * workers have nothing to do.
 */
import { BaseSequencer, type TestSequencerConstructor, type TestSpecification } from 'vitest/node'

/** Files that change nothing of their process share it, and read the modules once: that halves what they cost. */
export const together: readonly string[] = [
  'contract/src/**/*.test.ts',
  'server/src/**/*.test.ts',
  'server/test/{conformance,fakes,http,mover-list,sign-in}/**/*.test.ts',
  'web/src/**/*.test.{ts,tsx}'
]

/** Files of a minute and more, and where the others of more than ten seconds lie; the longest first. */
const long = [
  'server/test/prove/quick/deaths',
  'web/test/page',
  'server/test/regression/names-that-go',
  'web/test/',
  'server/test/prove/quick/',
  'server/test/scenarios/command-line',
  'server/test/crash/',
  'server/test/scenarios/'
]

const rankOf = ({ moduleId }: Pick<TestSpecification, 'moduleId'>): number => {
  const rank = long.findIndex((start) => moduleId.includes(`/${start}`))
  return rank === -1 ? long.length : rank
}

/** Among those of one place, and among all that are short, the order is vitest's own. */
export const longestFirst: TestSequencerConstructor = class extends BaseSequencer {
  override async sort(files: TestSpecification[]): Promise<TestSpecification[]> {
    const sorted = await super.sort(files)
    return sorted.toSorted((one, other) => rankOf(one) - rankOf(other))
  }
}

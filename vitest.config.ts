/** Which tests run and how: processes, no globals, generous limits because storage tests touch real disks. */
import { availableParallelism } from 'node:os'
import { defineConfig } from 'vitest/config'
import { findChromium } from './tools/chromium.ts'
import { longestFirst, together } from './tools/test-order.ts'
import { treeSeed } from './tools/tree-seed.ts'

/** Whatever fakes modules or the environment, kills, crashes, or weighs more than its modules has a process of its own. */
const alone = ['server/test/**/*.test.ts', 'web/test/**/*.test.ts', 'tools/**/*.test.ts']

export default defineConfig({
  test: {
    pool: 'forks',
    // Much of their time is waiting for disks and other processes: four at once also where there are two cores.
    maxWorkers: Math.max(4, availableParallelism() - 1),
    sequence: { sequencer: longestFirst },
    projects: [
      { extends: true, test: { name: 'together', include: [...together], isolate: false } },
      {
        extends: true,
        test: { name: 'alone', include: alone, exclude: ['**/node_modules/**', 'tools/canaries/house/**', ...together] }
      }
    ],
    testTimeout: 60_000,
    hookTimeout: 60_000,
    // What is waited for comes within milliseconds; on a machine with a hundred other things to do it takes seconds.
    expect: { poll: { timeout: 30_000, interval: 20 } },
    setupFiles: ['tools/test-chances.ts'],
    env: { CHROMIUM_PATH: findChromium() ?? '', TEST_SEED: String(treeSeed()) }
  }
})

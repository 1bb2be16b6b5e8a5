/** Which tests run and how: processes, no globals, generous limits because storage tests touch real disks. */
import { availableParallelism } from 'node:os'
import { defineConfig } from 'vitest/config'
import { findChromium } from './tools/chromium.ts'
import { longestFirst } from './tools/test-order.ts'
import { treeSeed } from './tools/tree-seed.ts'

/** They keep nothing in the process and change nothing of it, so that many of them share one, and read the modules once. */
const pure = ['contract/src/**/*.test.ts', 'server/src/{core,kit,engine}/**/*.test.ts', 'web/src/**/*.test.{ts,tsx}']

export default defineConfig({
  test: {
    pool: 'forks',
    // Files share nothing but the machine, and much of their time is waiting for disks: three at once also where there are two cores.
    maxWorkers: Math.max(3, availableParallelism() - 1),
    sequence: { sequencer: longestFirst },
    projects: [
      { extends: true, test: { name: 'pure', include: pure, isolate: false } },
      {
        extends: true,
        test: {
          name: 'whole',
          include: [
            'server/src/**/*.test.ts',
            'server/test/**/*.test.ts',
            'web/test/**/*.test.ts',
            'tools/**/*.test.ts'
          ],
          exclude: ['**/node_modules/**', 'tools/canaries/house/**', ...pure]
        }
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

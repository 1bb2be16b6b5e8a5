/** Which tests run and how: processes, no globals, generous limits because storage tests touch real disks. */
import { availableParallelism } from 'node:os'
import { defineConfig } from 'vitest/config'
import { findChromium } from './tools/chromium.ts'

export default defineConfig({
  test: {
    include: [
      'contract/src/**/*.test.ts',
      'server/src/**/*.test.ts',
      'server/test/**/*.test.ts',
      'web/src/**/*.test.{ts,tsx}',
      'web/test/**/*.test.ts',
      'tools/**/*.test.ts'
    ],
    exclude: ['**/node_modules/**', 'tools/canaries/house/**'],
    pool: 'forks',
    // Files share nothing but the machine, and much of their time is waiting for disks: three at once also where there are two cores.
    maxWorkers: Math.max(3, availableParallelism() - 1),
    testTimeout: 60_000,
    hookTimeout: 60_000,
    env: { CHROMIUM_PATH: findChromium() ?? '' }
  }
})

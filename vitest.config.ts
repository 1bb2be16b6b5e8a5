/** Which tests run and how: processes, no globals, generous limits because storage tests touch real disks. */
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
    testTimeout: 60_000,
    hookTimeout: 60_000,
    env: { CHROMIUM_PATH: findChromium() ?? '' }
  }
})

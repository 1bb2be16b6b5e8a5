/** What the first page and every other page may weigh, measured at the built files. */
import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { gzipSync } from 'node:zlib'
import { beforeAll, expect, it } from 'vitest'
import { DIST, ensureBuilt } from './browser.ts'

const FIRST_LOAD = 200_000
const PAGE_MORE = 60_000

interface Chunk {
  readonly file: string
  readonly imports?: readonly string[]
}

type Manifest = Readonly<Record<string, Chunk>>

const read = (): Manifest => JSON.parse(readFileSync(join(DIST, '.vite', 'manifest.json'), 'utf8'))
const textOf = ({ file }: Chunk): string => readFileSync(join(DIST, file), 'utf8')
const weighs = (chunk: Chunk): number => gzipSync(textOf(chunk)).length

/** A chunk with everything it needs before it runs. */
const withNeeds = (manifest: Manifest, name: string, found = new Set<string>()): ReadonlySet<string> => {
  if (found.has(name)) return found
  found.add(name)
  for (const needed of manifest[name]?.imports ?? []) withNeeds(manifest, needed, found)
  return found
}

const sum = (manifest: Manifest, names: Iterable<string>): number =>
  [...names].reduce((all, name) => all + (manifest[name] === undefined ? 0 : weighs(manifest[name])), 0)

beforeAll(ensureBuilt, 180_000)

it('keeps the first load and each page within their budgets', () => {
  const manifest = read()
  const frame = withNeeds(manifest, 'index.html')
  const dashboard = 'src/routes/dashboard.tsx'
  const first = new Set([...frame, ...withNeeds(manifest, dashboard)])
  const later = Object.keys(manifest).filter((name) => name.startsWith('src/') && name !== dashboard)
  const table = later.map((name) => {
    const more = sum(
      manifest,
      [...withNeeds(manifest, name)].filter((one) => !first.has(one))
    )
    return { name, more }
  })
  const firstLoad = sum(manifest, first)
  process.stdout.write(`first load ${firstLoad} of ${FIRST_LOAD} bytes (gzip)\n`)
  for (const { name, more } of table) process.stdout.write(`${name} ${more} of ${PAGE_MORE} more\n`)
  expect(firstLoad).toBeLessThanOrEqual(FIRST_LOAD)
  expect(later.length).toBeGreaterThanOrEqual(5)
  expect(table.filter(({ more }) => more > PAGE_MORE)).toEqual([])
})

it('carries no validator', () => {
  expect(Object.values(read()).some((chunk) => textOf(chunk).includes('ZodError'))).toBe(false)
})

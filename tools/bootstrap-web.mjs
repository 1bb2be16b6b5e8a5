/** Builds the page, but only when the files it is made of have changed since the last build. */
import { createHash } from 'node:crypto'
import { existsSync, mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { assertWritable, root, stateFolder } from './bootstrap-files.mjs'
import { runQuietly } from './bootstrap-launch.mjs'

const stamp = join(stateFolder, 'web-build')
const page = join(root, 'web', 'dist', 'index.html')
const notSources = new Set(['dist', 'node_modules', 'test'])

/** True when the built page matches its sources, or when there are no sources to build from (an image ships the result). */
export function isWebBuilt() {
  if (!existsSync(join(root, 'web', 'index.html'))) return true
  return existsSync(page) && readStamp() === sourcesHash()
}

/** Builds web/dist on `node`; throws with the end of the builder's output when that fails. */
export async function buildWeb(node, onStart) {
  assertWritable()
  console.error('Building the dashboard…')
  const hash = sourcesHash()
  const vite = join(root, 'node_modules', 'vite', 'bin', 'vite.js')
  const { code, output } = await runQuietly(node, [vite, 'build', '--logLevel', 'warn'], {
    cwd: join(root, 'web'),
    onStart
  })
  if (code !== 0)
    throw new Error(`${output.split('\n').slice(-25).join('\n')}\n\nThe dashboard could not be built (see above).`)
  mkdirSync(stateFolder, { recursive: true })
  writeFileSync(stamp, hash)
}

function readStamp() {
  try {
    return readFileSync(stamp, 'utf8')
  } catch {
    return undefined
  }
}

/** Contents, not times: a fresh checkout or a switched branch with the same files needs no build. */
function sourcesHash() {
  const hash = createHash('sha256')
  const files = [...filesBelow('web'), ...filesBelow('contract'), 'package-lock.json']
  for (const file of files)
    hash
      .update(`${file}\0`)
      .update(readFileSync(join(root, file)))
      .update('\0')
  return hash.digest('hex')
}

function filesBelow(folder) {
  const entries = readdirSync(join(root, folder), { withFileTypes: true })
  return entries
    .filter((entry) => !notSources.has(entry.name) && !entry.name.endsWith('.test.ts'))
    .sort((a, b) => (a.name < b.name ? -1 : 1))
    .flatMap((entry) => (entry.isDirectory() ? filesBelow(`${folder}/${entry.name}`) : [`${folder}/${entry.name}`]))
}

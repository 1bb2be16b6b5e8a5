/** Installs the dependencies once per lock file, on any Node from 18 and any npm from 9, and finds the pinned Node. */
import { spawnSync } from 'node:child_process'
import { copyFileSync, existsSync, linkSync, mkdirSync, readFileSync, rmSync, symlinkSync } from 'node:fs'
import { delimiter, dirname, join } from 'node:path'
import { assertWritable, root, stateFolder } from './bootstrap-files.mjs'
import { runQuietly } from './bootstrap-launch.mjs'
import { withLock } from './bootstrap-lock.mjs'

const lockFile = join(root, 'package-lock.json')
/** A copy of the lock file that was installed. npm empties the folder first, so an interrupted installation has none. */
const stamp = join(root, 'node_modules', '.installed-lock.json')
const installedNode = join(root, 'node_modules', 'node', 'bin', 'node')

/**
 * npm silently leaves out optional packages whose `engines` refuse the Node it runs on, and the bundler's native parts
 * refuse everything before this one. An older Node therefore only fetches the pinned Node and this npm, and those install.
 */
const oldestNodeThatInstalls = [22, 12]
const stagedNpm = '11.19.1'

const installFlags = [
  '--loglevel=error',
  '--include=dev',
  '--include=optional',
  '--no-audit',
  '--no-fund',
  '--no-progress'
]

/** The Node of this product; the running one stands in where the pinned one cannot be had (musl) but has the same major. */
export function pinnedNode() {
  return existsSync(installedNode) ? installedNode : process.execPath
}

/** Installs unless the installed lock file is this one. Throws an Error worded for a person. */
export async function ensureInstalled() {
  if (isInstalled()) return
  assertWritable()
  await withLock((onStart) => (isInstalled() ? undefined : install(onStart)))
}

function isInstalled() {
  return existsSync(stamp) && readFileSync(stamp).equals(readFileSync(lockFile))
}

async function install(onStart) {
  console.error('Installing what is needed (once)…')
  const staging = join(stateFolder, 'runtime')
  try {
    const runner = (await canInstall()) ? ownNpm() : await fetchRunner(staging, onStart)
    await npm(runner, ['ci', ...installFlags], { cwd: root, onStart })
    await ensurePinnedNode(staging, onStart)
  } finally {
    rmSync(staging, { recursive: true, force: true })
  }
  copyFileSync(lockFile, stamp)
}

/** Asks npm which Node it runs on: behind `npm run` we are on the pinned one, while npm may be on the system's. */
async function canInstall() {
  const agent = await npm(ownNpm(), ['config', 'get', 'user-agent'], { cwd: root })
  const [, major = 0, minor = 0] = agent.match(/node\/v(\d+)\.(\d+)/)?.map(Number) ?? []
  const [oldestMajor, oldestMinor] = oldestNodeThatInstalls
  return major > oldestMajor || (major === oldestMajor && minor >= oldestMinor)
}

function ownNpm() {
  return { command: 'npm', args: [], env: process.env }
}

/** The pinned Node and a current npm in a folder of their own; neither needs an install script. */
async function fetchRunner(staging, onStart) {
  await fetchPackages(staging, [platformPackage(), `npm@${stagedNpm}`], onStart)
  const node = stagedNode(staging)
  const path = [dirname(node), join(staging, 'node_modules', '.bin'), process.env.PATH ?? ''].join(delimiter)
  return {
    command: node,
    args: [join(staging, 'node_modules/npm/bin/npm-cli.js')],
    env: { ...process.env, PATH: path }
  }
}

/** Where install scripts are switched off (`ignore-scripts`), the `node` package stays empty; this fills it. */
async function ensurePinnedNode(staging, onStart) {
  if (!existsSync(installedNode)) {
    if (!existsSync(stagedNode(staging))) await fetchPackages(staging, [platformPackage()], onStart)
    mkdirSync(dirname(installedNode), { recursive: true })
    linkOrCopy(stagedNode(staging), installedNode)
    const command = join(root, 'node_modules', '.bin', 'node')
    rmSync(command, { force: true })
    symlinkSync('../node/bin/node', command)
  }
  if (spawnSync(installedNode, ['--version']).status === 0) return
  rmSync(installedNode, { force: true })
  if (process.versions.node.split('.')[0] === pinnedVersion().split('.')[0]) return
  throw new Error(
    `The pinned Node ${pinnedVersion()} does not run on this system (${process.platform} ${process.arch}): install Node 24 and start again.`
  )
}

function linkOrCopy(from, to) {
  try {
    linkSync(from, to)
  } catch {
    copyFileSync(from, to)
  }
}

async function fetchPackages(staging, packages, onStart) {
  mkdirSync(staging, { recursive: true })
  const flags = [
    '--prefix',
    staging,
    '--no-save',
    '--no-package-lock',
    '--ignore-scripts',
    '--loglevel=error',
    '--no-audit',
    '--no-fund'
  ]
  await npm(ownNpm(), ['install', ...flags, ...packages], { cwd: staging, onStart })
}

function pinnedVersion() {
  return JSON.parse(readFileSync(join(root, 'package.json'), 'utf8')).dependencies.node
}

function platformName() {
  const isAppleSilicon = process.platform === 'darwin' && process.arch === 'arm64'
  return [isAppleSilicon ? 'node-bin' : 'node', process.platform, process.arch].join('-')
}

function platformPackage() {
  return `${platformName()}@${pinnedVersion()}`
}

function stagedNode(staging) {
  return join(staging, 'node_modules', platformName(), 'bin', 'node')
}

/** What npm said when all went well; the end of its words, thrown, when not. */
async function npm({ command, args: leading, env }, args, { cwd, onStart }) {
  const { code, output } = await runQuietly(command, [...leading, ...args], { cwd, env, onStart }).catch((error) => {
    if (error.code !== 'ENOENT') throw error
    throw new Error('npm was not found: install npm (it usually comes with Node), then start again.')
  })
  if (code === 0) return output
  const tail = output.split('\n').slice(-20).join('\n')
  throw new Error(
    `${tail}\n\nnpm could not install the dependencies (see above). Is the network reachable? The next start tries again.`
  )
}

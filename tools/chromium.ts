/** Finds the Chromium that browser tests drive and, where that is possible, installs Debian's. */
import { spawnSync } from 'node:child_process'
import { accessSync, constants } from 'node:fs'
import { delimiter, join } from 'node:path'

/** What decides whether a browser can be found or installed. */
interface Machine {
  /** Folders with programs, as in PATH. */
  readonly path: string
  readonly isRoot: boolean
  /** CHROMIUM_PATH: a browser the person has chosen. */
  readonly chosen: string | undefined
}

const names = ['chromium', 'chromium-browser', 'google-chrome-stable', 'google-chrome']

/** What a person types to get it, for messages. */
const installCommand = 'sudo apt-get install -y --no-install-recommends chromium'

/** The chosen browser, otherwise the first known name on PATH. */
export function findChromium({ chosen, path }: Machine = thisMachine()): string | undefined {
  return chosen || names.map((name) => findOnPath(name, path)).find((found) => found !== undefined)
}

/** Installs Chromium when missing; answers nothing when it is there, otherwise why the browser tests cannot run. */
export function ensureChromium(machine: Machine = thisMachine()): string | undefined {
  if (findChromium(machine)) return undefined
  if (!findOnPath('apt-get', machine.path)) return 'Chromium is missing and there is no apt-get: install Chromium.'
  if (!machine.isRoot) return `Chromium is missing: ${installCommand}`
  console.log('Installing Chromium for the browser tests (once)…')
  const install = ['install', '-y', '--no-install-recommends', 'chromium']
  const complaint = aptGet(['update'], machine) ?? aptGet(install, machine)
  if (complaint) return `Chromium could not be installed (${complaint}): ${installCommand}`
  return findChromium(machine) ? undefined : 'apt-get installed Chromium outside PATH: set CHROMIUM_PATH to its path.'
}

function thisMachine(): Machine {
  return {
    path: process.env['PATH'] ?? '',
    isRoot: process.getuid?.() === 0,
    chosen: process.env['CHROMIUM_PATH']
  }
}

/** Answers the last line of the complaint when it failed. */
function aptGet(args: readonly string[], { path }: Machine): string | undefined {
  const env = { ...process.env, PATH: path, DEBIAN_FRONTEND: 'noninteractive' }
  const { status, stderr } = spawnSync('apt-get', ['-q', ...args], { encoding: 'utf8', env })
  return status === 0 ? undefined : stderr.trim().split('\n').at(-1) || 'apt-get failed'
}

function findOnPath(name: string, path: string): string | undefined {
  return path
    .split(delimiter)
    .map((folder) => join(folder, name))
    .find(isExecutable)
}

function isExecutable(path: string): boolean {
  try {
    accessSync(path, constants.X_OK)
    return true
  } catch {
    return false
  }
}

/** By what stored answers are known to be still true: the file system and how it is mounted, the kernel, who we are, and what merges the view. */
import { execFile } from 'node:child_process'
import { readFile } from 'node:fs/promises'
import { release } from 'node:os'
import { promisify } from 'node:util'
import { insideOf, type Mount, type MountTable, mountOf } from '#adapters/disk/mountinfo.ts'
import { under } from '#core/resolve/path-map.ts'

const run = promisify(execFile)

/** Options that say nothing about what can be done. */
const IDLE = /^(?:r[ow]|relatime|noatime|lazytime|addr=.*|clientaddr=.*|seclabel)$/u

/** Options of a mount that may change answers, each once. */
export const optionsOf = (mount: Mount | undefined): readonly string[] =>
  mount === undefined
    ? []
    : [...new Set([...mount.options, ...mount.superOptions])].filter((option) => option !== '' && !IDLE.test(option))

const myself = (): string => `${process.getuid?.() ?? ''}:${process.getgid?.() ?? ''}`

/** The print of a place: any difference means that it is asked again. */
export const printOf = (table: MountTable, place: string): string => {
  const mount = mountOf(table, place)
  const inside = mount === undefined ? place : insideOf(mount, place)
  return JSON.stringify([release(), myself(), mount?.fileSystem, mount?.source, inside, optionsOf(mount).toSorted()])
}

/** Unraid's version from its own file, as far as that is mapped here; undefined elsewhere. */
const unraidVersion = async (path = '/etc/unraid-version'): Promise<string | undefined> => {
  try {
    return /version="([^"]*)"/u.exec(await readFile(path, 'utf8'))?.[1]
  } catch {
    return undefined
  }
}

/** All settings of a mergerfs view, from its control file: version, branches, policies. Empty when they cannot be read. */
const mergerfsSettings = async (mount: Mount): Promise<readonly string[]> => {
  try {
    const control = under(mount.mountPoint, '.mergerfs')
    const { stdout } = await run('getfattr', ['-d', '-m', '^user[.]mergerfs[.]', '--absolute-names', '--', control], {
      timeout: 10_000
    })
    return stdout
      .split('\n')
      .filter((line) => line.startsWith('user.mergerfs.') && !line.startsWith('user.mergerfs.pid'))
  } catch {
    return []
  }
}

const settingOf = (settings: readonly string[], name: string): string | undefined => {
  const line = settings.find((each) => each.startsWith(`user.mergerfs.${name}=`))
  return line === undefined ? undefined : /="(.*)"$/u.exec(line)?.[1]
}

/** What merges the view, in words, and the print of everything that its answers depend on. */
export const viewPrint = async (
  table: MountTable,
  places: { readonly view: string; readonly pool: string }
): Promise<{ readonly print: string; readonly version: string | null }> => {
  const mount = mountOf(table, places.view)
  const settings = mount?.fileSystem === 'fuse.mergerfs' && mount.root === '/' ? await mergerfsSettings(mount) : []
  const mergerfs = settingOf(settings, 'version')
  const unraid = await unraidVersion()
  const names = [mergerfs === undefined ? undefined : `mergerfs ${mergerfs}`, unraid && `Unraid ${unraid}`]
  const prints = [places.view, places.pool].map((place) => printOf(table, place))
  return {
    version: names.find((name) => name !== undefined) ?? null,
    print: JSON.stringify([...prints, unraid, settings.toSorted()])
  }
}

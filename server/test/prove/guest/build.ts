/** Builds what the nested guest boots: a small Debian with servers for NFS and SMB, and this product in it. Kept below `.pcu`. */
import { execFileSync } from 'node:child_process'
import {
  appendFileSync,
  copyFileSync,
  existsSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  rmSync,
  symlinkSync,
  writeFileSync
} from 'node:fs'
import { dirname, join, relative } from 'node:path'
import { fileURLToPath } from 'node:url'

const repository = fileURLToPath(new URL('../../../../', import.meta.url))
const home = join(repository, '.pcu/guest')
const tree = join(home, 'tree')

const packages = [
  'kmod',
  'linux-image-cloud-amd64',
  'nfs-kernel-server',
  'nfs-common',
  'samba',
  'cifs-utils',
  'dmsetup',
  'attr',
  'acl',
  'xfsprogs',
  'e2fsprogs',
  'procps',
  'iproute2'
]

/** Host programs and the Debian packages that bring them. */
const tools = { 'qemu-system-x86_64': 'qemu-system-x86', debootstrap: 'debootstrap', cpio: 'cpio' } as const

const has = (program: string): boolean => {
  try {
    execFileSync('which', [program], { stdio: 'ignore' })
    return true
  } catch {
    return false
  }
}

/** Why the guest cannot be built or booted here, or undefined. */
export const hindrance = (): string | undefined => {
  if (process.getuid?.() !== 0) return 'the nested guest needs root'
  if (process.arch !== 'x64') return 'the nested guest is made for x86-64'
  const missing = Object.entries(tools).filter(([program]) => !has(program))
  return missing.length === 0
    ? undefined
    : `the nested guest needs ${missing.map(([, name]) => name).join(', ')} (apt-get install, or run server/test/prove/guest/main.ts --install)`
}

/** Installs what the host lacks. Only when a person asks for it. */
export const installTools = (): void => {
  const missing = Object.entries(tools).flatMap(([program, name]) => (has(program) ? [] : [name]))
  if (missing.length > 0) {
    execFileSync('apt-get', ['install', '-y', '-q', '--no-install-recommends', ...missing], { stdio: 'inherit' })
  }
}

const buildTree = (): void => {
  if (existsSync(join(home, 'tree.done'))) return
  rmSync(tree, { recursive: true, force: true })
  mkdirSync(home, { recursive: true })
  execFileSync('debootstrap', ['--variant=minbase', `--include=${packages.join(',')}`, 'bookworm', tree], {
    stdio: ['ignore', 'ignore', 'inherit']
  })
  writeFileSync(join(home, 'tree.done'), '')
}

/** Not needed to run; a third of the tree. */
const idle = [
  './boot',
  './usr/share/doc',
  './usr/share/man',
  './usr/share/locale',
  './usr/share/zoneinfo',
  './var/cache',
  './var/lib/apt',
  './usr/lib/python3',
  './usr/lib/python3.11',
  './usr/lib/udev'
]

const pack = (folder: string, archive: string, leftOut: readonly string[]): void => {
  const prune = leftOut.map((path) => `-path ${path} -prune -o`).join(' ')
  execFileSync('sh', ['-c', `find . -xdev ${prune} -print | cpio -o -H newc --quiet > "$1"`, 'pack', archive], {
    cwd: folder
  })
}

const packTree = (): string => {
  const archive = join(home, 'tree.cpio')
  if (!existsSync(archive)) pack(tree, archive, idle)
  return archive
}

/** Folders of the packages that run in production, as npm lists them. */
const productionPackages = (): readonly string[] =>
  execFileSync('npm', ['ls', '--omit=dev', '--all', '--parseable', '-w', 'server', '-w', 'contract'], {
    cwd: repository,
    encoding: 'utf8',
    stdio: ['ignore', 'pipe', 'ignore']
  })
    .split('\n')
    .filter(
      (path) => path.includes('/node_modules/') && !path.includes('/@pcu/') && existsSync(join(path, 'package.json'))
    )

const put = (from: string, product: string): void => {
  const to = join(product, relative(repository, from))
  mkdirSync(dirname(to), { recursive: true })
  execFileSync('cp', ['-a', from, to])
}

const packProduct = (init: string): string => {
  const staged = join(home, `product-${process.pid}`)
  const product = join(staged, 'pcu')
  rmSync(staged, { recursive: true, force: true })
  mkdirSync(join(product, 'server'), { recursive: true })
  for (const path of [
    'package.json',
    'server/package.json',
    'contract/package.json',
    'contract/src',
    'server/src',
    'server/test'
  ])
    put(join(repository, path), product)
  for (const path of productionPackages()) put(path, product)
  mkdirSync(join(product, 'node_modules/@pcu'), { recursive: true })
  symlinkSync('../../contract', join(product, 'node_modules/@pcu/contract'))
  mkdirSync(join(product, 'bin'))
  copyFileSync(process.execPath, join(product, 'bin/node'))
  execFileSync('chmod', ['755', join(product, 'bin/node')])
  writeFileSync(join(staged, 'init'), init, { mode: 0o755 })
  const archive = join(home, `product-${process.pid}.cpio`)
  pack(staged, archive, [])
  rmSync(staged, { recursive: true, force: true })
  return archive
}

/** What qemu is given. */
export interface Built {
  readonly kernel: string
  /** The kernel unpacks archives that stand one after the other. */
  readonly initrd: string
}

/** An archive whose process is gone. */
const isAbandoned = (name: string): boolean => {
  const [, id] = /^(?:initrd|product)-(\d+)(?:\.cpio)?$/u.exec(name) ?? []
  return id !== undefined && !existsSync(`/proc/${id}`)
}

/** Builds what is missing; the product is packed anew every time, into an archive that the caller removes. */
export const buildGuest = (init: string): Built => {
  buildTree()
  // What a guest that was killed left: half a gigabyte each.
  for (const name of readdirSync(home))
    if (isAbandoned(name)) rmSync(join(home, name), { recursive: true, force: true })
  const initrd = join(home, `initrd-${process.pid}.cpio`)
  copyFileSync(packTree(), initrd)
  const product = packProduct(init)
  appendFileSync(initrd, readFileSync(product))
  rmSync(product)
  const kernel = readdirSync(join(tree, 'boot')).find((name) => name.startsWith('vmlinuz-'))
  if (kernel === undefined) throw new Error(`there is no kernel in ${tree}/boot`)
  return { kernel: join(tree, 'boot', kernel), initrd }
}

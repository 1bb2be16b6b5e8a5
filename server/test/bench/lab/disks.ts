/** Disks to measure on: file systems of their own in image files, reached past the page cache of the machine, gone when the process ends. */
import { spawnSync } from 'node:child_process'
import { mkdirSync, mkdtempSync, readFileSync, realpathSync, rmSync } from 'node:fs'
import { basename, join } from 'node:path'
import { answer, missing, run } from './tools.ts'

/** The file systems that can be made. */
export type Kind = 'xfs' | 'ext4' | 'btrfs'

/** A mounted disk. */
export interface LabDisk {
  readonly folder: string
  /** `major:minor` of its device. */
  readonly number: string
  /** Nothing of it is in memory any more. */
  chill(): void
  /** Bytes written to the device since it was made. */
  writtenBytes(): number
}

const makers: Readonly<Record<Kind, readonly string[]>> = {
  // Without discards the image stays allocated, and no run pays for what the first one had to allocate.
  ext4: ['mkfs.ext4', '-q', '-F', '-E', 'nodiscard,lazy_itable_init=0,lazy_journal_init=0'],
  xfs: ['mkfs.xfs', '-q', '-f', '-K'],
  btrfs: ['mkfs.btrfs', '-q', '-f', '-K']
}

const sectorBytes = 512
const sectorsWrittenColumn = 6

interface Holding {
  readonly root: string
  readonly devices: string[]
  readonly folders: string[]
}

const letGo = ({ root, devices, folders }: Holding): void => {
  for (const folder of folders) spawnSync('umount', ['-l', folder])
  // A device that is still being read goes by itself with the last one who does.
  for (const device of devices) spawnSync('losetup', ['-d', device])
  rmSync(root, { recursive: true, force: true })
}

/** A place where disks are made. */
export interface Lab {
  readonly root: string
  disk(name: string, kind: Kind, sizeMiB: number): LabDisk
}

const makeDisk = (holding: Holding, name: string, facts: { kind: Kind; sizeMiB: number }): LabDisk => {
  const { root, devices, folders } = holding
  const image = join(root, `${name}.img`)
  const folder = join(root, name)
  mkdirSync(folder)
  run(
    'dd',
    'if=/dev/zero',
    `of=${image}`,
    'bs=8M',
    `count=${Math.ceil(facts.sizeMiB / 8)}`,
    'oflag=direct',
    'status=none'
  )
  const device = answer('losetup', '--find', '--show', '--direct-io=on', image)
  devices.push(device)
  const [command = '', ...args] = [...makers[facts.kind], device]
  run(command, ...args)
  run('mount', '-t', facts.kind, device, folder)
  folders.push(folder)
  const stat = `/sys/block/${basename(device)}/stat`
  const writtenBytes = (): number => {
    run('sync', '-f', folder)
    return Number(readFileSync(stat, 'utf8').trim().split(/\s+/u)[sectorsWrittenColumn]) * sectorBytes
  }
  return {
    folder,
    number: readFileSync(`/sys/block/${basename(device)}/dev`, 'utf8').trim(),
    chill: () => {
      // A copy that was stopped may hold its files until its last block has arrived.
      run('sh', '-c', 'for n in $(seq 100); do umount "$1" 2>&1 && exit; sleep 0.1; done; exit 1', 'umount', folder)
      run('mount', '-t', facts.kind, device, folder)
    },
    writtenBytes
  }
}

/** Why no disks can be made here, as a clause; undefined when they can. */
export const noLabBecause = (kinds: readonly Kind[], commands: readonly string[] = []): string | undefined => {
  if (process.getuid?.() !== 0) return 'it needs root'
  const lacking = missing(['losetup', 'mount', 'umount', ...kinds.map((kind) => `mkfs.${kind}`), ...commands])
  return lacking.length === 0 ? undefined : `${lacking.join(', ')} is missing`
}

/** Uses a place for disks; everything is unmounted and deleted afterwards, also when the process is told to end. */
export const inLab = async (use: (lab: Lab) => Promise<void>): Promise<void> => {
  const root = realpathSync(mkdtempSync(join(process.env['BENCH_DIR'] ?? '/var/tmp', 'pcu-bench-')))
  const holding: Holding = { root, devices: [], folders: [] }
  const end = (): void => process.exit(1)
  const leave = (): void => letGo(holding)
  process.once('exit', leave)
  for (const signal of ['SIGINT', 'SIGTERM'] as const) process.once(signal, end)
  try {
    await use({ root, disk: (name, kind, sizeMiB) => makeDisk(holding, name, { kind, sizeMiB }) })
  } finally {
    process.off('exit', leave)
    leave()
  }
}

/** What other programs do to a film while it moves: as Sonarr and Radarr replace it, Tdarr remuxes it, and movers carry it between pool and disks. */
import { spawnSync } from 'node:child_process'
import {
  appendFileSync,
  closeSync,
  copyFileSync,
  existsSync,
  lstatSync,
  mkdirSync,
  openSync,
  renameSync,
  rmSync,
  utimesSync,
  writeFileSync,
  writeSync
} from 'node:fs'
import { dirname, join } from 'node:path'
import { content, plainBytes, writeAt } from '#test/crash/world.ts'
import { hasTool } from '#test/prove/stage/place.ts'
import type { Stage } from '#test/prove/stage/stage.ts'

/** What a deed leaves to be checked: bytes that must survive somewhere, or a file that must stay gone. */
export type Aftermath =
  | { readonly kind: 'wrote'; readonly bytes: Buffer }
  | { readonly kind: 'deleted'; readonly file: string }
  | { readonly kind: 'moved' }

/** One deed; undefined when there was nothing to do it to. `number` makes its bytes unlike any others. */
export interface Deed {
  readonly name: string
  act(stage: Stage, file: string, number: number): Aftermath | undefined
}

type Side = 'array' | 'pool'

const isFile = (path: string): boolean => lstatSync(path, { throwIfNoEntry: false })?.isFile() === true

const bytesOf = (who: string, number: number): Buffer => content(`${who} number ${number}`, 6000 + number)

/** Radarr imports an upgrade: beside the old file, then over it. */
const replace = (side: Side): Deed => ({
  name: `an upgrade over the file on the ${side}`,
  act: (stage, file, number) => {
    const path = join(stage[side], file)
    if (!existsSync(path) && lstatSync(path, { throwIfNoEntry: false }) === undefined) return undefined
    const bytes = bytesOf('upgrade', number)
    const beside = join(stage[side], dirname(file), `upgrade-${number}.tmp`)
    writeAt(beside, bytes, 1_720_000_000 + number)
    renameSync(beside, path)
    return { kind: 'wrote', bytes }
  }
})

/** Tdarr opens the file that is there, cuts it to nothing and writes it anew. */
const remux = (side: Side): Deed => ({
  name: `a remux in place on the ${side}`,
  act: (stage, file, number) => {
    const path = join(stage[side], file)
    if (!isFile(path)) return undefined
    const bytes = bytesOf('remux', number)
    const handle = openSync(path, 'w')
    writeSync(handle, bytes)
    closeSync(handle)
    utimesSync(path, 1_730_000_000 + number, 1_730_000_000 + number)
    return { kind: 'wrote', bytes }
  }
})

/** The same number of bytes, other ones: only its time and its inode tell. */
const rewrite = (side: Side): Deed => ({
  name: `another version of the same size on the ${side}`,
  act: (stage, file, number) => {
    const path = join(stage[side], file)
    if (!isFile(path)) return undefined
    const bytes = content(`version number ${number}`, lstatSync(path).size)
    writeAt(path, bytes, 1_740_000_000 + number)
    return { kind: 'wrote', bytes }
  }
})

const append = (side: Side): Deed => ({
  name: `a tag appended on the ${side}`,
  act: (stage, file, number) => {
    const path = join(stage[side], file)
    if (!isFile(path)) return undefined
    const tail = content(`tag number ${number}`, 100 + number)
    appendFileSync(path, tail)
    return { kind: 'wrote', bytes: tail }
  }
})

/** Deleted as a person deletes through the share: every name that it shows. */
const removeEverywhere: Deed = {
  name: 'a deletion through the share',
  act: (stage, file) => {
    const names = [join(stage.pool, file), join(stage.array, file)]
    const there = names.filter((path) => lstatSync(path, { throwIfNoEntry: false }) !== undefined)
    for (const path of there) rmSync(path)
    return there.length === 0 ? undefined : { kind: 'deleted', file }
  }
}

/**
 * The stock mover by its documented rules: files only, never over a name that is there, written beside and renamed, times kept, then the source
 * goes. Hidden files are moved as well below a share.
 */
const stockMover: Deed = {
  name: 'the stock mover',
  act: (stage, file) => {
    const [from, to] = [join(stage.pool, file), join(stage.array, file)]
    if (!isFile(from) || lstatSync(to, { throwIfNoEntry: false }) !== undefined) return undefined
    const partial = `${to}.partial`
    mkdirSync(dirname(to), { recursive: true })
    copyFileSync(from, partial)
    const { atime, mtime } = lstatSync(from)
    utimesSync(partial, atime, mtime)
    renameSync(partial, to)
    rmSync(from)
    return { kind: 'moved' }
  }
}

/** The Mover Tuning plugin's engine, with the flags that it gives. */
const rsyncMover: Deed = {
  name: 'the rsync of Mover Tuning',
  act: (stage, file) => {
    if (!isFile(join(stage.pool, file))) return undefined
    const flags = ['--archive', '--xattrs', '--relative', '--hard-links', '--remove-source-files']
    spawnSync('rsync', [...flags, `./${file}`, `${stage.array}/`], { cwd: stage.pool, stdio: 'ignore' })
    return { kind: 'moved' }
  }
}

/** Puts a film where none is: the name is free for anybody. */
const put = (side: Side): Deed => ({
  name: `a new file on the ${side}`,
  act: (stage, file, number) => {
    const path = join(stage[side], file)
    if (lstatSync(path, { throwIfNoEntry: false }) !== undefined) return undefined
    const bytes = bytesOf('import', number)
    mkdirSync(dirname(path), { recursive: true })
    writeFileSync(path, bytes)
    return { kind: 'wrote', bytes }
  }
})

/** Whether the deed of rsync can be done here. */
export const hasRsync = hasTool('rsync')

export const deeds: readonly Deed[] = [
  replace('array'),
  replace('pool'),
  remux('array'),
  remux('pool'),
  rewrite('array'),
  rewrite('pool'),
  append('array'),
  append('pool'),
  put('array'),
  put('pool'),
  removeEverywhere,
  stockMover,
  ...(hasRsync ? [rsyncMover] : [])
]

/** Whether a name leads to bytes again although somebody deleted it. */
export const isBack = (stage: Stage, file: string): boolean =>
  plainBytes(join(stage.array, file)) !== undefined || plainBytes(join(stage.pool, file)) !== undefined

/** Finds cached files by their names alone, where there is neither database nor manifest. Walks every disk of the array, which wakes them. */

import { poolPath, sharePath } from '#core/model/place.ts'
import { isParkedName, leadsTo, type NamedFile, readNames } from '#core/move/by-name.ts'
import type { Identity } from '#core/move/machine.ts'
import { backupNames, nameOf, sibling } from '#core/move/names.ts'
import { isLike } from '#core/move/sight.ts'
import type { FileSystem } from '#ports/file-system.ts'
import type { FoundFile, Journal } from '#ports/journal.ts'
import type { Ledger } from '#ports/ledger.ts'
import type { RegisteredFile } from '#ports/register.ts'
import type { Scout } from '#ports/scout.ts'

/** What finding by name needs. */
export interface NameDeps {
  readonly scout: Scout
  readonly fileSystem: Pick<FileSystem, 'look'>
  readonly journal: Pick<Journal, 'adopt'>
  readonly ledger: Pick<Ledger, 'registered'>
}

/** Where, and what a link's text begins with. */
export interface NameWhere {
  readonly shareRoot: string
  readonly poolRoot: string
  readonly linkRoot: string
  readonly arrayRoots: readonly string[]
}

/** What the names told. */
export interface FoundByName {
  readonly adopted: readonly string[]
  /** What was left alone, in whole sentences. */
  readonly leftAlone: readonly string[]
}

/** One disk of the array, and where to look beside it. */
interface Scene {
  readonly where: NameWhere
  readonly arrayRoot: string
  readonly arrayRootInode: string
  readonly poolRootInode: string
}

const markOf = ({ inode, sizeBytes, modifiedNs }: Identity) => ({ inode, sizeBytes, modifiedNs })

const namesBelow = async (arrayRoot: string, where: NameWhere, deps: NameDeps) => {
  const { found, unread } = await deps.scout.find(
    { root: arrayRoot, path: '' },
    { deep: true, wanted: ({ path, kind }) => kind === 'link' || (kind === 'file' && isParkedName(nameOf(path))) }
  )
  const links: { path: string; text: string }[] = []
  for (const { path } of found.filter(({ kind }) => kind === 'link')) {
    const text = (await deps.fileSystem.look({ root: arrayRoot, path }))?.text
    if (text !== undefined && leadsTo(text, where.linkRoot) === path) links.push({ path, text })
  }
  const parked = found.filter(({ kind }) => kind === 'file').map(({ path }) => path)
  return { ...readNames({ parked, links }), unread }
}

type Judged = FoundFile | string

const fileOf = (named: NamedFile, { where, ...root }: Scene) => {
  const { path } = named
  const { poolRoot, shareRoot, linkRoot } = where
  return {
    ...root,
    poolRoot,
    path,
    poolPath: poolPath(`${poolRoot}/${path}`),
    sharePath: sharePath(`${shareRoot}/${path}`),
    role: 'video' as const,
    linkText: named.linkText ?? `${linkRoot}/${path}`,
    backupName: named.backupName ?? backupNames(nameOf(path))[0],
    hash: undefined,
    orphan: undefined,
    units: []
  }
}

/** A parked original: it takes its name back where that is free or our link, and the copy goes where it is the same film. */
const judgeParked = async (named: NamedFile, scene: Scene, deps: NameDeps): Promise<Judged> => {
  const { where, arrayRoot } = scene
  const { path, backupName = '' } = named
  const at = `${arrayRoot}/${sibling(path, backupName)}`
  const look = (base: string, name: string) => deps.fileSystem.look({ root: base, path: name })
  const [original, backup, copy] = await Promise.all([
    look(arrayRoot, path),
    look(arrayRoot, sibling(path, backupName)),
    look(where.poolRoot, path)
  ])
  if (backup === undefined) return `${at} is gone meanwhile.`
  if (original !== undefined && named.linkText === undefined)
    return `${at} stays: its name has a file again, and nobody knows which one is right.`
  if (copy !== undefined && !isLike(copy, backup))
    return `${at} stays: the file on the pool is another one, and nobody knows which one is right.`
  if (copy === undefined && named.linkText === undefined)
    return `${at} stays: there is neither a link nor a copy; if nobody deleted the film on purpose, give it its name back by hand or with docs/rescue.sh.`
  const presentation = named.linkText === undefined ? ('union' as const) : ('symlink' as const)
  const { changedNs } = backup
  const file: RegisteredFile = {
    ...fileOf(named, scene),
    mode: { presentation, original: 'backup' },
    source: { ...markOf(backup), changedNs },
    copy: markOf(copy ?? backup)
  }
  return { file, orphan: undefined }
}

/** A link without a parked original: what it leads to is the only one there is. */
const judgeLinked = async (named: NamedFile, scene: Scene, deps: NameDeps): Promise<Judged> => {
  const { where, arrayRoot } = scene
  const copy = await deps.fileSystem.look({ root: where.poolRoot, path: named.path })
  if (copy?.kind !== 'file') return `${arrayRoot}/${named.path} stays: it is a link to a copy that is not there.`
  const file: RegisteredFile = {
    ...fileOf(named, scene),
    mode: { presentation: 'symlink', original: 'remove' },
    source: { ...markOf(copy), inode: '0', changedNs: copy.changedNs },
    copy: markOf(copy)
  }
  return { file, orphan: undefined }
}

const inodeOf = async (root: string, deps: NameDeps): Promise<string> =>
  (await deps.fileSystem.look({ root, path: '' }))?.inode ?? ''

/** What one disk's names tell. */
const readDisk = async (scene: Scene, known: ReadonlySet<string>, deps: NameDeps): Promise<readonly Judged[]> => {
  const { arrayRoot, where } = scene
  const { files, nameless, unread } = await namesBelow(arrayRoot, where, deps)
  const found: Judged[] = [
    ...nameless.map(
      (path) => `${arrayRoot}/${path} stays: its name was shortened, and what it was called is not known.`
    ),
    ...unread.map((text) => `${text}; what lies there is not known.`)
  ]
  for (const named of files.filter(({ path }) => !known.has(path))) {
    const judge = named.backupName === undefined ? judgeLinked : judgeParked
    found.push(await judge(named, scene, deps))
  }
  return found
}

/** Finds and takes into the ledger what it does not know. Nothing on disk is changed. */
export const findByName = async (deps: NameDeps, where: NameWhere): Promise<FoundByName> => {
  const known = new Set((await deps.ledger.registered()).map(({ path }) => path))
  const judged: Judged[] = []
  const poolRootInode = await inodeOf(where.poolRoot, deps)
  for (const arrayRoot of where.arrayRoots) {
    const arrayRootInode = await inodeOf(arrayRoot, deps)
    judged.push(...(await readDisk({ where, arrayRoot, arrayRootInode, poolRootInode }, known, deps)))
  }
  const adopted = judged.filter((one) => typeof one !== 'string')
  if (adopted.length > 0) await deps.journal.adopt(adopted)
  return {
    adopted: adopted.map(({ file }) => file.sharePath),
    leftAlone: judged.filter((one) => typeof one === 'string')
  }
}

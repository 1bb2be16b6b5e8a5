/** Rewrites the mover list so that whoever reads it meanwhile, or after a crash, finds the old list or the new one, whole. */
import { createHash } from 'node:crypto'
import { constants } from 'node:fs'
import { access, type FileHandle, lstat, open, realpath, rename, stat, unlink } from 'node:fs/promises'
import { basename, dirname, join } from 'node:path'
import { attempt } from '#adapters/disk/errno.ts'
import { errnoOf, isAbsent } from '#adapters/disk/errno-words.ts'
import type { Step } from '#ports/file-system.ts'
import { Failure } from '#src/failure.ts'
import { type MoverText, noText, putTogether, takeApart } from './text.ts'

/** A mover list. */
export interface MoverListFile {
  /** Puts these lines in the place of ours; true when that changed anything. Durable when it resolves. Fails where nothing could be changed. Errors are Failures. */
  write(lines: readonly string[]): Promise<boolean>
  /** Our lines as they are in the file. */
  read(): Promise<readonly string[]>
}

/** Nobody keeps a list by hand that is longer, and it is read whole. */
const mostBytes = 16 * 1024 * 1024

/** Somebody who writes at the same time wins, and we read again; this often. */
const mostTries = 5

const setting = 'MOVER_IGNORE_FILE'

const wrong = (sentence: string, hint: string): Failure =>
  new Failure('disk.not-supported', { sentence, hint, retry: 'never' })

/** What is there under the list's true name, and by what it is known again. */
interface Found {
  /** Without links: a rename over a link would leave the list behind that the link leads to. */
  readonly path: string
  readonly text: MoverText
  readonly content: string | undefined
  readonly owner: { readonly uid: number; readonly gid: number; readonly mode: number } | undefined
  readonly version: string
}

const absent = 'absent'

interface Identity {
  readonly ino: bigint
  readonly size: bigint
  readonly mtimeNs: bigint
  readonly ctimeNs: bigint
}
const versionOf = ({ ino, size, mtimeNs, ctimeNs }: Identity): string => `${ino} ${size} ${mtimeNs} ${ctimeNs}`

const versionAt = async (path: string): Promise<string> => {
  try {
    return versionOf(await lstat(path, { bigint: true }))
  } catch (thrown) {
    if (isAbsent(errnoOf(thrown))) return absent
    throw thrown
  }
}

/** The true path of a list that does not exist yet: its folder must, and nothing else may lie there. */
const placeForNew = async (path: string): Promise<string> => {
  if ((await versionAt(path)) !== absent) {
    throw wrong(`The mover list ${path} is a link that leads nowhere.`, `Correct the link, or ${setting}.`)
  }
  try {
    return join(await realpath(dirname(path)), basename(path))
  } catch (thrown) {
    if (!isAbsent(errnoOf(thrown))) throw thrown
    const sentence = `The folder ${dirname(path)} of the mover list is not there.`
    const hint = `Make it, map it into this container, or correct ${setting}.`
    throw new Failure('disk.missing', { sentence, hint, retry: 'never', cause: thrown })
  }
}

const truePath = async (path: string): Promise<string> => {
  try {
    return await realpath(path)
  } catch (thrown) {
    if (isAbsent(errnoOf(thrown))) return await placeForNew(path)
    throw thrown
  }
}

const openToRead = async (path: string): Promise<FileHandle | undefined> => {
  try {
    return await open(path, constants.O_RDONLY | constants.O_NOFOLLOW | constants.O_NONBLOCK)
  } catch (thrown) {
    if (isAbsent(errnoOf(thrown))) return undefined
    throw thrown
  }
}

const read = async (given: string): Promise<Found> => {
  const path = await truePath(given)
  const handle = await openToRead(path)
  if (handle === undefined) return { path, text: noText, content: undefined, owner: undefined, version: absent }
  try {
    const found = await handle.stat({ bigint: true })
    if (!found.isFile()) throw wrong(`The mover list ${given} is not a file.`, `Correct ${setting}.`)
    if (found.size > mostBytes) {
      throw wrong(`The mover list ${given} has ${found.size} bytes, which no list has.`, `Correct ${setting}.`)
    }
    const content = (await handle.readFile()).toString('latin1')
    const owner = { uid: Number(found.uid), gid: Number(found.gid), mode: Number(found.mode & 0o7777n) }
    return { path, text: takeApart(content), content, owner, version: versionOf(found) }
  } finally {
    await handle.close()
  }
}

/** One name for each list, so that what a crash leaves behind is taken away by the next rewriting. */
const tempNameFor = (path: string): string => {
  const digest = createHash('sha256').update(basename(path)).digest('hex').slice(0, 16)
  return join(dirname(path), `.mc-${digest}.part`)
}

const dropTemp = async (temp: string): Promise<void> => {
  try {
    await unlink(temp)
  } catch (thrown) {
    if (!isAbsent(errnoOf(thrown))) throw thrown
  }
}

const cannotKeepOwner = (path: string, cause: unknown): Failure =>
  new Failure('disk.permission', {
    sentence: `The mover list ${path} belongs to somebody else, so it cannot be rewritten without changing its owner.`,
    hint: 'Give it to the user of this container (PUID, PGID), or let the container run as root.',
    retry: 'never',
    cause
  })

/** A list that we make has no owner to be kept: its folder's is asked for, and ours will do. */
const giveTo = async (handle: FileHandle, wanted: { uid: number; gid: number }, found: Found): Promise<void> => {
  try {
    await handle.chown(wanted.uid, wanted.gid)
  } catch (thrown) {
    if (errnoOf(thrown) !== 'EPERM') throw thrown
    if (found.owner !== undefined) throw cannotKeepOwner(found.path, thrown)
  }
}

/** Owner and mode of the list; a new one belongs to whom its folder belongs to. */
const dress = async (handle: FileHandle, found: Found): Promise<void> => {
  const { uid, gid } = await handle.stat()
  const wanted = found.owner ?? { ...(await stat(dirname(found.path))), mode: 0o644 }
  if (uid !== wanted.uid || gid !== wanted.gid) await giveTo(handle, wanted, found)
  await handle.chmod(wanted.mode)
}

const syncFolder = async (path: string): Promise<void> => {
  const folder = await open(dirname(path), constants.O_RDONLY | constants.O_DIRECTORY)
  try {
    await folder.sync()
  } finally {
    await folder.close()
  }
}

interface Rewriting {
  readonly found: Found
  readonly step: Step
}

const writeTemp = async (temp: string, content: string, { found, step }: Rewriting): Promise<void> => {
  const handle = await step('list.create', async () => {
    await dropTemp(temp)
    return await open(temp, 'wx', 0o600)
  })
  try {
    await step('list.write', () => handle.writeFile(content, 'latin1'))
    await step('list.owner', () => dress(handle, found))
    await step('list.sync', () => handle.sync())
  } finally {
    await handle.close()
  }
}

/** A file that is mapped into a container by itself cannot be replaced, only written into; then a reader might see half a list. */
const switchNames = async (temp: string, path: string): Promise<void> => {
  try {
    await rename(temp, path)
  } catch (thrown) {
    if (errnoOf(thrown) !== 'EBUSY') throw thrown
    throw wrong(
      `The mover list ${path} is mapped into this container by itself, so it cannot be replaced in one step.`,
      'Map the folder that it lies in instead.'
    )
  }
}

/** Replaces the list; false when somebody else changed it meanwhile and nothing was done. */
const replace = async (found: Found, content: string, step: Step): Promise<boolean> => {
  const temp = tempNameFor(found.path)
  try {
    await writeTemp(temp, content, { found, step })
    if ((await versionAt(found.path)) !== found.version) return false
    await step('list.rename', () => switchNames(temp, found.path))
    await step('list.sync-folder', () => syncFolder(found.path))
    return true
  } finally {
    await dropTemp(temp)
  }
}

const remove = async (found: Found, step: Step): Promise<boolean> => {
  if ((await versionAt(found.path)) !== found.version) return false
  await step('list.remove', () => unlink(found.path))
  await step('list.sync-folder', () => syncFolder(found.path))
  return true
}

const rewrite = async (given: string, lines: readonly string[], step: Step): Promise<boolean> => {
  for (let tries = 0; tries < mostTries; tries += 1) {
    const found = await read(given)
    const content = putTogether(found.text, lines)
    if (content === (found.content ?? '')) {
      await access(dirname(found.path), constants.W_OK)
      return false
    }
    const gone = content === '' && found.text.madeByUs
    if (gone ? await remove(found, step) : await replace(found, content, step)) return true
  }
  throw new Failure('disk.io', {
    sentence: `The mover list ${given} is changed by somebody else all the time, so nothing was written.`,
    retry: 'later'
  })
}

/** The list at a path, as this process sees it. Calls wait for one another. */
export const createMoverListFile = (path: string, step: Step): MoverListFile => {
  const what = `the mover list ${path}`
  let last: Promise<unknown> = Promise.resolve()
  const inTurn = <T>(act: () => Promise<T>): Promise<T> => {
    const next = last.then(act, act)
    last = next.catch(() => undefined)
    return next
  }
  const bytes = (line: string): string => Buffer.from(line, 'utf8').toString('latin1')
  const text = (line: string): string => Buffer.from(line, 'latin1').toString('utf8')
  return {
    write: (lines) => inTurn(() => attempt({ verb: 'write', path: what }, () => rewrite(path, lines.map(bytes), step))),
    read: () => inTurn(() => attempt({ verb: 'read', path: what }, async () => (await read(path)).text.ours.map(text)))
  }
}

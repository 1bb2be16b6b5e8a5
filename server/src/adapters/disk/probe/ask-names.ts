/** Questions about names: second names, links, renames, how long, and whether capitals count. Asked inside a folder of our own. */
import { constants } from 'node:fs'
import {
  link,
  lstat,
  open,
  readdir,
  readFile,
  readlink,
  rename,
  stat,
  symlink,
  unlink,
  writeFile
} from 'node:fs/promises'
import { lies } from '#adapters/disk/roots/lies.ts'
import { under } from '#core/resolve/path-map.ts'
import { able } from './able.ts'
import { LENGTHS } from './traces.ts'

const write = (path: string, text: string): Promise<void> => writeFile(path, text, { flag: 'wx', mode: 0o600 })

const asksSecondName = async (first: string, second: string): Promise<string> => {
  await write(first, 'one')
  return able(async () => {
    await link(first, second)
    const [one, two] = [await stat(first), await stat(second)]
    return one.ino === two.ino && one.nlink === 2
  })
}

/** A second name for a file. */
export const asksLink = (folder: string): Promise<string> =>
  asksSecondName(under(folder, 'pcu-first'), under(folder, 'pcu-second'))

/** A second name in another folder of the same file system. */
export const asksLinkAcross = (folder: string, other: string): Promise<string> =>
  asksSecondName(under(folder, 'pcu-here'), under(other, 'pcu-there'))

/** A symbolic link, and putting it in the place of a file. */
export const asksSymlink = async (folder: string): Promise<string> => {
  const [made, file] = [under(folder, 'pcu-link'), under(folder, 'pcu-linked')]
  await write(file, 'file')
  return able(async () => {
    await symlink('pcu-nowhere', made)
    await rename(made, file)
    return (await lstat(file)).isSymbolicLink() && (await readlink(file)) === 'pcu-nowhere'
  })
}

/** Whether a listing shows a name, or a look finds it: SMB forgets a removed file that somebody reads, and shows it again in the next listing. */
const isShown = async (folder: string, name: string): Promise<boolean> =>
  (await readdir(folder)).includes(name) || (await lies(under(folder, name)))

/** Renaming over a name. */
export const asksRename = async (folder: string): Promise<string> => {
  const [from, to] = [under(folder, 'pcu-from'), under(folder, 'pcu-to')]
  await write(from, 'new')
  await write(to, 'old')
  return able(async () => {
    await rename(from, to)
    return (await readFile(to, 'utf8')) === 'new'
  })
}

/** Renaming over a name while somebody reads what it holds: the reader keeps the old bytes, and what the name holds must still be there afterwards. */
export const asksRenameOpen = async (folder: string): Promise<string> => {
  const [from, to] = [under(folder, 'pcu-from-open'), under(folder, 'pcu-to-open')]
  await write(from, 'new')
  await write(to, 'old')
  const reader = await open(to, 'r')
  let answer: string
  try {
    answer = await able(async () => {
      await rename(from, to)
      return (await reader.readFile('utf8')) === 'old' && (await readFile(to, 'utf8')) === 'new'
    })
  } finally {
    await reader.close()
  }
  return (await lies(to)) ? answer : 'destroys'
}

/** Removing a file while somebody reads it: the name goes at once, and the reader keeps the bytes. */
export const asksUnlinkOpen = async (folder: string): Promise<string> => {
  const path = under(folder, 'pcu-gone-open')
  await write(path, 'old')
  const reader = await open(path, 'r')
  try {
    const answer = await able(async () => {
      await unlink(path)
      return (await reader.readFile('utf8')) === 'old'
    })
    return answer === 'works' && (await isShown(folder, 'pcu-gone-open')) ? 'lingers' : answer
  } finally {
    await reader.close()
  }
}

/** Whether names that differ in capitals are one name. */
export const asksFolding = async (folder: string): Promise<boolean> => {
  await write(under(folder, 'pcu-Fold'), '')
  return lies(under(folder, 'pcu-fOLD'))
}

const canBeMade = async (path: string): Promise<boolean> => {
  const answer = await able(async () => {
    await write(path, '')
    return true
  })
  if (answer === 'works') await unlink(path)
  return answer === 'works'
}

/** Bytes of the longest name that can be made; 0 when it is below all that are tried. */
export const asksLength = async (folder: string): Promise<number> => {
  for (const length of LENGTHS) {
    if (await canBeMade(under(folder, 'n'.repeat(length)))) return length
  }
  return 0
}

/** Making a folder's names durable. */
export const asksSync = (folder: string): Promise<string> =>
  able(async () => {
    const handle = await open(folder, constants.O_RDONLY | constants.O_DIRECTORY)
    try {
      await handle.sync()
      return true
    } finally {
      await handle.close()
    }
  })

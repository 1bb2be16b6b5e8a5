/** What other programs do to a film while it is being moved: each deed, with what must hold afterwards. */
import { appendFileSync, existsSync, lstatSync, renameSync, rmSync } from 'node:fs'
import { join } from 'node:path'
import { content, film, seenByPlex, type World, writeAt } from './world.ts'

/** The content that somebody else wrote. */
const theirs = content('what somebody else wrote', 6000)

/** One deed. `lost` says afterwards what is wrong. */
export interface Outsider {
  readonly name: string
  /** Does it; false when there was nothing to do it to. */
  act(world: World): boolean
  wrong(world: World, allBytes: readonly Buffer[]): readonly string[]
}

type Place = 'array' | 'pool'

const at = (world: World, place: Place): string => join(world[place], film)
const plain = (path: string): boolean => lstatSync(path, { throwIfNoEntry: false })?.isFile() === true
const there = (path: string): boolean => lstatSync(path, { throwIfNoEntry: false }) !== undefined

const mustHold = (what: Buffer, allBytes: readonly Buffer[]): readonly string[] =>
  allBytes.some((bytes) => bytes.includes(what)) ? [] : ['I6: what somebody else wrote is lost']

const replaceAt = (place: Place): Outsider => ({
  name: `replaces the file on the ${place} by a rename`,
  act: (world) => {
    if (!there(at(world, place))) return false
    const beside = join(world[place], 'theirs')
    writeAt(beside, theirs, 1_720_000_000)
    renameSync(beside, at(world, place))
    return true
  },
  wrong: (_world, allBytes) => mustHold(theirs, allBytes)
})

const putAt = (place: Place): Outsider => ({
  name: `puts a new file on the ${place} where none is`,
  act: (world) => {
    if (there(at(world, place))) return false
    writeAt(at(world, place), theirs, 1_720_000_000)
    return true
  },
  wrong: (_world, allBytes) => mustHold(theirs, allBytes)
})

const overwriteAt = (place: Place): Outsider => ({
  name: `overwrites the file on the ${place} in place`,
  act: (world) => {
    if (!plain(at(world, place))) return false
    writeAt(at(world, place), theirs, 1_720_000_000)
    return true
  },
  wrong: (_world, allBytes) => mustHold(theirs, allBytes)
})

const tail = content('and one more scene', 100)

const appendAt = (place: Place): Outsider => ({
  name: `appends to the file on the ${place}`,
  act: (world) => {
    if (!plain(at(world, place))) return false
    appendFileSync(at(world, place), tail)
    return true
  },
  wrong: (_world, allBytes) => mustHold(tail, allBytes)
})

const wholeCopies = (world: World): number =>
  [at(world, 'array'), at(world, 'pool'), `${at(world, 'array')}.plexcached`].filter(plain).length

/** What is left elsewhere when one name is deleted must still be there at the end, and the deleted name must stay deleted. */
const deleteAt = (place: Place): Outsider => {
  let left = 0
  return {
    name: `deletes the name on the ${place}`,
    act: (world) => {
      if (!there(at(world, place))) return false
      rmSync(at(world, place))
      left = wholeCopies(world)
      return true
    },
    wrong: (world) => {
      const found: string[] = []
      if (left > 0 && wholeCopies(world) === 0) found.push('I1: the last whole copy is gone')
      if (place === 'array' && plain(at(world, 'array'))) found.push('I6: a deleted original was made again')
      return found
    }
  }
}

const deleteEverywhere: Outsider = {
  name: 'deletes every name that the union shows',
  act: (world) => {
    const names = [at(world, 'pool'), at(world, 'array')].filter(there)
    for (const name of names) rmSync(name)
    return names.length > 0
  },
  wrong: (world) => {
    const seen = existsSync(join(world.array, film)) || seenByPlex(world, film) !== undefined
    return seen ? ['I6: a deleted file was made again'] : []
  }
}

export const outsiders: readonly Outsider[] = [
  replaceAt('array'),
  replaceAt('pool'),
  putAt('array'),
  putAt('pool'),
  overwriteAt('array'),
  overwriteAt('pool'),
  appendAt('array'),
  appendAt('pool'),
  deleteAt('array'),
  deleteAt('pool'),
  deleteEverywhere
]

/** Where an additional library keeps its files on the pool: in a folder of its own, from which the library can be told again. */
import { folderOfSource, SOURCES_FOLDER, sourceOfFolder } from '@pcu/contract'
import { type PoolPath, poolPath } from '#core/model/place.ts'
import { under } from './path-map.ts'

/** The folder of an additional library below the destination. */
export const poolRootOfSource = (destination: string, source: string): PoolPath =>
  poolPath(under(destination, `${SOURCES_FOLDER}/${folderOfSource(source)}`))

const mark = `/${SOURCES_FOLDER}/`

/** A library, as a path on the pool tells of it. */
export interface ToldSource {
  /** Where its files lie, as the setting named it when they were cached. */
  readonly source: string
  readonly poolRoot: PoolPath
}

/** The additional library that a file on the pool belongs to; undefined for files of REAL_SOURCE. */
export const sourceOfPool = (path: string): ToldSource | undefined => {
  const start = path.indexOf(mark)
  if (start < 0) return undefined
  const [name = ''] = path.slice(start + mark.length).split('/')
  return name === ''
    ? undefined
    : { source: sourceOfFolder(name), poolRoot: poolPath(path.slice(0, start + mark.length) + name) }
}

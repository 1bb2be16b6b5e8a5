/** Reads what Unraid says of itself: var.ini, shares.ini and disks.ini of one folder, read only, and only where they exist. */
import { readFile } from 'node:fs/promises'
import { errnoOf, isAbsent } from '#adapters/disk/errno-words.ts'
import type { HostShare, HostState } from '#core/model/host-state.ts'
import { type Ini, parseIni, type Section } from './ini.ts'

const units: Readonly<Record<string, number>> = { '': 1024, k: 1024, m: 1024 ** 2, g: 1024 ** 3, t: 1024 ** 4 }

/** A number without a unit counts KiB, as all sizes of these files do. What is no size, such as a percentage, keeps nothing free. */
export const bytesOf = (text: string | undefined): number => {
  const [, digits, unit] = /^(\d+(?:\.\d+)?)\s*([kmgt]?)i?b?$/iu.exec(text?.trim() ?? '') ?? []
  return digits === undefined ? 0 : Math.round(Number(digits) * (units[unit?.toLowerCase() ?? ''] ?? 1))
}

const isOn = (text: string | undefined): boolean => text === 'yes' || text === '1' || text === 'true'

const shareOf = ([name, facts]: readonly [string, Section]): HostShare => ({
  name,
  useCache: facts.get('useCache') ?? '',
  pools: [facts.get('cachePool') ?? '', facts.get('cachePool2') ?? ''].filter((pool) => pool !== ''),
  floorBytes: bytesOf(facts.get('floor')),
  exclusive: isOn(facts.get('exclusive'))
})

const counts = (text: string | undefined): boolean => text !== undefined && Number(text) > 0

/** The position stays where a paused check stopped; only what is under way has a size of its own (`mdResync`), where that is told. */
const parityRuns = ({ top }: Ini): boolean =>
  counts(top.get('mdResyncPos')) && (top.get('mdResync') === undefined || counts(top.get('mdResync')))

const floorsOf = ({ sections }: Ini): HostState['floors'] =>
  new Map(
    [...sections].map(([name, facts]) => [name, bytesOf(facts.get('floor'))] as const).filter(([, bytes]) => bytes > 0)
  )

const read = async (path: string): Promise<Ini | undefined> => {
  try {
    return parseIni(await readFile(path, 'utf8'))
  } catch (thrown) {
    // Not Unraid, or not mapped: there is nothing to know. Anything else about these files is no reason to stop either.
    if (isAbsent(errnoOf(thrown)) || errnoOf(thrown) !== 'unknown') return undefined
    throw thrown
  }
}

/** What Unraid says, or undefined where none of its files is to be seen. */
export const readHostState = async (folder: string): Promise<HostState | undefined> => {
  const [own, shares, disks] = await Promise.all(
    ['var.ini', 'shares.ini', 'disks.ini'].map((name) => read(`${folder}/${name}`))
  )
  if (own === undefined && shares === undefined && disks === undefined) return undefined
  return {
    array: own?.top.get('fsState'),
    parityRuns: own !== undefined && parityRuns(own),
    shares: [...(shares?.sections ?? [])].map(shareOf),
    floors: disks === undefined ? new Map() : floorsOf(disks)
  }
}

/** Files that Plex lists with exactly the size of an owned one that it no longer lists: that one may lie there under a new name and a new title. Pure. */
import type { LibraryIndex } from '#core/model/library.ts'
import type { OwnedUnit, Successor, UnitId } from '#core/model/unit.ts'
import type { PathMap } from './path-map.ts'

/** Where is looked. */
interface Where {
  readonly library: LibraryIndex
  readonly pathMap: PathMap
  readonly owned: readonly OwnedUnit[]
}

type SizedFile = Successor['files'][number]

/** More files of one size are no trace of anything. */
const mostCandidates = 4

/** A section is unpacked only while something of it is lost, and what was found holds while nothing in the library changes. */
interface Found {
  readonly shape: readonly object[]
  readonly asked: string
  readonly sized: ReadonlyMap<number, readonly SizedFile[]>
}

const lately = new WeakMap<object, Found>()

const videosOf = ({ files }: OwnedUnit): OwnedUnit['files'] => files.filter(({ role }) => role === 'video')

const read = (sections: ReadonlySet<string>, sizes: ReadonlySet<number>, { library, pathMap }: Where) => {
  const found = [...sections].flatMap((section) =>
    library.filesOf(section).flatMap(({ file, sizeBytes }): readonly SizedFile[] => {
      if (sizeBytes === undefined || !sizes.has(sizeBytes)) return []
      const placement = pathMap.place(file)
      if (placement.kind !== 'placed') return []
      return [
        { sharePath: placement.share, sizeBytes, ratingKeys: library.itemsAt(file).map((item) => item.ratingKey) }
      ]
    })
  )
  return Map.groupBy(found, ({ sizeBytes }) => sizeBytes)
}

const filesOfSize = (sections: ReadonlySet<string>, sizes: ReadonlySet<number>, where: Where): Found['sized'] => {
  const { shape } = where.library
  const [first] = shape ?? []
  const asked = JSON.stringify([where.pathMap.key, [...sections], [...sizes]])
  const before = first === undefined ? undefined : lately.get(first)
  const isSame = before?.asked === asked && before.shape.every((part, at) => part === shape?.[at])
  if (before !== undefined && isSame) return before.sized
  const sized = read(sections, sizes, where)
  if (first !== undefined && shape !== undefined) lately.set(first, { shape, asked, sized })
  return sized
}

/** For each of these units the files that nobody owns of the size of one of its videos, where there are any. */
export const sameSized = (lost: readonly OwnedUnit[], where: Where): ReadonlyMap<UnitId, Successor> => {
  if (lost.length === 0) return new Map()
  const sections = new Set(lost.map(({ sectionId }) => sectionId))
  const sizes = new Set(lost.flatMap((one) => videosOf(one).map(({ sizeBytes }) => sizeBytes)))
  const sized = filesOfSize(sections, sizes, where)
  const taken = new Set(where.owned.flatMap(({ files }) => files.map(({ sharePath }) => sharePath)))
  return new Map(
    lost.flatMap((one): readonly (readonly [UnitId, Successor])[] => {
      const files = videosOf(one).flatMap(({ sizeBytes }) => sized.get(sizeBytes) ?? [])
      const free = files.filter(({ sharePath }) => !taken.has(sharePath))
      return free.length === 0 || free.length > mostCandidates ? [] : [[one.id, { files: free }]]
    })
  )
}

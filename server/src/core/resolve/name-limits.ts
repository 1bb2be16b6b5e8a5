/** Names that one file system takes and another does not: too long for the pool, or one name there where they are two on the array. */
import type { Reason } from '@pcu/contract'
import type { UnitId } from '#core/model/unit.ts'
import { byteLength } from '#core/move/names.ts'
import type { Answers } from './capabilities.ts'

/** A file that is about to be promoted. */
export interface NamedFile {
  readonly unit: UnitId
  /** Relative to the roots. */
  readonly path: string
  /** As people know it. */
  readonly shown: string
  readonly answers: Answers
}

const tooLong = ({ path, shown, answers }: NamedFile): Reason | undefined => {
  const limit = answers.pool?.longestName ?? 255
  const long = path.split('/').find((part) => byteLength(part) > limit)
  if (long === undefined) return undefined
  const detail = `a part of it is longer than the ${limit} bytes that ${answers.pool?.place} (${answers.pool?.fileSystem}) takes`
  return { code: 'name-not-supported', path: shown, detail }
}

/** What a name is where capitals do not count. */
const folded = (path: string): string => path.normalize('NFC').toLowerCase()

const clash = (file: NamedFile, other: NamedFile): Reason => ({
  code: 'name-not-supported',
  path: file.shown,
  detail: `on ${file.answers.pool?.place} (${file.answers.pool?.fileSystem}), where capital and small letters are the same, it and ${other.shown} would be one file`
})

/** Every file whose name another file of the plan has, too, where capitals do not count. Both are left: which of them is meant cannot be told. */
const clashes = (files: readonly NamedFile[]): readonly (readonly [UnitId, Reason])[] => {
  const folding = files.filter(({ answers }) => answers.pool?.foldsCase === true)
  const groups = Map.groupBy(folding, ({ path }) => folded(path))
  return [...groups.values()].flatMap((group) =>
    group.flatMap((file) => {
      const other = group.find(({ path }) => path !== file.path)
      return other === undefined ? [] : [[file.unit, clash(file, other)] as const]
    })
  )
}

/** Units that cannot be promoted for their names, each with the reason. */
export const nameRefusals = (files: readonly NamedFile[]): ReadonlyMap<UnitId, Reason> => {
  const long = files.flatMap((file) => {
    const reason = tooLong(file)
    return reason === undefined ? [] : [[file.unit, reason] as const]
  })
  return new Map([...long, ...clashes(files)])
}

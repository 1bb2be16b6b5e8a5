/** The translator that also knows files of additional libraries which were found without a pair of paths. */
import { type PlexPath, plexPath, type SharePath, sharePath } from '#core/model/place.ts'
import type { PathMap } from '#core/resolve/path-map.ts'
import type { Answer } from './seek.ts'

/** A pair of paths always counts before what was found. */
export const withFound = (map: PathMap, answers: ReadonlyMap<string, Answer>): PathMap => {
  if (answers.size === 0) return map
  const names = new Map<string, readonly PlexPath[]>()
  for (const [path, answer] of answers) {
    if (answer.kind === 'found') names.set(answer.path, [...(names.get(answer.path) ?? []), plexPath(path)])
  }
  return {
    ...map,
    place: (path) => {
      const placed = map.place(path)
      const answer = placed.kind === 'refused' && placed.rule === 'path-is-mapped' ? answers.get(path) : undefined
      if (answer === undefined) return placed
      if (answer.kind === 'left') return { kind: 'refused', rule: 'path-is-mapped', reason: answer.reason }
      const share: SharePath = sharePath(answer.path)
      return { kind: 'placed', share, pool: map.poolOf(share) }
    },
    plexOf: (share) => [...map.plexOf(share), ...(names.get(share) ?? [])]
  }
}

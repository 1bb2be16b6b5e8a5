/** Writes an answer as JSON, item by item. */
import type { Tree } from '#test/fakes/kit/serialise/tree.ts'

/** The same text as `JSON.stringify` of the whole, without holding the whole. */
export function toJson(container: Tree, metadata: Iterable<Tree> = []): string {
  const head = JSON.stringify(container)
  const items: string[] = []
  for (const item of metadata) items.push(JSON.stringify(item))
  if (items.length === 0) return `{"MediaContainer":${head}}`
  return `{"MediaContainer":${head.slice(0, -1)},"Metadata":[${items.join(',')}]}}`
}

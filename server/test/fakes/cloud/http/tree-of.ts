/** The XML form of what the new routes of plex.tv answer in JSON. */
import type { Tree, Value } from '#test/fakes/kit/serialise/tree.ts'

const singular = (name: string): string => name.replace(/s$/, '')

function listOf(values: readonly unknown[], name: string): Tree {
  const rows = values.map((value) => (isObject(value) ? treeOf(value, singular(name)) : { id: String(value) }))
  return { [singular(name)]: rows }
}

function isObject(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null
}

function formOf(value: unknown, name: string): Value {
  if (typeof value === 'string' || typeof value === 'number' || typeof value === 'boolean') return value
  return isObject(value) ? treeOf(value, name) : ''
}

/** Nothing becomes an empty attribute, a list an element around its rows. */
export function treeOf(value: unknown, name: string): Tree {
  if (Array.isArray(value)) return listOf(value, name)
  const tree: Tree = {}
  for (const [key, inner] of Object.entries(isObject(value) ? value : {})) tree[key] = formOf(inner, key)
  return tree
}

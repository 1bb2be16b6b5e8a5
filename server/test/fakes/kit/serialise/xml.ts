/** Writes an answer in the attribute form of XML that Plex speaks to whoever does not ask for JSON. */
import type { Scalar, Tree, Value } from './tree.ts'

const escapes: Readonly<Record<string, string>> = {
  '&': '&amp;',
  '<': '&lt;',
  '>': '&gt;',
  '"': '&quot;',
  '\n': '&#10;'
}

function attribute(name: string, value: Scalar): string {
  const text = String(typeof value === 'boolean' ? Number(value) : value)
  return ` ${name}="${text.replace(/[&<>"\n]/g, (char) => escapes[char] ?? char)}"`
}

const elementNames: Readonly<Record<string, string>> = {
  show: 'Directory',
  season: 'Directory',
  collection: 'Directory'
}

/** `Metadata` is a JSON word: in XML an item is a `Video`, a show or season a `Directory`. */
function elementName(name: string, tree: Tree): string {
  if (name !== 'Metadata') return name
  const { type } = tree
  return elementNames[String(type)] ?? 'Video'
}

function childrenOf(name: string, value: Value): string {
  if (Array.isArray(value)) return value.map((child: Tree) => element(elementName(name, child), child)).join('\n')
  return typeof value === 'object' ? element(name, value as Tree) : ''
}

/** The tag with its attributes, and the child elements. */
function partsOf(name: string, tree: Tree): { readonly head: string; readonly children: string[] } {
  let head = `<${name}`
  const children: string[] = []
  for (const [key, value] of Object.entries(tree)) {
    if (value === undefined) continue
    if (typeof value === 'object') children.push(childrenOf(key, value))
    else head += attribute(key, value)
  }
  return { head, children }
}

function wrap(name: string, head: string, children: readonly string[]): string {
  return children.length === 0 ? `${head}/>` : `${head}>\n${children.join('\n')}\n</${name}>`
}

function element(name: string, tree: Tree): string {
  const { head, children } = partsOf(name, tree)
  return wrap(name, head, children)
}

const declaration = '<?xml version="1.0" encoding="UTF-8"?>'

/** A document whose root has any name. */
export function xmlDocument(name: string, tree: Tree): string {
  return `${declaration}\n${element(name, tree)}\n`
}

/** A whole answer; the items of a long list come as they are made. */
export function toXml(container: Tree, metadata: Iterable<Tree> = []): string {
  const { head, children } = partsOf('MediaContainer', container)
  for (const item of metadata) children.push(element(elementName('Metadata', item), item))
  return `${declaration}\n${wrap('MediaContainer', head, children)}\n`
}

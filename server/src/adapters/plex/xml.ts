/** Reads Plex's XML into the shape of its JSON: attributes are fields, child elements are lists under their name. */
import sax from 'sax'

type Element = Record<string, unknown>

/** No prototype, so that no attribute name can reach one. */
const emptyElement = (): Element => Object.create(null)

const addChild = (parent: Element, name: string, child: Element): void => {
  const there = parent[name]
  if (Array.isArray(there)) there.push(child)
  else parent[name] = [child]
}

/**
 * Parses a document strictly. `<MediaContainer size="1"><Video …/></MediaContainer>` becomes
 * `{ MediaContainer: { size: '1', Video: [{ … }] } }`. Throws on anything that is not well-formed; expands no entities
 * but the five of XML and character numbers.
 */
export const parseXml = (text: string): unknown => {
  const parser = sax.parser(true, {})
  const root = emptyElement()
  const open: Element[] = [root]
  parser.onerror = (error) => {
    throw error
  }
  parser.onopentag = (tag) => {
    const element: Element = Object.assign(emptyElement(), tag.attributes)
    addChild(open.at(-1) ?? root, tag.name, element)
    open.push(element)
  }
  parser.onclosetag = () => {
    open.pop()
  }
  parser.write(text.trimStart()).close()
  return Object.fromEntries(Object.entries(root).map(([name, list]) => [name, Array.isArray(list) ? list[0] : list]))
}

/** Reads a raw query string the way Plex does: operators live between the name and the value. */

export type Operator = '=' | '!=' | '==' | '>>=' | '<<=' | '>=' | '<='

export interface Param {
  readonly name: string
  readonly operator: Operator
  readonly value: string
}

export interface Query {
  readonly params: readonly Param[]
  text(name: string): string | undefined
  number(name: string): number | undefined
  /** True for `1` and `true`. */
  flag(name: string): boolean
}

const endings: readonly (readonly [string, Operator])[] = [
  ['>>', '>>='],
  ['<<', '<<='],
  ['!', '!='],
  ['>', '>='],
  ['<', '<=']
]

/** Broken escapes stay as they are: a server never fails on them. */
function decode(text: string): string {
  try {
    return decodeURIComponent(text)
  } catch (error) {
    if (error instanceof URIError) return text
    throw error
  }
}

/** An operator whose `=` was escaped is part of the name, and so a name that nobody knows. */
function paramOf(pair: string): Param {
  const equals = pair.indexOf('=')
  const name = decode(equals === -1 ? pair : pair.slice(0, equals))
  const value = decode(equals === -1 ? '' : pair.slice(equals + 1).replaceAll('+', ' '))
  const ending = endings.find(([end]) => name.endsWith(end))
  if (ending !== undefined) return { name: name.slice(0, -ending[0].length), operator: ending[1], value }
  return value.startsWith('=') ? { name, operator: '==', value: value.slice(1) } : { name, operator: '=', value }
}

export function parseQuery(raw: string): Query {
  const params = raw === '' ? [] : raw.split('&').filter(Boolean).map(paramOf)
  const plain = new Map(params.filter((param) => param.operator === '=').map((param) => [param.name, param.value]))
  const text = (name: string): string | undefined => plain.get(name)
  return {
    params,
    text,
    number: (name) => {
      const value = text(name)
      return value === undefined || !/^\d+$/.test(value) ? undefined : Number(value)
    },
    flag: (name) => text(name) === '1' || text(name) === 'true'
  }
}

/** The raw query without anything that could be a token. */
export function withoutTokens(raw: string): string {
  return raw
    .split('&')
    .filter((pair) => !/^(x-plex-)?token=/i.test(decode(pair)))
    .join('&')
}

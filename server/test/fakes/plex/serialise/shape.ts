/** How much of an item an answer shows: the choices of a request, worked out once per request. */
import type { Query } from '#test/fakes/kit/http/query.ts'

export interface Shape {
  readonly guids: boolean
  /** Streams and full tags, as `/library/metadata` answers. */
  readonly detail: boolean
  /** `exists` and `accessible` on parts. */
  readonly checked: boolean
  readonly sectionOnItem: boolean
  readonly withoutElements: ReadonlySet<string>
  readonly withoutFields: ReadonlySet<string>
}

function namesOf(list: string | undefined): ReadonlySet<string> {
  return new Set(list === undefined ? [] : list.split(','))
}

export function shapeOf(query: Query, more: { readonly detail: boolean; readonly sectionOnItem: boolean }): Shape {
  return {
    guids: more.detail || query.flag('includeGuids'),
    detail: more.detail,
    checked: more.detail && query.flag('checkFiles'),
    sectionOnItem: more.sectionOnItem,
    withoutElements: namesOf(query.text('excludeElements')),
    withoutFields: namesOf(query.text('excludeFields'))
  }
}

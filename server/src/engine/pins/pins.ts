/** What people order about pins: to list them, to make one, to take one away. */
import { formatBytes, type PinAnswer, type PinOrder, type Pin as ShownPin } from '@pcu/contract'
import type { LibraryIndex, LibraryItem } from '#core/model/library.ts'
import { type PlexPath, plexPath } from '#core/model/place.ts'
import type { OwnedUnit } from '#core/model/unit.ts'
import type { Pin, PinTarget } from '#core/pins/pin.ts'
import { type PinHold, resolvePin } from '#core/pins/resolve.ts'
import { pinTitle } from '#core/pins/wants.ts'
import type { KnownLibrary } from '#engine/library/known.ts'
import type { Acceptance } from '#engine/schedule.ts'
import type { LiveState } from '#engine/tell/live-state.ts'
import { type Answer, lookUp, noneFits, type Roads, severalFit } from '#engine/titles/look-up.ts'
import type { Clock } from '#ports/clock.ts'
import type { Ledger } from '#ports/ledger.ts'
import type { PinStore } from '#ports/pins.ts'
import { bytesOf, tooMuch } from './weigh.ts'

/** What the room needs. */
export interface PinDeps {
  readonly pins: PinStore
  readonly library: KnownLibrary
  readonly ledger: Pick<Ledger, 'owned'>
  readonly live: Pick<LiveState, 'pool'>
  readonly clock: Clock
  readonly roads: () => Roads
  /** The server that is ours; undefined while none is known. */
  readonly ourServer: () => Promise<string | undefined>
}

/** The room. */
export interface PinDesk {
  list(): Promise<readonly ShownPin[]>
  /** Pins. Throws the Failure of a silent Plex when the library was never read. */
  add(order: PinOrder, signal: AbortSignal): Promise<PinAnswer>
  remove(id: number): Promise<Acceptance>
  /** Pins what lies at a path until a moment; `isNew`: it was not pinned before. Throws like `add`. */
  hold(
    path: string,
    order: { readonly by: string; readonly untilAt: number }
  ): Promise<PinAnswer & { readonly isNew: boolean }>
  /** Every pin that holds one of these titles. Throws like `add`. */
  holding(unit: Pick<OwnedUnit, 'ratingKeys'>): Promise<readonly Pin[]>
}

const defaultBy = 'the owner'

const plural = (count: number, noun: string): string => (count === 1 ? `1 ${noun}` : `${count} ${noun}s`)

const sentenceOf = (pin: Pin, hold: PinHold, cached: number): string => {
  switch (hold.state) {
    case 'gone':
      return 'Gone: Plex does not list it any more. The pin is kept until somebody takes it away.'
    case 'unknown':
      return 'Plex has not told of it yet; the pin counts all the same.'
    case 'found': {
      const holds = `${plural(hold.items.length, 'title')}, ${formatBytes(bytesOf([hold]))}, ${cached} on the pool.`
      return hold.isReplaced
        ? `${pin.file ?? 'The version'} is not in Plex any more; every version is held. ${holds}`
        : holds
    }
  }
}

const stateOf = (hold: PinHold): ShownPin['state'] =>
  hold.state === 'found' && hold.isReplaced ? 'replaced' : hold.state

const shownOf = (pin: Pin, hold: PinHold, ownedKeys: ReadonlySet<string>): ShownPin => {
  const items = hold.state === 'found' ? hold.items : []
  const cached = items.filter(({ ratingKey }) => ownedKeys.has(ratingKey)).length
  return {
    id: pin.id,
    kind: pin.kind,
    ratingKey: pin.ratingKey,
    season: pin.season ?? null,
    file: pin.file ?? null,
    title: pin.title,
    by: pin.by,
    at: pin.at,
    ...(pin.untilAt === undefined ? {} : { untilAt: pin.untilAt }),
    state: stateOf(hold),
    sentence: sentenceOf(pin, hold, cached),
    titles: items.length,
    sizeBytes: bytesOf([hold]),
    cached
  }
}

/** What is to be pinned, with its title; or the sentence why not. */
type Target = (PinTarget & { readonly title: string }) | { readonly refused: string }

const guidsOf = (key: string | undefined, library: LibraryIndex): readonly string[] =>
  key === undefined ? [] : (library.guidsOf?.(key) ?? [])

const ofShow = (showKey: string, season: number | undefined, library: LibraryIndex): Target => {
  const episodes = library.episodesOf(showKey)
  const items = season === undefined ? episodes : episodes.filter((episode) => episode.season === season)
  const [first] = items
  if (first === undefined) {
    const what = episodes.length === 0 ? `key ${showKey}` : `season ${season} of ${pinTitle('show', episodes)}`
    return { refused: `Plex lists nothing as ${what}.` }
  }
  const kind = season === undefined ? 'show' : 'season'
  const title = pinTitle(kind, items, season)
  return { kind, ratingKey: showKey, sectionId: first.sectionId, season, guids: guidsOf(showKey, library), title }
}

/** The version of an item that holds a file, told by its first file. */
const versionOf = (item: LibraryItem, file: PlexPath): PlexPath | undefined =>
  item.versions.find(({ parts, optimized }) => !optimized && parts.some((part) => part.file === file))?.parts[0]?.file

const ofItem = (item: LibraryItem, file: PlexPath | undefined, library: LibraryIndex): Target => {
  const { ratingKey, sectionId, showKey, season, episode } = item
  const version = file === undefined ? undefined : versionOf(item, file)
  const name = pinTitle('movie', [item])
  if (file !== undefined && version === undefined) return { refused: `${name} has no version with the file ${file}.` }
  const guids = guidsOf(item.type === 'movie' ? ratingKey : showKey, library)
  const base = { ratingKey, sectionId, showKey, season, episode, guids }
  if (version === undefined) return { ...base, kind: item.type, title: name }
  return { ...base, kind: 'version', file: version, title: name }
}

const targetByKey = ({ ratingKey = '', season, file }: PinOrder, library: LibraryIndex): Target => {
  const item = library.item(ratingKey)
  if (item === undefined) return ofShow(ratingKey, season, library)
  return ofItem(item, file === undefined ? undefined : plexPath(file), library)
}

/** A path means the version that lies there, where there are several. */
const fileMeant = (item: LibraryItem, found: Extract<Answer, { kind: 'one' }>, order: PinOrder) => {
  if (order.file !== undefined) return plexPath(order.file)
  return item.versions.filter(({ optimized }) => !optimized).length > 1 ? found.file : undefined
}

const targetOfMatch = (found: Extract<Answer, { kind: 'one' }>, order: PinOrder, library: LibraryIndex): Target => {
  const { match } = found
  if (match.kind === 'show') return ofShow(match.showKey, order.season, library)
  if (match.kind === 'season') return ofShow(match.showKey, match.season, library)
  const item = library.item(match.ratingKey)
  return item === undefined
    ? { refused: 'Plex does not list it.' }
    : ofItem(item, fileMeant(item, found, order), library)
}

const refusal = (sentence: string, choices: PinAnswer['choices'] = []): PinAnswer => ({
  accepted: false,
  sentence,
  warning: null,
  pin: null,
  choices
})

const unclear = (title: string, answer: Exclude<Answer, { kind: 'one' }>): PinAnswer =>
  refusal(answer.kind === 'several' ? severalFit(title, answer) : noneFits(title, answer), [...answer.choices])

const targetMeant = (order: PinOrder, library: LibraryIndex, roads: Roads): Target | PinAnswer => {
  if (order.title === undefined) return targetByKey(order, library)
  const found = lookUp(order.title, library, roads)
  return found.kind === 'one' ? targetOfMatch(found, order, library) : unclear(order.title, found)
}

/** Opens the room. */
export const createPinDesk = (deps: PinDeps): PinDesk => {
  const { pins, library, ledger, clock, ourServer } = deps

  const shown = async (all: readonly Pin[]): Promise<readonly { readonly pin: ShownPin; readonly hold: PinHold }[]> => {
    const known = library.last()
    const server = await ourServer()
    const ownedKeys = new Set((await ledger.owned()).flatMap(({ ratingKeys }) => ratingKeys))
    return all.map((pin) => {
      const hold: PinHold =
        known === undefined
          ? { state: 'unknown' }
          : resolvePin(pin, { library: known.index, unread: known.unread, server })
      return { pin: shownOf(pin, hold, ownedKeys), hold }
    })
  }

  const keep = async (
    target: PinTarget & { readonly title: string },
    { by, untilAt }: { readonly by: string; readonly untilAt?: number }
  ): Promise<PinAnswer & { readonly isNew: boolean }> => {
    const { pin, isNew } = await pins.add({ ...target, by, at: clock.now(), untilAt, server: await ourServer() })
    const all = await shown(await pins.all())
    const sentence = isNew
      ? `${pin.title} is pinned: it comes to the pool with the next run and stays there.`
      : `${pin.title} was pinned already, by ${pin.by}.`
    return {
      isNew,
      accepted: true,
      sentence,
      warning: tooMuch(bytesOf(all.map(({ hold }) => hold)), deps.live.pool()),
      pin: all.find((one) => one.pin.id === pin.id)?.pin ?? null,
      choices: []
    }
  }

  return {
    list: async () => (await shown(await pins.all())).map(({ pin }) => pin),
    add: async (order, signal) => {
      const { index } = await library.read(signal)
      const meant = targetMeant(order, index, deps.roads())
      if ('accepted' in meant) return meant
      return 'refused' in meant ? refusal(meant.refused) : keep(meant, { by: order.by ?? defaultBy })
    },
    hold: async (title, order) => {
      const { index } = await library.read(new AbortController().signal)
      const meant = targetMeant({ title }, index, deps.roads())
      if ('accepted' in meant) return { ...meant, isNew: false }
      return 'refused' in meant ? { ...refusal(meant.refused), isNew: false } : keep(meant, order)
    },
    holding: async ({ ratingKeys }) => {
      const { index, unread } = await library.read(new AbortController().signal)
      const server = await ourServer()
      const isHeld = (pin: Pin): boolean => {
        const hold = resolvePin(pin, { library: index, unread, server })
        return hold.state === 'found' && hold.items.some(({ ratingKey }) => ratingKeys.includes(ratingKey))
      }
      return (await pins.all()).filter(isHeld)
    },
    remove: async (id) => {
      const pin = await pins.remove(id)
      return pin === undefined
        ? { accepted: false, sentence: `There is no pin number ${id}; see "pcu pin list".` }
        : {
            accepted: true,
            sentence: `${pin.title} is not pinned any more; it leaves the pool when nobody else wants it.`
          }
    }
  }
}

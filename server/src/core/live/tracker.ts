/**
 * Follows sessions: a push says that something happens, the server's list says what is true. Every way in which players and servers are known to
 * mislead has its rule here: doubled stops, flickering buffers, keys that begin anew, sessions that outlive their player, lists that come late.
 */
import {
  type Heard,
  type LiveNews,
  type LiveRules,
  type Moment,
  type NamedSession,
  type Push,
  percentOf,
  type Stage,
  type Unnamed,
  type Watched
} from './stage.ts'

/** A list may lag behind the push that announced a session: it is asked for again after these, milliseconds. */
const askAgainAfter: readonly number[] = [500, 2000, 8000]

/** One list without it may be a list that was made too early; two are an end. */
const mostAbsences = 2

const news = (kind: LiveNews['kind'], watched: Watched): LiveNews => ({
  kind,
  session: watched.session,
  startedAt: watched.startedAt
})

interface Course {
  readonly watched: Watched
  readonly told: readonly LiveNews[]
}

const finishIfSeen = (watched: Watched, rules: LiveRules): Course => {
  const percent = percentOf(watched.session)
  if (watched.isFinished || percent === undefined || percent < rules.finishedPercent) return { watched, told: [] }
  const done = { ...watched, isFinished: true }
  return { watched: done, told: [news('finished', done)] }
}

const begin = (session: NamedSession, moment: Moment): Course => {
  const watched: Watched = {
    session,
    startedAt: moment.at,
    movedAt: moment.at,
    absences: 0,
    isFinished: false,
    isGhost: false
  }
  const seen = finishIfSeen(watched, moment.rules)
  return { watched: seen.watched, told: [news('started', watched), ...seen.told] }
}

/** A session goes on: with another position or state it has moved, and one that was taken for a ghost lives again. */
const goOn = (known: Watched, session: NamedSession, moment: Moment): Course => {
  const before = known.session
  const position = session.viewOffsetMs ?? before.viewOffsetMs
  const hasMoved = position !== before.viewOffsetMs || session.state !== before.state
  const now: NamedSession = { ...session, viewOffsetMs: position }
  if (!hasMoved) return { watched: { ...known, session: now, absences: 0 }, told: [] }
  const watched: Watched = { ...known, session: now, movedAt: moment.at, absences: 0, isGhost: false }
  const seen = finishIfSeen(watched, moment.rules)
  const kind = known.isGhost ? 'started' : 'progressed'
  return { watched: seen.watched, told: [news(kind, watched), ...seen.told] }
}

/** What an end tells: nothing when it was told already. */
const end = (watched: Watched): readonly LiveNews[] => (watched.isGhost ? [] : [news('stopped', watched)])

const isSameSession = (watched: Watched, ratingKey: string, player: string | undefined): boolean =>
  watched.session.ratingKey === ratingKey &&
  (player === undefined || watched.session.player === undefined || watched.session.player === player)

const without = <Key, Value>(map: ReadonlyMap<Key, Value>, key: Key): ReadonlyMap<Key, Value> => {
  const copy = new Map(map)
  copy.delete(key)
  return copy
}

const withEntry = <Key, Value>(map: ReadonlyMap<Key, Value>, key: Key, value: Value): ReadonlyMap<Key, Value> =>
  new Map(map).set(key, value)

const stopOne = (stage: Stage, push: Push, rules: LiveRules): Heard => {
  const known = stage.watched.get(push.sessionKey)
  const unnamed = without(stage.unnamed, push.sessionKey)
  // A stop of something else under this key belongs to a server that was started anew; one that is not known was told before.
  if (known === undefined || known.session.ratingKey !== push.ratingKey) {
    return { stage: { watched: stage.watched, unnamed }, told: [], shouldAsk: known !== undefined }
  }
  const left: Stage = { watched: without(stage.watched, push.sessionKey), unnamed }
  // The end of a ghost was told when it stopped moving.
  if (known.isGhost) return { stage: left, told: [], shouldAsk: false }
  const last = {
    ...known,
    session: { ...known.session, viewOffsetMs: push.viewOffsetMs ?? known.session.viewOffsetMs }
  }
  const { watched, told } = finishIfSeen(last, rules)
  return { stage: left, told: [...told, ...end(watched)], shouldAsk: false }
}

const announce = (stage: Stage, push: Push, at: number): Heard => {
  const known = stage.watched.get(push.sessionKey)
  const before = stage.unnamed.get(push.sessionKey)
  const isRepeated = before !== undefined && before.push.ratingKey === push.ratingKey
  const unnamed: Unnamed = isRepeated
    ? { ...before, push }
    : { push, since: at, absences: 0, askAt: at + (askAgainAfter[0] ?? 0) }
  const next: Stage = {
    watched: known === undefined ? stage.watched : without(stage.watched, push.sessionKey),
    unnamed: withEntry(stage.unnamed, push.sessionKey, unnamed)
  }
  // What was named under this key has gone on to another item, or the keys of a restarted server begin anew.
  const told = known === undefined ? [] : end(known)
  // What no list holds (pre-rolls, live television) is asked for once more at each push only while the list may lag.
  const shouldAsk = !isRepeated || unnamed.absences <= askAgainAfter.length
  return { stage: next, told, shouldAsk }
}

/** A push came at this time. */
export const hearPush = (stage: Stage, push: Push, moment: Moment): Heard => {
  if (push.state === 'stopped') return stopOne(stage, push, moment.rules)
  const known = stage.watched.get(push.sessionKey)
  if (known === undefined || !isSameSession(known, push.ratingKey, push.player)) return announce(stage, push, moment.at)
  const session = { ...known.session, state: push.state, viewOffsetMs: push.viewOffsetMs ?? known.session.viewOffsetMs }
  const { watched, told } = goOn(known, session, moment)
  return { stage: { ...stage, watched: withEntry(stage.watched, push.sessionKey, watched) }, told, shouldAsk: false }
}

const hearListed = (known: Watched | undefined, session: NamedSession, moment: Moment): Course => {
  if (known === undefined) return begin(session, moment)
  if (isSameSession(known, session.ratingKey, session.player)) return goOn(known, session, moment)
  const begun = begin(session, moment)
  return { watched: begun.watched, told: [...end(known), ...begun.told] }
}

const missed = (unnamed: Unnamed, at: number): Unnamed => {
  const wait = askAgainAfter[unnamed.absences + 1]
  return { ...unnamed, absences: unnamed.absences + 1, askAt: wait === undefined ? undefined : at + wait }
}

/** The server's complete list of sessions came. One that cannot be told apart from others is left out by whoever read it. */
export const hearList = (stage: Stage, sessions: readonly NamedSession[], moment: Moment): Heard => {
  const told: LiveNews[] = []
  const watched = new Map<string, Watched>()
  for (const session of sessions) {
    const course = hearListed(stage.watched.get(session.sessionKey), session, moment)
    told.push(...course.told)
    watched.set(session.sessionKey, course.watched)
  }
  for (const [key, known] of stage.watched) {
    if (watched.has(key)) continue
    const absent = { ...known, absences: known.absences + 1 }
    if (absent.absences >= mostAbsences) told.push(...end(known))
    else watched.set(key, absent)
  }
  const unnamed = [...stage.unnamed]
    .filter(([key]) => !watched.has(key))
    .map(([key, one]) => [key, missed(one, moment.at)] as const)
  return { stage: { watched, unnamed: new Map(unnamed) }, told, shouldAsk: false }
}

/**
 * The server does not say who watches: what was heard of often enough counts as begun by somebody, so that a refused list does not make us deaf.
 */
export const hearNoList = (stage: Stage, moment: Moment): Heard => {
  const told: LiveNews[] = []
  const watched = new Map(stage.watched)
  const unnamed = new Map<string, Unnamed>()
  for (const [key, one] of stage.unnamed) {
    if (one.absences < askAgainAfter.length) {
      unnamed.set(key, missed(one, moment.at))
      continue
    }
    const { state } = one.push
    if (state === 'stopped') continue
    const begun = begin({ ...one.push, state, person: 'Somebody' }, moment)
    watched.set(key, begun.watched)
    told.push(...begun.told)
  }
  return { stage: { watched, unnamed }, told, shouldAsk: false }
}

const isOverdue = (watched: Watched, { at, rules }: Moment): boolean => {
  const patience = watched.session.state === 'paused' ? rules.pausedForMs : rules.ghostAfterMs
  return !watched.isGhost && at - watched.movedAt >= patience
}

/**
 * Time went by: what has not moved for too long is no longer watched. Asked at every tick after the list was read, so that a line that is lost does not
 * make ghosts: `isListFresh` says that the positions are known as of now.
 */
export const passTime = (stage: Stage, moment: Moment, isListFresh: boolean): Heard => {
  const told: LiveNews[] = []
  let shouldAsk = [...stage.unnamed.values()].some(({ askAt }) => askAt !== undefined && askAt <= moment.at)
  const watched = new Map(stage.watched)
  for (const [key, known] of stage.watched) {
    if (known.absences > 0) shouldAsk = true
    if (!isOverdue(known, moment)) continue
    if (!isListFresh) {
      shouldAsk = true
      continue
    }
    told.push(...end(known))
    watched.set(key, { ...known, isGhost: true })
  }
  return { stage: { ...stage, watched }, told, shouldAsk }
}

/** Whether this item is being watched by anybody who is not a ghost. */
export const watchedNow = (stage: Stage): readonly NamedSession[] =>
  [...stage.watched.values()].filter(({ isGhost }) => !isGhost).map(({ session }) => session)

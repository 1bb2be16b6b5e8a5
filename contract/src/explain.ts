/** The one place where reasons become sentences. Adding a reason without a sentence does not compile. */
import type { Because, Reason, ReasonCode } from './reason.ts'
import { formatBytes } from './text/bytes.ts'
import { formatTime } from './text/time.ts'

const ordinal = (n: number): string => {
  const lastTwo = n % 100
  const suffix = lastTwo >= 11 && lastTwo <= 13 ? 'th' : (['th', 'st', 'nd', 'rd'][n % 10] ?? 'th')
  return `${n}${suffix}`
}

const hoursText = (hours: number): string => (hours === 1 ? '1 hour' : `${hours} hours`)

const graceSetting = ({ by }: { readonly by?: 'watchlist' | undefined }): string =>
  by === 'watchlist' ? 'WATCHLIST_CACHE_EXPIRY' : 'WATCHED_CACHE_EXPIRY'

const wishText = ({ kind, person }: ByCode['makes-room']): string => {
  const wishes = {
    playing: `being played by ${person}`,
    pin: `pinned by ${person}`,
    'on-deck': `on deck for ${person}`,
    watchlist: `on the watchlist of ${person}`,
    trending: 'trending',
    finished: `watched by ${person} a moment ago`
  }
  return wishes[kind]
}

type Room = ByCode['pool-would-fall-below-floor'] | ByCode['over-budget']

/** What would make it fit; nothing where that is not known. */
const wouldFit = (r: Room): string => {
  if (r.never === true) {
    return r.code === 'over-budget'
      ? ' It never fits: it is larger than the whole budget.'
      : ' It never fits: the pool without that floor is smaller than it.'
  }
  if (r.missingBytes === undefined) return ''
  const freed = `${formatBytes(r.missingBytes)} were freed`
  if (r.code !== 'over-budget' || r.wouldFitAtBytes === undefined) return ` It would fit if ${freed}.`
  return ` It would fit if CACHE_MAX_SIZE_GB were at least ${formatBytes(r.wouldFitAtBytes)}, or if ${freed}.`
}

/** How a title on a list was recognised, where that is worth doubting. */
const byTitleOnly = ({ byTitle }: { readonly byTitle?: boolean | undefined }): string =>
  byTitle === true ? ' (recognised by title and year only)' : ''

/** The title, or the next of a show, with its place on a list to follow. */
const ofList = ({ show }: { readonly show?: string | undefined }): string =>
  show === undefined ? 'Number' : `Next of ${show}, number`

/** Sentences for wishes: why somebody is expected to watch this. */
const wanting = {
  playing: (r) => `Being played by ${r.person} right now.`,
  'on-deck': (r) => {
    const seen = r.resumeAtPercent === undefined ? '' : `, ${r.resumeAtPercent} % watched`
    return `On deck for ${r.person}${seen}${r.rebuilt === true ? ' (rebuilt from history)' : ''}.`
  },
  'next-episode': (r) =>
    r.ahead === 1
      ? `Next episode for ${r.person} after ${r.after}.`
      : `${ordinal(r.ahead)} episode for ${r.person} after ${r.after}.`,
  watchlist: (r) => {
    const what = r.show === undefined ? 'On' : `Next of ${r.show}, a show on`
    return `${what} the watchlist of ${r.person}${byTitleOnly(r)}.`
  },
  trending: (r) => `${ofList(r)} ${r.position} of Trakt's ${r.list}${byTitleOnly(r)}.`,
  'trakt-list': (r) => `${ofList(r)} ${r.position} on the Trakt list ${r.list}${byTitleOnly(r)}.`,
  'trakt-watchlist': (r) => {
    const what = r.show === undefined ? 'On' : `Next of ${r.show}, a show on`
    return `${what} the Trakt watchlist of ${r.person}${byTitleOnly(r)}.`
  },
  'found-again': () =>
    'Was found on the pool again when the database did not know it; who wanted it is not known any more.',
  pinned: (r, zone) =>
    `Pinned by ${r.person} since ${formatTime(r.pinnedAt, zone)}${r.untilAt === undefined ? '' : `, until ${formatTime(r.untilAt, zone)}`}${r.as === undefined ? '' : ` (${r.as})`}.`
} satisfies Partial<Sentences>

const staying = {
  'watched-recently': (r, zone) =>
    `Stays on the pool: watched ${formatTime(r.viewedAt, zone)}, goes home after ${formatTime(r.untilAt, zone)} (WATCHED_CACHE_EXPIRY is ${hoursText(r.graceHours)}).`,
  'wanted-recently': (r, zone) =>
    `Stays on the pool: was ${r.by === 'watchlist' ? 'on a watchlist' : 'wanted'} until ${formatTime(r.lastWantedAt, zone)}, goes home after ${formatTime(r.untilAt, zone)} (${graceSetting(r)} is ${hoursText(r.graceHours)}).`,
  'came-recently': (r, zone) =>
    `Stays on the pool: came there ${formatTime(r.promotedAt, zone)} and goes home after ${formatTime(r.untilAt, zone)} at the earliest (POOL_HOLD_HOURS is ${hoursText(r.holdHours)}).`,
  'return-switched-off': () => 'Stays on the pool: bringing files home is switched off (WATCHED_MOVE is false).',
  'too-many-returns': (r) =>
    `Stays on the pool until you allow it: ${r.units} titles (${formatBytes(r.bytes)}) would go home in one run, ${r.percent} % of what is on the pool and more than ${r.limitPercent} % (RETURN_GUARD_PERCENT).`,
  'source-silent': (r) => `Stays on the pool: ${r.source} did not answer (${r.detail}), and silence returns nothing.`,
  'empty-answer': (r) =>
    `Stays on the pool: ${r.source} answered with an empty list, and an empty answer returns nothing.`,
  'not-in-library': (r) =>
    `Stays on the pool: Plex no longer lists ${r.path}, or only in its trash, so nothing is changed until a person looks.`,
  'source-not-set': (r) =>
    `Stays on the pool: it belongs to the library ${r.source}, which is no longer among ADDITIONAL_SOURCES; name it there again, or bring it home yourself (pcu restore-all).`,
  'needs-a-person': (r) => `Stays as it is until a person looks: ${r.detail}`,
  'successor-unproven': (r) =>
    `Stays as it is for now: ${r.path} is to take its place, but ${r.detail}; nothing of the older file is removed before the newer one is whole.`,
  'renamed-in-library': (r) =>
    `Is followed: Plex lists ${r.by} in place of ${r.path}, and both have the same size; where that is our own file under a new name, it goes on serving and will come home under that name.`,
  'not-renamed': (r) =>
    `Stays on the pool: Plex no longer lists ${r.path}, and ${r.by} of the same size is not our file under a new name; nothing is changed until a person looks.`,
  'listed-otherwise': (r) =>
    `Is looked at on the array: Plex lists ${r.path} with ${formatBytes(r.listedBytes)}, and our copy has ${formatBytes(r.sizeBytes)}; somebody may have replaced it.`,
  'copy-changed': (r) =>
    `Is written back to the array, and goes on serving from the pool: somebody changed ${r.path}, and the array still holds the older file.`,
  'copy-gone': (r) => `Is looked at on the array: its copy ${r.path} is gone from the pool.`,
  'copy-damaged': (r) =>
    `Is served from the array again: its copy ${r.path} lost bytes although nobody wrote to it; look at the pool’s disk.`,
  'copy-put-aside': (r) =>
    `The original serves again: its copy on the pool was damaged and is kept as ${r.path}; look at the pool’s disk, then remove that file.`,
  'copy-hard-linked': (r) =>
    `Stays on the pool: ${r.path} has ${r.links} names (hard links), as a download that is still shared has; bringing it home would free nothing.`
} satisfies Partial<Sentences>

const leaving = {
  watched: (r, zone) =>
    `Goes home: watched ${formatTime(r.viewedAt, zone)}, and WATCHED_CACHE_EXPIRY (${hoursText(r.graceHours)}) has passed.`,
  'no-longer-wanted': (r, zone) =>
    `Goes home: nobody has wanted it since ${formatTime(r.lastWantedAt, zone)}, and ${graceSetting(r)} (${hoursText(r.graceHours)}) has passed.`,
  'makes-room': (r) => `Goes home: makes room for ${r.for} (${wishText(r)}).`,
  'pool-too-full': (r) =>
    `Goes home: other files have filled the pool, only ${formatBytes(r.freeBytes)} are free where ${formatBytes(r.floorBytes)} must stay free (POOL_KEEP_FREE_GB), and of ours this one is wanted least.`,
  'budget-exceeded': (r) =>
    `Goes home: our files take ${formatBytes(r.ownedBytes)} of a budget of ${formatBytes(r.budgetBytes)} (CACHE_MAX_SIZE_GB), and this one is wanted least.`,
  'asked-home': (r, zone) =>
    `Goes home: ${r.person} asked for it ${formatTime(r.at, zone)}; it is left there until ${formatTime(r.untilAt, zone)}.`,
  'restore-requested': () => 'Goes home: everything was asked back.',
  'replaced-in-library': (r) => `Goes home: Plex no longer lists ${r.path} and lists ${r.by} for the same title.`,
  superseded: (r) =>
    r.by === r.path
      ? `Makes way: somebody put another file in the place of ${r.path}; once that is seen to be whole, what we kept of the older one is removed.`
      : `Makes way: Plex lists ${r.by} for this title instead of ${r.path}; once that is seen to be whole, what we kept of the older one is removed.`,
  'remedy-asked': (r) => `Is put in order as a person asked: ${r.how}.`,
  'confirmed-gone': (r, zone) =>
    `Is put in order: somebody deleted or replaced it ${formatTime(r.sinceAt, zone)}, and Plex no longer lists ${r.path} (ORPHAN_POLICY, FINISH_DELETES).`
} satisfies Partial<Sentences>

const refusingForRoom = {
  'pool-would-fall-below-floor': (r) =>
    `Left on the array: needs ${formatBytes(r.needBytes)}, only ${formatBytes(Math.max(0, r.freeBytes - r.floorBytes))} free above the ${formatBytes(r.floorBytes)} floor (POOL_KEEP_FREE_GB).${wouldFit(r)}`,
  'over-budget': (r) =>
    `Left on the array: needs ${formatBytes(r.needBytes)}, but ${formatBytes(r.ownedBytes)} of your ${formatBytes(r.budgetBytes)} budget are taken (CACHE_MAX_SIZE_GB).${wouldFit(r)}`,
  'larger-than-allowed': (r) =>
    `Left on the array: its ${formatBytes(r.sizeBytes)} are more than a single title may have (MAX_ITEM_SIZE_GB is ${formatBytes(r.limitBytes)}).`,
  'behind-earlier': (r) =>
    `Left on the array: ${r.person} watches ${r.earlier} before it, and there is no room for that one yet.`
} satisfies Partial<Sentences>

const refusingForPath = {
  'unmapped-path': (r) =>
    `Left alone: Plex calls it ${r.path}, which does not begin with ${r.prefix}, so its place here is not known; "pcu paths" says where it may lie, or correct PLEX_SOURCE.`,
  'path-escapes': (r) =>
    `Left alone: the path ${r.path} that Plex sent holds "..", "." or "//" and could lead out of PLEX_SOURCE; correct the folder of that library in Plex.`,
  'parts-apart': (r) =>
    `Left alone: its part ${r.path} lies outside of ${r.root}, where its first part lies, and a title is moved as one; put all of its parts into one library.`,
  'several-files-fit': (r) =>
    r.candidates.length > 1
      ? `Left alone: ${r.path} may be any of ${r.candidates.join(', ')}; say which library it is in (ADDITIONAL_PLEX_SOURCES).`
      : `Left alone: ${r.candidates.join()} fits ${r.path} and another file of Plex as well; say what Plex calls that library (ADDITIONAL_PLEX_SOURCES).`,
  'in-no-library': (r) =>
    `Left alone: no pair of paths leads to ${r.path}, and no file in ${r.libraries.join(', ')} has its path or its name and size; correct PATH_MAPPINGS or ADDITIONAL_PLEX_SOURCES.`,
  'under-destination': (r) =>
    `Left alone: ${r.path} already lies under the destination; keep the library out of CACHE_DESTINATION.`,
  'root-not-ready': (r) => `Left alone: ${r.root} is not ready: ${r.detail}`,
  'mode-unavailable': (r) => `Left alone: ${r.detail}`,
  'register-unwritable': (r) =>
    `Left on the array: what is put on the pool must be noted first, and that failed (${r.detail}).`
} satisfies Partial<Sentences>

const whyHardLinked = {
  skip: 'moving it would free nothing, so it is not touched (HARD_LINKS is skip)',
  copy: 'Plex would read a copy only through a link in place of this name, so it is not touched (HARD_LINKS is copy; move does that)',
  move: 'without links Plex would lose sight of it, so it is not touched (HARD_LINKS is move, USE_SYMLINKS_FOR_CACHE is off)'
} as const

const refusingForFile = {
  'file-missing': (r) =>
    `Left alone: ${r.path} was not found; check PLEX_SOURCE and REAL_SOURCE, or scan the library in Plex.`,
  'file-unreadable': (r) =>
    `Left alone: ${r.path} cannot be read (${r.detail}); check its owner and mode against PUID and PGID.`,
  'hard-linked': (r) =>
    `Left on the array: ${r.path} has ${r.links} names (hard links), as a download that is still shared has; ${whyHardLinked[r.policy ?? 'skip']}.`,
  'too-young': (r) =>
    `Left on the array for now: ${r.path} changed ${r.ageMinutes} min ago and may still be being written (MINIMUM_FILE_AGE_MINUTES is ${r.minimumMinutes}).`,
  'not-a-regular-file': (r) =>
    `Left alone: ${r.path} is a ${r.kind}, not a plain file; point Plex at the real path if it should be cached.`,
  sparse: (r) =>
    `Left on the array: only ${formatBytes(r.allocatedBytes)} of ${formatBytes(r.sizeBytes)} of ${r.path} are on the disk; it looks like an unfinished download, and is looked at again in a day.`,
  'already-on-pool': (r) =>
    `Left alone: ${r.path} is on the pool already and was not put there by us; remove it there if it should be cached.`,
  'backup-in-the-way': (r) =>
    `Left on the array: ${r.path} exists already and a parked original is never overwritten; look whether it is still needed, then remove it.`,
  'name-not-supported': (r) => `Left alone: the name ${r.path} cannot be used (${r.detail}); rename it.`,
  'in-trash': () => "Left alone: it is in Plex's trash; restore it there if it should be cached."
} satisfies Partial<Sentences>

const refusingForNow = {
  'in-use': (r) => `Left where it is for now: some program has ${r.path} open.`,
  'playing-now': (r) => `Left where it is for now: ${r.person} is playing it.`,
  'sessions-unknown': (r) => `Left where it is for now: Plex did not say what is being played (${r.detail}).`,
  'mover-at-work': (r) =>
    `Left where it is for now: Unraid's own mover is at work (${r.file} is there); remove that file if it is not.`,
  'changed-meanwhile': (r) => `Stood back: ${r.path} changed meanwhile (${r.detail}).`,
  'run-stopped': () => 'Stood back: the run was stopped.',
  'asked-home-lately': (r, zone) =>
    `Left on the array: ${r.person} had it brought home ${formatTime(r.at, zone)}; until ${formatTime(r.untilAt, zone)} only a pin brings it back.`,
  'failed-before': (r, zone) =>
    `Left where it is until ${formatTime(r.untilAt, zone)}: the last try failed (${r.detail}).`
} satisfies Partial<Sentences>

const andAll = (names: readonly string[]): string =>
  names.length < 2 ? names.join('') : `${names.slice(0, -1).join(', ')} and ${names.at(-1)}`

const timerBegan = { caching: 'caching by the watcher began', finished: 'it was finished' } as const

const watching = {
  'began-watching': (r, zone) => `${r.person} began to watch it ${formatTime(r.at, zone)}.`,
  'watched-to-the-end': (r, zone) => {
    const until = r.untilAt === undefined ? '' : ` until ${formatTime(r.untilAt, zone)}`
    return `Is kept${until}: ${r.person} watched it to the end ${formatTime(r.at, zone)} (REAL_TIME_WATCH_CACHE_ON_COMPLETE).`
  },
  'timer-running': (r, zone) =>
    `Stays on the pool: ${timerBegan[r.since]} ${formatTime(r.begunAt, zone)}, its timer runs until ${formatTime(r.dueAt, zone)} (REAL_TIME_WATCH_REMOVE_FROM_CACHE_AFTER_HOURS is ${hoursText(r.hours)}).`,
  'timer-over': (r, zone) => {
    const despite =
      r.despite.length === 0
        ? ''
        : `; that ${andAll(r.despite)} saved it does not count (REAL_TIME_WATCH_RESPECT_OTHER_USERS_WATCHLISTS is false)`
    return `Goes home: ${timerBegan[r.since]} ${formatTime(r.begunAt, zone)}, and its ${hoursText(r.hours)} are over (REAL_TIME_WATCH_REMOVE_FROM_CACHE_AFTER_HOURS)${despite}.`
  },
  'sent-home-by-timer': (r, zone) =>
    `Left on the array: its timer sent it home ${formatTime(r.at, zone)}, and nothing new speaks for it since: only the watchlist of ${andAll(r.people)} (REAL_TIME_WATCH_RESPECT_OTHER_USERS_WATCHLISTS is false).`
} satisfies Partial<Sentences>

type ByCode = { [R in Reason as R['code']]: R }

type Sentences = { [Code in ReasonCode]: (reason: ByCode[Code], zone: string) => string }

const sentences: Sentences = {
  ...wanting,
  ...staying,
  ...leaving,
  ...refusingForRoom,
  ...refusingForPath,
  ...refusingForFile,
  ...refusingForNow,
  ...watching
}

/**
 * The sentence of a reason.
 *
 * @param timeZone IANA zone in which moments are shown; the server's own
 */
export const explain = <Code extends ReasonCode>(
  reason: ByCode[Code] & { readonly code: Code },
  timeZone = 'UTC'
): string => {
  const code: Code = reason.code
  return sentences[code](reason, timeZone)
}

/** A reason with its sentence, ready for any sink. */
export const worded = (reason: Reason, timeZone = 'UTC'): Because => ({ reason, sentence: explain(reason, timeZone) })

/** Every reason a decision can have: a code with the numbers that made it true, as data that travels unchanged to every sink. */
import { z } from 'zod'
import { remedySchema } from './orphan.ts'

const bytes = z.number().int()
/** Epoch milliseconds. */
const at = z.number().int()
const hours = z.number()
const count = z.number().int()

/**
 * What a wish comes from, in the order of importance: somebody plays it, somebody pinned it, it is next on a person's deck, somebody saved it, many people
 * elsewhere watch it, or it was just played to the end and is kept for a while.
 */
export const wantKindSchema = z.enum(['playing', 'pin', 'on-deck', 'watchlist', 'trending', 'finished'])
export type WantKind = z.infer<typeof wantKindSchema>

const reason = <const Code extends string, Shape extends z.ZodRawShape>(code: Code, shape: Shape) =>
  z.object({ code: z.literal(code), ...shape })

/** `show`: an episode of a show that stands on a list; `byTitle`: recognised by name and year alone. */
const ofTitle = { show: z.string().optional(), byTitle: z.boolean().optional() }

/** Why somebody is expected to watch a thing, or why it stays where it is. */
const wanting = [
  reason('playing', { person: z.string() }),
  reason('on-deck', { person: z.string(), resumeAtPercent: z.number().optional(), rebuilt: z.boolean().optional() }),
  reason('next-episode', { person: z.string(), ahead: z.number().int(), after: z.string() }),
  /** `show`: an episode of a show that was saved; `byTitle`: recognised by name and year alone. */
  reason('watchlist', { person: z.string(), show: z.string().optional(), byTitle: z.boolean().optional() }),
  /** `list`: such as "trending movies"; `position` from 1; `show`: an episode of a show on it; `byTitle`: recognised by name and year alone. */
  reason('trending', { list: z.string(), position: z.number().int(), ...ofTitle }),
  reason('trakt-list', { list: z.string(), position: z.number().int(), ...ofTitle }),
  reason('trakt-watchlist', { person: z.string(), ...ofTitle }),
  reason('found-again', {}),
  /** `as`: the season or show that was pinned; `untilAt`: absent where it holds for good. */
  reason('pinned', { person: z.string(), pinnedAt: at, as: z.string().optional(), untilAt: at.optional() })
] as const

/** Why a file that we put on the pool stays there although nobody is expected to watch it right now. */
const staying = [
  reason('watched-recently', { viewedAt: at, untilAt: at, graceHours: hours }),
  /** `by`: what it was wanted by when somebody last wanted it, where a grace of its own follows from that. */
  reason('wanted-recently', {
    lastWantedAt: at,
    untilAt: at,
    graceHours: hours,
    by: z.literal('watchlist').optional()
  }),
  reason('came-recently', { promotedAt: at, untilAt: at, holdHours: hours }),
  reason('return-switched-off', {}),
  /** `percent`: of the bytes that we own on the pool. */
  reason('too-many-returns', {
    units: z.number().int(),
    bytes,
    percent: z.number().int(),
    limitPercent: z.number().int()
  }),
  reason('source-silent', { source: z.string(), detail: z.string() }),
  reason('empty-answer', { source: z.string() }),
  reason('not-in-library', { path: z.string() }),
  /** `source`: where the library lay. */
  reason('source-not-set', { source: z.string() }),
  reason('needs-a-person', { detail: z.string() }),
  reason('successor-unproven', { path: z.string(), detail: z.string() }),
  /** `by`: the name that Plex lists instead. */
  reason('renamed-in-library', { path: z.string(), by: z.string() }),
  reason('not-renamed', { path: z.string(), by: z.string() }),
  reason('listed-otherwise', { path: z.string(), listedBytes: bytes, sizeBytes: bytes }),
  reason('copy-changed', { path: z.string() }),
  reason('copy-gone', { path: z.string() }),
  reason('copy-damaged', { path: z.string() }),
  reason('copy-put-aside', { path: z.string() }),
  reason('copy-hard-linked', { path: z.string(), links: z.number().int() })
] as const

/** Why a file goes home. */
const leaving = [
  reason('watched', { viewedAt: at, graceHours: hours }),
  reason('no-longer-wanted', { lastWantedAt: at, graceHours: hours, by: z.literal('watchlist').optional() }),
  /** `rank`: the place of what comes instead; `person`: whose wish it is, and `kind` of which kind. */
  reason('makes-room', { for: z.string(), kind: wantKindSchema, person: z.string(), rank: count }),
  reason('pool-too-full', { freeBytes: bytes, floorBytes: bytes }),
  reason('budget-exceeded', { ownedBytes: bytes, budgetBytes: bytes }),
  reason('restore-requested', {}),
  /** `person` had it brought home; `untilAt`: until then it is left there. */
  reason('asked-home', { person: z.string(), at, untilAt: at }),
  reason('replaced-in-library', { path: z.string(), by: z.string() }),
  /** `by` is the same path when another file lies under the very name. */
  reason('superseded', { path: z.string(), by: z.string() }),
  reason('remedy-asked', { how: remedySchema }),
  reason('confirmed-gone', { path: z.string(), sinceAt: at })
] as const

/** Why a wanted file is left where it is. */
const refusing = [
  /** `missingBytes`: it would fit if so much were freed; `never`: not even when the pool holds nothing else. */
  reason('pool-would-fall-below-floor', {
    needBytes: bytes,
    freeBytes: bytes,
    floorBytes: bytes,
    missingBytes: bytes.optional(),
    never: z.boolean().optional()
  }),
  /** `wouldFitAtBytes`: the budget with which it would fit beside what is there. */
  reason('over-budget', {
    needBytes: bytes,
    ownedBytes: bytes,
    budgetBytes: bytes,
    missingBytes: bytes.optional(),
    wouldFitAtBytes: bytes.optional(),
    never: z.boolean().optional()
  }),
  reason('larger-than-allowed', { sizeBytes: bytes, limitBytes: bytes }),
  /** `earlier`: the episode that the person watches before it. */
  reason('behind-earlier', { person: z.string(), earlier: z.string() }),
  reason('unmapped-path', { path: z.string(), prefix: z.string() }),
  reason('path-escapes', { path: z.string() }),
  /** A part of a title that lies outside of `root`, in another library than the first. */
  reason('parts-apart', { path: z.string(), root: z.string() }),
  reason('file-missing', { path: z.string() }),
  reason('file-unreadable', { path: z.string(), detail: z.string() }),
  /** `policy`: HARD_LINKS when it was judged. */
  reason('hard-linked', {
    path: z.string(),
    links: z.number().int(),
    policy: z.enum(['skip', 'copy', 'move']).optional()
  }),
  reason('too-young', { path: z.string(), ageMinutes: z.number().int(), minimumMinutes: z.number().int() }),
  reason('not-a-regular-file', { path: z.string(), kind: z.string() }),
  reason('sparse', { path: z.string(), allocatedBytes: bytes, sizeBytes: bytes }),
  reason('already-on-pool', { path: z.string() }),
  reason('backup-in-the-way', { path: z.string() }),
  reason('name-not-supported', { path: z.string(), detail: z.string() }),
  reason('under-destination', { path: z.string() }),
  /** Looked for in additional libraries whose path in Plex is not known. */
  reason('several-files-fit', { path: z.string(), candidates: z.array(z.string()) }),
  reason('in-no-library', { path: z.string(), libraries: z.array(z.string()) }),
  reason('root-not-ready', { root: z.string(), detail: z.string() }),
  reason('mode-unavailable', { detail: z.string() }),
  reason('register-unwritable', { detail: z.string() }),
  reason('in-use', { path: z.string() }),
  reason('in-trash', {}),
  reason('playing-now', { person: z.string() }),
  reason('sessions-unknown', { detail: z.string() }),
  reason('mover-at-work', { file: z.string() }),
  reason('changed-meanwhile', { path: z.string(), detail: z.string() }),
  reason('run-stopped', {}),
  /** The same while it lies there. */
  reason('asked-home-lately', { person: z.string(), at, untilAt: at }),
  reason('failed-before', { detail: z.string(), untilAt: at })
] as const

/** What the real-time watcher has to say of a file, whichever way it goes. */
const watching = [
  reason('began-watching', { person: z.string(), at }),
  /** `untilAt`: when its timer runs out; absent while there is none. */
  reason('watched-to-the-end', { person: z.string(), at, untilAt: at.optional() }),
  /** `since`: what started the hours. */
  reason('timer-running', { since: z.enum(['caching', 'finished']), begunAt: at, dueAt: at, hours }),
  /** `despite`: who has saved it and does not count. */
  reason('timer-over', {
    since: z.enum(['caching', 'finished']),
    begunAt: at,
    hours,
    despite: z.array(z.string())
  }),
  reason('sent-home-by-timer', { at, people: z.array(z.string()) })
] as const

/** The schema of every reason there is. */
export const reasonSchema = z.discriminatedUnion('code', [...wanting, ...staying, ...leaving, ...refusing, ...watching])

/** Why something is done, kept or left, as data. `explain()` turns it into its one sentence. */
export type Reason = z.infer<typeof reasonSchema>

/** The name of a reason, for counting and filtering. */
export type ReasonCode = Reason['code']

/** A reason together with the sentence that every sink shows for it. The server words it once; nobody words it again. */
export const becauseSchema = z.object({ reason: reasonSchema, sentence: z.string() })

/** A worded reason. */
export type Because = z.infer<typeof becauseSchema>

/** What would change a decision, as data that a page can offer and a person can read. */
import {
  EPISODES_AHEAD,
  formatBytes,
  formatTime,
  type Reason,
  type ReasonCode,
  type WhyChange,
  type WhyNear
} from '@pcu/contract'

type ByCode = { [R in Reason as R['code']]: R }
type Change = (reason: Reason, zone: string) => readonly WhyChange[]

const gb = 1_000_000_000

const change = (facts: Partial<WhyChange> & Pick<WhyChange, 'kind' | 'sentence'>): WhyChange => ({
  setting: null,
  value: null,
  untilAt: null,
  ...facts
})

const raise = (setting: string, bytes: number): WhyChange => {
  const value = String(Math.ceil(bytes / gb))
  return change({ kind: 'setting', setting, value, sentence: `Raise ${setting} to ${value} GB or more.` })
}

const set = (setting: string, value: string, sentence: string): WhyChange =>
  change({ kind: 'setting', setting, value, sentence })

const wait = (untilAt: number, zone: string): WhyChange =>
  change({ kind: 'wait', untilAt, sentence: `Wait until ${formatTime(untilAt, zone)}; a run after that judges anew.` })

const later = (sentence: string): WhyChange => change({ kind: 'wait', sentence })
const fix = (sentence: string): WhyChange => change({ kind: 'fix', sentence })

const free = (missingBytes: number | undefined): readonly WhyChange[] =>
  missingBytes === undefined ? [] : [fix(`Free ${formatBytes(missingBytes)} on the pool.`)]

const lowerFloor = ({ freeBytes, needBytes }: ByCode['pool-would-fall-below-floor']): readonly WhyChange[] => {
  const mostBytes = freeBytes - needBytes
  if (mostBytes <= 0) return []
  const value = String(Math.floor(mostBytes / gb))
  return [
    set('POOL_KEEP_FREE_GB', value, `Lower POOL_KEEP_FREE_GB to ${value} GB, as far as the pool’s own floor allows.`)
  ]
}

const on = <Code extends ReasonCode>(
  code: Code,
  tell: (reason: ByCode[Code], zone: string) => readonly WhyChange[]
): readonly [ReasonCode, Change] => {
  const isOf = (reason: Reason): reason is ByCode[Code] & Reason => reason.code === code
  return [code, (reason, zone) => (isOf(reason) ? tell(reason, zone) : [])]
}

const paths = 'Run "pcu paths": it says where Plex’s folders may lie here.'

/** Reasons that something can be done about. */
const table: ReadonlyMap<ReasonCode, Change> = new Map([
  on('over-budget', (r) => [
    ...(r.never === true ? [raise('CACHE_MAX_SIZE_GB', r.needBytes)] : []),
    ...(r.wouldFitAtBytes === undefined ? [] : [raise('CACHE_MAX_SIZE_GB', r.wouldFitAtBytes)]),
    ...free(r.missingBytes)
  ]),
  on('pool-would-fall-below-floor', (r) => [...free(r.missingBytes), ...lowerFloor(r)]),
  on('larger-than-allowed', (r) => [raise('MAX_ITEM_SIZE_GB', r.sizeBytes)]),
  on('behind-earlier', (r) => [fix(`Make room for ${r.earlier} first; it follows by itself.`)]),
  on('watched-recently', (r, zone) => [wait(r.untilAt, zone)]),
  on('wanted-recently', (r, zone) => [wait(r.untilAt, zone)]),
  on('came-recently', (r, zone) => [wait(r.untilAt, zone)]),
  on('failed-before', (r, zone) => [wait(r.untilAt, zone)]),
  on('timer-running', (r, zone) => [wait(r.dueAt, zone)]),
  on('sent-home-by-timer', () => [change({ kind: 'pin', sentence: 'Pin it, or play it: either brings it back.' })]),
  on('asked-home-lately', (r, zone) => [
    change({ kind: 'pin', sentence: 'Pin it: that brings it back.' }),
    wait(r.untilAt, zone)
  ]),
  on('return-switched-off', () => [set('WATCHED_MOVE', 'true', 'Set WATCHED_MOVE to true.')]),
  on('source-silent', (r) => [later(`It is judged again once ${r.source} answers.`)]),
  on('empty-answer', (r) => [later(`It is judged again once ${r.source} names anything.`)]),
  on('sessions-unknown', () => [later('It is judged again once Plex says what is being played.')]),
  on('playing', (r) => [later(`It is judged again once ${r.person} has stopped.`)]),
  on('playing-now', (r) => [later(`It is judged again once ${r.person} has stopped.`)]),
  on('too-young', (r) => [
    later(`It is looked at again once the file has rested for ${r.minimumMinutes} minutes.`),
    set('MINIMUM_FILE_AGE_MINUTES', String(r.ageMinutes), 'Or lower MINIMUM_FILE_AGE_MINUTES.')
  ]),
  on('root-not-ready', (r) => [fix(`Bring ${r.root} back; "pcu storage" tells how it is.`)]),
  on('mode-unavailable', () => [fix('"pcu storage" tells which modes work here, and why others do not.')]),
  on('unmapped-path', () => [fix(paths)]),
  on('path-escapes', () => [fix('Correct the folder of that library in Plex.')]),
  on('file-missing', () => [fix('Scan the library in Plex, or see "pcu paths".')]),
  on('file-unreadable', () => [fix('Correct owner and mode of the file for PUID and PGID.')]),
  on('hard-linked', () => [fix('HARD_LINKS says what becomes of files with several names.')]),
  on('already-on-pool', () => [fix('It lies on the pool already; remove it there if it should be cached by us.')]),
  on('backup-in-the-way', (r) => [fix(`Look whether ${r.path} is still needed, then remove it.`)]),
  on('in-trash', () => [fix('Restore it from Plex’s trash.')]),
  on('not-in-library', () => [fix('Restore it in Plex, or settle it with "pcu orphans".')]),
  on('needs-a-person', () => [fix('"pcu orphans" tells what can be done.')]),
  on('pinned', () => [change({ kind: 'unpin', sentence: 'Take the pin away.' })])
])

/** What can be done about these reasons, each thing once. */
export const changesFor = (reasons: readonly Reason[], zone: string): readonly WhyChange[] => {
  const all = reasons.flatMap((reason) => table.get(reason.code)?.(reason, zone) ?? [])
  return [...new Map(all.map((one) => [one.sentence, one])).values()]
}

/** A number that was chosen for one person is no setting. */
const reach = ({ ahead, hasOwnReach, sentence }: WhyNear): readonly WhyChange[] => {
  if (ahead > EPISODES_AHEAD.max) return []
  return [hasOwnReach ? fix(sentence) : set('NUMBER_EPISODES', String(ahead), sentence)]
}

/** What would make somebody want it. */
export const waysToWant = (near: readonly WhyNear[]): readonly WhyChange[] => {
  const [next] = near.filter(({ ahead }) => ahead > 0)
  return [
    ...(next === undefined ? [] : reach(next)),
    change({ kind: 'pin', sentence: 'Pin it.' }),
    change({ kind: 'watchlist', sentence: 'Put it on somebody’s watchlist.' })
  ]
}

/** The next run does what was planned. */
export const nextRun = (sentence: string): WhyChange => change({ kind: 'run', sentence })

/** Everything that can happen, as one closed union. Events tell, never command; all sinks read the same ones. */
import { z } from 'zod'
import { moveSchema } from './move.ts'
import { problemSchema } from './problem.ts'
import { becauseSchema } from './reason.ts'
import { rootStatusSchema } from './root.ts'
import { runSchema, triggerSchema } from './run.ts'
import { poolStatusSchema } from './status.ts'

/** What happened at the door. */
const accessNewsSchema = z.enum([
  'set-up',
  'logged-in',
  'logged-out',
  'failed',
  'slowed',
  'refused',
  'password-changed',
  'sessions-revoked',
  'key-made',
  'key-revoked',
  'reset'
])
export type AccessNews = z.infer<typeof accessNewsSchema>

const event = <const Type extends string, Shape extends z.ZodRawShape>(type: Type, shape: Shape) =>
  z.object({ type: z.literal(type), ...shape })

const moveEnd = { move: moveSchema, runId: z.number().int() }

/** What happened, without its number and time. */
export const happeningSchema = z.discriminatedUnion('type', [
  event('run.requested', { trigger: triggerSchema, dryRun: z.boolean() }),
  /** Asked for during a run: it begins when that one is done. Told once, however often it is asked for. */
  event('run.waits', { trigger: triggerSchema, sentence: z.string() }),
  event('run.started', { run: runSchema }),
  event('run.finished', { run: runSchema }),
  event('run.paused', {}),
  event('run.resumed', {}),
  event('run.ending', {}),
  /** Ends after the files under way, because the next episode of what is being played comes first. */
  event('run.made-way', {}),
  event('session.changed', {
    /** finished: watched to the end, as REAL_TIME_WATCH_FINISHED_PERCENT sees it. */
    what: z.enum(['started', 'finished', 'stopped']),
    person: z.string(),
    title: z.string(),
    ratingKey: z.string(),
    /** How much was seen, percent; null when Plex does not say how long it is. */
    percent: z.number().nullable(),
    sentence: z.string()
  }),
  event('source.went-silent', { source: z.string(), sentence: z.string() }),
  event('source.came-back', { source: z.string(), sentence: z.string() }),
  /** Titles came to a list that somebody else keeps, or left it. */
  event('list.changed', { source: z.string(), sentence: z.string() }),
  event('pool.measured', { pool: poolStatusSchema }),
  event('roots.examined', { roots: z.array(rootStatusSchema) }),
  event('plan.made', { run: runSchema }),
  event('move.started', moveEnd),
  event('move.progressed', { move: moveSchema }),
  event('move.finished', { ...moveEnd, tookMs: z.number() }),
  event('move.failed', { ...moveEnd, sentence: z.string() }),
  event('move.stood-back', { ...moveEnd, because: becauseSchema }),
  event('move.settled', { sentence: z.string() }),
  /** Somebody came in, was refused, or changed who may come in. */
  event('access.noted', { what: accessNewsSchema, name: z.string(), address: z.string() }),
  /** Somebody saved or reset settings: their variables, never their values. */
  event('settings.changed', { variables: z.array(z.string()), restart: z.array(z.string()) }),
  event('problem.raised', { problem: problemSchema }),
  event('problem.cleared', { problem: problemSchema })
])
export type Happening = z.infer<typeof happeningSchema>

/** A numbered event. Numbers grow by one within one life of the server. */
export type LiveEvent = { readonly id: number; readonly at: number } & Happening

/** What the server answers besides the declared endpoints: streams and files, which no schema describes. */
import type { Policy } from '../access/policy.ts'
import { eventsPath, healthPath, historyFilePath, logFilePath, posterPath } from '../paths.ts'

/** One of them. */
export interface OtherEndpoint {
  readonly name: string
  readonly path: string
  readonly policy: Policy
  readonly summary: string
  /** What it answers with. */
  readonly content: string
}

export const otherEndpoints: readonly OtherEndpoint[] = [
  {
    name: 'events',
    path: eventsPath,
    policy: 'read',
    summary:
      'Everything that happens, as numbered server-sent events; Last-Event-ID (or ?after=) replays what was missed, ?topics=log adds new lines of the log.',
    content: 'text/event-stream'
  },
  {
    name: 'logFile',
    path: logFilePath,
    policy: 'read',
    summary: 'The newest part of the file of the log, ten megabytes at the most, secrets blanked.',
    content: 'text/plain'
  },
  {
    name: 'historyFile',
    path: historyFilePath,
    policy: 'read',
    summary: 'The history as a file, ?format=csv or json, narrowed like the list; the newest 100,000 rows.',
    content: 'text/csv'
  },
  {
    name: 'poster',
    path: posterPath,
    policy: 'read',
    summary:
      'The poster of a title or show of the library, small or medium; a transparent picture with the header x-poster: none where there is none.',
    content: 'image/*'
  },
  {
    name: 'health',
    path: healthPath,
    policy: 'open',
    summary: 'That the program lives, and its version.',
    content: 'application/json'
  }
]

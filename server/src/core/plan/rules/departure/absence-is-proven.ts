/**
 * An empty answer is not a wish to return: without a view as evidence, each section's sources must have named something else instead. That Trakt's lists are
 * full says nothing of the household's, so they are evidence for what came because of them alone.
 */
import type { SourceReport } from '#core/model/want.ts'
import { hasCome, type Judged } from '#core/plan/kept/clock.ts'
import {
  type DepartureRule,
  pass,
  refuse,
  reportsOfSections,
  type Tenant,
  watchedSinceWanted
} from '#core/plan/rule.ts'

const ofTrakt: ReadonlySet<string> = new Set(['trending', 'trakt-list', 'trakt-watchlist'])

/** It came because of lists there, and nothing but lists wanted it last. */
const cameByTrakt = ({ owned }: Tenant): boolean =>
  owned.because.every(({ code }) => ofTrakt.has(code)) &&
  (owned.lastWantedBy ?? []).every((kind) => kind === 'trending' || kind === 'watchlist')

/** Seen to the end by whomever, as its timer says: Plex tells of nobody but the owner what they have seen. */
const wasFinished = ({ owned }: Tenant, world: Judged): boolean => {
  const timer = world.timers.get(owned.id)
  return timer?.since === 'finished' && hasCome(timer.dueAt, world)
}

export const absenceIsProven: DepartureRule = {
  name: 'absence-is-proven',
  judge: (tenant, world) => {
    if (watchedSinceWanted(tenant) !== undefined || wasFinished(tenant, world)) return pass
    const counts = ({ from }: SourceReport): boolean => from !== 'trakt' || cameByTrakt(tenant)
    const said = reportsOfSections(tenant, world).map((reports) => reports.filter(counts))
    const unproven = said.filter((reports) => !reports.some(({ state }) => state === 'answered'))
    const empty = unproven.flat().find(({ state }) => state === 'empty')
    return empty === undefined ? pass : refuse({ code: 'empty-answer', source: empty.source })
  }
}

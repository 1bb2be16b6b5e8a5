/** The charts over time: plays of each day, the rate of seven days, and how full the pool was. */
import { type Insight, leastPlaysForRate } from '@pcu/contract'
import { Card } from '../../ui/card.tsx'
import { Empty } from '../../ui/empty.tsx'
import { momentText, sizeText } from '../../ui/words/numbers.ts'
import { Figure } from './figure.tsx'
import { PlayBar } from './glance.tsx'
import { percentText, shortDay } from './numbers.ts'
import { Plot } from './plot.tsx'
import { insightText } from './text.ts'

const text = insightText

interface Shown {
  readonly insight: Insight
}

const whole = (value: number): string => (Number.isInteger(value) ? String(value) : '')

/** A bar of no height is no bar. */
const orNone = (plays: number): number | null => (plays === 0 ? null : plays)

/** Plays of each day by where they came from. */
export function Plays({ insight }: Shown) {
  const { plays, byDay, timeZone, playsSince, since } = insight
  if (plays.plays === 0)
    return (
      <Card title={text.plays.title}>
        <Empty sentence={text.plays.none}>
          <p>{text.plays.noneMore}</p>
        </Empty>
      </Card>
    )
  const day = (position: number) => byDay[position] ?? { at: since, pool: 0, array: 0, other: 0 }
  const sentences = [
    text.plays.sum(plays.plays, plays.pool, plays.array),
    ...(plays.poolBytes === 0 ? [] : [text.plays.bytes(sizeText(plays.poolBytes))]),
    ...(plays.spared === 0 ? [] : [text.plays.spared(plays.spared)]),
    ...(playsSince !== null && playsSince > since ? [text.plays.since(momentText(playsSince, timeZone))] : [])
  ]
  return (
    <Figure
      title={text.plays.title}
      sentences={sentences}
      table={{
        columns: [text.day, text.plays.pool, text.plays.array, text.plays.other],
        rows: byDay.toReversed().map(({ at, pool, array, other }) => ({
          key: String(at),
          cells: [shortDay(at, timeZone), pool, array, other]
        }))
      }}
    >
      <PlayBar tally={plays} />
      <Plot
        spoken={sentences.join(' ')}
        times={byDay.map(({ at }) => at)}
        timeZone={timeZone}
        write={whole}
        slider={text.point}
        tell={(position) => text.plays.onDay(shortDay(day(position).at, timeZone), day(position))}
        series={[
          // Stacked: each bar stands behind the next, which hides its lower part.
          {
            label: text.plays.other,
            look: 'bars',
            tone: '--others',
            values: byDay.map(({ pool, array, other }) => orNone(pool + array + other))
          },
          {
            label: text.plays.array,
            look: 'striped-bars',
            tone: '--warn',
            values: byDay.map(({ pool, array }) => orNone(pool + array))
          },
          { label: text.plays.pool, look: 'bars', tone: '--accent', values: byDay.map(({ pool }) => orNone(pool)) }
        ]}
      />
    </Figure>
  )
}

const rateOf = (percent: number | null): string => (percent === null ? text.unknownPercent : percentText(percent))

/** The rate of seven days; none of too few plays. */
export function HitRate({ insight }: Shown) {
  const { plays, byDay, timeZone, week, weekBefore } = insight
  const sentences = [
    plays.hitPercent === null
      ? text.rate.tooFew(leastPlaysForRate, plays.pool + plays.array)
      : text.rate.now(percentText(plays.hitPercent)),
    ...(week.hitPercent === null && weekBefore.hitPercent === null
      ? []
      : [text.rate.before(rateOf(week.hitPercent), rateOf(weekBefore.hitPercent))])
  ]
  const isDrawn = byDay.some(({ weekHitPercent }) => weekHitPercent !== null)
  return (
    <Figure
      title={text.rate.title}
      sentences={[
        text.rate.about,
        ...sentences,
        ...(isDrawn || plays.hitPercent === null ? [] : [text.rate.tooFewADay(leastPlaysForRate)])
      ]}
      table={{
        columns: [text.day, text.rate.line],
        rows: byDay.toReversed().map(({ at, weekHitPercent }) => ({
          key: String(at),
          cells: [shortDay(at, timeZone), rateOf(weekHitPercent)]
        }))
      }}
    >
      {isDrawn ? (
        <Plot
          spoken={sentences.join(' ')}
          times={byDay.map(({ at }) => at)}
          timeZone={timeZone}
          write={percentText}
          top={100}
          slider={text.point}
          tell={(position) =>
            text.rate.onDay(
              shortDay(byDay[position]?.at ?? insight.since, timeZone),
              rateOf(byDay[position]?.weekHitPercent ?? null)
            )
          }
          series={[
            {
              label: text.rate.line,
              look: 'area',
              tone: '--accent',
              values: byDay.map(({ weekHitPercent }) => weekHitPercent)
            }
          ]}
        />
      ) : null}
    </Figure>
  )
}

const limitOf = ({ limitBytes }: Insight['cache'][number]): number | null => limitBytes

/** How full the pool was. */
export function CacheUse({ insight }: Shown) {
  const { cache, timeZone } = insight
  const last = cache.at(-1)
  if (last === undefined || cache.length < 2)
    return (
      <Card title={text.cache.title}>
        <Empty sentence={text.cache.none} />
      </Card>
    )
  const sentences = [
    text.cache.sum(sizeText(last.bytes), text.cache.titlesOf(last.units)),
    last.limitBytes === null ? text.cache.noLimit : text.cache.ofLimit(sizeText(last.limitBytes))
  ]
  const hasLimit = cache.some(({ limitBytes }) => limitBytes !== null)
  return (
    <Figure
      title={text.cache.title}
      sentences={sentences}
      table={{
        columns: [text.time, text.cache.used, text.cache.titles, text.cache.limit],
        rows: cache.toReversed().map(({ at, bytes, units, limitBytes }) => ({
          key: String(at),
          cells: [momentText(at, timeZone), sizeText(bytes), units, limitBytes === null ? '–' : sizeText(limitBytes)]
        }))
      }}
    >
      <Plot
        spoken={sentences.join(' ')}
        times={cache.map(({ at }) => at)}
        timeZone={timeZone}
        write={sizeText}
        slider={text.moment}
        tell={(position) => {
          const { at, bytes, units } = cache[position] ?? last
          return text.cache.onMoment(momentText(at, timeZone), sizeText(bytes), text.cache.titlesOf(units))
        }}
        series={[
          { label: text.cache.used, look: 'area', tone: '--accent', values: cache.map(({ bytes }) => bytes) },
          ...(hasLimit
            ? [{ label: text.cache.limit, look: 'dashes', tone: '--soft', values: cache.map(limitOf) } as const]
            : [])
        ]}
      />
    </Figure>
  )
}

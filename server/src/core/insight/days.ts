/** Days as the people of a time zone count them. */

const hourMs = 3_600_000
const dayMs = 24 * hourMs

type Wall = (at: number) => number

/** What the clock on the wall shows at an instant, as if it showed universal time. */
const wallOf = (timeZone: string): Wall => {
  const format = new Intl.DateTimeFormat('en-US', {
    timeZone,
    hourCycle: 'h23',
    ...{ year: 'numeric', month: 'numeric', day: 'numeric', hour: 'numeric', minute: 'numeric', second: 'numeric' }
  })
  return (at) => {
    const part = new Map(format.formatToParts(at).map(({ type, value }) => [type, Number(value)]))
    const of = (name: Intl.DateTimeFormatPartTypes): number => part.get(name) ?? 0
    return Date.UTC(of('year'), of('month') - 1, of('day'), of('hour'), of('minute'), of('second'))
  }
}

/** The beginning of the day that holds an instant. Where midnight is left out by summer time, an hour beside it. */
const dayOf = (at: number, wall: Wall): number => {
  const midnight = Math.floor(wall(at) / dayMs) * dayMs
  const guess = midnight - (wall(at) - at)
  return midnight - (wall(guess) - guess)
}

/** The beginnings of the last `count` days, the one of `now` included, oldest first; epoch milliseconds. */
export const lastDays = (now: number, count: number, timeZone: string): readonly number[] => {
  const wall = wallOf(timeZone)
  const days = [dayOf(Math.floor(now / 1000) * 1000, wall)]
  for (let n = 1; n < count; n += 1) days.push(dayOf((days.at(-1) ?? now) - dayMs / 2, wall))
  return days.toReversed()
}

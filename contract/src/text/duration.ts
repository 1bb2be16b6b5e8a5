/** How lengths of time are worded. */

const SECOND = 1000
const MINUTE = 60 * SECOND
const HOUR = 60 * MINUTE
const DAY = 24 * HOUR

interface Scale {
  readonly below: number
  readonly big: number
  readonly small: number
  readonly words: (big: number, small: number) => string
}

const days = (count: number): string => (count === 1 ? '1 day' : `${count} days`)
const join = (big: string, small: number, unit: string): string => (small === 0 ? big : `${big} ${small} ${unit}`)

// Each row rounds to its own small unit first; a length that rounds up to `below` belongs to the next row.
const SCALES: readonly Scale[] = [
  { below: SECOND, big: SECOND, small: 1, words: (_, ms) => (ms === 0 ? '0 s' : `${ms} ms`) },
  { below: MINUTE, big: MINUTE, small: SECOND, words: (_, seconds) => `${seconds} s` },
  { below: HOUR, big: HOUR, small: MINUTE, words: (_, minutes) => `${minutes} min` },
  { below: DAY, big: HOUR, small: MINUTE, words: (hours, minutes) => join(`${hours} h`, minutes, 'min') },
  { below: 3 * DAY, big: DAY, small: HOUR, words: (count, hours) => join(days(count), hours, 'h') },
  { below: Number.POSITIVE_INFINITY, big: DAY, small: DAY, words: (count) => days(count) }
]

/** "2 min", "3 h 20 min", "5 days" for milliseconds. Negative lengths keep their sign; what is no number is "unknown". */
export function formatDuration(ms: number): string {
  if (!Number.isFinite(ms)) return 'unknown'
  const length = Math.abs(ms)
  for (const { below, big, small, words } of SCALES) {
    const rounded = Math.round(length / small) * small
    if (rounded >= below) continue
    const text = words(Math.floor(rounded / big), Math.round((rounded % big) / small))
    return ms < 0 && rounded > 0 ? `-${text}` : text
  }
  return 'unknown'
}

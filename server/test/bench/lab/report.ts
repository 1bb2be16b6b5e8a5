/** Figures with their aims, honestly: a missed aim is said and counts. */

const say = (sentence: string): void => void process.stdout.write(`${sentence}\n`)

/** A figure that only informs. */
export const tell = (sentence: string): void => say(`  ${sentence}`)

/** A figure that has an aim; the process ends with 1 when it was missed. */
export const judge = (what: string, figure: number, aim: { readonly most: number; readonly unit: string }): void => {
  const digits = aim.unit === 'x' ? 3 : 2
  const met = figure <= aim.most
  if (!met) process.exitCode = 1
  say(
    `  ${met ? 'met   ' : 'MISSED'} ${what}: ${figure.toFixed(digits)} ${aim.unit} (aim: at most ${aim.most} ${aim.unit})`
  )
}

/** Begins a benchmark; false when it cannot be done here, which is said. */
export const begin = (name: string, because: string | undefined): boolean => {
  say(because === undefined ? name : `${name}: skipped, because ${because}`)
  return because === undefined
}

/** The middle of an odd number of figures. */
export const middle = (figures: readonly number[]): number =>
  figures.toSorted((a, b) => a - b)[Math.floor(figures.length / 2)] ?? Number.NaN

/** Seconds with two digits. */
export const seconds = (milliseconds: number): string => `${(milliseconds / 1000).toFixed(2)} s`

/** All figures of one method, as they came. */
export const spread = (figures: readonly number[]): string =>
  `${seconds(middle(figures))} (${figures.map((figure) => (figure / 1000).toFixed(2)).join(' ')})`

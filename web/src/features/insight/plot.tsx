/** A chart over time: drawn by uPlot, told in words beside it, and gone through with the keyboard by a slider that says each point. */
import { useComputedColorScheme } from '@mantine/core'
import { useEffect, useId, useRef, useState } from 'react'
import uPlot from 'uplot'
import 'uplot/dist/uPlot.min.css'
import { timeText } from '../../ui/words/numbers.ts'
import { shortDay } from './numbers.ts'
import classes from './plot.module.css'

/** A line, an area below one, or bars. Values that are not known are gaps. */
export interface PlotSeries {
  readonly label: string
  readonly look: 'area' | 'bars' | 'striped-bars' | 'dashes'
  /** A colour of the theme, such as `--accent`. */
  readonly tone: string
  readonly values: readonly (number | null)[]
}

interface PlotProps {
  /** The whole chart in a sentence. */
  readonly spoken: string
  /** Epoch milliseconds, ascending. */
  readonly times: readonly number[]
  /** What stands behind comes first. */
  readonly series: readonly PlotSeries[]
  readonly timeZone: string
  /** Numbers of the axis. */
  readonly write: (value: number) => string
  /** The highest value of the axis, where it is fixed. */
  readonly top?: number | undefined
  readonly slider: string
  /** What the slider says of a point. */
  readonly tell: (position: number) => string
}

const HEIGHT = 220
const STRIPE = 8
const WIDEST_BAR = 28
/** What is shorter has times of day below it. */
const DAYS_FROM_MS = 2 * 24 * 3_600_000

const colour = (name: string): string => getComputedStyle(document.documentElement).getPropertyValue(name).trim()

/** Stripes tell the bars apart for those who see no colours. */
const striped = (context: CanvasRenderingContext2D, tone: string): CanvasPattern | string => {
  const tile = document.createElement('canvas')
  tile.width = STRIPE
  tile.height = STRIPE
  const pen = tile.getContext('2d')
  if (pen === null) return tone
  pen.fillStyle = colour('--surface')
  pen.fillRect(0, 0, STRIPE, STRIPE)
  pen.strokeStyle = tone
  pen.lineWidth = STRIPE / 2
  for (const shift of [-STRIPE, 0, STRIPE]) {
    pen.moveTo(shift, STRIPE)
    pen.lineTo(shift + STRIPE, 0)
  }
  pen.stroke()
  return context.createPattern(tile, 'repeat') ?? tone
}

const looksOf = ({ look, tone }: PlotSeries): Partial<uPlot.Series> => {
  const stroke = colour(tone)
  if (look === 'dashes') return { stroke, width: 2, dash: [6, 5], points: { show: false } }
  if (look === 'area') return { stroke, width: 2, fill: `color-mix(in srgb, ${stroke} 18%, transparent)` }
  const paths = uPlot.paths.bars?.({ size: [0.7, WIDEST_BAR] })
  const fill = look === 'bars' ? stroke : ({ ctx }: uPlot) => striped(ctx, stroke)
  return { stroke, width: 1, fill, points: { show: false }, ...(paths === undefined ? {} : { paths }) }
}

const axis = (): uPlot.Axis => ({
  stroke: colour('--soft'),
  font: '12px system-ui, sans-serif',
  grid: { stroke: colour('--line'), width: 1 },
  ticks: { show: false }
})

const optionsOf = ({ times, series, timeZone, write, top }: PlotProps, width: number): uPlot.Options => {
  const isShort = (times.at(-1) ?? 0) - (times[0] ?? 0) < DAYS_FROM_MS
  const written = isShort ? timeText : shortDay
  return {
    width,
    height: HEIGHT,
    legend: { show: false },
    cursor: { drag: { x: false, y: false }, y: false },
    tzDate: (seconds) => uPlot.tzDate(new Date(seconds * 1000), timeZone),
    scales: { y: { range: (_, __, most) => [0, top ?? (most > 0 ? most * 1.1 : 1)] } },
    axes: [
      {
        ...axis(),
        space: 64,
        grid: { show: false },
        values: (_, splits) => splits.map((at) => written(at * 1000, timeZone))
      },
      { ...axis(), size: 68, values: (_, splits) => splits.map(write) }
    ],
    series: [{}, ...series.map((one) => ({ label: one.label, spanGaps: false, ...looksOf(one) }))]
  }
}

const dataOf = ({ times, series }: PlotProps): uPlot.AlignedData => [
  times.map((at) => at / 1000),
  ...series.map(({ values }) => [...values])
]

/** Draws into the element, as wide as it is, for as long as the chart is shown. */
const usePlot = (props: PlotProps) => {
  const holder = useRef<HTMLDivElement>(null)
  const plot = useRef<uPlot>(null)
  const scheme = useComputedColorScheme('dark')
  const given = useRef(props)
  given.current = props
  // Colours are drawn, so another theme is another drawing; numbers that are the same are not drawn again.
  const drawn = JSON.stringify([scheme, dataOf(props), props.series.map(({ label }) => label)])
  // biome-ignore lint/correctness/useExhaustiveDependencies: what is drawn stands in `drawn`
  useEffect(() => {
    const { current: element } = holder
    if (element === null) return
    const made = new uPlot(optionsOf(given.current, element.clientWidth), dataOf(given.current), element)
    plot.current = made
    const watch = new ResizeObserver(() => made.setSize({ width: element.clientWidth, height: HEIGHT }))
    watch.observe(element)
    return () => {
      watch.disconnect()
      made.destroy()
      plot.current = null
    }
  }, [drawn])
  return { holder, plot }
}

/** The chart with its slider. */
export function Plot(props: PlotProps) {
  const { spoken, times, slider, tell } = props
  const { holder, plot } = usePlot(props)
  const last = times.length - 1
  const [chosen, setChosen] = useState(last)
  const position = Math.min(chosen, last)
  const id = useId()
  const look = (next: number): void => {
    setChosen(next)
    const drawn = plot.current
    if (drawn !== null) drawn.setCursor({ left: drawn.valToPos((times[next] ?? 0) / 1000, 'x'), top: 1 })
  }
  return (
    <div className={classes.plot}>
      <div ref={holder} className={classes.canvas} role="img" aria-label={spoken} />
      <div className={classes.point}>
        <label htmlFor={id} className={classes.label}>
          {slider}
        </label>
        <input
          id={id}
          className={classes.slider}
          type="range"
          min={0}
          max={last}
          value={position}
          aria-valuetext={tell(position)}
          onChange={({ currentTarget }) => look(Number(currentTarget.value))}
        />
        <output htmlFor={id} className={classes.told}>
          {tell(position)}
        </output>
      </div>
    </div>
  )
}

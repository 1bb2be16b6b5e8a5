/** What runs inside a page to tell when it can be used and how long its frames take. Kept as text: here are no types of a browser. */

/** From the beginning on: notes when the first title stands there and the page has drawn it, and every frame that took 50 ms or longer. */
export const watchPage = `
  window.longFrames = []
  new PerformanceObserver((list) => {
    for (const { startTime, duration } of list.getEntries()) window.longFrames.push({ startTime, duration })
  }).observe({ type: 'long-animation-frame', buffered: true })
  const look = new MutationObserver(() => {
    if (document.querySelector('ul[aria-label] li a') === null) return
    look.disconnect()
    requestAnimationFrame(() => setTimeout(() => { window.usableMs = performance.now() }))
  })
  look.observe(document, { childList: true, subtree: true })
`

/** Goes through the list for so many frames, the next position told by the frame; answers how long each frame took, milliseconds. */
const scrolled = (frames: number, position: string): string => `new Promise((resolve) => {
  const most = document.documentElement.scrollHeight - innerHeight
  const took = []
  const begun = performance.now()
  let last = begun
  let frame = 0
  const step = (now) => {
    if (frame > 0) took.push(now - last)
    last = now
    if (frame === ${frames}) {
      const long = window.longFrames.filter(({ startTime }) => startTime >= begun).map(({ duration }) => duration)
      return resolve({ took, long, rows: document.querySelectorAll('ul[aria-label] li').length })
    }
    scrollTo(0, ${position})
    frame += 1
    requestAnimationFrame(step)
  }
  requestAnimationFrame(step)
})`

/** As a wheel that is turned fast: a good row's height with each frame. */
export const wheel = scrolled(300, 'scrollY + 120')

/** As a scroll bar that is dragged: somewhere else with every tenth frame, which asks the server each time. */
export const drag = scrolled(300, 'frame % 10 === 0 ? (most * ((frame * 7919) % 300)) / 300 : scrollY')

/** One event of a trace of the browser. */
interface TraceEvent {
  readonly name: string
  readonly pid: number
  readonly tid: number
  /** Microseconds of processor time. */
  readonly tdur?: number
  readonly args?: { readonly name?: string }
}

/** How much processor time each task of the page's own thread took, milliseconds: nearly the same however busy the machine is. */
export const tasksIn = (trace: string): readonly number[] => {
  const { traceEvents }: { readonly traceEvents: readonly TraceEvent[] } = JSON.parse(trace)
  const renderers = traceEvents.filter(({ name, args }) => name === 'thread_name' && args?.name === 'CrRendererMain')
  const own = new Set(renderers.map(({ pid, tid }) => `${pid} ${tid}`))
  return traceEvents
    .filter(({ name, pid, tid }) => name.endsWith('RunTask') && own.has(`${pid} ${tid}`))
    .map(({ tdur = 0 }) => tdur / 1000)
}

/** What one of them answers. */
export interface Scrolled {
  readonly took: readonly number[]
  /** Of the frames that the browser itself calls long (50 ms or more of work), how long. */
  readonly long: readonly number[]
  /** Rows that exist afterwards. */
  readonly rows: number
}

/** Our copy of one big file beside those of the tools: in turn, five times, each with nothing of either disk in memory. */
import { rmSync } from 'node:fs'
import { join } from 'node:path'
import { timed } from '#test/bench/median.ts'
import type { LabDisk } from './disks.ts'
import { dropCopy, type Ours } from './ours.ts'
import { middle, spread, tell } from './report.ts'
import { tools } from './tools.ts'

const rounds = 5

/** Medians, milliseconds. */
export interface Compared {
  readonly best: number
  readonly copied: number
  readonly verified: number
}

/** What is compared. */
export interface Track {
  readonly ours: Ours
  readonly source: LabDisk
  readonly target: LabDisk
  readonly path: string
}

const chill = ({ source, target }: Track): void => {
  source.chill()
  target.chill()
}

const oursOnce = async (track: Track): Promise<{ copiedMs: number; totalMs: number }> => {
  const { ours, source, target, path } = track
  // A mounted disk that the process holds open could not be unmounted: it holds none between two copies.
  chill(track)
  const took = await ours.copy({ from: source.folder, to: target.folder, path })
  dropCopy(target.folder)
  return took
}

const toolOnce = async (track: Track, tool: (typeof tools)[number]): Promise<number> => {
  chill(track)
  const to = join(track.target.folder, 'copy')
  const took = await timed(() => tool.copy(join(track.source.folder, track.path), to))
  rmSync(to)
  return took
}

/** Runs them all; the first round is not counted. */
export const compare = async (track: Track): Promise<Compared> => {
  const took = new Map<string, number[]>(tools.map(({ name }) => [name, []]))
  const [copied, verified]: [number[], number[]] = [[], []]
  for (let round = 0; round <= rounds; round += 1) {
    for (const tool of tools) {
      const ms = await toolOnce(track, tool)
      if (round > 0) took.get(tool.name)?.push(ms)
    }
    const { copiedMs, totalMs } = await oursOnce(track)
    if (round === 0) continue
    copied.push(copiedMs)
    verified.push(totalMs)
  }
  for (const [name, all] of took) tell(`${name.padEnd(6)} ${spread(all)}`)
  tell(`ours   ${spread(copied)}, read again ${spread(verified)}`)
  const best = Math.min(...[...took.values()].map(middle))
  return { best, copied: middle(copied), verified: middle(verified) }
}

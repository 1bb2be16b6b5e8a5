/** What is moved in a case: the files of one or several units, and whether the units go one after another or at once. */
import type { Mode } from '#core/model/unit.ts'
import { modes, nameOfMode } from '#test/crash/world.ts'

/** Files and units of a case. Paths are relative to every root. */
export interface Scene {
  readonly name: 'film' | 'unit' | 'shared' | 'several'
  readonly files: readonly string[]
  /** The files of each unit; a file may belong to several. */
  readonly units: readonly (readonly string[])[]
  readonly atOnce: boolean
}

const film = 'Films/Arrival (2016)/Arrival.mkv'
const subtitle = 'Films/Arrival (2016)/Arrival.en.srt'
const notes = 'Films/Arrival (2016)/Arrival.nfo'
const first = 'Shows/Severance/S01E01.mkv'
const second = 'Shows/Severance/S01E02.mkv'
const poster = 'Shows/Severance/poster.srt'
const third = 'Films/Sunshine (2007)/Sunshine.mkv'

const alone: Scene = { name: 'film', files: [film], units: [[film]], atOnce: false }
const whole: Scene = {
  name: 'unit',
  files: [film, subtitle, notes],
  units: [[film, subtitle, notes]],
  atOnce: false
}
const shared: Scene = {
  name: 'shared',
  files: [first, second, poster],
  units: [
    [first, poster],
    [second, poster]
  ],
  atOnce: false
}
const several: Scene = {
  name: 'several',
  files: [film, subtitle, first, third],
  units: [[film, subtitle], [first], [third]],
  atOnce: true
}

/** Every scene. */
export const scenes: readonly Scene[] = [alone, whole, shared, several]

/** in: to the pool; out: home; replaced: home after somebody put newer files in place of the copies; mended: these are written home and serve on. */
export type Direction = 'in' | 'out' | 'replaced' | 'mended'

/** One thing to prove: this scene in this mode in this direction. */
export interface Case {
  readonly mode: Mode
  readonly direction: Direction
  readonly scene: Scene
}

/** Copies are only written home where the original is kept beside them. */
const directionsIn = (mode: Mode): readonly Direction[] =>
  mode.presentation === 'union' && mode.original === 'keep'
    ? ['in', 'out', 'replaced', 'mended']
    : ['in', 'out', 'replaced']

/** This scene in every mode and every direction. */
export const casesOf = (scene: Scene): readonly Case[] =>
  modes.flatMap((mode) => directionsIn(mode).map((direction) => ({ mode, direction, scene })))

export const nameOfCase = ({ mode, direction, scene }: Case): string => `${nameOfMode(mode)} ${direction} ${scene.name}`

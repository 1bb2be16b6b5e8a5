/** Every part of the proof, in the order of its number. */
import { year } from '#test/year/part.ts'
import { coldRescue } from './cold-rescue/part.ts'
import { container } from './container/part.ts'
import { crashes } from './crashes/part.ts'
import { engines } from './engines/part.ts'
import { errors } from './errors/part.ts'
import { dyingDisks, remoteRoots } from './guest/part.ts'
import { model } from './model/part.ts'
import { planted } from './mutants/part.ts'
import { hostileNames } from './names/part.ts'
import { others } from './others/part.ts'
import type { Part } from './part.ts'
import { powerCuts } from './power/part.ts'
import { room } from './space/part.ts'

export const parts: readonly Part[] = [
  model,
  crashes,
  errors,
  powerCuts,
  dyingDisks,
  remoteRoots,
  others,
  planted,
  engines,
  hostileNames,
  room,
  container,
  coldRescue,
  year
]

/** Which cases a campaign prepares that tries only a share of what it could. */
import { type Case, casesOf, scenes } from '#test/prove/stage/scene.ts'

/** Where only few steps of a scene are tried, only some of its cases are prepared at all. */
export const someCases = (shareOf: (of: Case) => number, random: () => number): readonly Case[] =>
  scenes.flatMap(casesOf).filter((of) => shareOf(of) >= 0.01 || random() < 0.25)

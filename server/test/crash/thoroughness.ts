/** How thorough the campaigns are: every case with PCU_CAMPAIGN=full, which takes minutes, and a spread of them otherwise. */

/** Whether every case is run. */
export const thorough = process.env['PCU_CAMPAIGN'] === 'full'

/** Runs one of so many cases unless everything is run. */
export const oneOf = (count: number): number => (thorough ? 1 : count)

/** A whole simulated household for tests and benchmarks: its public face. */
export type { DayEvent } from './days.ts'
export { wholeDeck } from './fill.ts'
export { homePin } from './people.ts'
export { type Household, type HouseholdOptions, libraryOfSize, startHousehold } from './start-household.ts'
export { wishFor, wishForNothingHere } from './wishes.ts'

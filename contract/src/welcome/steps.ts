/** The steps of the set-up and what they are known by. Free of schemas, so that a browser knows them without carrying a validator. */

/** In their order on the page. */
export const welcomeSteps = ['administrator', 'plex', 'files', 'people', 'limits', 'dry-run'] as const
export type WelcomeStep = (typeof welcomeSteps)[number]

/** Id of the problem that stands while the set-up is not finished. */
export const welcomeProblem = 'engine.welcome'

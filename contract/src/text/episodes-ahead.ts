/** Apart from the settings, so that the page need not carry what checks them. */

/** How many episodes after one may be wanted, for everybody (NUMBER_EPISODES) and for one person alike. */
export const EPISODES_AHEAD = { min: 0, max: 100 } as const

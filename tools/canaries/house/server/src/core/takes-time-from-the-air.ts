// canary: lint/plugin/no-clock
export const now = Date.now()
export const chance = Math.random()

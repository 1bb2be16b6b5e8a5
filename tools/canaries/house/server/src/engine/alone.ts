// canary: dependency/no-orphans
export const alone = 1

// canary: types/TS2591
export const environment = process.env

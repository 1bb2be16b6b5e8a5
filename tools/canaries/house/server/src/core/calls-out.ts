// canary: types/TS2304
export const call = fetch('https://example.invalid')

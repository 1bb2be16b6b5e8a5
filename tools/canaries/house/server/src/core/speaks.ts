// canary: types/TS2584
export const speak = (): void => console.log('core has no console')

// canary: lint/plugin/no-cast
export const claim = (value: unknown): string => value as string

// canary: lint/plugin/no-waiting
export const later = async (): Promise<number> => 1

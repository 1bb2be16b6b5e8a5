// canary: lint/nursery/noFloatingPromises, lint/nursery/noMisusedPromises, lint/nursery/useAwaitThenable
const work = async (): Promise<number> => 1

export function forget(): void {
  work()
}

export const isDone = (): boolean => (work() ? true : false)

export const pointless = async (): Promise<number> => await 1

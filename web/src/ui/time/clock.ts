/** The page's only clock: local time, corrected by what the server said its time is. */
import { useEffect, useState } from 'react'

let aheadMs = 0

/** Learns how far the server's clock is ahead of this machine's. */
export const learnServerTime = (serverTime: number): void => {
  aheadMs = serverTime - Date.now()
}

/** The server's time now, epoch milliseconds. */
export const serverNow = (): number => Date.now() + aheadMs

/** The server's time, told again every `everyMs`. */
export function useServerNow(everyMs = 10_000): number {
  const [now, setNow] = useState(serverNow)
  useEffect(() => {
    const timer = setInterval(() => setNow(serverNow()), everyMs)
    return () => clearInterval(timer)
  }, [everyMs])
  return now
}

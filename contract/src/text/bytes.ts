/** How sizes are worded: decimal units, as disks are sold and as Plex and Unraid show them. */

const UNITS = ['B', 'KB', 'MB', 'GB', 'TB', 'PB', 'EB'] as const
const STEP = 1000

/** Whole bytes; below 10 of a larger unit one decimal, from 10 none; a decimal of zero is dropped. */
function rounded(amount: number, unit: string): number {
  const oneDecimal = Math.round(amount * 10) / 10
  return unit === 'B' || oneDecimal >= 10 ? Math.round(amount) : oneDecimal
}

/** "42 GB", "3.9 KB", "0 B"; GB = 1,000,000,000 bytes. Negative sizes keep their sign; what is no number is "unknown". */
export function formatBytes(bytes: number): string {
  if (!Number.isFinite(bytes)) return 'unknown'
  let amount = Math.abs(bytes)
  for (const unit of UNITS) {
    const shown = rounded(amount, unit)
    if (shown < STEP || unit === 'EB') return `${bytes < 0 && shown > 0 ? '-' : ''}${shown} ${unit}`
    amount /= STEP
  }
  return 'unknown'
}

/** Reads JSON that this product wrote for itself. */

/** Undefined for a text that is absent, empty or damaged: then it is as if nothing had been written. */
export const keptJson = (text: string | undefined): unknown => {
  if (text === undefined || text === '') return undefined
  try {
    return JSON.parse(text)
  } catch {
    // Damaged: whoever kept it starts anew, which every one of them can.
    return undefined
  }
}

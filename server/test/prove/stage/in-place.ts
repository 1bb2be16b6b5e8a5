/** Work that needs a place: made for it, taken away after it, and a sentence instead where this machine has none. */
import { newTally, type Tally } from '#test/prove/part.ts'
import { type Place, type PlaceOrder, tryPlace } from './place.ts'

/** Does something in a place and gives back what it counted. */
export const inPlace = async (
  order: PlaceOrder,
  act: (place: Place, tally: Tally) => Promise<void>
): Promise<Tally> => {
  const tally = newTally()
  const place = tryPlace(order)
  if (typeof place === 'string') return { ...tally, skipped: [place] }
  try {
    await act(place, tally)
  } finally {
    place.remove()
  }
  return tally
}

/** Whether the palette is open; what it is made of is loaded when it is opened for the first time. */
import { createStore } from '../../live/store.ts'

/** True while it is open. */
export const paletteOpen = createStore(false)

export const openPalette = (): void => paletteOpen.set(true)
export const closePalette = (): void => paletteOpen.set(false)

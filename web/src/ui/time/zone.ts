/** The server's time zone, known to everything that shows a moment. */
import { createContext } from 'react'

/** IANA name; UTC until the server has said its own. */
export const ZoneContext = createContext('UTC')

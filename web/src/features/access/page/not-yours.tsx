/** Stands where somebody looks for what only the administrator sees. */

import { useAccess } from '../../../api/use-access.ts'
import { Empty } from '../../../ui/empty.tsx'
import { sessionsText as text } from './text.ts'

/** Says why, and what they may do. */
export function NotYours() {
  const { data } = useAccess()
  return <Empty sentence={text.notYours(text.may[data?.scope ?? 'read'])} />
}

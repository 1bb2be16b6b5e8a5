/** Whose wishes count, and how each of them is known. */
import { People } from '../../features/people/people.tsx'

export function StepPeople() {
  return <People />
}

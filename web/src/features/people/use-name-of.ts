/** What somebody is called. */
import { useQuery } from '@tanstack/react-query'
import { peopleQuery } from '../../api/queries.ts'

/** Undefined before it is known, and for nobody. */
export const useNameOf = (id: string): string | undefined =>
  useQuery(peopleQuery).data?.people.find((one) => one.id === id)?.name

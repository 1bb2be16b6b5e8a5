/** One person: how they are known, what they want, what they did. */
import { getRouteApi } from '@tanstack/react-router'
import { PastOf } from '../features/history/past-of.tsx'
import { Person } from '../features/people/person.tsx'
import { useNameOf } from '../features/people/use-name-of.ts'
import { PageHead } from '../ui/page/page-head.tsx'
import { routesText } from './text.ts'

const here = getRouteApi('/users/$person')

/** The page below `/users/` and an id. */
export function OnePerson() {
  const { person } = here.useParams()
  const name = useNameOf(person)
  return (
    <>
      <PageHead title={name ?? routesText.pages.users} about={routesText.about.person} />
      <Person id={person} />
      {name === undefined ? null : <PastOf person={name} />}
    </>
  )
}

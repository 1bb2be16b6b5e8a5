/** Everything that is known of one person: how, what they want now, what of it is on the pool, and what they did. */
import type { PersonStatus } from '@pcu/contract'
import { useQuery } from '@tanstack/react-query'
import { Link } from '@tanstack/react-router'
import { Loaded } from '../../api/loaded.tsx'
import { peopleQuery } from '../../api/queries.ts'
import { Card } from '../../ui/card.tsx'
import { Empty } from '../../ui/empty.tsx'
import { Answered } from './answered.tsx'
import { EpisodesChoice } from './episodes-choice.tsx'
import classes from './person.module.css'
import { PersonRow } from './person-row.tsx'
import { Wants } from './person-titles.tsx'
import { peopleText } from './text.ts'
import { useChoices } from './use-choices.ts'

/** `id`: as the household has it. */
export function Person({ id }: { readonly id: string }) {
  const query = useQuery(peopleQuery)
  return (
    <Loaded query={query} lines={6}>
      {({ people }) => {
        const person = people.find((one) => one.id === id)
        return person === undefined ? <Unknown /> : <Known person={person} />
      }}
    </Loaded>
  )
}

function Unknown() {
  return (
    <Card title={peopleText.title}>
      <Empty sentence={peopleText.unknown}>
        <p>
          <Link to="/users">{peopleText.back}</Link>
        </p>
      </Empty>
    </Card>
  )
}

function Known({ person }: { readonly person: PersonStatus }) {
  const choices = useChoices()
  return (
    <>
      <Card title={peopleText.known}>
        <Answered choices={choices} />
        <ul>
          <PersonRow person={person} choices={choices} isAlone />
        </ul>
        <div className={classes.choice}>
          <EpisodesChoice person={person} choices={choices} />
        </div>
      </Card>
      <Wants person={person.name} />
    </>
  )
}

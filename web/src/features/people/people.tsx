/** Who watches: how each person's wishes are known, how old that is, and whether they count. */
import type { PersonStatus } from '@pcu/contract'
import { useQuery } from '@tanstack/react-query'
import { Loaded } from '../../api/loaded.tsx'
import { peopleQuery } from '../../api/queries.ts'
import { useStatus } from '../../live/live.ts'
import { Card } from '../../ui/card.tsx'
import { Empty } from '../../ui/empty.tsx'
import { usePages } from '../../ui/pager.tsx'
import { Answered } from './answered.tsx'
import classes from './people.module.css'
import { PersonRow } from './person-row.tsx'
import { peopleText } from './text.ts'
import { useChoices } from './use-choices.ts'

const PAGE = 8

const isCounting = ({ onDeck, watchlist, isIdle }: PersonStatus): boolean => (onDeck || watchlist) && !isIdle

/** The card of people. */
export function People() {
  const query = useQuery(peopleQuery)
  const people = query.data?.people
  const aside =
    people === undefined || people.length === 0
      ? undefined
      : peopleText.count(people.length, people.filter(isCounting).length)
  return (
    <Card title={peopleText.title} aside={aside}>
      <Loaded query={query} lines={4}>
        {(answer) => (answer.people.length === 0 ? <Nobody /> : <Everybody people={answer.people} />)}
      </Loaded>
    </Card>
  )
}

function Nobody() {
  const { data: plex } = useStatus((status) => status.plex.state)
  if (plex === 'not-set') return <Empty sentence={peopleText.noneNotSet} />
  return (
    <Empty sentence={peopleText.none}>
      <p>{peopleText.noneNext}</p>
    </Empty>
  )
}

function Everybody({ people }: { readonly people: readonly PersonStatus[] }) {
  const choices = useChoices()
  const { rows, pager } = usePages(people, PAGE)
  return (
    <>
      <Answered choices={choices} />
      <ul>
        {rows.map((person) => (
          <PersonRow key={person.id} person={person} choices={choices} />
        ))}
      </ul>
      {people.length === 1 ? <p className={classes.alone}>{peopleText.alone}</p> : null}
      {pager}
    </>
  )
}

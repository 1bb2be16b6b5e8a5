/** How many episodes after the one on their deck are brought for one person. */
import { NativeSelect } from '@mantine/core'
import { EPISODES_AHEAD, type PersonStatus } from '@pcu/contract'
import { useMay } from '../../api/use-access.ts'
import { count } from '../../ui/words/numbers.ts'
import { peopleText } from './text.ts'
import type { Choices } from './use-choices.ts'

const text = peopleText.episodes
const offered = [0, 1, 2, 3, 4, 5, 6, 8, 10, 15, 20, 30, 50, EPISODES_AHEAD.max]

/** What was chosen is always among what can be. */
const numbersFor = (chosen: number | null): readonly number[] =>
  [...new Set(chosen === null ? offered : [...offered, chosen])].toSorted((a, b) => a - b)

/** A list to choose from; the first leaves it to the setting that holds for everybody. */
export function EpisodesChoice({ person, choices }: { readonly person: PersonStatus; readonly choices: Choices }) {
  const may = useMay('admin')
  const sending = choices.sendingFor(person)
  const chosen = sending?.episodes === undefined ? person.episodes : sending.episodes
  const numbers = numbersFor(chosen).map((number) => ({
    value: String(number),
    label: text.many(number, count(number))
  }))
  return (
    <NativeSelect
      label={text.label}
      aria-label={text.of(person.name)}
      description={text.means}
      value={chosen === null ? '' : String(chosen)}
      data={[{ value: '', label: text.asEverybody }, ...numbers]}
      disabled={!may || sending !== null}
      title={may ? undefined : text.notYours}
      onChange={({ currentTarget: { value } }) =>
        choices.choose(person, { episodes: value === '' ? null : Number(value) })
      }
    />
  )
}

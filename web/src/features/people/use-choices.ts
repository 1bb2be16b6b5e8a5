/** What can be chosen for a person, one choice at a time, and what the server answered. */
import type { PersonChoice, PersonStatus } from '@pcu/contract'
import { useMutation, useQueryClient } from '@tanstack/react-query'
import { useState } from 'react'
import { ApiFailure, tell } from '../../api/client.ts'
import { keys } from '../../api/queries.ts'
import { peopleText } from './text.ts'

interface Chosen {
  readonly person: PersonStatus
  readonly choice: PersonChoice
}

/** What came of the last choice. */
interface Answered {
  readonly refused: boolean
  readonly sentence: string
  readonly more: readonly string[]
}

/** Choosing, as the rows use it. */
export interface Choices {
  readonly choose: (person: PersonStatus, choice: PersonChoice) => void
  /** What is being sent for this person; null when nothing is. */
  readonly sendingFor: (person: PersonStatus) => PersonChoice | null
  readonly answered: Answered | null
  readonly dismiss: () => void
}

const refusal = ({ person }: Chosen, error: Error): Answered => ({
  refused: true,
  sentence: peopleText.refused(person.name),
  more: [error.message, ...(error instanceof ApiFailure ? error.more : [])]
})

/** What was chosen shows at once; the list is asked for again before it could fall back. */
export function useChoices(): Choices {
  const client = useQueryClient()
  const [answered, setAnswered] = useState<Answered | null>(null)
  const sending = useMutation({
    mutationFn: ({ person, choice }: Chosen) => tell('choosePerson', choice, { id: person.id }),
    onMutate: () => setAnswered(null),
    onSuccess: ({ accepted, sentence }) => setAnswered({ refused: !accepted, sentence, more: [] }),
    onError: (error, chosen) => setAnswered(refusal(chosen, error)),
    onSettled: () => client.invalidateQueries({ queryKey: keys.people })
  })
  return {
    choose: (person, choice) => sending.mutate({ person, choice }),
    sendingFor: (person) =>
      sending.isPending && sending.variables.person.id === person.id ? sending.variables.choice : null,
    answered,
    dismiss: () => setAnswered(null)
  }
}

/** What the steps know, and what a person orders in them. Everything is asked of the server: a page that is opened anew is where it was. */
import type { WelcomeStep } from '@pcu/contract'
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query'
import { useEffect } from 'react'
import { ask, tell } from '../../api/client.ts'
import {
  keys,
  ownerQuery,
  pathsQuery,
  plexProofQuery,
  settingsQuery,
  storageQuery,
  welcomeQuery
} from '../../api/queries.ts'
import { useMay } from '../../api/use-access.ts'
import type { Facts } from './facts.ts'

/** Asked as soon as there is an address and a token. */
export function usePlexProof() {
  const { data: owner } = useQuery(ownerQuery)
  const isKnown = owner !== undefined && owner.from !== 'none' && owner.address !== null
  const query = useQuery({ ...plexProofQuery(owner), enabled: isKnown })
  return { owner, isKnown, query }
}

/** Undefined before the first answers are there. */
export function useFacts(): Facts | undefined {
  const { data: welcome } = useQuery(welcomeQuery)
  const { owner, isKnown, query } = usePlexProof()
  const { data: paths } = useQuery(pathsQuery)
  const { data: storage } = useQuery(storageQuery)
  const { data: settings } = useQuery(settingsQuery)
  if (welcome === undefined || owner === undefined || settings === undefined || paths === undefined) return undefined
  if (isKnown && query.isPending) return undefined
  return {
    ...welcome,
    plex: isKnown ? query.data : null,
    paths,
    storage,
    waits: settings.settings.some(({ waits }) => waits)
  }
}

/** Notes that somebody went on from a step. */
export function useSee() {
  const client = useQueryClient()
  return useMutation({
    mutationFn: (step: WelcomeStep) => tell('seeWelcome', { step }),
    onSuccess: (welcome) => client.setQueryData(keys.welcome, welcome)
  })
}

/** Whoever has seen the page is not led to it unasked any more. */
export function useBegun({ seen, isFinished }: Facts): void {
  const may = useMay('admin')
  const { mutate, isIdle } = useSee()
  const isNew = may && isIdle && !isFinished && seen.length === 0
  useEffect(() => {
    if (isNew) mutate('administrator')
  }, [isNew, mutate])
}

const LOOK_MS = 150
/** A minute, if every answer comes at once. */
const MOST_LOOKS = 400

const startedAt = (): Promise<number> => ask('status').then((status) => status.startedAt)

/** Settles when a program answers that was started after this one. */
const untilAnew = async (before: number): Promise<void> => {
  for (let looks = 0; looks < MOST_LOOKS; looks += 1) {
    const now = await startedAt().catch(() => before)
    if (now !== before) return
    await new Promise((resolve) => setTimeout(resolve, LOOK_MS))
  }
  throw new Error('not back')
}

/** Lets the program begin anew, and waits for it. */
export const beginAnew = async (): Promise<void> => {
  const before = await startedAt()
  await tell('restart', {})
  await untilAnew(before)
}

/** The same as an order; afterwards everything is asked for again. */
export function useRestart() {
  const client = useQueryClient()
  return useMutation({
    mutationFn: beginAnew,
    onSettled: () => client.invalidateQueries()
  })
}

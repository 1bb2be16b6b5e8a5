/** Whose Plex account counts and where Plex is asked; the way to sign in, and out again. */
import type { Owner, SignIn } from '@pcu/contract'
import { useQuery } from '@tanstack/react-query'
import { useRef } from 'react'
import { ApiFailure } from '../../api/client.ts'
import { Loaded } from '../../api/loaded.tsx'
import { ownerQuery } from '../../api/queries.ts'
import { Card } from '../../ui/card.tsx'
import { Notice } from '../../ui/notice.tsx'
import classes from './account.module.css'
import { Begin } from './begin.tsx'
import { PasteToken } from './paste-token.tsx'
import { Standing } from './standing.tsx'
import { Steps } from './steps.tsx'
import { signInText as text } from './text.ts'
import { useSignIn } from './use-sign-in.ts'

/**
 * `missing`: only where nobody is signed in; it stays while the page is in sight, so that nothing vanishes under a person who
 * has just finished.
 */
export function Account({ when }: { readonly when: 'missing' | 'always' }) {
  const query = useQuery(ownerQuery)
  const wasMissing = useRef<boolean>(undefined)
  if (query.data !== undefined) wasMissing.current ??= query.data.from === 'none'
  if (when === 'missing' && wasMissing.current !== true) return null
  return (
    <Card title={text.title}>
      <div className={classes.body}>
        <Loaded query={query} lines={2}>
          {(owner) => <Body owner={owner} />}
        </Loaded>
      </div>
    </Card>
  )
}

const idleSteps: ReadonlySet<SignIn['step']> = new Set(['none', 'ended'])

function Body({ owner }: { readonly owner: Owner }) {
  const { query, order, sending, failure, dismiss } = useSignIn()
  const step = query.data?.step ?? 'none'
  const isIdle = idleSteps.has(step)
  return (
    <>
      {isIdle ? <Standing owner={owner} /> : null}
      {query.data === undefined ? null : <Steps signIn={query.data} sending={sending} order={order} />}
      {failure === null ? null : <Failed failure={failure} dismiss={dismiss} />}
      {isIdle || step === 'done' ? (
        <Begin owner={owner} busy={sending?.what === 'begin'} begin={() => order({ what: 'begin' })} />
      ) : null}
      {isIdle ? (
        <PasteToken busy={sending?.what === 'paste'} send={(token) => order({ what: 'paste', token })} />
      ) : null}
    </>
  )
}

function Failed({ failure, dismiss }: { readonly failure: Error; readonly dismiss: () => void }) {
  const more = failure instanceof ApiFailure ? failure.more : []
  return <Notice tone="bad" sentence={failure.message} more={more} dismiss={dismiss} />
}

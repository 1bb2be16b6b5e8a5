/** Stands before every page: lets in whoever is in, and shows everybody else how to come in. The address stays, so that they arrive where they wanted to. */

import { Button } from '@mantine/core'
import type { AccessState } from '@pcu/contract'
import type { ReactNode } from 'react'
import { useAccess } from '../../api/use-access.ts'
import { Mark } from '../../ui/mark.tsx'
import classes from './door.module.css'
import { FirstSetUp } from './first-set-up.tsx'
import { LogIn } from './log-in.tsx'
import { accessText as text } from './text.ts'

/** A server that cannot even say this has its troubles told by the page itself. */
export function Door({ children }: { readonly children: ReactNode }) {
  const { data, isPending, refetch } = useAccess()
  if (isPending) return null
  if (data === undefined || data.step === 'in') return children
  return (
    <main className={classes.door}>
      <div className={classes.box}>
        <p className={classes.brand}>
          <Mark />
          <span>{text.name}</span>
        </p>
        <Step state={data} lookAgain={() => void refetch()} />
      </div>
    </main>
  )
}

function Step({ state, lookAgain }: { readonly state: AccessState; readonly lookAgain: () => void }) {
  if (state.step === 'first-set-up') return <FirstSetUp />
  if (state.step === 'log-in') return <LogIn />
  return (
    <>
      <h1 className={classes.title}>{text.shut.title}</h1>
      <p className={classes.lead}>{state.sentence}</p>
      <Button variant="default" onClick={lookAgain}>
        {text.again}
      </Button>
    </>
  )
}

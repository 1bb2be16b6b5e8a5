/** The ways on from a step: back, later, and to the next one, which notes that somebody went on. */
import { Button } from '@mantine/core'
import type { WelcomeStep } from '@pcu/contract'
import { IconArrowLeft, IconArrowRight } from '@tabler/icons-react'
import { Link, useNavigate } from '@tanstack/react-router'
import { useMay } from '../../api/use-access.ts'
import { neighbours } from './facts.ts'
import { welcomeText as text } from './text.ts'
import { useSee } from './use-welcome.ts'
import classes from './welcome.module.css'

/** Stands below every step. */
export function Ways({ step }: { readonly step: WelcomeStep }) {
  const { before, after } = neighbours(step)
  const may = useMay('admin')
  const see = useSee()
  const navigate = useNavigate()
  const goOn = (to: WelcomeStep) => {
    if (may) see.mutate(step)
    void navigate({ to: '/welcome/$step', params: { step: to } })
  }
  return (
    <div className={classes.ways}>
      {before === undefined ? null : (
        <Button
          variant="default"
          leftSection={<IconArrowLeft size={16} aria-hidden="true" />}
          onClick={() => void navigate({ to: '/welcome/$step', params: { step: before } })}
        >
          {text.back}
        </Button>
      )}
      <Link to="/" className={classes.later}>
        {text.later}
      </Link>
      {after === undefined ? null : (
        <Button
          className={classes.next ?? ''}
          rightSection={<IconArrowRight size={16} aria-hidden="true" />}
          aria-label={text.nextTo(text.steps[after])}
          onClick={() => goOn(after)}
        >
          {text.next}
        </Button>
      )}
    </div>
  )
}

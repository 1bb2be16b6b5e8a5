/** The set-up: an order of steps over what the other pages hold. Where somebody is stands in the address; what is done, the server knows. */
import { Button } from '@mantine/core'
import { type WelcomeStep, welcomeSteps } from '@pcu/contract'
import { IconArrowLeft, IconArrowRight } from '@tabler/icons-react'
import { Link, Navigate, useNavigate, useParams } from '@tanstack/react-router'
import { useEffect } from 'react'
import { useMay } from '../../api/use-access.ts'
import { FailsAlone } from '../../ui/fails-alone.tsx'
import { Outline } from '../../ui/outline.tsx'
import { type Facts, firstOpen, neighbours } from './facts.ts'
import { Progress } from './progress.tsx'
import { StepAdministrator } from './step-administrator.tsx'
import { StepDryRun } from './step-dry-run.tsx'
import { StepFiles } from './step-files.tsx'
import { StepLimits } from './step-limits.tsx'
import { StepPeople } from './step-people.tsx'
import { StepPlex } from './step-plex.tsx'
import { welcomeText as text } from './text.ts'
import { useFacts, useSee } from './use-welcome.ts'
import classes from './welcome.module.css'

const parts: Readonly<Record<WelcomeStep, () => React.ReactNode>> = {
  administrator: StepAdministrator,
  plex: StepPlex,
  files: StepFiles,
  people: StepPeople,
  limits: StepLimits,
  'dry-run': StepDryRun
}

const abouts: Readonly<Partial<Record<WelcomeStep, string>>> = {
  plex: text.plex.about,
  files: text.files.about,
  people: text.people.about
}

/** Without a step in the address: where somebody goes on. */
export function SetUp() {
  const { step } = useParams({ strict: false })
  const facts = useFacts()
  const known = welcomeSteps.find((name) => name === step)
  if (facts === undefined) return <Outline lines={8} />
  if (known === undefined) return <Navigate to="/welcome/$step" params={{ step: firstOpen(facts) }} replace />
  return <Opened step={known} facts={facts} />
}

function Opened({ step, facts }: { readonly step: WelcomeStep; readonly facts: Facts }) {
  const Part = parts[step]
  useBegun(facts)
  return (
    <div className={classes.page}>
      <Progress step={step} facts={facts} />
      <div className={classes.content}>
        {abouts[step] === undefined ? null : <p className={classes.lead}>{abouts[step]}</p>}
        <FailsAlone key={step}>
          <Part />
        </FailsAlone>
        <Ways step={step} />
      </div>
    </div>
  )
}

/** Whoever has seen the page is not led to it unasked any more. */
function useBegun({ seen, isFinished }: Facts): void {
  const may = useMay('admin')
  const { mutate, isIdle } = useSee()
  const isNew = may && isIdle && !isFinished && seen.length === 0
  useEffect(() => {
    if (isNew) mutate('administrator')
  }, [isNew, mutate])
}

function Ways({ step }: { readonly step: WelcomeStep }) {
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

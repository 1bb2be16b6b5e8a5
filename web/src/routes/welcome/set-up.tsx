/** The set-up: an order of steps over what the other pages hold. Where somebody is stands in the address; what is done, the server knows. */
import { type WelcomeStep, welcomeSteps } from '@pcu/contract'
import { Navigate, useParams } from '@tanstack/react-router'
import { type Facts, firstOpen } from '../../features/welcome/facts.ts'
import { Progress } from '../../features/welcome/progress.tsx'
import { StepAdministrator } from '../../features/welcome/step-administrator.tsx'
import { welcomeText as text } from '../../features/welcome/text.ts'
import { useBegun, useFacts } from '../../features/welcome/use-welcome.ts'
import { Ways } from '../../features/welcome/ways.tsx'
import classes from '../../features/welcome/welcome.module.css'
import { FailsAlone } from '../../ui/fails-alone.tsx'
import { Outline } from '../../ui/outline.tsx'
import { StepDryRun } from './dry-run.tsx'
import { StepFiles } from './files.tsx'
import { StepLimits } from './limits.tsx'
import { StepPeople } from './people.tsx'
import { StepPlex } from './plex.tsx'

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

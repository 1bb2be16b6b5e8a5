/** The steps with how each of them stands; every one can be gone to. */
import { type WelcomeStep, welcomeSteps } from '@pcu/contract'
import { IconAlertTriangle, IconCheck } from '@tabler/icons-react'
import { Link } from '@tanstack/react-router'
import { type Facts, stateOf } from './facts.ts'
import { welcomeText as text } from './text.ts'
import classes from './welcome.module.css'

/** Beside the step; on a phone above it. */
export function Progress({ step, facts }: { readonly step: WelcomeStep; readonly facts: Facts }) {
  return (
    <nav className={classes.progress} aria-label={text.stepsLabel}>
      <p className={classes.where}>
        {text.stepOf(welcomeSteps.indexOf(step) + 1, welcomeSteps.length)}: {text.steps[step]}
      </p>
      <ol className={classes.steps}>
        {welcomeSteps.map((name, at) => (
          <Mark key={name} name={name} at={at + 1} facts={facts} />
        ))}
      </ol>
    </nav>
  )
}

interface MarkProps {
  readonly name: WelcomeStep
  readonly at: number
  readonly facts: Facts
}

function Mark({ name, at, facts }: MarkProps) {
  const state = stateOf(name, facts)
  return (
    <li>
      <Link to="/welcome/$step" params={{ step: name }} className={classes.step} data-state={state} resetScroll={false}>
        <span className={classes.mark} aria-hidden="true">
          {state === 'done' ? <IconCheck size={14} /> : null}
          {state === 'wrong' ? <IconAlertTriangle size={14} /> : null}
          {state === 'open' ? at : null}
        </span>
        <span className={classes.stepName}>{text.steps[name]}</span>
        <span className="hidden-text">: {text.state[state]}</span>
      </Link>
    </li>
  )
}

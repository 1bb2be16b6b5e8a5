/** What every rule says, for coming and for leaving; those that say no stand first. */
import type { WhyUnit } from '@pcu/contract'
import { IconCheck, IconX } from '@tabler/icons-react'
import { Part } from './part.tsx'
import { whyText } from './text.ts'
import classes from './why.module.css'

type Verdicts = WhyUnit['verdicts']

/** Both questions, as far as they arise. */
export function Rules({ verdicts }: { readonly verdicts: Verdicts }) {
  const abouts = [
    ['coming', whyText.coming],
    ['leaving', whyText.leaving]
  ] as const
  return abouts.map(([about, question]) => {
    const all = verdicts.filter((verdict) => verdict.about === about)
    return all.length === 0 ? null : <Question key={about} question={question} verdicts={all} />
  })
}

function Question({ question, verdicts }: { readonly question: string; readonly verdicts: Verdicts }) {
  const ordered = verdicts.toSorted((one, other) => Number(one.passes) - Number(other.passes))
  const against = verdicts.filter(({ passes }) => !passes).length
  return (
    <Part title={question} aside={whyText.against(against, verdicts.length)}>
      <ul className={classes.list}>
        {ordered.map(({ rule, passes, sentence }) => {
          const Icon = passes ? IconCheck : IconX
          return (
            <li key={rule} className={classes.rule} data-passes={passes}>
              <Icon size={16} role="img" aria-label={passes ? whyText.yes : whyText.no} />
              <bdi>{sentence}</bdi>
              <code className={classes.ruleName}>{rule}</code>
            </li>
          )
        })}
      </ul>
    </Part>
  )
}

/** What is known against what is there: each difference in one sentence, and what a repair would do about it. */
import { Button } from '@mantine/core'
import type { DoctorReport, Finding } from '@pcu/contract'
import { IconAlertCircle, IconAlertTriangle, IconCircleCheck, IconInfoCircle } from '@tabler/icons-react'
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query'
import { useState } from 'react'
import { ApiFailure, tell } from '../../api/client.ts'
import { Loaded } from '../../api/loaded.tsx'
import { doctorQuery, keys } from '../../api/queries.ts'
import { Card } from '../../ui/card.tsx'
import { Notice } from '../../ui/notice.tsx'
import { Question } from '../../ui/question.tsx'
import { Since } from '../../ui/time/moment.tsx'
import classes from './doctor.module.css'
import { doctorText as text } from './text.ts'

const icons = { error: IconAlertCircle, warning: IconAlertTriangle, info: IconInfoCircle }

/** What the comparison may do besides looking at the pool. */
type Depth = 'audit' | 'mend'

/** The card of the comparison. */
export function Examination() {
  const client = useQueryClient()
  const query = useQuery(doctorQuery)
  const [asked, setAsked] = useState<Depth | null>(null)
  const looking = useMutation({
    mutationFn: (depth: Depth) => tell('auditDoctor', { repair: depth === 'mend' }),
    onSuccess: (report) => client.setQueryData(keys.doctor, report),
    onSettled: () => client.invalidateQueries({ queryKey: keys.orphans })
  })
  const begin = (depth: Depth) => {
    setAsked(null)
    looking.mutate(depth)
  }
  const words = asked === null ? text.ask.audit : text.ask[asked]
  const busy = looking.isPending || query.isFetching
  return (
    <Card title={text.title} aside={query.data === undefined ? undefined : text.files(query.data.files)}>
      <div className={classes.orders}>
        <Button
          variant="default"
          aria-disabled={busy}
          data-disabled={busy}
          onClick={() => busy || void query.refetch()}
        >
          {text.again}
        </Button>
        <Button variant="default" aria-disabled={busy} data-disabled={busy} onClick={() => busy || setAsked('audit')}>
          {text.audit}
        </Button>
        <Button variant="default" aria-disabled={busy} data-disabled={busy} onClick={() => busy || setAsked('mend')}>
          {text.mend}
        </Button>
      </div>
      <div className={classes.answer} role="status">
        {looking.isPending ? text.busy : null}
      </div>
      {looking.error === null ? null : (
        <div className={classes.answer}>
          <Notice
            tone="bad"
            sentence={text.refused}
            more={[looking.error.message, ...(looking.error instanceof ApiFailure ? looking.error.more : [])]}
            dismiss={looking.reset}
          />
        </div>
      )}
      <Loaded query={query} lines={3}>
        {(report) => <Report report={report} />}
      </Loaded>
      <Question
        {...words}
        opened={asked !== null}
        close={() => setAsked(null)}
        no={text.ask.no}
        act={() => asked !== null && begin(asked)}
      />
    </Card>
  )
}

const depthOf = ({ audited, hashed }: DoctorReport): string => {
  if (!audited) return text.onlyPool
  return hashed ? text.alsoRead : text.alsoArray
}

function Report({ report }: { readonly report: DoctorReport }) {
  return (
    <>
      <div className={classes.words}>
        <p className={classes.sentence}>
          {report.findings.length === 0 ? (
            <IconCircleCheck className={classes.fine} size={20} aria-hidden="true" />
          ) : null}
          <bdi>{report.sentence}</bdi>
        </p>
        <p className={classes.soft}>
          {text.compared} <Since at={report.at} />. {depthOf(report)}
        </p>
      </div>
      {report.repaired.length === 0 ? null : (
        <div className={classes.repaired}>
          <h3>{text.repaired}</h3>
          <ul>
            {report.repaired.map((sentence) => (
              <li key={sentence}>
                <bdi>{sentence}</bdi>
              </li>
            ))}
          </ul>
        </div>
      )}
      <ul>
        {report.findings.map((finding) => (
          <FindingRow key={finding.id} finding={finding} />
        ))}
      </ul>
    </>
  )
}

function FindingRow({ finding }: { readonly finding: Finding }) {
  const Icon = icons[finding.severity]
  return (
    <li className={classes.row} data-severity={finding.severity}>
      <Icon className={classes.icon} size={20} role="img" aria-label={text.severity[finding.severity]} />
      <div className={classes.what}>
        <p>
          <bdi>{finding.sentence}</bdi>
        </p>
        <Remedy {...finding} />
      </div>
    </li>
  )
}

/** What is only told needs nobody. */
function Remedy({ repair, severity }: Finding) {
  if (repair === null) return severity === 'info' ? null : <p className={classes.soft}>{text.noRepair}</p>
  return (
    <p className={classes.soft}>
      {text.repair} <bdi>{repair}</bdi>
    </p>
  )
}

/** Where each folder of Plex's libraries lies here, with the files that prove it; looks for those that have no place. */
import { Button } from '@mantine/core'
import type { PathReport } from '@pcu/contract'
import { IconEye, IconFolderSearch } from '@tabler/icons-react'
import { useQuery } from '@tanstack/react-query'
import { Loaded } from '../../api/loaded.tsx'
import { pathsQuery } from '../../api/queries.ts'
import { Card } from '../../ui/card.tsx'
import { Notice } from '../../ui/notice.tsx'
import { Since } from '../../ui/time/moment.tsx'
import classes from './library-paths.module.css'
import { PathRow } from './path-row.tsx'
import { pathsText } from './text.ts'
import { usePaths } from './use-paths.ts'

type Paths = ReturnType<typeof usePaths>

/** The card of folders. */
export function LibraryPaths() {
  const query = useQuery(pathsQuery)
  const paths = usePaths()
  return (
    <Card title={pathsText.title} controls={<Orders paths={paths} />}>
      <Loaded query={query} lines={3}>
        {(report) => <Report report={report} paths={paths} />}
      </Loaded>
    </Card>
  )
}

function Orders({ paths }: { readonly paths: Paths }) {
  return (
    <div className={classes.orders}>
      <Look paths={paths} />
      <Find paths={paths} />
    </div>
  )
}

/** The quick way: what is in force is compared, and nothing is looked for. */
function Look({ paths }: { readonly paths: Paths }) {
  return (
    <Button
      variant="default"
      leftSection={<IconEye size={16} aria-hidden="true" />}
      aria-disabled={paths.busy}
      data-disabled={paths.busy}
      title={pathsText.lookHint}
      onClick={paths.look}
    >
      {paths.looking ? pathsText.looking : pathsText.look}
    </Button>
  )
}

function Find({ paths }: { readonly paths: Paths }) {
  return (
    <Button
      variant="default"
      leftSection={<IconFolderSearch size={16} aria-hidden="true" />}
      aria-disabled={paths.busy}
      data-disabled={paths.busy}
      title={pathsText.hint}
      onClick={paths.find}
    >
      {paths.finding ? pathsText.finding : pathsText.find}
    </Button>
  )
}

function Report({ report, paths }: { readonly report: PathReport; readonly paths: Paths }) {
  return (
    <>
      <div className={classes.words}>
        <p>
          {report.sentence}
          {report.lookedAt === null ? null : (
            <span className={classes.soft}>
              {' '}
              {pathsText.looked} <Since at={report.lookedAt} />.
            </span>
          )}
        </p>
        <p className={classes.soft}>{pathsText.lookHint}</p>
        <p className={classes.soft}>{pathsText.hint}</p>
        {paths.answered === null ? null : (
          <Notice
            tone={paths.answered.refused ? 'bad' : 'good'}
            sentence={paths.answered.sentence}
            more={paths.answered.more}
            dismiss={paths.dismiss}
          />
        )}
      </div>
      <ul>
        {report.locations.map((path) => (
          <PathRow
            key={`${path.sectionId} ${path.location}`}
            path={path}
            busy={paths.busy}
            accept={() => paths.accept(path.location)}
          />
        ))}
      </ul>
      {report.notes.length === 0 ? null : <Notes notes={report.notes} />}
    </>
  )
}

function Notes({ notes }: { readonly notes: readonly string[] }) {
  return (
    <div className={classes.notes}>
      <h3 className={classes.heading}>{pathsText.notes}</h3>
      <ul>
        {notes.map((note) => (
          <li key={note}>
            <bdi>{note}</bdi>
          </li>
        ))}
      </ul>
    </div>
  )
}

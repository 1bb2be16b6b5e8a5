/** One folder of a library: Plex's name, ours, the evidence, and what is proposed. */
import { Button } from '@mantine/core'
import type { LibraryPath } from '@pcu/contract'
import { IconAlertTriangle, IconCircleCheck, IconFolder } from '@tabler/icons-react'
import classes from './library-paths.module.css'
import { pathsText } from './text.ts'

interface PathRowProps {
  readonly path: LibraryPath
  readonly busy: boolean
  readonly accept: () => void
}

/** good: proven by files; open: something waits for a person; quiet: a pair says so and nobody looked. */
const toneOf = ({ folder, evidence, suggestion }: LibraryPath): 'good' | 'open' | 'quiet' => {
  if (folder === null || suggestion !== null) return 'open'
  if (evidence === null || evidence.sampled === 0) return 'quiet'
  return evidence.found === 0 ? 'open' : 'good'
}

const icons = { good: IconCircleCheck, open: IconAlertTriangle, quiet: IconFolder }

/** A row of the card. */
export function PathRow({ path, busy, accept }: PathRowProps) {
  const tone = toneOf(path)
  const Icon = icons[tone]
  const { section, location, folder, evidence, suggestion, sentence } = path
  const said = suggestion ?? evidence
  return (
    <li className={classes.path} data-tone={tone}>
      <Icon className={classes.icon} size={20} aria-hidden="true" />
      <div className={classes.facts}>
        <p className={classes.name}>
          <bdi>{section}</bdi>
        </p>
        <p>
          <code>{location}</code>{' '}
          {folder === null ? (
            <span className={classes.nowhere}>{pathsText.nowhere}</span>
          ) : (
            <>
              → <code>{folder}</code> {pathsText.here}
            </>
          )}
        </p>
        {said === null ? (
          <p className={classes.soft}>{folder === null ? <bdi>{sentence}</bdi> : null}</p>
        ) : (
          <p className={classes.soft}>
            <bdi>{said.sentence}</bdi>
          </p>
        )}
      </div>
      {suggestion?.kind === 'one' ? (
        <Button
          className={classes.accept ?? ''}
          variant="default"
          aria-label={pathsText.acceptOf(location, suggestion.folders[0] ?? '')}
          aria-disabled={busy}
          data-disabled={busy}
          onClick={accept}
        >
          {pathsText.accept}
        </Button>
      ) : null}
    </li>
  )
}

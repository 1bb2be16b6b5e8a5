/** One unit on the pool: what, why, how large, since when; its files on demand. */
import type { CachedUnit } from '@pcu/contract'
import { IconAlertTriangle } from '@tabler/icons-react'
import { Disclosure } from '../../ui/disclosure.tsx'
import { Path, Title } from '../../ui/name.tsx'
import { Sentences } from '../../ui/sentences.tsx'
import { ExactTime, Since } from '../../ui/time/moment.tsx'
import { WhyLink } from '../../ui/title/why-link.tsx'
import { sizeText } from '../../ui/words/numbers.ts'
import classes from './cached-row.module.css'
import { cachedText } from './text.ts'

/** A row. */
export function CachedRow({ unit }: { readonly unit: CachedUnit }) {
  return (
    <li className={classes.unit}>
      <Disclosure
        label={cachedText.showFiles(unit.title)}
        row={<Essentials unit={unit} />}
        more={() => <Files unit={unit} />}
      />
    </li>
  )
}

function Essentials({ unit }: { readonly unit: CachedUnit }) {
  const state = cachedText.state[unit.state]
  return (
    <div className={classes.row}>
      <div className={classes.what}>
        <Title text={unit.title} />
        <Sentences because={unit.because} />
        {state === '' ? null : (
          <p className={classes.state}>
            <IconAlertTriangle size={16} aria-hidden="true" />
            {state}
          </p>
        )}
      </div>
      <p className={classes.numbers}>
        <strong>{sizeText(unit.sizeBytes)}</strong>
        <span>{cachedText.files(unit.files.length)}</span>
        <Since at={unit.promotedAt} />
        <WhyLink ask={unit.unit} title={unit.title} />
      </p>
    </div>
  )
}

function Files({ unit }: { readonly unit: CachedUnit }) {
  return (
    <div className={classes.more}>
      <dl className={classes.facts}>
        <div>
          <dt>{cachedText.on}</dt>
          <dd>
            <ExactTime at={unit.promotedAt} />
          </dd>
        </div>
        <div>
          <dt>{cachedText.original}</dt>
          <dd>{cachedText.originals[unit.original]}</dd>
        </div>
      </dl>
      <ul className={classes.files}>
        {unit.files.map((file) => (
          <li key={file.path} className={classes.file}>
            <dl>
              <dt>{cachedText.played}</dt>
              <dd>
                <Path text={file.path} />
              </dd>
              <dt>{cachedText.stored}</dt>
              <dd>
                <Path text={file.poolPath} />
              </dd>
            </dl>
            <span className={classes.size}>{sizeText(file.sizeBytes)}</span>
          </li>
        ))}
      </ul>
    </div>
  )
}

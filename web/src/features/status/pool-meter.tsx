/** How the pool is filled: ours, others', free to use, and what is kept free; in numbers as well as lengths. */
import type { PoolStatus } from '@pcu/contract'
import { Path } from '../../ui/name.tsx'
import { sizeText } from '../../ui/words/numbers.ts'
import classes from './pool-meter.module.css'
import { type Parts, partsOf } from './pool-parts.ts'
import { statusText } from './text.ts'

const text = statusText.pool
const KINDS = ['ours', 'others', 'free', 'floor'] as const

const shares = (parts: Parts) =>
  KINDS.map((kind) => ({ kind, label: text[kind], bytes: parts[kind], size: sizeText(parts[kind]) }))

/** The meter with its legend; says so when the pool cannot be measured. */
export function PoolMeter({ pool }: { readonly pool: PoolStatus }) {
  const parts = partsOf(pool)
  const state = text.state[pool.state]
  return (
    <div className={classes.pool}>
      <div className={classes.head}>
        <h2 className={classes.title}>{text.title}</h2>
        <Path text={pool.path} />
        {state === '' ? null : <span className={classes.state}>{state}</span>}
        <span className={classes.total}>{totalOf(parts, state)}</span>
      </div>
      {parts === null ? (
        <div className={classes.unmeasured} aria-hidden="true" />
      ) : (
        <Meter path={pool.path} parts={parts} />
      )}
      <Notes pool={pool} parts={parts} />
    </div>
  )
}

const totalOf = (parts: Parts | null, state: string): string => {
  if (parts !== null) return text.ofAll(sizeText(parts.total))
  return state === '' ? text.unmeasured : ''
}

function Meter({ path, parts }: { readonly path: string; readonly parts: Parts }) {
  const all = shares(parts)
  const spoken = text.spoken(
    path,
    all.map(({ label, size }) => `${label} ${size}`)
  )
  return (
    <>
      <div className={classes.meter} role="img" aria-label={spoken}>
        {all.map(({ kind, bytes }) =>
          bytes <= 0 ? null : (
            <div key={kind} className={classes.part} data-kind={kind} style={{ flexGrow: bytes / parts.total }} />
          )
        )}
      </div>
      <dl className={classes.legend}>
        {all.map(({ kind, label, size }) => (
          <div key={kind} className={classes.entry}>
            <dt>
              <span className={classes.swatch} data-kind={kind} aria-hidden="true" />
              {label}
            </dt>
            <dd>{size}</dd>
          </div>
        ))}
      </dl>
    </>
  )
}

function Notes({ pool, parts }: { readonly pool: PoolStatus; readonly parts: Parts | null }) {
  const missing = parts?.missing ?? 0
  return (
    <>
      {missing > 0 ? <p className={classes.warning}>{text.belowFloor(sizeText(missing))}</p> : null}
      {pool.budgetBytes === null ? null : (
        <p className={classes.note}>{text.budget(sizeText(pool.ownedBytes), sizeText(pool.budgetBytes))}</p>
      )}
    </>
  )
}

/** Whose token counts now, in one sentence and two facts. */
import type { Owner } from '@pcu/contract'
import { Since } from '../../ui/time/moment.tsx'
import classes from './account.module.css'
import { signInText as text } from './text.ts'

/** Stands where no sign-in is under way. */
export function Standing({ owner }: { readonly owner: Owner }) {
  return (
    <div className={classes.standing}>
      <p className={classes.sentence}>
        <bdi>{owner.sentence}</bdi>
      </p>
      {owner.from === 'none' ? <p className={classes.quiet}>{text.why}</p> : null}
      {owner.address === null || owner.from === 'none' ? null : (
        <p className={classes.quiet}>
          {text.server}: {owner.server === null ? null : <bdi>{owner.server} </bdi>}
          <code>{owner.address}</code>
        </p>
      )}
      {owner.since === null ? null : (
        <p className={classes.quiet}>
          {text.since} <Since at={owner.since} />
        </p>
      )}
    </div>
  )
}

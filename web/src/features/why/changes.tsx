/** What would change where a title is: each way with its sign, and with the value that a setting would need. */
import type { WhyChange, WhyUnit } from '@pcu/contract'
import {
  IconAdjustmentsHorizontal,
  IconBookmark,
  IconClock,
  IconPin,
  IconPinnedOff,
  IconPlayerPlay,
  IconTool
} from '@tabler/icons-react'
import { Part } from './part.tsx'
import { whyText } from './text.ts'
import classes from './why.module.css'

const icons: Readonly<Record<WhyChange['kind'], typeof IconPin>> = {
  setting: IconAdjustmentsHorizontal,
  pin: IconPin,
  unpin: IconPinnedOff,
  watchlist: IconBookmark,
  wait: IconClock,
  run: IconPlayerPlay,
  fix: IconTool
}

/** What is wanted and where it belongs changes by itself, once nobody wants it any more. */
const byItself = ({ state, wants }: WhyUnit): string =>
  state === 'cached' && wants.length > 0 ? whyText.whileWanted : whyText.noChange

/** Where nothing has to be done, that is said. */
export function Changes({ unit }: { readonly unit: WhyUnit }) {
  const { changes, wouldDisplace } = unit
  return (
    <Part title={whyText.changes}>
      {changes.length === 0 ? <p>{byItself(unit)}</p> : null}
      <ul className={classes.list}>
        {changes.map((change) => (
          <Change key={`${change.kind} ${change.sentence}`} change={change} />
        ))}
      </ul>
      {wouldDisplace.length === 0 ? null : (
        <p className={classes.quiet}>
          <bdi>{whyText.displaced(wouldDisplace.join(', '))}</bdi>
        </p>
      )}
    </Part>
  )
}

function Change({ change: { kind, setting, value, sentence } }: { readonly change: WhyChange }) {
  const Icon = icons[kind]
  return (
    <li className={classes.sign}>
      <Icon size={16} aria-hidden="true" />
      <div>
        <bdi>{sentence}</bdi>
        {setting === null || value === null ? null : (
          <p>
            <code className={classes.code}>{whyText.setting(setting, value)}</code>
          </p>
        )}
      </div>
    </li>
  )
}

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

/** Nothing where nothing can be done. */
export function Changes({ unit: { changes, wouldDisplace } }: { readonly unit: WhyUnit }) {
  if (changes.length === 0) return null
  return (
    <Part title={whyText.changes}>
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

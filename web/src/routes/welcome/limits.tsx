/** How much room is used, what comes and goes, and what happens by itself; each with what follows from it. */
import { useQuery } from '@tanstack/react-query'
import { Loaded } from '../../api/loaded.tsx'
import { settingsQuery } from '../../api/queries.ts'
import { Asked } from '../../features/settings/asked.tsx'
import { valueIn } from '../../features/settings/draft.ts'
import type { SettingsForm } from '../../features/settings/use-settings.ts'
import { unitText } from '../../features/settings/words.ts'
import { welcomeText } from '../../features/welcome/text.ts'
import classes from '../../features/welcome/welcome.module.css'
import { useStatus } from '../../live/live.ts'
import { count, sizeText } from '../../ui/words/numbers.ts'

const text = welcomeText.limits

type Values = Pick<SettingsForm, 'view' | 'draft'>

const typed = ({ view, draft }: Values, key: string) => {
  const setting = view.settings.find((one) => one.key === key)
  return setting === undefined ? '' : valueIn(setting, draft)
}
const isOn = (form: Values, key: string): boolean => typed(form, key) === true
const amount = (form: Values, key: string, unit: string): string =>
  `${count(Number(typed(form, key)))} ${unitText(unit)}`

function Lines({ lines }: { readonly lines: readonly string[] }) {
  return lines.map((line) => (
    <p key={line} className={classes.soft}>
      {line}
    </p>
  ))
}

const GB = 1e9

/** A size as it is said: a share of a drive that was measured in bytes, anything else as it was typed. */
const roomText = (form: Values, key: string, total: number | null): string => {
  const value = typed(form, key)
  if (typeof value === 'number') return sizeText(value * GB)
  const share = Number(/^\s*(\d+(?:\.\d+)?)\s*%\s*$/u.exec(String(value))?.[1] ?? Number.NaN)
  return total === null || Number.isNaN(share) ? String(value) : sizeText((total * share) / 100)
}

function Room({ form }: { readonly form: Values }) {
  const { data: pool } = useStatus((status) => status.pool)
  const total = pool?.totalBytes ?? null
  const free = pool?.freeBytes ?? null
  const lines = [
    ...(total === null || free === null ? [] : [text.pool(sizeText(total), sizeText(free))]),
    typed(form, 'pool.maxSizeGb') === 0 ? text.anything : text.most(roomText(form, 'pool.maxSizeGb', total)),
    ...(typed(form, 'pool.keepFreeGb') === 0 ? [] : [text.least(roomText(form, 'pool.keepFreeGb', total))]),
    isOn(form, 'mode.copyToCache') ? text.copies : text.moves
  ]
  return <Lines lines={lines} />
}

function Keep({ form }: { readonly form: Values }) {
  const isNone = typed(form, 'onDeck.numberEpisodes') === 0
  const lines = [
    isNone ? text.noneAhead : text.ahead(amount(form, 'onDeck.numberEpisodes', 'episodes')),
    isOn(form, 'watched.move') ? text.goesHome(amount(form, 'watched.cacheExpiryHours', 'hours')) : text.stays
  ]
  return <Lines lines={lines} />
}

/** What happens without anybody asking. */
function ByItself({ form }: { readonly form: Values }) {
  const lines = [
    ...(isOn(form, 'schedule.enabled') ? [text.every(amount(form, 'schedule.intervalMinutes', 'minutes'))] : []),
    ...(isOn(form, 'watcher.enabled') ? [text.watches] : [])
  ]
  return <Lines lines={lines.length === 0 ? [text.nothing] : lines} />
}

/** The same of what is saved. */
export function SettledByItself({ view }: Pick<Values, 'view'>) {
  return <ByItself form={{ view, draft: {} }} />
}

const parts = [
  {
    title: text.room,
    keys: ['pool.maxSizeGb', 'pool.keepFreeGb', 'mode.copyToCache'],
    means: (form: SettingsForm) => <Room form={form} />
  },
  {
    title: text.keep,
    keys: ['onDeck.numberEpisodes', 'watchlist.enabled', 'watched.move', 'watched.cacheExpiryHours'],
    means: (form: SettingsForm) => <Keep form={form} />
  },
  {
    title: text.itself,
    keys: ['schedule.enabled', 'schedule.intervalMinutes', 'watcher.enabled'],
    means: (form: SettingsForm) => <ByItself form={form} />
  }
]

export function StepLimits() {
  const settings = useQuery(settingsQuery)
  return (
    <Loaded query={settings} lines={8}>
      {(view) => <Asked view={view} parts={parts} />}
    </Loaded>
  )
}

/** Offers to begin anew where something that was saved waits for it. */
import type { SettingsView } from '@pcu/contract'
import { IconRefresh } from '@tabler/icons-react'
import { ApiFailure } from '../../api/client.ts'
import { useMay } from '../../api/use-access.ts'
import { HeldButton } from './held-button.tsx'
import { welcomeText } from './text.ts'
import { useRestart } from './use-welcome.ts'
import classes from './welcome.module.css'

const text = welcomeText.restart

/** Nothing where nothing waits. */
export function Restart({ view }: { readonly view: SettingsView }) {
  const may = useMay('admin')
  const { mutate, isPending, error } = useRestart()
  const names = view.settings.filter(({ waits }) => waits).map(({ env }) => env)
  if (names.length === 0 && !isPending) return null
  return (
    <section className={classes.restart} aria-label={text.act}>
      <p>{text.about}</p>
      <p className={classes.soft}>
        <code>{names.join(', ')}</code>
      </p>
      <HeldButton
        busy={isPending}
        why={may ? undefined : welcomeText.notYours}
        isMain
        icon={<IconRefresh size={16} />}
        act={mutate}
      >
        {isPending ? text.busy : text.act}
      </HeldButton>
      {error === null ? null : (
        <p className={classes.bad} role="alert">
          {error instanceof ApiFailure ? error.message : text.failed}
        </p>
      )}
    </section>
  )
}

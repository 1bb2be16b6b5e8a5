/** Who is at this browser, the way to sessions and keys, and out. */
import { ActionIcon, UnstyledButton } from '@mantine/core'
import { IconKey, IconLogout, IconUser } from '@tabler/icons-react'
import { useMutation, useQueryClient } from '@tanstack/react-query'
import { Link } from '@tanstack/react-router'
import { useId, useRef } from 'react'
import { tell } from '../../api/client.ts'
import { keys } from '../../api/queries.ts'
import { useAccess } from '../../api/use-access.ts'
import { routesText } from '../text.ts'
import classes from './account.module.css'

const text = routesText.account
const ICON = 18

/** Whoever logs out leaves nothing behind that was read. */
function useLogOut() {
  const client = useQueryClient()
  return useMutation({
    mutationFn: () => tell('logOut', {}),
    onSuccess: async () => {
      await client.invalidateQueries({ queryKey: keys.access })
      client.removeQueries({ predicate: ({ queryKey }) => queryKey[0] !== keys.access[0] })
    }
  })
}

/** Opens below its button, closes by Escape and by a press elsewhere: the browser itself does both. */
export function Account() {
  const { data } = useAccess()
  const out = useLogOut()
  const id = useId()
  const menu = useRef<HTMLElement>(null)
  if (data === undefined) return null
  const close = () => menu.current?.hidePopover()
  return (
    <>
      <ActionIcon variant="default" size={36} aria-label={text.label} title={text.label} popoverTarget={id}>
        <IconUser size={ICON} aria-hidden="true" />
      </ActionIcon>
      <section ref={menu} id={id} popover="auto" className={classes.menu} aria-label={text.label}>
        <p className={classes.who}>
          <bdi>{data.by === 'nothing' ? text.everybody : (data.name ?? '')}</bdi>
        </p>
        <p className={classes.how}>{text.by[data.by ?? 'nothing']}</p>
        <Link to="/access" className={classes.item} onClick={close}>
          <IconKey size={ICON} aria-hidden="true" />
          {text.keys}
        </Link>
        {data.by === 'session' ? (
          <UnstyledButton className={classes.item} disabled={out.isPending} onClick={() => out.mutate()}>
            <IconLogout size={ICON} aria-hidden="true" />
            {text.logOut}
          </UnstyledButton>
        ) : null}
        {out.error === null ? null : (
          <p className={classes.trouble} role="alert">
            {out.error.message}
          </p>
        )}
      </section>
    </>
  )
}

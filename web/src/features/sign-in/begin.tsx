/** The buttons that begin a sign-in and take it back. */
import { Button } from '@mantine/core'
import type { Owner } from '@pcu/contract'
import { IconLogin2, IconLogout } from '@tabler/icons-react'
import { useState } from 'react'
import { Notice } from '../../ui/notice.tsx'
import { Question } from '../../ui/question.tsx'
import classes from './account.module.css'
import { signInText as text } from './text.ts'
import { useSignOut } from './use-sign-in.ts'

const ICON = 16

interface BeginProps {
  readonly owner: Owner
  readonly busy: boolean
  readonly begin: () => void
}

/** Signing out is asked about once more. */
export function Begin({ owner, busy, begin }: BeginProps) {
  const [asking, setAsking] = useState(false)
  const signOut = useSignOut()
  const isFirst = owner.from === 'none'
  const leave = () => {
    setAsking(false)
    signOut.mutate()
  }
  return (
    <>
      <div className={classes.buttons}>
        <Button
          variant={isFirst ? 'filled' : 'default'}
          leftSection={<IconLogin2 size={ICON} aria-hidden="true" />}
          aria-disabled={busy}
          data-disabled={busy}
          onClick={() => busy || begin()}
        >
          {owner.from === 'signed-in' ? text.again : text.begin}
        </Button>
        {owner.from === 'signed-in' ? (
          <Button
            variant="default"
            leftSection={<IconLogout size={ICON} aria-hidden="true" />}
            onClick={() => setAsking(true)}
          >
            {text.signOut}
          </Button>
        ) : null}
      </div>
      {signOut.error === null ? null : (
        <Notice tone="bad" sentence={text.failedOrder} more={[signOut.error.message]} dismiss={signOut.reset} />
      )}
      <Question
        title={text.out.title}
        opened={asking}
        close={() => setAsking(false)}
        goes={text.out.goes}
        promises={[text.out.after, text.out.device]}
        no={text.out.no}
        yes={text.out.yes}
        act={leave}
      />
    </>
  )
}

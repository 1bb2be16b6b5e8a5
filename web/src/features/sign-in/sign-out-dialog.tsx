/** Asks before the sign-in is forgotten. */
import { Button } from '@mantine/core'
import { Dialog } from '../../ui/dialog.tsx'
import classes from './dialogs.module.css'
import { signInText } from './text.ts'

const text = signInText.out

interface SignOutDialogProps {
  readonly opened: boolean
  readonly close: () => void
  readonly leave: () => void
}

/** The safe answer has the focus. */
export function SignOutDialog({ opened, close, leave }: SignOutDialogProps) {
  return (
    <Dialog title={text.title} opened={opened} close={close}>
      <p className={classes.goes}>{text.goes}</p>
      <ul className={classes.promises}>
        <li>{text.after}</li>
        <li>{text.device}</li>
      </ul>
      <div className={classes.answers}>
        <Button variant="filled" data-autofocus onClick={close}>
          {text.no}
        </Button>
        <Button variant="default" className={classes.yes ?? ''} onClick={leave}>
          {text.yes}
        </Button>
      </div>
    </Dialog>
  )
}

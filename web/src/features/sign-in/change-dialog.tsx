/** Asks before another server takes the place of the one whose files are cached. */
import { Button } from '@mantine/core'
import { Dialog } from '../../ui/dialog.tsx'
import classes from './dialogs.module.css'
import { signInText } from './text.ts'

const text = signInText.change

interface ChangeDialogProps {
  readonly name: string
  readonly opened: boolean
  readonly close: () => void
  readonly change: () => void
}

/** The safe answer has the focus. */
export function ChangeDialog({ name, opened, close, change }: ChangeDialogProps) {
  return (
    <Dialog title={text.title} opened={opened} close={close}>
      <p className={classes.goes}>
        <bdi>{text.goes(name)}</bdi>
      </p>
      <ul className={classes.promises}>
        <li>{text.home}</li>
        <li>{text.safe}</li>
      </ul>
      <div className={classes.answers}>
        <Button variant="filled" data-autofocus onClick={close}>
          {text.no}
        </Button>
        <Button variant="default" className={classes.yes ?? ''} onClick={change}>
          {text.yes}
        </Button>
      </div>
    </Dialog>
  )
}

/** A question that must be answered, or something opened at the side; Escape and the cross close both. */
import { Drawer, Modal } from '@mantine/core'
import { type ReactNode, useEffect, useState } from 'react'
import classes from './dialog.module.css'
import { useTopmost } from './page/use-topmost.ts'
import { uiText } from './text.ts'

interface DialogProps {
  readonly title: string
  readonly opened: boolean
  readonly close: () => void
  readonly children: ReactNode
}

// The look of both goes to their content alone: `className` would colour the whole window, and nothing of the page behind would be seen.
const DIALOG_WIDTH = 580
const SIDE_WIDTH = 760

/** In the middle; the element with `data-autofocus` has the focus. */
export function Dialog({ title, opened, close, children }: DialogProps) {
  const isTop = useTopmost(opened)
  return (
    <Modal.Root
      opened={opened}
      onClose={close}
      closeOnEscape={isTop}
      centered
      size={DIALOG_WIDTH}
      classNames={{ content: classes.dialog ?? '' }}
    >
      <Modal.Overlay />
      <Modal.Content>
        <div className={classes.head}>
          <Modal.Title className={classes.title ?? ''}>{title}</Modal.Title>
          <Modal.CloseButton aria-label={uiText.close} />
        </div>
        <div className={classes.body}>{children}</div>
      </Modal.Content>
    </Modal.Root>
  )
}

/**
 * At the right edge; as wide as the window where that is narrow. It opens one step after it has come, also when it comes opened: only so is it known what had
 * the focus before.
 */
export function SideDialog({ title, opened, close, children }: DialogProps) {
  const [isOpen, setOpen] = useState(false)
  const isTop = useTopmost(isOpen)
  useEffect(() => setOpen(opened), [opened])
  return (
    <Drawer.Root
      opened={isOpen}
      onClose={close}
      closeOnEscape={isTop}
      position="right"
      size={SIDE_WIDTH}
      classNames={{ content: classes.side ?? '' }}
    >
      <Drawer.Overlay />
      <Drawer.Content>
        <div className={classes.head}>
          <Drawer.Title className={classes.title ?? ''}>{title}</Drawer.Title>
          <Drawer.CloseButton aria-label={uiText.close} />
        </div>
        {children}
      </Drawer.Content>
    </Drawer.Root>
  )
}

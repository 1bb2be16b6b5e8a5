/** A button that keeps its place and its focus while it cannot be pressed, and says why. */
import { Button } from '@mantine/core'
import type { ReactNode } from 'react'

interface HeldButtonProps {
  readonly busy: boolean
  /** Why it cannot be pressed; undefined where it can. */
  readonly why: string | undefined
  readonly isMain: boolean
  readonly icon: ReactNode
  readonly act: () => void
  readonly children: string
}

export function HeldButton({ busy, why, isMain, icon, act, children }: HeldButtonProps) {
  const held = busy || why !== undefined
  return (
    <Button
      variant={isMain ? 'filled' : 'default'}
      leftSection={<span aria-hidden="true">{icon}</span>}
      aria-disabled={held}
      data-disabled={held}
      title={why}
      onClick={() => held || act()}
    >
      {children}
    </Button>
  )
}

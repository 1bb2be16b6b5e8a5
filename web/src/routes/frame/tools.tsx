/** What the header offers everywhere: to hold the run under way, and to search pages and orders. */
import { ActionIcon, UnstyledButton } from '@mantine/core'
import { IconPlayerPause, IconPlayerPlay, IconSearch } from '@tabler/icons-react'
import { lazy, Suspense, useEffect, useState } from 'react'
import { useMay } from '../../api/use-access.ts'
import type { useOrders } from '../../features/status/use-orders.ts'
import { useStatus } from '../../live/live.ts'
import { useStore } from '../../live/store.ts'
import { routesText } from '../text.ts'
import { openPalette, paletteOpen } from './palette-store.ts'
import classes from './tools.module.css'

const ICON = 18

type Orders = ReturnType<typeof useOrders>

/** Pause or go on; nothing where there is no run to hold. */
export function Hold({ orders }: { readonly orders: Orders }) {
  const { data: isRunning } = useStatus((status) => status.currentRun !== null)
  const { data: isPaused } = useStatus((status) => status.pausedSince !== null)
  const may = useMay('operate')
  if (isRunning !== true || !may) return null
  const label = isPaused ? routesText.resume : routesText.pause
  const Icon = isPaused ? IconPlayerPlay : IconPlayerPause
  return (
    <ActionIcon
      variant="default"
      size={36}
      aria-label={label}
      title={label}
      onClick={() => orders.order(isPaused ? 'resume' : 'pause')}
    >
      <Icon size={ICON} aria-hidden="true" />
    </ActionIcon>
  )
}

const Palette = lazy(() => import('./palette.tsx').then((module) => ({ default: module.Palette })))

/** The button says its keys; both open the palette. */
export function Search({ orders }: { readonly orders: Orders }) {
  const isOpen = useStore(paletteOpen)
  const [wasOpen, setWasOpen] = useState(false)
  if (isOpen && !wasOpen) setWasOpen(true)
  useEffect(() => {
    const onKey = (event: KeyboardEvent) => {
      if (event.key.toLowerCase() !== 'k' || !(event.ctrlKey || event.metaKey) || event.altKey || event.shiftKey) return
      event.preventDefault()
      openPalette()
    }
    document.addEventListener('keydown', onKey)
    return () => document.removeEventListener('keydown', onKey)
  }, [])
  return (
    <>
      <UnstyledButton className={classes.search} onClick={openPalette}>
        <IconSearch size={ICON} aria-hidden="true" />
        <span className={classes.word}>{routesText.search}</span>
        <kbd className={classes.keys}>{routesText.searchKeys}</kbd>
      </UnstyledButton>
      {wasOpen ? (
        <Suspense fallback={null}>
          <Palette orders={orders} />
        </Suspense>
      ) : null}
    </>
  )
}

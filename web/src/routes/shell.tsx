/** What surrounds every page: the name, the state, the theme, and the banners that must not be missed. */
import { useQueryClient } from '@tanstack/react-query'
import { type ReactNode, useEffect, useRef } from 'react'
import { LostBanner, TestModeFrame } from '../features/status/banners.tsx'
import { RunPill } from '../features/status/run-pill.tsx'
import { statusText } from '../features/status/text.ts'
import { goLive, type Live, useStatus } from '../live/live.ts'
import { Mark } from '../ui/mark.tsx'
import { ThemeSwitch } from '../ui/theme-switch.tsx'
import { ZoneContext } from '../ui/time/zone.ts'
import classes from './shell.module.css'

/** Keeps the one event stream open for as long as the page lives. */
export function Shell({ children }: { readonly children: ReactNode }) {
  const client = useQueryClient()
  const live = useRef<Live | null>(null)
  useEffect(() => {
    const opened = goLive(client)
    live.current = opened
    return opened.close
  }, [client])
  const { data: zone } = useStatus((status) => status.timeZone)
  const { data: version } = useStatus((status) => status.version)
  return (
    <ZoneContext value={zone ?? 'UTC'}>
      <a className="skip" href="#content">
        {statusText.skip}
      </a>
      <header className={classes.header}>
        <TestModeFrame />
        <div className={classes.bar}>
          <Mark />
          <span className={classes.name}>{statusText.name}</span>
          <div className={classes.state}>
            <RunPill />
            <ThemeSwitch />
          </div>
        </div>
      </header>
      <main id="content" className={classes.main} tabIndex={-1}>
        <LostBanner reconnect={() => live.current?.reconnect()} />
        <div className={classes.rooms}>{children}</div>
      </main>
      <footer className={classes.footer}>{version === undefined ? '' : statusText.version(version)}</footer>
    </ZoneContext>
  )
}

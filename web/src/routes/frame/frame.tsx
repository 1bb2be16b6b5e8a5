/** What surrounds every page: name, state, navigation, what can be ordered from everywhere, and the banners that must not be missed. */
import { useQueryClient } from '@tanstack/react-query'
import { Outlet, useLocation, useRouter } from '@tanstack/react-router'
import { type MouseEvent, useEffect, useRef } from 'react'
import { LostBanner } from '../../features/status/banners.tsx'
import { useOrders } from '../../features/status/use-orders.ts'
import { goLive, type Live, useStatus } from '../../live/live.ts'
import { Notice } from '../../ui/notice.tsx'
import { ZoneContext } from '../../ui/time/zone.ts'
import { routesText } from '../text.ts'
import classes from './frame.module.css'
import { Header } from './header.tsx'
import { LanguageSwitch } from './language-switch.tsx'
import { Navigation } from './navigation.tsx'
import { WhyOver } from './why.tsx'

/** Keeps the one event stream open for as long as the page lives. */
export function Frame() {
  const live = useLive()
  const orders = useOrders()
  const here = useLocation({ select: ({ publicHref }) => publicHref.replace(/#.*/u, '') })
  const { data: zone } = useStatus((status) => status.timeZone)
  const { data: version } = useStatus((status) => status.version)
  useFocusOnArrival()
  const { answered, dismiss } = orders
  return (
    <ZoneContext value={zone ?? 'UTC'}>
      <a className="skip" href={`${here}#content`} onClick={focusContent}>
        {routesText.skip}
      </a>
      <Header orders={orders} />
      <div className={classes.body}>
        <Navigation />
        <div className={classes.column}>
          <main id="content" className={classes.main} tabIndex={-1}>
            <LostBanner reconnect={() => live.current?.reconnect()} />
            {answered === null ? null : (
              <div className={classes.answer}>
                <Notice
                  tone={answered.refused ? 'bad' : 'good'}
                  sentence={answered.sentence}
                  more={answered.more}
                  dismiss={dismiss}
                />
              </div>
            )}
            <div className={classes.rooms}>
              <Outlet />
            </div>
          </main>
          <footer className={classes.footer}>
            <span>{version === undefined ? '' : routesText.version(version)}</span>
            <LanguageSwitch />
          </footer>
        </div>
      </div>
      <WhyOver />
    </ZoneContext>
  )
}

/** Without the address of the page, `#content` would mean the one in `<base href>`; the focus is moved by hand, since nothing is loaded. */
const focusContent = (event: MouseEvent): void => {
  event.preventDefault()
  document.getElementById('content')?.focus()
}

function useLive() {
  const client = useQueryClient()
  const live = useRef<Live | null>(null)
  useEffect(() => {
    const opened = goLive(client)
    live.current = opened
    return opened.close
  }, [client])
  return live
}

/** Whoever comes to another page begins at its heading; the first page leaves the focus where the browser has it. */
function useFocusOnArrival(): void {
  const router = useRouter()
  useEffect(
    () =>
      router.subscribe('onRendered', ({ fromLocation, pathChanged }) => {
        if (fromLocation === undefined || !pathChanged) return
        document.querySelector<HTMLElement>('main h1')?.focus({ preventScroll: true })
      }),
    [router]
  )
}

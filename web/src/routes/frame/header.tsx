/** Above every page, always in sight: name, state, what can be done from everywhere, the theme. */
import { TestModeFrame } from '../../features/status/banners.tsx'
import { RunPill } from '../../features/status/run-pill.tsx'
import type { useOrders } from '../../features/status/use-orders.ts'
import { Mark } from '../../ui/mark.tsx'
import { ThemeSwitch } from '../../ui/theme-switch.tsx'
import { routesText } from '../text.ts'
import { Account } from './account.tsx'
import classes from './frame.module.css'
import { Hold, Search } from './tools.tsx'
import { usePageTitle } from './use-page-title.ts'

/** Sticks to the upper edge. */
export function Header({ orders }: { readonly orders: ReturnType<typeof useOrders> }) {
  return (
    <header className={classes.header}>
      <TestModeFrame />
      <div className={classes.bar}>
        <Mark />
        <span className={classes.name}>{routesText.name}</span>
        <div className={classes.tools}>
          <RunPill page={usePageTitle()} />
          <Hold orders={orders} />
          <Search orders={orders} />
          <ThemeSwitch />
          <Account />
        </div>
      </div>
    </header>
  )
}

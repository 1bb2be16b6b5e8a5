/** The way to every page: a rail at the left, on a phone a bar at the bottom that holds five. */
import { IconDots } from '@tabler/icons-react'
import { Link } from '@tanstack/react-router'
import { pages } from '../pages.ts'
import { routesText } from '../text.ts'
import classes from './navigation.module.css'
import { openPalette } from './palette-store.ts'

const MOST_IN_BAR = 5
const ICON = 20

/** What has no place in the bar of a phone is behind its last button, in the palette. */
export function Navigation() {
  const isTooMany = pages.length > MOST_IN_BAR
  return (
    <nav className={classes.navigation} aria-label={routesText.navigation}>
      <ul className={classes.list}>
        {pages.map(({ to, label, Icon }, at) => (
          <li key={to} data-beyond={(isTooMany && at >= MOST_IN_BAR - 1) || undefined}>
            <Link to={to} className={classes.link} activeOptions={{ exact: to === '/' }}>
              <Icon size={ICON} aria-hidden="true" />
              <span className={classes.label}>{label}</span>
            </Link>
          </li>
        ))}
        {isTooMany ? (
          <li className={classes.more}>
            <button type="button" className={classes.link} onClick={openPalette}>
              <IconDots size={ICON} aria-hidden="true" />
              <span className={classes.label}>{routesText.more}</span>
            </button>
          </li>
        ) : null}
      </ul>
    </nav>
  )
}

/** Links to the parts of one page, side by side. */
import { Link, type LinkProps } from '@tanstack/react-router'
import classes from './tabs.module.css'

interface TabsProps {
  readonly label: string
  readonly tabs: readonly { readonly to: NonNullable<LinkProps['to']>; readonly label: string }[]
}

/** Each is an address of its own, so that it can be linked to and gone back from. */
export function Tabs({ label, tabs }: TabsProps) {
  return (
    <nav className={classes.tabs} aria-label={label}>
      {tabs.map((tab) => (
        <Link key={tab.to} to={tab.to} className={classes.tab} resetScroll={false}>
          {tab.label}
        </Link>
      ))}
    </nav>
  )
}

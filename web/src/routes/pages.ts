/** The pages that the navigation and the palette lead to, in their order. */
import {
  IconActivity,
  IconChartAreaLine,
  IconKey,
  IconLayoutDashboard,
  IconListDetails,
  IconMovie,
  IconSettings,
  IconStethoscope,
  IconUsers
} from '@tabler/icons-react'
import { routesText } from './text.ts'

const names = routesText.pages

/** A page with content; the first four stand in the bar of a phone, which holds five. */
export const pages = [
  { to: '/', label: names.dashboard, Icon: IconLayoutDashboard },
  { to: '/library', label: names.library, Icon: IconMovie },
  { to: '/activity', label: names.activity, Icon: IconActivity },
  { to: '/users', label: names.users, Icon: IconUsers },
  { to: '/insight', label: names.insight, Icon: IconChartAreaLine },
  { to: '/doctor', label: names.doctor, Icon: IconStethoscope },
  { to: '/logs', label: names.logs, Icon: IconListDetails },
  { to: '/settings', label: names.settings, Icon: IconSettings },
  { to: '/access', label: names.access, Icon: IconKey }
] as const

/** Which address shows which page. Each page is a chunk of its own; what surrounds them all is there from the beginning. */
import { createRootRoute, createRoute, createRouter, lazyRouteComponent, redirect } from '@tanstack/react-router'
import { historyFiltersIn } from '../features/history/filters.ts'
import { rangeIn } from '../features/insight/ranges.ts'
import { librarySearch } from '../features/library/search.ts'
import { filtersIn } from '../features/log/filters.ts'
import { Frame } from './frame/frame.tsx'
import { NotFound } from './not-found.tsx'
import { PageBroke } from './page-broke.tsx'
import { pageSearch, readSearch, writeSearch } from './search.ts'
import { routesText } from './text.ts'

const names = routesText.pages
const parts = routesText.activity

const root = createRootRoute({ validateSearch: pageSearch, component: Frame, notFoundComponent: NotFound })

const dashboard = createRoute({
  getParentRoute: () => root,
  path: '/',
  staticData: { title: names.dashboard },
  component: lazyRouteComponent(() => import('./dashboard.tsx'), 'Dashboard')
})
const library = createRoute({
  getParentRoute: () => root,
  path: '/library',
  validateSearch: librarySearch,
  staticData: { title: names.library },
  component: lazyRouteComponent(() => import('./library.tsx'), 'Library')
})
const activity = createRoute({
  getParentRoute: () => root,
  path: '/activity',
  staticData: { title: names.activity },
  component: lazyRouteComponent(() => import('./activity.tsx'), 'Activity')
})
const activityBeginning = createRoute({
  getParentRoute: () => activity,
  path: '/',
  beforeLoad: () => {
    throw redirect({ to: '/activity/now', replace: true })
  }
})
const activityNow = createRoute({
  getParentRoute: () => activity,
  path: '/now',
  staticData: { title: parts.now },
  component: lazyRouteComponent(() => import('./activity.tsx'), 'ActivityNow')
})
const activityPlan = createRoute({
  getParentRoute: () => activity,
  path: '/plan',
  staticData: { title: parts.plan },
  component: lazyRouteComponent(() => import('./activity.tsx'), 'ActivityPlan')
})
const activityHistory = createRoute({
  getParentRoute: () => activity,
  path: '/history',
  staticData: { title: parts.history },
  validateSearch: historyFiltersIn,
  component: lazyRouteComponent(() => import('./history.tsx'), 'ActivityHistory')
})
const activityCalendar = createRoute({
  getParentRoute: () => activity,
  path: '/calendar',
  staticData: { title: parts.calendar },
  component: lazyRouteComponent(() => import('./activity.tsx'), 'ActivityToCome')
})
const users = createRoute({
  getParentRoute: () => root,
  path: '/users',
  staticData: { title: names.users },
  component: lazyRouteComponent(() => import('./users.tsx'), 'Users')
})
const insight = createRoute({
  getParentRoute: () => root,
  path: '/insight',
  validateSearch: rangeIn,
  staticData: { title: names.insight },
  component: lazyRouteComponent(() => import('./insight.tsx'), 'Insight')
})
const person = createRoute({
  getParentRoute: () => root,
  path: '/users/$person',
  staticData: { title: names.users },
  component: lazyRouteComponent(() => import('./person.tsx'), 'OnePerson')
})
const doctor = createRoute({
  getParentRoute: () => root,
  path: '/doctor',
  staticData: { title: names.doctor },
  component: lazyRouteComponent(() => import('./doctor.tsx'), 'Doctor')
})
const settings = createRoute({
  getParentRoute: () => root,
  path: '/settings',
  staticData: { title: names.settings },
  component: lazyRouteComponent(() => import('./settings.tsx'), 'Settings')
})
const settingsBeginning = createRoute({
  getParentRoute: () => settings,
  path: '/',
  beforeLoad: () => {
    throw redirect({ to: '/settings/$room', params: { room: 'plex' }, replace: true })
  }
})
const settingsRoom = createRoute({ getParentRoute: () => settings, path: '/$room' })
const welcome = createRoute({
  getParentRoute: () => root,
  path: '/welcome',
  staticData: { title: names.welcome },
  component: lazyRouteComponent(() => import('./welcome/page.tsx'), 'Welcome')
})
const welcomeStep = createRoute({ getParentRoute: () => welcome, path: '/$step' })
const access = createRoute({
  getParentRoute: () => root,
  path: '/access',
  staticData: { title: names.access },
  component: lazyRouteComponent(() => import('./access.tsx'), 'Access')
})
const logs = createRoute({
  getParentRoute: () => root,
  path: '/logs',
  validateSearch: filtersIn,
  staticData: { title: names.logs },
  component: lazyRouteComponent(() => import('./logs.tsx'), 'Logs')
})

const routeTree = root.addChildren([
  dashboard,
  library,
  activity.addChildren([activityBeginning, activityNow, activityPlan, activityHistory, activityCalendar]),
  users,
  insight,
  person,
  doctor,
  settings.addChildren([settingsBeginning, settingsRoom]),
  welcome.addChildren([welcomeStep]),
  access,
  logs
])

/** @param basepath where the page is served from, as the server wrote it into `<base href>` */
export const createPageRouter = (basepath: string) =>
  createRouter({
    routeTree,
    basepath,
    parseSearch: readSearch,
    stringifySearch: writeSearch,
    scrollRestoration: true,
    defaultPreload: 'intent',
    defaultErrorComponent: PageBroke,
    defaultNotFoundComponent: NotFound
  })

declare module '@tanstack/react-router' {
  interface Register {
    router: ReturnType<typeof createPageRouter>
  }
  interface StaticDataRouteOption {
    /** Names the tab of the browser. */
    title?: string
  }
}

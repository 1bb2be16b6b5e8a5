/** Where every endpoint lives. Free of schemas, so that a browser knows the paths without carrying a validator. */

/** Path of every endpoint by its name; `:id` stands for a parameter. */
export const paths = {
  status: '/api/v1/status',
  storage: '/api/v1/storage',
  cached: '/api/v1/cached',
  runs: '/api/v1/runs',
  run: '/api/v1/runs/:id',
  runReport: '/api/v1/runs/:id/report',
  latestPlan: '/api/v1/plan',
  applyPlan: '/api/v1/plans/:run/apply',
  startRun: '/api/v1/runs',
  stopRun: '/api/v1/runs/stop',
  pauseRun: '/api/v1/runs/pause',
  resumeRun: '/api/v1/runs/resume',
  restoreAll: '/api/v1/restore-all',
  orphans: '/api/v1/orphans',
  resolveOrphan: '/api/v1/orphans/:id/resolve',
  people: '/api/v1/people',
  choosePerson: '/api/v1/people/:id',
  why: '/api/v1/why',
  pins: '/api/v1/pins',
  pin: '/api/v1/pins',
  unpin: '/api/v1/pins/:id',
  owner: '/api/v1/plex/owner',
  signIn: '/api/v1/plex/sign-in',
  beginSignIn: '/api/v1/plex/sign-in',
  askSignIn: '/api/v1/plex/sign-in/ask',
  typeCode: '/api/v1/plex/sign-in/code',
  pasteToken: '/api/v1/plex/sign-in/token',
  chooseServer: '/api/v1/plex/sign-in/server',
  cancelSignIn: '/api/v1/plex/sign-in/cancel',
  signOut: '/api/v1/plex/sign-out',
  watcher: '/api/v1/watcher',
  watcherHistory: '/api/v1/watcher/history',
  watcherSchedule: '/api/v1/watcher/schedule',
  startWatcher: '/api/v1/watcher/start',
  stopWatcher: '/api/v1/watcher/stop',
  libraryPaths: '/api/v1/paths',
  findPaths: '/api/v1/paths/find',
  acceptPaths: '/api/v1/paths/accept',
  trakt: '/api/v1/trakt',
  refreshTrakt: '/api/v1/trakt/refresh',
  beginTraktSignIn: '/api/v1/trakt/sign-in',
  askTraktSignIn: '/api/v1/trakt/sign-in/ask',
  cancelTraktSignIn: '/api/v1/trakt/sign-in/cancel',
  traktSignOut: '/api/v1/trakt/sign-out',
  doctor: '/api/v1/doctor',
  auditDoctor: '/api/v1/doctor/audit'
} as const

/** Path of the event stream (server-sent events; `Last-Event-ID` replays). */
export const eventsPath = '/api/v1/events'
/** Path of the liveness answer. */
export const healthPath = '/health'

/** The endpoints of the rooms that declare their own. */
import { accessRoutes } from '../access/routes.ts'
import { historyRoutes } from '../history/routes.ts'
import { insightRoutes } from '../insight/routes.ts'
import { listRoutes } from '../lists/routes.ts'
import { logRoutes } from '../log/routes.ts'
import { openApiRoutes } from '../openapi/routes.ts'
import { runRoutes } from '../runs/routes.ts'
import { seedRoutes } from '../seed/routes.ts'
import { seedSettingsRoutes } from '../seed/settings.ts'
import { settingsRoutes } from '../settings/form/routes.ts'
import { titleRoutes } from '../titles/routes.ts'
import { watcherRoutes } from '../watcher/routes.ts'
import { welcomeRoutes } from '../welcome/routes.ts'

export const roomRoutes = {
  ...accessRoutes,
  ...insightRoutes,
  ...runRoutes,
  ...historyRoutes,
  ...listRoutes,
  ...logRoutes,
  ...openApiRoutes,
  ...settingsRoutes,
  ...seedSettingsRoutes,
  ...seedRoutes,
  ...titleRoutes,
  ...watcherRoutes,
  ...welcomeRoutes
} as const

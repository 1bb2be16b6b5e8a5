/** Everything that can be set, part by part. */
import { SettingsForm } from '../features/settings/settings.tsx'
import { PageHead } from '../ui/page/page-head.tsx'
import { routesText } from './text.ts'

/** The page below `/settings`; its parts share what was typed. */
export function Settings() {
  return (
    <>
      <PageHead title={routesText.pages.settings} about={routesText.about.settings} />
      <SettingsForm />
    </>
  )
}

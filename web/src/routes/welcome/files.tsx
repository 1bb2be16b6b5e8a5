/** Where the library lies and which drive is the fast one: proven by one file of every library, and by what the storage is. */
import { useQuery } from '@tanstack/react-query'
import { Loaded } from '../../api/loaded.tsx'
import { settingsQuery } from '../../api/queries.ts'
import { LibraryPaths } from '../../features/paths/library-paths.tsx'
import { Asked } from '../../features/settings/asked.tsx'
import { Restart } from '../../features/welcome/restart.tsx'
import { Storage } from '../../features/welcome/storage.tsx'
import { welcomeText } from '../../features/welcome/text.ts'
import { usePlexProof } from '../../features/welcome/use-welcome.ts'
import classes from '../../features/welcome/welcome.module.css'

const text = welcomeText.files
const keys = ['paths.plexSource', 'paths.realSource', 'paths.cacheDir', 'paths.mappings']

export function StepFiles() {
  const settings = useQuery(settingsQuery)
  const { isKnown } = usePlexProof()
  return (
    <Loaded query={settings} lines={6}>
      {(view) => (
        <>
          <Asked view={view} parts={[{ title: text.folders, keys }]} />
          <Restart view={view} />
          <Proofs isKnown={isKnown} waits={view.settings.some(({ waits }) => waits)} />
        </>
      )}
    </Loaded>
  )
}

/** What was saved and does not count yet proves nothing. */
function Proofs({ isKnown, waits }: { readonly isKnown: boolean; readonly waits: boolean }) {
  if (waits) return <p className={classes.soft}>{text.waits}</p>
  return (
    <>
      {isKnown ? <LibraryPaths /> : <p className={classes.soft}>{text.needsPlex}</p>}
      <Storage />
    </>
  )
}

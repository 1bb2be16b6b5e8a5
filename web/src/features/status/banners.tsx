/** Across the top: test mode, so that it is never forgotten, and a lost connection. */
import { Button } from '@mantine/core'
import { IconFlask, IconPlugConnectedX } from '@tabler/icons-react'
import { connection, useStatus } from '../../live/live.ts'
import { useStore } from '../../live/store.ts'
import { Since } from '../../ui/time/moment.tsx'
import classes from './banners.module.css'
import { statusText } from './text.ts'

/** An amber frame around the whole page with the words. */
export function TestModeFrame() {
  const { data: testMode } = useStatus((status) => status.testMode)
  if (testMode !== true) return null
  return (
    <>
      <div className={classes.frame} aria-hidden="true" />
      <p className={classes.testMode}>
        <IconFlask size={16} aria-hidden="true" />
        {statusText.testMode}
      </p>
    </>
  )
}

/** Shown when no events have arrived for a patient moment. */
export function LostBanner({ reconnect }: { readonly reconnect: () => void }) {
  const { state, since } = useStore(connection)
  return (
    <div role="status">
      {state === 'lost' ? (
        <div className={classes.lost}>
          <IconPlugConnectedX size={20} aria-hidden="true" />
          <div className={classes.words}>
            <p>
              {statusText.lost} <Since at={since} />.
            </p>
            <p className={classes.again}>{statusText.lostAgain}</p>
          </div>
          <Button size="sm" variant="default" onClick={reconnect}>
            {statusText.reconnect}
          </Button>
        </div>
      ) : null}
    </div>
  )
}

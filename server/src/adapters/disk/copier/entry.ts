/** The process that copies. It lives as long as the channel to the one that started it, not a moment longer. */
import { makeShortCallsAtOnce } from '#adapters/disk/calls.ts'
import { loadNative } from '#adapters/disk/native/load.ts'
import { type FromChild, isToChild } from './protocol.ts'
import { serve } from './serve.ts'

// The parent decides when to stop. SIGIO is how the system breaks a lease that is being given back anyway.
for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP', 'SIGIO'] as const) process.on(signal, () => undefined)

// An orderly exit would wait for calls that a hung disk never answers.
process.once('disconnect', () => process.kill(process.pid, 'SIGKILL'))

const send = (message: FromChild): void => {
  // A channel that is closing takes no words; the end of it has been heard above or will be.
  if (process.connected) process.send?.(message, undefined, undefined, () => undefined)
}

makeShortCallsAtOnce()
const loaded = loadNative()
const take = serve({ native: loaded.native, send })
process.on('message', (message: unknown) => {
  if (isToChild(message)) take(message)
})
send(loaded.missing === undefined ? { kind: 'ready' } : { kind: 'ready', missing: loaded.missing })

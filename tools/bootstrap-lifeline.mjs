/** Preloaded into the program: when the starter dies without a word (kill -9), its end of the pipe closes and we leave too. */
import { Socket } from 'node:net'
import { isMainThread } from 'node:worker_threads'

/** Workers and grandchildren inherit the preload but not the pipe: only the starter's own child holds it. */
if (isMainThread && process.env.PCU_STARTER === String(process.ppid)) {
  const starter = new Socket({ fd: 3 })
  starter.once('close', () => process.kill(process.pid, 'SIGTERM'))
  starter.resume()
  starter.unref()
}

/** Takes one copy through its five named steps, wherever they are done. */
import type { Copied, CopyOrder } from '#ports/file-system.ts'
import { smallBlockSize } from './buffers.ts'
import { refuseStopped } from './leash.ts'
import type { CopySession, Flow } from './session.ts'

/** Copies. The temporary name stays behind when it throws; nothing else is ever touched. */
export const copyBySteps = async (order: CopyOrder, session: CopySession, flow: Flow): Promise<Copied> => {
  try {
    refuseStopped(order.signal)
    if (order.step.isUnwatched === true && order.expected.sizeBytes <= smallBlockSize && session.whole !== undefined) {
      return await session.whole(flow)
    }
    await order.step('temp.create', () => session.create())
    await order.step('temp.fill', () => session.fill(flow))
    await order.step('temp.attributes', () => session.attributes())
    await order.step('temp.sync', () => session.sync())
    return await order.step('temp.verify', () => session.verify(flow))
  } finally {
    const closing = session.close()
    // Whoever stops a copy does not wait for a block that a disk still owes.
    if (!order.signal.aborted) await closing
  }
}

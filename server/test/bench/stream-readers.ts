/** Fifty pages that are open: they read the stream of events and throw it away, in a process of their own, so that their memory is not the server's. */
import { connect } from 'node:net'
import { eventsPath } from '@pcu/contract'

const [port = '', count = ''] = process.argv.slice(2)
let bytes = 0
for (let n = 0; n < Number(count); n += 1) {
  const socket = connect(Number(port), '127.0.0.1')
  socket.write(`GET ${eventsPath}?topics=log HTTP/1.1\r\nHost: localhost\r\n\r\n`)
  socket.on('data', (chunk) => {
    bytes += chunk.length
  })
  socket.once('close', () => process.exit(0))
}
process.on('message', () => process.send?.(bytes))

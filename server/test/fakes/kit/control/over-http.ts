/** How another process steers a simulated service: a command by method and path, its input and its outcome as JSON. */
import type { IncomingMessage, ServerResponse } from 'node:http'

const PREFIX = '/__fake/'

export function takesControl(incoming: IncomingMessage): boolean {
  return incoming.url?.startsWith(PREFIX) ?? false
}

/** A control that cannot be done, with the status to answer. */
class ControlRefusal extends Error {
  readonly status: number

  constructor(status: number, message: string) {
    super(message)
    this.status = status
  }
}

async function bodyOf(incoming: IncomingMessage): Promise<unknown> {
  const chunks: Buffer[] = []
  for await (const chunk of incoming) chunks.push(Buffer.from(chunk))
  const text = Buffer.concat(chunks).toString()
  return text === '' ? {} : JSON.parse(text)
}

function send(response: ServerResponse, status: number, value: unknown): void {
  response.writeHead(status, { 'Content-Type': 'application/json' })
  response.end(JSON.stringify(value ?? {}))
}

/** Finds what a name such as `POST play` does with its input; undefined when nothing is called so. */
export type Commands = (name: string, given: unknown) => (() => unknown) | undefined

async function run(incoming: IncomingMessage, commands: Commands): Promise<unknown> {
  const url = new URL(incoming.url ?? '', 'http://127.0.0.1')
  const given = incoming.method === 'GET' ? Object.fromEntries(url.searchParams) : await bodyOf(incoming)
  const act = commands(`${incoming.method} ${url.pathname.slice(PREFIX.length)}`, given)
  if (act === undefined) throw new ControlRefusal(404, `no such control: ${incoming.method} ${url.pathname}`)
  return act()
}

/** Answers with what the command returns, or with the reason why it could not be done. */
export function runControl(incoming: IncomingMessage, response: ServerResponse, commands: Commands): void {
  run(incoming, commands).then(
    (value) => send(response, 200, value),
    (error: unknown) => {
      const status = error instanceof ControlRefusal ? error.status : 400
      send(response, status, { error: error instanceof Error ? error.message : String(error) })
    }
  )
}

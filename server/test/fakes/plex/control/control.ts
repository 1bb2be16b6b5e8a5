/** The way for another process to drive a simulated server: JSON over HTTP under `/__fake/`. */
import type { IncomingMessage, ServerResponse } from 'node:http'
import type { FakePlex } from '#test/fakes/plex/fake-plex.ts'
import { ControlRefusal } from './command.ts'
import { commands } from './commands.ts'

const PREFIX = '/__fake/'

export function isControl(incoming: IncomingMessage): boolean {
  return incoming.url?.startsWith(PREFIX) ?? false
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

async function run(plex: FakePlex, incoming: IncomingMessage): Promise<unknown> {
  const url = new URL(incoming.url ?? '', plex.url)
  const command = commands[`${incoming.method} ${url.pathname.slice(PREFIX.length)}`]
  if (command === undefined) throw new ControlRefusal(404, `no such control: ${incoming.method} ${url.pathname}`)
  const body = incoming.method === 'GET' ? Object.fromEntries(url.searchParams) : await bodyOf(incoming)
  return command(plex, body)
}

/** Answers with what the command returns, or with the reason why it could not be done. */
export function answerControl(plex: FakePlex, incoming: IncomingMessage, response: ServerResponse): void {
  run(plex, incoming).then(
    (value) => send(response, 200, value),
    (error: unknown) => {
      const status = error instanceof ControlRefusal ? error.status : 400
      send(response, status, { error: error instanceof Error ? error.message : String(error) })
    }
  )
}

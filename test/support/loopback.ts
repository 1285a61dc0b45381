/** A server on 127.0.0.1 that answers as a test says, and keeps what it was asked. */
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http'
import type { AddressInfo } from 'node:net'

export interface Asked {
  readonly method: string
  readonly path: string
  readonly query: Readonly<Record<string, string>>
  readonly headers: IncomingMessage['headers']
  readonly body: string
}

/** What it answers: a body (objects as JSON) with status and headers, or `reset`, or `silence`. */
export type Reply =
  | 'reset'
  | 'silence'
  | { readonly status?: number; readonly headers?: Readonly<Record<string, string>>; readonly body: unknown }

export interface Loopback {
  /** `http://127.0.0.1:40123`. */
  readonly url: string
  readonly asked: readonly Asked[]
  answer(reply: (asked: Asked) => Reply | Promise<Reply>): void
  close(): Promise<void>
}

export async function startLoopback(): Promise<Loopback> {
  const asked: Asked[] = []
  let reply: (asked: Asked) => Reply | Promise<Reply> = () => ({ status: 404, body: {} })
  const server = createServer(async (request, response) => {
    const one = await askedBy(request)
    asked.push(one)
    give(await reply(one), response)
  })
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    asked,
    answer(next) {
      asked.length = 0
      reply = next
    },
    close() {
      server.closeAllConnections()
      return new Promise((resolve) => server.close(() => resolve()))
    },
  }
}

async function askedBy(request: IncomingMessage): Promise<Asked> {
  const chunks: Buffer[] = []
  for await (const chunk of request) chunks.push(chunk as Buffer)
  const { pathname, searchParams } = new URL(request.url ?? '/', 'http://127.0.0.1')
  return {
    method: request.method ?? '',
    path: pathname,
    query: Object.fromEntries(searchParams),
    headers: request.headers,
    body: Buffer.concat(chunks).toString('utf8'),
  }
}

function give(reply: Reply, response: ServerResponse): void {
  if (reply === 'silence') return
  if (reply === 'reset') {
    response.socket?.resetAndDestroy()
    return
  }
  const { status = 200, headers = {}, body } = reply
  const plain = typeof body === 'string' || Buffer.isBuffer(body)
  response.writeHead(status, { ...(plain ? {} : { 'content-type': 'application/json' }), ...headers })
  response.end(plain ? body : JSON.stringify(body))
}

/** How this program listens for HTTP: Hono on Node's server, with the same limits and the same closing everywhere. */
import { once } from 'node:events'
import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { getRequestListener } from '@hono/node-server'
import type { Hono } from 'hono'

export interface Listening {
  readonly port: number
  /** `http://127.0.0.1:8787`. */
  readonly address: string
  /** Takes no more requests, lets running ones end for at most `patience` milliseconds (3,000), and frees the port. */
  close(patience?: number): Promise<void>
}

/** Milliseconds for a whole request and for its headers, those that an idle connection is kept, bytes of headers. */
const LIMITS = {
  requestTimeout: 15_000,
  headersTimeout: 10_000,
  keepAliveTimeout: 5_000,
  maxHeaderSize: 16_384,
}

const CONNECTIONS_MOST = 256

/**
 * Listens; port 0 takes a free one. Rejects with the system's error (`code` is EADDRINUSE, EACCES, ENOTFOUND …) where it
 * cannot.
 */
export async function listen(
  app: Pick<Hono, 'fetch'>,
  { host, port }: { readonly host: string; readonly port: number },
): Promise<Listening> {
  // The globals stay Node's own: other libraries use them too.
  const answer = getRequestListener(app.fetch, { hostname: 'localhost', overrideGlobalObjects: false })
  let closing = false
  const server = createServer(LIMITS, (request, response) => {
    if (closing) response.setHeader('connection', 'close')
    return answer(request, response)
  })
  server.maxConnections = CONNECTIONS_MOST
  server.listen(port, host)
  await once(server, 'listening')
  const { port: bound } = server.address() as AddressInfo
  return {
    port: bound,
    address: `http://${host.includes(':') ? `[${host}]` : host}:${bound}`,
    async close(patience = 3000) {
      closing = true
      const timer = setTimeout(() => server.closeAllConnections(), patience)
      await new Promise((resolve) => {
        server.close(resolve)
      })
      clearTimeout(timer)
    },
  }
}

/**
 * The text of a request's body, or undefined where it has more than so many bytes, which are not read to their end. Hono's
 * `bodyLimit` needs the library's own globals for a body of unknown length.
 */
export async function bodyOf(request: Request, most: number): Promise<string | undefined> {
  if (Number(request.headers.get('content-length') ?? 0) > most) return undefined
  const parts: Uint8Array[] = []
  let length = 0
  for await (const part of request.body ?? []) {
    length += part.length
    if (length > most) return undefined
    parts.push(part)
  }
  return Buffer.concat(parts).toString('utf8')
}

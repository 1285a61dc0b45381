/** How this program listens for HTTP: Hono on Node's server, with the same limits and the same closing everywhere. */
import { once } from 'node:events'
import { createServer } from 'node:http'
import { type AddressInfo, isIP } from 'node:net'
import { promisify } from 'node:util'
import { brotliCompress, constants, gzip } from 'node:zlib'
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
  // How often they are looked at.
  connectionsCheckingInterval: 1000,
}

const CONNECTIONS_MOST = 256

export interface ListenOptions {
  readonly host: string
  readonly port: number
  /** Milliseconds after which a connection is cut on which nothing moves while it is answered; 0 waits for ever. */
  readonly silence?: number
}

/**
 * Listens; port 0 takes a free one. Rejects with the system's error (`code` is EADDRINUSE, EACCES, ENOTFOUND …) where it
 * cannot.
 */
export async function listen(
  app: Pick<Hono, 'fetch'>,
  { host, port, silence = 0 }: ListenOptions,
): Promise<Listening> {
  // The globals stay Node's own: other libraries use them too.
  const answer = getRequestListener(app.fetch, { hostname: 'localhost', overrideGlobalObjects: false })
  let closing = false
  const server = createServer(LIMITS, (request, response) => {
    if (closing) response.setHeader('connection', 'close')
    // One that was under way when closing began leaves its connection open, and nothing more comes over it.
    response.once('close', () => {
      if (closing) server.closeIdleConnections()
    })
    return answer(request, response)
  })
  server.maxConnections = CONNECTIONS_MOST
  server.timeout = silence
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

/**
 * The `Host` values that name this server. A name that merely points to the machine is refused, as that is how
 * another site's page reaches a server on the loopback (DNS rebinding); only addresses and the names given pass.
 * Without a `port` any will do: behind a tunnel it is another than ours.
 */
export function isOwnHost(host: string | undefined, bound: string, port?: number): boolean {
  if (host === undefined) return false
  const match = /^(\[[0-9a-f:.]+\]|[^:[\]/\s]+)(?::(\d{1,5}))?$/i.exec(host)
  if (!match?.[1]) return false
  if (port !== undefined && Number(match[2] ?? 80) !== port) return false
  const name = match[1].toLowerCase().replace(/^\[|\]$/g, '')
  const own = bound.toLowerCase()
  if (name === own) return true
  if (LOOPBACK.has(name)) return LOOPBACK.has(own) || EVERYWHERE.has(own)
  return EVERYWHERE.has(own) && isIP(name) !== 0
}

const LOOPBACK = new Set(['127.0.0.1', 'localhost', '::1'])
const EVERYWHERE = new Set(['0.0.0.0', '::'])

/** How bodies are packed. */
export type Encoding = 'br' | 'gzip'

/** The best encoding that a client takes (`accept-encoding`); undefined where it takes none. */
export function encodingIn(accepted: string | undefined): Encoding | undefined {
  const names = (accepted ?? '').split(',').flatMap((one) => {
    const [name = '', ...parts] = one.split(';').map((part) => part.trim())
    return parts.some((part) => /^q=0(?:\.0*)?$/u.test(part)) ? [] : [name]
  })
  return names.includes('br') ? 'br' : names.includes('gzip') ? 'gzip' : undefined
}

const brotli = promisify(brotliCompress)
const zip = promisify(gzip)

/** Packs bytes; fast rather than small, as it is done while somebody waits. */
export function pack(encoding: Encoding, bytes: Uint8Array): Promise<Buffer> {
  if (encoding === 'gzip') return zip(bytes)
  return brotli(bytes, { params: { [constants.BROTLI_PARAM_QUALITY]: 4 } })
}

/** A webhook: Telegram posts updates to us, through a proxy that speaks HTTPS, and shows our secret with each. */
import { createHash, timingSafeEqual } from 'node:crypto'
import { once } from 'node:events'
import { createServer, type IncomingMessage } from 'node:http'
import type { AddressInfo } from 'node:net'

export interface WebhookSettings {
  /** The address that Telegram posts to: `https://bot.example.org/telegram`. */
  readonly url: string
  readonly secret: string
  /** Where the proxy finds us. */
  readonly host: string
  readonly port: number
}

export interface Webhook {
  readonly port: number
  /** Takes no more updates. */
  close(): Promise<void>
}

/** Bytes of an update; the largest that Telegram makes are some tens of kilobytes. */
const LARGEST = 1024 * 1024

/**
 * Listens. `receive` takes an update and resolves when it is safe with us; Telegram is then told so, and repeats those
 * for which it was not. Rejects for an address that cannot be had.
 */
export async function listenForUpdates(
  { url, secret, host, port }: WebhookSettings,
  receive: (update: unknown) => Promise<void>,
): Promise<Webhook> {
  const path = new URL(url).pathname
  const server = createServer(async (request, response) => {
    const answer = (status: number) => void response.writeHead(status, { 'content-length': 0 }).end()
    try {
      if (request.method !== 'POST' || request.url?.split('?')[0] !== path) return answer(404)
      if (!isSecret(request.headers['x-telegram-bot-api-secret-token'], secret)) return answer(401)
      const text = await bodyOf(request)
      if (text === undefined) return answer(413)
      await receive(JSON.parse(text))
      answer(200)
    } catch (error) {
      answer(error instanceof SyntaxError ? 400 : 500)
    }
  })
  server.requestTimeout = 30_000
  server.listen(port, host)
  await once(server, 'listening')
  return {
    port: (server.address() as AddressInfo).port,
    close() {
      return new Promise((resolve) => {
        server.close(() => resolve())
        server.closeIdleConnections()
      })
    },
  }
}

/** Compared in the same time whatever is wrong with it. */
function isSecret(shown: string | string[] | undefined, secret: string): boolean {
  if (typeof shown !== 'string') return false
  const hash = (text: string) => createHash('sha256').update(text).digest()
  return timingSafeEqual(hash(shown), hash(secret))
}

/** The body, or undefined where it is too large. */
async function bodyOf(request: IncomingMessage): Promise<string | undefined> {
  const chunks: Buffer[] = []
  let size = 0
  for await (const chunk of request as AsyncIterable<Buffer>) {
    size += chunk.byteLength
    if (size > LARGEST) return undefined
    chunks.push(chunk)
  }
  return Buffer.concat(chunks).toString('utf8')
}

/** A server that fails in every way in turn, and says back all that it was sent: what a careless error would then repeat. */
import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'

export interface Echo {
  readonly url: string
  /** What it was sent: address, headers, body. */
  readonly received: readonly string[]
  readonly running: number
  close(): Promise<void>
}

const STATUSES = [200, 401, 403, 429, 500, 503, 451] as const

/** With a status it answers nothing else. */
export async function startEcho(status?: number): Promise<Echo> {
  const received: string[] = []
  let running = 0
  const server = createServer(async (request, response) => {
    running++
    let body = ''
    for await (const part of request) body += String(part)
    const said = JSON.stringify({ url: request.url, headers: request.headers, body })
    received.push(said)
    const code = status ?? STATUSES[received.length % STATUSES.length] ?? 500
    response.writeHead(code, { 'content-type': 'application/json' })
    response.end(JSON.stringify({ message: said, code: 0, ok: false, error_code: code, description: said }))
    running--
  })
  await new Promise<void>((resolve) => {
    server.listen(0, '127.0.0.1', resolve)
  })
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    received,
    get running() {
      return running
    },
    async close() {
      server.closeAllConnections()
      await new Promise((resolve) => {
        server.close(resolve)
      })
    },
  }
}

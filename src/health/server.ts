/**
 * What the operator's tools ask over HTTP: is it alive, is it ready, how is it doing. It listens on loopback alone and
 * tells nothing of members.
 */
import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { type Clock, within } from '#src/clock.ts'

export interface HealthParts {
  /** 0 takes a free one. */
  readonly port: number
  readonly clock: Clock
  /** Resolves where the process can still do its work; rejects, or takes too long, where it cannot. */
  readonly alive: () => Promise<unknown>
  /** What has to be there before members are answered, and whether it is. */
  readonly ready: () => Promise<readonly Readiness[]>
  readonly figures: { text(): Promise<string>; readonly contentType: string }
}

export interface Readiness {
  readonly name: string
  readonly ready: boolean
}

export interface Health {
  /** `http://127.0.0.1:9464`. */
  readonly address: string
  close(): Promise<void>
}

interface Page {
  readonly status: number
  readonly type?: string
  readonly text: string
}

/** Milliseconds after which the process counts as stuck. */
const PATIENCE = 3000

/** Serves `/healthz`, `/readyz` and `/metrics`. Rejects with the system's error where the port cannot be had. */
export async function startHealth({ port, clock, alive, ready, figures }: HealthParts): Promise<Health> {
  const pages: Readonly<Record<string, () => Promise<Page>>> = {
    '/healthz': async () => {
      await alive()
      return { status: 200, text: 'alive\n' }
    },
    '/readyz': async () => {
      const parts = await ready()
      const lines = parts.map((part) => `${part.ready ? 'ready    ' : 'not ready'} ${part.name}\n`)
      return { status: parts.every((part) => part.ready) ? 200 : 503, text: lines.join('') }
    },
    '/metrics': async () => ({ status: 200, type: figures.contentType, text: await figures.text() }),
  }
  const pageFor = async (method: string, path: string): Promise<Page> => {
    const page = Object.hasOwn(pages, path) ? pages[path] : undefined
    if (!page) return { status: 404, text: 'There are /healthz, /readyz and /metrics\n' }
    if (method !== 'GET' && method !== 'HEAD') return { status: 405, text: 'GET only\n' }
    // A part that never answers is as bad as one that fails.
    const made = await within(clock, PATIENCE, page()).catch(() => undefined)
    return made ?? { status: 503, text: 'not well\n' }
  }
  const server = createServer(async (request, response) => {
    const { status, type, text } = await pageFor(
      request.method ?? '',
      (request.url ?? '').split('?')[0] ?? '',
    )
    response.writeHead(status, { 'content-type': type ?? 'text/plain', 'cache-control': 'no-store' })
    response.end(request.method === 'HEAD' ? undefined : text)
  })
  await new Promise<void>((resolve, reject) => {
    server.once('error', reject)
    server.listen(port, '127.0.0.1', resolve)
  })
  return {
    address: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    close: () =>
      new Promise((resolve) => {
        server.close(() => resolve())
        server.closeAllConnections()
      }),
  }
}

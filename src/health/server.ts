/**
 * What the operator's tools ask over HTTP: is it alive, is it ready, how is it doing. It listens on loopback alone and
 * tells nothing of members.
 */
import { Hono } from 'hono'
import { type Clock, within } from '#src/clock.ts'
import { type Listening, listen } from '#src/http.ts'

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

/** At `http://127.0.0.1:9464`. */
export type Health = Pick<Listening, 'address' | 'close'>

interface Page {
  readonly status?: 503
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
      return { text: 'alive\n' }
    },
    '/readyz': async () => {
      const parts = await ready()
      const lines = parts.map((part) => `${part.ready ? 'ready    ' : 'not ready'} ${part.name}\n`)
      return { text: lines.join(''), ...(!parts.every((part) => part.ready) && { status: 503 }) }
    },
    '/metrics': async () => ({ type: figures.contentType, text: await figures.text() }),
  }
  const app = new Hono()
  app.use(async (c, next) => {
    c.header('cache-control', 'no-store')
    await next()
  })
  for (const [path, make] of Object.entries(pages)) {
    app.get(path, async (c) => {
      // A part that never answers is as bad as one that fails.
      const page = await within(clock, PATIENCE, make()).catch(() => undefined)
      const { status = 200, type = 'text/plain', text } = page ?? { status: 503, text: 'not well\n' }
      return c.text(text, status, { 'content-type': type })
    })
    app.all(path, (c) => c.text('GET only\n', 405, { allow: 'GET, HEAD' }))
  }
  app.notFound((c) => c.text('There are /healthz, /readyz and /metrics\n', 404))
  const { address, close } = await listen(app, { host: '127.0.0.1', port })
  // Nothing that is asked here is worth waiting for.
  return { address, close: () => close(0) }
}

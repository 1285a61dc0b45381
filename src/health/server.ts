/**
 * What the operator's tools ask over HTTP: is it alive, is it ready, how is it doing. It listens on loopback alone and
 * exposes nothing about members.
 */
import { Hono } from 'hono'
import { type Clock, within } from '#src/clock.ts'
import { isOwnHost, type Listening, listen } from '#src/http.ts'

export interface HealthParts {
  /** 0 takes a free one. */
  readonly port: number
  readonly clock: Clock
  /** What has to be there for members to be answered, and whether it is. */
  readonly ready: () => Promise<readonly Readiness[]>
  readonly figures: { text(): Promise<string>; readonly contentType: string }
}

export interface Readiness {
  readonly name: string
  readonly ready: boolean
  /** In a word or two: why not, or what is not as it should be although it is ready. */
  readonly note?: string | undefined
}

/** At `http://127.0.0.1:9464`. */
export type Health = Pick<Listening, 'address' | 'close'>

interface Page {
  readonly status?: 503
  readonly type?: string
  readonly text: string
}

const HOST = '127.0.0.1'
/** Milliseconds after which a page is given up. */
const PATIENCE = 5000

/**
 * Serves `/healthz`, which answers for as long as the process can, `/readyz` and `/metrics`. What is down outside of the process
 * never makes it unhealthy: it would be started again for nothing, and lose what it holds. Rejects with the system's error where the port cannot
 * be had.
 */
export async function startHealth({ port, clock, ready, figures }: HealthParts): Promise<Health> {
  const pages: Readonly<Record<string, () => Promise<Page>>> = {
    '/healthz': async () => ({ text: 'alive\n' }),
    '/readyz': async () => {
      const parts = await ready()
      return { text: parts.map(lineOf).join(''), ...(!parts.every((part) => part.ready) && { status: 503 }) }
    },
    '/metrics': async () => ({ type: figures.contentType, text: await figures.text() }),
  }
  const app = new Hono()
  app.use(async (c, next) => {
    c.header('cache-control', 'no-store')
    // Another site's page must not read it through a name of its own that points here.
    if (!isOwnHost(c.req.header('host'), HOST)) return c.text('unknown host\n', 421)
    return next()
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
  const { address, close } = await listen(app, { host: HOST, port })
  // Nothing that is asked here is worth waiting for.
  return { address, close: () => close(0) }
}

/** `not ready store: full`. */
function lineOf({ name, ready, note }: Readiness): string {
  return `${ready ? 'ready    ' : 'not ready'} ${name}${note === undefined ? '' : `: ${note}`}\n`
}

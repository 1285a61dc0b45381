/** Health and figures for the operator: measured from the start, served until all parts that they cover are closed. */
import type { Health } from '#src/health/server.ts'
import type { Store } from '#src/store/open.ts'
import type { App, Opened } from './context.ts'
import { listening } from './listening.ts'
import type { Seen } from './readiness.ts'
import { createWatch, UNWATCHED, type Watch } from './watch.ts'

export interface Admin {
  readonly watch: Watch
  /** Serves them; gives the address, or undefined where the settings name no port. Throws RequestError. */
  serve(seen: Seen): Promise<string | undefined>
}

export function openAdmin(
  { config, clock, reads }: App,
  { store, version }: { readonly store: Store; readonly version: string },
  opened: Opened,
): Admin {
  const { adminPort: port } = config
  const watch =
    port === undefined ? UNWATCHED : createWatch({ port, version, clock, store, caches: reads.list })
  let health: Health | undefined
  // Before the parts that it covers, so that it closes after them.
  opened.defer(async () => health?.close())
  return {
    watch,
    async serve(seen) {
      const at = { name: 'ADMIN_PORT', host: '127.0.0.1', port: port ?? 0, usual: 9464 }
      health = await listening(watch.start(seen), at)
      return port === undefined ? undefined : health.address
    },
  }
}

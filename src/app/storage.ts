/** The store and the dispatcher that wakes workers through it. */
import type { Dispatcher } from '#src/queue/dispatcher.ts'
import { openStore, type Store } from '#src/store/open.ts'
import type { App, Opened } from './context.ts'
import { openDispatcher } from './dispatcher.ts'

export interface Storage {
  readonly store: Store
  readonly dispatcher: Dispatcher
}

/** Throws StoreError where the file or the database cannot be had. What is had only after the `stop` is let go of at once. */
export async function openStorage(
  { config, clock, log, openStore: openHome }: App,
  opened: Opened,
  stop: AbortSignal,
): Promise<Storage> {
  const dispatcher = await openDispatcher({ databaseUrl: config.databaseUrl, clock, log })
  if (stop.aborted) await dispatcher.close()
  stop.throwIfAborted()
  opened.defer(() => dispatcher.close())
  const { home, databaseUrl: url } = config
  const store = await (url === undefined
    ? openHome(home, dispatcher.notify)
    : openStore(home, url, dispatcher.notify))
  if (stop.aborted) await store.close()
  stop.throwIfAborted()
  opened.defer(() => store.close())
  return { store, dispatcher }
}

/** Wake-ups within one process: what waits now is notified at once, everything else is found by polling every second. */
import type { Dispatcher } from './dispatcher.ts'

/** Milliseconds between two looks. */
const POLL = 1000

/** `now` gives milliseconds since 1970. */
export function createLocalDispatcher(now: () => number): Dispatcher {
  const listeners = new Set<() => void>()
  return {
    poll: POLL,
    async notify(_transaction, { runAfter }) {
      if (runAfter > now()) return
      // A look begins its own transaction, which waits for the one that is going on.
      for (const wake of listeners) queueMicrotask(wake)
    },
    async listen(wake) {
      listeners.add(wake)
      return async () => {
        listeners.delete(wake)
      }
    },
    async close() {
      listeners.clear()
    },
  }
}

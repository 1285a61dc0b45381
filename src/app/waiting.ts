/** What a start waits for: logged where it takes long, and given up when the program is to stop. */
import type { Clock } from '#src/clock.ts'
import type { Log } from '#src/log.ts'

export interface Waiting {
  /** What the work gives. Rejects with the reason of the stop where that comes first; the work goes on by itself then. */
  readonly for: <Value>(what: string, work: Promise<Value>) => Promise<Value>
  /** What is waited for now; undefined where nothing is. */
  current(): string | undefined
}

/** Milliseconds after which it is reported, and again after as many as it has taken. */
const LONG = 3000

export function createWaiting(
  { clock, log }: { readonly clock: Clock; readonly log: Pick<Log, 'info'> },
  stop: AbortSignal,
): Waiting {
  let current: string | undefined
  return {
    current: () => current,
    for: (what, work) =>
      new Promise((resolve, reject) => {
        current = what
        let cancel = () => {}
        const began = clock.now()
        const remind = (after: number) => {
          cancel = clock.after(after, () => {
            log.info(`Starting: waiting for ${what} for ${Math.round((clock.now() - began) / 1000)} s`)
            remind(2 * after)
          })
        }
        const called = () => {
          cancel()
          reject(stop.reason)
        }
        // What was waited for when the stop came stays known.
        const over = () => {
          cancel()
          stop.removeEventListener('abort', called)
          if (!stop.aborted) current = undefined
        }
        // Before anything else: an unhandled rejection would end the process.
        work.finally(over).then(resolve, reject)
        if (stop.aborted) return called()
        remind(LONG)
        stop.addEventListener('abort', called, { once: true })
      }),
  }
}

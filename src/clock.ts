/** Time as a dependency: what runs later is asked of a clock, so that tests can be the clock. */

export interface Clock {
  /** Milliseconds since 1970. */
  now(): number
  /** Runs something once after so many milliseconds; gives what calls it off. */
  after(milliseconds: number, run: () => void): () => void
  /** Of a clock that goes faster than the machine's: the machine's, by which work may take as long as ever. */
  readonly machine?: Clock
}

/** The machine's own time. */
export const systemClock: Clock = {
  now: () => Date.now(),
  after(milliseconds, run) {
    const timer = setTimeout(run, milliseconds)
    return () => clearTimeout(timer)
  },
}

/** What a promise gives, or undefined where it has not within so many milliseconds. Rejects as the promise does. */
export function within<Value>(
  clock: Clock,
  milliseconds: number,
  work: Promise<Value>,
): Promise<Value | undefined> {
  return new Promise((resolve, reject) => {
    const cancel = (clock.machine ?? clock).after(milliseconds, () => resolve(undefined))
    work.then(resolve, reject).finally(cancel)
  })
}

/** Waits; a signal ends it sooner. */
export function pause(clock: Clock, milliseconds: number, signal?: AbortSignal): Promise<void> {
  return new Promise((resolve) => {
    const cancel = clock.after(milliseconds, resolve)
    const stop = () => {
      cancel()
      resolve()
    }
    if (signal?.aborted) stop()
    signal?.addEventListener('abort', stop, { once: true })
  })
}

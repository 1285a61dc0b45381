/** What may be asked of Telegram twice without harm: asked again where no answer came, each time for a few seconds. */
import { type Clock, pause } from '#src/clock.ts'
import type { Result } from './failures.ts'
import type { Call } from './methods.ts'

/** Milliseconds in which an answer is waited for: somebody waits for ours. */
const TRY = 4000

/** Milliseconds before a second and a third try. */
const PAUSES = [300, 1500]

/** Milliseconds to wait that Telegram may ask for; beyond, the caller gets that. */
const PATIENCE = 3000

/** `call` repeats nothing by itself. */
export function createAsk(call: Call, clock: Clock): Call {
  return async (method, params, signal) => {
    const once = () => timed((stop) => call(method, params, stop), clock, signal)
    for (const wait of PAUSES) {
      const result = await once()
      if ('value' in result || result.failure.kind === 'refused') return result
      const asked = result.failure.kind === 'busy' ? result.failure.retryAfter : 0
      if (asked > PATIENCE || signal?.aborted) return result
      await pause(clock, Math.max(wait, asked), signal)
    }
    return once()
  }
}

async function timed(
  call: (signal: AbortSignal) => Promise<Result<unknown>>,
  clock: Clock,
  signal: AbortSignal | undefined,
): Promise<Result<unknown>> {
  const late = new AbortController()
  const stop = () => late.abort()
  if (signal?.aborted) stop()
  signal?.addEventListener('abort', stop, { once: true })
  const cancel = clock.after(TRY, stop)
  try {
    return await call(late.signal)
  } finally {
    cancel()
    signal?.removeEventListener('abort', stop)
  }
}

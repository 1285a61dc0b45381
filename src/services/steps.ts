/** Long work cut into steps: done at once, or with a pause after each, in which others are answered. */
import { setImmediate } from 'node:timers/promises'

/** Yields after each part of the work, and returns what it gives. */
export type Steps<V> = Generator<undefined, V>

export function atOnce<V>(steps: Steps<V>): V {
  for (;;) {
    const { done, value } = steps.next()
    if (done) return value
  }
}

/** What the same work gives at once. What it reads must not change meanwhile: a History never does. */
export async function inSteps<V>(
  steps: Steps<V>,
  pause: () => Promise<unknown> = () => setImmediate(),
): Promise<V> {
  for (;;) {
    const { done, value } = steps.next()
    if (done) return value
    await pause()
  }
}

/** How long a test's process could not run: on a busy machine bounds of time are widened by that. */
import { monitorEventLoopDelay } from 'node:perf_hooks'

/** Begins to watch; what it gives ends that, and gives milliseconds: the longest, and all of them together. */
export function watchStalls(): () => { readonly longest: number; readonly total: number } {
  const resolution = 10
  const delay = monitorEventLoopDelay({ resolution })
  delay.enable()
  return () => {
    delay.disable()
    const late = Math.max(0, delay.mean / 1e6 - resolution)
    return { longest: delay.max / 1e6, total: late * delay.count }
  }
}

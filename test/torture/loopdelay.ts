/** Loaded into the program before it starts: measures how late its event loop is, from `begin` until `end`. */
import { monitorEventLoopDelay } from 'node:perf_hooks'

/** Milliseconds. */
export interface LoopDelay {
  readonly p50: number
  readonly p999: number
  readonly longest: number
}

const delay = monitorEventLoopDelay({ resolution: 10 })
process.on('message', (asked) => {
  if (asked === 'begin') {
    delay.enable()
    delay.reset()
  } else if (asked === 'end') {
    delay.disable()
    const [p50, p999] = [50, 99.9].map((share) => delay.percentile(share) / 1e6) as [number, number]
    process.send?.({ p50, p999, longest: delay.max / 1e6 } satisfies LoopDelay)
  }
})
// The program ends when it would end without this.
process.channel?.unref()

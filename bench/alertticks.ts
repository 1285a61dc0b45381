/** Opens a store, judges its watches some times, and prints what that took. `node bench/alertticks.ts <home> [ticks|quiet] [address]` */
import { monitorEventLoopDelay } from 'node:perf_hooks'
import { tick } from '#src/alerts/tick.ts'
import type { WatchedReading } from '#src/market/watched.ts'
import { openStore } from '#src/store/open.ts'
import { openThreadedStore } from '#src/store/thread/open.ts'
import { SERIES, START } from './alertseries.ts'
import { print } from './print.ts'

const MINUTE = 60_000
const [, , home = '', what, url] = process.argv
const spent = (since?: NodeJS.CpuUsage) => {
  const { user, system } = process.cpuUsage(since)
  return (user + system) / 1000
}

const [opening, before] = [performance.now(), process.cpuUsage()]
const store = await (url === undefined ? openThreadedStore(home) : openStore(home, url))
const opened = { milliseconds: performance.now() - opening, cpu: spent(before) }
let now = START

if (what !== undefined) for (let count = 0; count < 3; count++) await measured('quiet', 100 + count * 0.001)
if (what === 'ticks') {
  await measured('fall of 2 %', 98)
  await measured('back, and beyond', 102)
}
const memory = process.memoryUsage.rss() / 1024 / 1024
await store.close()
print(JSON.stringify({ ...opened, memory }))

async function measured(label: string, value: number): Promise<void> {
  now += MINUTE
  const observe = async () =>
    SERIES.map(
      (series): WatchedReading => ({
        ...{ series, value, time: now, standing: 'confirmed' },
        evidence: { sources: ['Binance'] },
      }),
    )
  const delay = monitorEventLoopDelay({ resolution: 1 })
  const [cpu, began] = [process.cpuUsage(), performance.now()]
  const slices = watchSlices()
  delay.enable()
  const { reported } = await tick({ work: store.alertWork, observe, now: () => now, since: START })
  delay.disable()
  const longest = slices()
  const [seconds, wall] = [spent(cpu) / 1000, (performance.now() - began) / 1000]
  if (what === 'ticks')
    print(
      `${label.padEnd(24)} ${seconds.toFixed(2)} s of CPU, ${wall.toFixed(2)} s in all; the event loop computes ${longest.toFixed(0)} ms at a time at most, and is held ${(delay.max / 1e6).toFixed(0)} ms with what else the machine does; ${reported} report`,
    )
}

/**
 * Milliseconds that this thread computes between two turns of its event loop, the most of all: what a machine that is busy with other
 * things cannot change.
 */
function watchSlices(): () => number {
  let longest = 0
  let last = process.threadCpuUsage()
  const look = () => {
    const { user, system } = process.threadCpuUsage(last)
    longest = Math.max(longest, (user + system) / 1000)
    last = process.threadCpuUsage()
  }
  const timer = setInterval(look, 1)
  return () => {
    look()
    clearInterval(timer)
    return longest
  }
}

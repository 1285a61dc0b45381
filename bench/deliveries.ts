/** A recap on its way to thousands of channels, on loopback platforms without limits. `node bench/deliveries.ts` */
import { startProcess } from '../test/torture/processes.ts'
import { createWorld } from '../test/torture/world.ts'
import { print } from './print.ts'

const CHANNELS = 2500

export async function benchDeliveries(): Promise<void> {
  // Limits so high that none is met.
  const world = await createWorld({ channels: CHANNELS, scale: 10_000, timings: {} })
  const child = startProcess(world.settings)
  try {
    await child.ready
    const began = performance.now()
    const before = child.costs.at(-1)?.cpu ?? 0
    while ((await world.open()) > 0) {
      await new Promise((resolve) => {
        setTimeout(resolve, 50)
      })
    }
    const took = (performance.now() - began) / 1000
    child.stop()
    await child.ended
    const cpu = (child.costs.at(-1)?.cpu ?? Number.NaN) - before
    const all = 2 * CHANNELS
    print(`deliveries, no limits    ${(all / took).toFixed(0)} a second (${all}, half on each platform)`)
    print(`processor time of each   ${(cpu / all).toFixed(2)} ms`)
    print(`memory at the end        ${((child.costs.at(-1)?.rss ?? 0) / 1024 / 1024).toFixed(0)} MB`)
  } finally {
    child.kill()
    await world.close()
  }
}

if (import.meta.main) await benchDeliveries()

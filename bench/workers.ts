/**
 * The same recap from one, two and three workers on one database, on loopback platforms that take a second to answer and
 * enforce four times their documented limits: each worker adds what it may have in flight, until the limits bind.
 * `node bench/workers.ts`
 */
import { startProcess } from '../test/torture/processes.ts'
import { HAS_SERVER, startServer } from '../test/torture/server.ts'
import { createWorld } from '../test/torture/world.ts'
import { print } from './print.ts'

const CHANNELS = 1500
const OPTIONS = {
  channels: CHANNELS,
  scale: 4,
  enforced: true,
  latency: 1000,
  timings: { beat: 500, silence: 3000 },
}
/** Messages a second that Telegram's limit allows, less the reserve: the slower of the two. */
const ALLOWED = 30 * OPTIONS.scale * 0.9

export async function benchWorkers(): Promise<void> {
  for (const workers of [1, 2, 3]) {
    const server = HAS_SERVER ? await startServer() : undefined
    try {
      const { took, refused } = await run(workers, server?.url)
      const where = server ? 'PostgreSQL' : 'SQLite'
      print(
        `${workers} worker${workers > 1 ? 's' : ' '} (${where})    ${took.toFixed(1)} s for ${2 * CHANNELS} channels; the limits allow ${(CHANNELS / ALLOWED).toFixed(1)} s; ${refused} refusals`,
      )
    } finally {
      await server?.stop()
    }
  }
}

async function run(count: number, database: string | undefined) {
  const world = await createWorld({ ...OPTIONS, ...(database !== undefined && { database }) })
  const workers = Array.from({ length: count }, () => startProcess(world.settings))
  try {
    await Promise.race(workers.map(({ ready }) => ready))
    const began = performance.now()
    while ((await world.open()) > 0) {
      await new Promise((resolve) => {
        setTimeout(resolve, 100)
      })
    }
    const took = (performance.now() - began) / 1000
    const { refused } = await world.seen()
    return { took, refused: refused.discord + refused.telegram }
  } finally {
    for (const one of workers) one.stop()
    await Promise.all(workers.map(({ ended }) => ended))
    await world.close()
  }
}

if (import.meta.main) await benchWorkers()

/**
 * A network that is cut in two between a worker and its database, while it delivers beside another worker: longer than
 * all leases last, so that the other takes up what it had. Times are a tenth of life's or less, as in the kill torture.
 */
import { expect, it, onTestFinished } from 'vitest'
import { startPartition } from '../support/partition.ts'
import { startProcess } from './processes.ts'
import { HAS_SERVER, startServer } from './server.ts'
import { createWorld } from './world.ts'

const CHANNELS = 600
/** Of life's limits: both workers have work over both cuts. */
const SCALE = 2
/** Milliseconds. */
const TIMINGS = {
  claimLease: 6000,
  sendLease: 4500,
  nonceWindow: 9000,
  longestCall: 2000,
  beat: 400,
  poll: 100,
  silence: 1200,
}
/** Milliseconds of a cut: longer than any lease. */
const CUT = 8000

it.skipIf(!HAS_SERVER)(
  'a worker that is cut off from its database posts nothing twice, loses nothing, and works again afterwards',
  async () => {
    const server = await startServer()
    onTestFinished(server.stop)
    const world = await createWorld({
      channels: CHANNELS,
      scale: SCALE,
      timings: TIMINGS,
      database: server.url,
    })
    onTestFinished(world.close)
    const address = new URL(server.url)
    const partition = await startPartition(Number(address.port))
    onTestFinished(partition.close)
    address.port = String(partition.port)
    const cutOff = startProcess({ ...world.settings, database: address.href })
    const beside = startProcess(world.settings)
    let hasEnded = false
    cutOff.ended.then(() => {
      hasEnded = true
    })
    onTestFinished(async () => {
      for (const one of [cutOff, beside]) one.kill()
      await Promise.all([cutOff.ended, beside.ended])
    })
    const sent = async () => (await world.rows()).filter(({ state }) => state === 'sent').length
    const until = async (condition: () => Promise<boolean>, most: number) => {
      const began = performance.now()
      while (!(await condition())) {
        if (performance.now() - began > most) return false
        await wait(200)
      }
      return true
    }

    expect(await until(async () => (await sent()) > 100, 60_000)).toBe(true)
    partition.cut()
    await wait(CUT)
    // It was in the middle of something.
    expect(partition.held).toBeGreaterThan(0)
    expect((await world.seen()).more).toEqual([])
    partition.heal()

    const before = await sent()
    await until(async () => (await sent()) > before + 100 || (await world.open()) === 0, 60_000)
    partition.cut()
    await wait(CUT)
    partition.reset()
    // The other leaves: what is left is for the one that was cut off.
    beside.stop()
    await beside.ended
    expect(await until(async () => (await world.open()) === 0, 180_000)).toBe(true)

    const rows = await world.rows()
    const seen = await world.seen()
    const uncertain = rows.filter(({ state }) => state === 'uncertain').map(({ target }) => target)
    process.stdout.write(
      `${2 * CHANNELS} channels, two cuts of ${CUT / 1000} s: ${rows.length - uncertain.length} sent, ${uncertain.length} uncertain\n`,
    )
    expect(rows).toHaveLength(2 * CHANNELS)
    expect(rows.filter(({ state }) => state !== 'sent' && state !== 'uncertain')).toEqual([])
    expect(seen.more).toEqual([])
    const shown = new Set(seen.once)
    expect(rows.filter(({ target, state }) => state === 'sent' && !shown.has(target))).toEqual([])
    expect(hasEnded).toBe(false)
    cutOff.stop()
    await cutOff.ended
  },
  400_000,
)

function wait(milliseconds: number): Promise<void> {
  return new Promise((resolve) => {
    setTimeout(resolve, milliseconds)
  })
}

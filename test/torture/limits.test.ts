/**
 * The recap for ten thousand channels, half on each platform, on loopback platforms that enforce the documented limits
 * twice over (60 messages a second on Telegram, 100 on Discord; one chat's own limits as they are): so that it
 * takes a minute and a half instead of three. Everything else is as in life.
 */
import { expect, it, onTestFinished } from 'vitest'
import { startProcess } from './processes.ts'
import { createWorld } from './world.ts'

const CHANNELS = 5000
const SCALE = 2
const RESERVE = 0.1

it('goes out within 5 % of what the limits allow, without one refusal, in flat memory', async () => {
  const world = await createWorld({ channels: CHANNELS, scale: SCALE, timings: {}, enforced: true })
  const child = startProcess(world.settings)
  onTestFinished(async () => {
    child.kill()
    await child.ended
    await world.close()
  })
  await child.ready
  const began = performance.now()
  while ((await world.open()) > 0 && performance.now() - began < 120_000) await wait(500)
  const took = (performance.now() - began) / 1000
  child.stop()
  await child.ended

  const ideal = CHANNELS / (30 * SCALE * (1 - RESERVE))
  const seen = await world.seen()
  const memory = child.costs.map(({ rss }) => rss / 1024 / 1024)
  const [early = 0, late = 0] = [memory[Math.floor(memory.length / 3)], memory.at(-1)]
  process.stdout.write(
    `${2 * CHANNELS} channels in ${took.toFixed(1)} s; the limits less the reserve allow ${ideal.toFixed(1)} s; refusals ${JSON.stringify(seen.refused)}; most in a second on Telegram ${seen.most} of ${30 * SCALE}; memory ${early.toFixed(0)} MB after a third, ${late.toFixed(0)} MB at the end\n`,
  )
  expect((await world.rows()).filter(({ state }) => state === 'sent')).toHaveLength(2 * CHANNELS)
  expect(seen.once).toHaveLength(2 * CHANNELS)
  expect(seen.refused).toEqual({ telegram: 0, discord: 0 })
  expect(took).toBeLessThan(ideal * 1.05)
  expect(seen.uploads).toBe(1)
  expect(late - early).toBeLessThan(50)
  expect(child.complaints()).toBe('')
}, 300_000)

function wait(milliseconds: number): Promise<void> {
  return new Promise((resolve) => {
    setTimeout(resolve, milliseconds)
  })
}

/** How long it takes from the first reading beyond a level until its message can be sent, minute by minute. */
import { setImmediate as turn } from 'node:timers/promises'
import { expect, it } from 'vitest'
import { startEngine } from '#src/alerts/engine.ts'
import { pause } from '#src/clock.ts'
import { createStoreTrouble } from '#src/store/trouble.ts'
import { createFakeClock } from '../support/clock.ts'
import { newWatchOf } from '../support/alerts.ts'
import { createEngine, DAY, MINUTE, START } from './engine.ts'

const ALERTS = 60
const SECOND = 1000
const log = { info: () => {}, warn: () => {}, error: () => {}, debug: () => {} }

/** Seconds of each alert, sorted. */
async function secondsUntilSent(hold: number): Promise<readonly number[]> {
  const world = await createEngine()
  const store = world.store()
  const clock = createFakeClock(START)
  for (let index = 0; index < ALERTS; index++)
    await world.set({
      ...{ owner: `member:telegram:${index + 1}`, target: `telegram:${index + 1}` },
      // Ten alerts fall at each of six minutes.
      watches: [newWatchOf({ fire: 90_000 - Math.floor(index / 10) * 100, rearm: 91_000, hold })],
    })
  const passed = new Map<number, number>()
  const minuteOf = () => Math.floor((clock.now() - START) / MINUTE)
  const engine = startEngine({
    work: store.alertWork,
    async observe(rows) {
      const time = clock.now()
      // Suppliers take up to seven seconds to answer.
      await pause(clock, 1 + ((minuteOf() * 2377) % 7000))
      const value = 90_050 - minuteOf() * 100
      for (let step = 0; step < 6; step++) {
        if (value <= 90_000 - step * 100 && !passed.has(step)) passed.set(step, time)
      }
      const reading = { value, time, standing: 'confirmed', evidence: { sources: ['Binance'] } } as const
      return rows.map(({ name }) => ({ series: name, ...reading }))
    },
    ...{ clock, log, trouble: createStoreTrouble({ clock, log }), isMine: () => true },
    settings: async () => ({}),
    onGathered: () => {},
  })
  const seconds: number[] = []
  for (let second = 0; second < 600 && seconds.length < ALERTS; second++) {
    clock.advance(SECOND)
    for (let count = 0; count < 20; count++) await turn()
    for (const { id, target } of await store.ledger.claim('w', 'telegram', clock.now(), DAY, 1000)) {
      expect(await store.alertWork.firingsOf(id)).toHaveLength(1)
      const step = Math.floor((Number(target.split(':')[1]) - 1) / 10)
      seconds.push((clock.now() - (passed.get(step) ?? Number.NaN)) / SECOND)
    }
  }
  await engine.close()
  return seconds.toSorted((a, b) => a - b)
}

it.each([
  ['with two readings in a row', MINUTE, 75, 90],
  ['with the first reading', 0, 12, 25],
])('%s a message can leave in time', async (_, hold, p50, p95) => {
  const seconds = await secondsUntilSent(hold)
  expect(seconds).toHaveLength(ALERTS)
  expect(seconds[Math.floor(ALERTS * 0.5)]).toBeLessThanOrEqual(p50)
  expect(seconds[Math.floor(ALERTS * 0.95)]).toBeLessThanOrEqual(p95)
  // And no sooner than what is to be waited for.
  expect(seconds[0]).toBeGreaterThanOrEqual((hold + 5 * SECOND) / SECOND)
})

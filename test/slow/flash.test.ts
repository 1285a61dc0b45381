/** Flashes from the sample's record to what chats show: once over restarts, and edited where the record turns out to be another. */
import { describe, expect, it } from 'vitest'
import { USUAL_FLASHES } from '#src/chat/flash.ts'
import { historyAt } from '#src/market/asof.ts'
import { createFakeClock } from '../support/clock.ts'
import { DATABASES } from '../support/databases.ts'
import { beginFlashes, untilShown } from '../support/flashloop.ts'
import { liveAt, withCap } from '../support/flashes.ts'
import { sampleHistory } from '../support/histories.ts'
import { planOf } from '../support/plans.ts'
import { createFakePoster } from '../support/posters.ts'

/** A day ends in which two things are as rare as not for months; in Tokyo it is nine in the morning. */
const CLOSED = Date.parse('2025-11-20T00:00:00Z')
/** The total market cap is below three trillion dollars for the first time in half a year. */
const CROSSED = Date.parse('2025-11-23T00:00:00Z')
const MINUTE = 60_000
const PLAN = planOf('discord:1', { what: { kind: 'flash', ...USUAL_FLASHES }, when: { kind: 'event' } })

for (const { name, open } of DATABASES) {
  describe(`flashes kept in ${name}`, () => {
    it('are posted once each, whatever is killed', async () => {
      const [store, record] = [await open(), await sampleHistory()]
      const clock = createFakeClock(CLOSED - MINUTE)
      const poster = createFakePoster('discord')
      await store.schedules.add('discord:1', PLAN, null, '42', clock.now())
      clock.advance(2 * MINUTE)
      const history = historyAt(record, clock.now())
      const begin = () => beginFlashes({ store, clock, poster, history: () => history })
      expect(await begin().tick()).toBe(2)
      // Killed before anything was posted.
      expect(await begin().tick()).toBe(0)
      const worker = begin().work()
      await untilShown(2, { poster, clock, store })
      await worker.stop()
      // Killed after it.
      expect(await begin().tick()).toBe(0)
      expect(poster.shown).toHaveLength(2)
    })

    it('say what they said before where a figure is restated, and that they are withdrawn where it does not hold', async () => {
      const [store, record] = [await open(), await sampleHistory()]
      const clock = createFakeClock(CROSSED - MINUTE)
      const poster = createFakePoster('discord')
      await store.schedules.add('discord:1', PLAN, null, '42', clock.now())
      let reported = 1
      const history = () => liveAt(withCap(record, CROSSED, reported), clock.now())
      const { tick, work } = beginFlashes({ store, clock, poster, history })
      const pass = async (minutes: number) => {
        clock.advance(minutes * MINUTE)
        return tick()
      }
      // Its supplier has reported it once, and then again.
      expect([await pass(2), await pass(5), await pass(6)]).toEqual([0, 0, 1])
      const worker = work()
      await untilShown(1, { poster, clock, store })
      const texts = () => poster.shown.map(({ text }) => text)
      const [said = ''] = texts()
      expect(said).toMatch(/3兆ドル/u)
      await pass(10)
      expect(texts()).toEqual([said])
      reported = 0.99
      await pass(10)
      expect(texts()).toEqual([expect.stringMatching(/^速報.*訂正/su)])
      reported = 1.1
      await pass(10)
      expect(texts()).toEqual([expect.stringMatching(/取り消/u)])
      // What is withdrawn stays so.
      reported = 1
      await pass(10)
      expect(texts()).toEqual([expect.stringMatching(/取り消/u)])
      expect(poster.calls).toHaveLength(1)
      await worker.stop()
    })
  })
}

/** Flashes from the sample's record to what chats show: once over restarts, and edited where they are withdrawn. */
import { describe, expect, it } from 'vitest'
import { createFlashTick } from '#src/alerts/flashes.ts'
import { USUAL_FLASHES } from '#src/chat/flash.ts'
import { startWorker } from '#src/delivery/worker.ts'
import { createFlashes } from '#src/editions/flashes.ts'
import { historyAt } from '#src/market/asof.ts'
import { editFlash } from '#src/schedules/correct.ts'
import { makeFlashPosts } from '#src/schedules/flashposts.ts'
import { createFakeClock, eventually } from '../support/clock.ts'
import { DATABASES } from '../support/databases.ts'
import { sampleHistory } from '../support/histories.ts'
import { noticesInto } from '../support/notices.ts'
import { planOf } from '../support/plans.ts'
import { createFakePoster } from '../support/posters.ts'

/** A day ends in which two things are as rare as not for months; in Tokyo it is nine in the morning. */
const CLOSED = Date.parse('2025-11-20T00:00:00Z')
const MINUTE = 60_000

for (const { name, open } of DATABASES) {
  describe(`flashes kept in ${name}`, () => {
    it('are posted once each, whatever is killed, and edited where one is withdrawn', async () => {
      const [store, record] = [await open(), await sampleHistory()]
      const clock = createFakeClock(CLOSED - MINUTE)
      const poster = createFakePoster('discord')
      const log = { info() {}, warn() {}, error() {} }
      const plan = planOf('discord:1', { what: { kind: 'flash', ...USUAL_FLASHES }, when: { kind: 'event' } })
      await store.schedules.add('discord:1', plan, null, '42', clock.now())
      clock.advance(2 * MINUTE)
      const history = historyAt(record, clock.now())
      const { flashes: flashStore, memory, ledger } = store
      /** A process as it starts anew, with nothing but the store. */
      const begin = () => {
        const flashes = createFlashes(flashStore)
        const makePosts = (order: Parameters<typeof makeFlashPosts>[0]) =>
          makeFlashPosts(order, { flashes, flashStore, memory })
        const shared = { ledger, makePosts, log, now: clock.now }
        const correcting = { ...shared, flashes, history: () => history, poster: () => poster }
        const edit = (first: string) => editFlash(first, correcting)
        const tick = createFlashTick({
          ...{ store: flashStore, flashes, history: () => history, edit, onPosted: () => {}, now: clock.now },
        })
        const work = () =>
          startWorker({
            ...{ ...shared, presence: store.presence, posters: [poster], clock },
            notices: noticesInto([]),
          })
        return { tick, work, flashes }
      }
      expect(await begin().tick()).toBe(2)
      // Killed before anything was posted.
      expect(await begin().tick()).toBe(0)
      const worker = begin().work()
      await eventually(() => {
        clock.advance(1000)
        return poster.shown.length === 2
      })
      await worker.stop()
      // Killed after it.
      expect(await begin().tick()).toBe(0)
      expect(poster.shown).toHaveLength(2)
      const [{ id: schedule } = { id: '' }] = await store.schedules.list('discord:1')
      const [post] = await flashStore.posts(schedule, 0)
      const [first] = await flashStore.revisions(post?.flash ?? '')
      if (!first) throw new RangeError('nothing was frozen')
      const edition = JSON.parse(first.content)
      const withdrawn = { ...edition, revision: 2, withdrawn: {}, correction: { of: 1, changes: [] } }
      await flashStore.freeze({
        ...{ ...first, id: `${first.id}x`, revision: 2, content: JSON.stringify(withdrawn) },
      })
      await begin().tick()
      expect(poster.shown.filter(({ text }) => text.includes('取り消'))).toHaveLength(1)
      expect(poster.shown).toHaveLength(2)
    })
  })
}

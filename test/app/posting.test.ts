/** Schedules at work in the program: from a moderator's desk to the platform, over a stop and a start. */
import { beforeAll, expect, it, onTestFinished } from 'vitest'
import { createPosting } from '#src/app/posting.ts'
import type { Trouble } from '#src/chat/delivery.ts'
import type { History } from '#src/market/history.ts'
import { SOURCES } from '#src/sources/index.ts'
import { createLocalDispatcher } from '#src/queue/local.ts'
import { openStore } from '#src/store/open.ts'
import { createFakeClock, eventually } from '../support/clock.ts'
import { temporaryFolder } from '../support/folder.ts'
import { planOf } from '../support/plans.ts'
import { createFakePoster } from '../support/posters.ts'

let sample: History

beforeAll(async () => {
  sample = (await SOURCES.dataset('data/sample').load()).history
})

it('posts what a moderator asks for now, as soon as the platform is connected, and tells what failed', async () => {
  const home = await temporaryFolder()
  const clock = createFakeClock(sample.now)
  const notified: Trouble[] = []
  const begin = async () => {
    const dispatcher = createLocalDispatcher(clock.now)
    const store = await openStore(home, undefined, dispatcher.notify)
    const posting = createPosting({
      ...{
        store,
        dispatcher,
        delivers: true,
        clock,
        history: () => sample,
        log: { info() {}, warn() {}, error() {} },
      },
      notices: () => ({
        recipientsOf: async () => ['telegram:42'],
        async compose({ troubles }) {
          notified.push(...troubles)
          return undefined
        },
      }),
    })
    posting.start({ scheduledMessage: () => Promise.reject(new Error('no command is asked for')) })
    const end = async () => {
      await posting.close()
      await store.close()
    }
    return { posting, end }
  }
  const first = await begin()
  const schedule = await first.posting.scheduleService.add(
    'telegram:-1',
    planOf('telegram:-1', { language: 'en' }),
    '42',
  )
  expect(schedule.nextRunAt).toBe(sample.now + 30 * 60_000)
  await first.posting.scheduleService.runNow(schedule)
  await first.end()

  const second = await begin()
  onTestFinished(() => second.end())
  const telegram = createFakePoster('telegram')
  second.posting.connect(telegram)
  await eventually(() => telegram.shown.length === 1)
  expect(telegram.shown[0]?.text).toMatch(/crypto|market/iu)
  const latest = async () => (await second.posting.scheduleService.history(schedule, 1))[0]
  let delivered = await latest()
  for (let tries = 0; tries < 1000 && delivered?.delivery.state !== 'sent'; tries++)
    delivered = await latest()
  expect(delivered?.delivery).toMatchObject({ state: 'sent', reason: 'manual' })
  expect(delivered?.links).toEqual(['https://example.test/telegram:-1/1'])

  telegram.script.push({ kind: 'refused', reason: 'kicked', code: '403 bot was kicked' })
  await second.posting.scheduleService.runNow(schedule)
  await eventually(() => telegram.calls.length === 2)
  await eventually(() => {
    clock.advance(1000)
    return notified.length > 0
  })
  expect(notified[0]).toMatchObject({
    schedule: { state: 'paused', trouble: 'kicked' },
    delivery: { state: 'dead' },
  })
  const paused = await second.posting.scheduleService.get(schedule.id)
  expect(
    (await second.posting.scheduleService.resume(paused as NonNullable<typeof paused>, '42')).state,
  ).toBe('active')
})

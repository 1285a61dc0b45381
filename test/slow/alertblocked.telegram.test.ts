/** Telegram's own client writes to people who have all blocked the bot. */
import { expect, it } from 'vitest'
import { START } from '../alerts/engine.ts'
import { createPostingEngine } from '../support/alertposting.ts'
import { createFakeClock } from '../support/clock.ts'
import { quiet, startSession } from '../support/telegram/session.ts'

const PEOPLE = 300
const FIRST = 900_000

it('F7: three hundred people block the bot: Telegram’s client is refused once for each, and asks no more', async () => {
  const clock = createFakeClock(START)
  const session = await startSession({ clock })
  const { loopback, telegram } = session
  const engine = await createPostingEngine({ clock, client: telegram.poster })
  for (let person = FIRST; person < FIRST + PEOPLE; person++) {
    loopback.chats.add({ id: person, type: 'private' }).shut = 'blocked'
    await engine.set(`telegram:${person}`)
  }
  const sends = () => loopback.seen(/^send/u)
  const pass = async (seconds: number) => {
    for (let passed = 0; passed < seconds; passed++) {
      clock.advance(1000)
      await engine.gather()
      await quiet(session)
    }
  }
  await engine.minute({ 'price:bitcoin': 89_000 })
  for (let round = 0; round < 40 && sends().length < PEOPLE; round++) await pass(5)
  await pass(10)
  expect(sends()).toHaveLength(PEOPLE)
  for (const price of [96_000, 89_000]) {
    await engine.minute({ 'price:bitcoin': price })
    await pass(15)
  }
  expect(sends()).toHaveLength(PEOPLE)
  expect(new Set(sends().map(({ params }) => String(params.chat_id))).size).toBe(PEOPLE)
  expect(await engine.store.alerts.count()).toMatchObject({ active: 0, paused: PEOPLE })
}, 300_000)

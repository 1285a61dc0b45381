/** Ten thousand people have blocked the bot, and an alert of each fires in the same minute. */
import { expect, it } from 'vitest'
import { createPostingEngine } from '../support/alertposting.ts'

const PEOPLE = 10_000

it('F7: ten thousand people block the bot: each send is refused once, and nothing more is sent', async () => {
  const engine = await createPostingEngine()
  const { store, telegram } = engine
  for (let person = 1; person <= PEOPLE; person++) await engine.set(`telegram:${person}`)
  telegram.script.push(
    ...Array.from({ length: PEOPLE }, () => ({ kind: 'refused', reason: 'kicked', code: '403' }) as const),
  )
  await engine.minute({ 'price:bitcoin': 89_000 })
  for (let round = 0; round < 2000 && telegram.calls.length < PEOPLE; round++) await engine.pass(1000, 1000)
  await engine.pass(60_000)
  expect(telegram.calls).toHaveLength(PEOPLE)
  expect(new Set(telegram.calls.map(({ target }) => target)).size).toBe(PEOPLE)
  // The price comes back and falls again, twice: nobody is asked for.
  for (const price of [96_000, 89_000, 96_000, 89_000]) {
    await engine.minute({ 'price:bitcoin': price })
    await engine.pass(10_000)
  }
  expect(telegram.calls).toHaveLength(PEOPLE)
  expect(telegram.shown).toEqual([])
  expect(engine.opened).toEqual([])
  expect(await store.alertWork.watched()).toEqual([])
  expect(await store.alerts.count()).toEqual({ active: 0, paused: PEOPLE, snoozed: 0, ended: 0 })
}, 900_000)

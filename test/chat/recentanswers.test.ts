/** Answers that a chat has already: who asks the same is answered again as soon as the first answer is known to be lost. */
import { expect, it } from 'vitest'
import { createRecentAnswers } from '#src/chat/recentanswers.ts'
import { createFakeClock } from '../support/clock.ts'

const CHAT = 'telegram:-1'

it('an update that ends without an answer leaves the question to the next, who waits for nothing', async () => {
  const recent = createRecentAnswers(createFakeClock())
  const [first, second, late] = [{}, {}, {}]
  await recent.ask(CHAT, 'funding btc', first)
  const waiting = recent.ask(CHAT, 'funding btc', second)
  recent.end(first)
  expect(await waiting).toHaveProperty('claim')
  recent.end(second)
  // Given up before it had asked: what it claims then is nobody's.
  recent.end(late)
  await recent.ask(CHAT, 'funding btc', late)
  expect(await recent.ask(CHAT, 'funding btc', {})).toHaveProperty('claim')
})

it('an answer that was shown stays the one to look at when its update ends', async () => {
  const recent = createRecentAnswers(createFakeClock())
  const update = {}
  const asked = await recent.ask(CHAT, 'funding btc', update)
  if (!('claim' in asked)) throw new Error('it is the first')
  asked.claim.shown(['7'])
  recent.end(update)
  expect(await recent.ask(CHAT, 'funding btc', {})).toEqual({ there: ['7'] })
})

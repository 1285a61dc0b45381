/** From a line that is typed to what the chat reads, and back by its buttons: one store behind bot, tick and posts. */
import { describe, expect, it } from 'vitest'
import { gatherDue } from '#src/alerts/gather.ts'
import { withFirings } from '#src/alerts/posts.ts'
import { tick } from '#src/alerts/tick.ts'
import type { Message } from '#src/chat/message.ts'
import type { Request } from '#src/chat/request.ts'
import type { WatchedReading } from '#src/market/watched.ts'
import { createFiringButtons } from '#src/menus/alerts/firingbuttons.ts'
import { type AlertBot, choiceOf, createAlertBot, privatelyIn, shownIn } from '../support/alertbot.ts'
import { choicesOf } from '../support/bot.ts'
import { sampleHistory } from '../support/histories.ts'

const MINUTE = 60_000
const START = Date.parse('2025-11-24T01:00:00Z')

/** Feeds minutes to the alerts of a bot's store, and gives what is posted. */
async function feed({ store, parts }: AlertBot, series: string, values: readonly number[], platform: string) {
  const history = await sampleHistory()
  const withButtons = createFiringButtons({ memory: parts.memory, now: parts.now })
  const make = withFirings(() => Promise.reject(new Error('no schedule is due')), {
    ...{ work: store.alertWork, history: () => history, withButtons },
  })
  let now = START
  for (const value of values) {
    now += MINUTE
    const reading: WatchedReading = {
      ...{ series, value, time: now, standing: 'confirmed', evidence: { sources: ['Binance'] } },
    }
    await tick({ work: store.alertWork, observe: async () => [reading], now: () => now, since: START })
    const later = now + 6000
    await gatherDue({
      ...{ work: store.alertWork, settings: async () => ({}), now: () => later, onGathered: () => {} },
    })
  }
  const posted: { readonly target: string; readonly message: Message }[] = []
  for (const { id, plan, fireAt, late } of await store.ledger.claim(
    'w',
    platform,
    now + MINUTE,
    MINUTE,
    10,
  )) {
    const made = await make({
      ...{ delivery: id, plan, fireAt, now: fireAt, reason: 'due', late, edition: undefined },
    })
    if (made.kind !== 'ready') continue
    for (const post of made.posts) posted.push({ target: plan.target, message: await post.message() })
  }
  return posted
}

describe('an alert that was typed', () => {
  it.each([
    ['en', 'btc > 90000 each 4h', 'BTC above $90,000'],
    ['ja', 'btc 9万超え 4時間ごと', 'BTC 9万ドル超え'],
  ] as const)('is posted once to the private chat (%s), and snoozed there', async (language, line, title) => {
    const me = privatelyIn(language)
    const history = await sampleHistory()
    const bot = await createAlertBot(() => history)
    await bot.ask(`alert ${line}`, me)
    const posted = await feed(bot, 'price:bitcoin', [89_000, 90_100, 90_200, 90_150, 90_300], 'telegram')
    expect(posted).toMatchObject([{ target: 'telegram:5', message: { title } }])
    const reply = { message: posted[0]?.message as Message, private: false, edit: false }
    expect(choicesOf(reply)).toEqual(['snooze=1h', 'snooze=1d', 'edit', 'why'])
    const why = shownIn(await bot.click(reply, 'why', me))
    expect(why).toMatch(language === 'en' ? /Seen: \$90,200/u : /確認した値：9万200ドル/u)
    expect(why).toMatch(language === 'en' ? /Before: \$90,100/u : /直前の値：9万100ドル/u)
    await bot.click(reply, 'snooze=1h', me)
    expect(await bot.store.alerts.list('member:telegram:5', START)).toMatchObject([{ state: 'snoozed' }])
  })

  it('on the page is posted to the page', async () => {
    const page: Partial<Request> = {
      ...{ platform: 'preview', chat: 'preview:page', member: 'reader', place: 'preview' },
      memberLanguage: 'en',
    }
    const history = await sampleHistory()
    const bot = await createAlertBot(() => history)
    expect(shownIn(await bot.ask('alert btc > 90000', page))).toContain('Alert 1 is set')
    const posted = await feed(bot, 'price:bitcoin', [89_000, 90_100, 90_200], 'preview')
    expect(posted).toMatchObject([{ target: 'preview:page', message: { title: 'BTC above $90,000' } }])
  })

  it.each([
    [[88_000, 87_000, 88_000, 87_500], 0],
    [[88_000, 87_000, 96_000, 94_000, 93_900, 93_000], 1],
  ])('that waits for a level to come back rings at the next crossing alone: %j', async (prices, count) => {
    const me = privatelyIn('en')
    const history = await sampleHistory()
    const bot = await createAlertBot(() => history)
    const passed = await bot.ask('alert btc < 95000', me)
    await bot.click(passed, choiceOf(passed, 'Wait for it to come back'), me)
    expect(await feed(bot, 'price:bitcoin', prices, 'telegram')).toHaveLength(count)
  })
})

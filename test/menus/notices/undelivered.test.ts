/** What is said of an alert's message whose outcome nobody knows, or that a chat refused, and to whom. */
import { describe, expect, it } from 'vitest'
import { gatherDue } from '#src/alerts/gather.ts'
import { tick } from '#src/alerts/tick.ts'
import type { Trouble } from '#src/chat/delivery.ts'
import type { Request } from '#src/chat/request.ts'
import type { Ended } from '#src/store/claimed.ts'
import { createTroubles } from '#src/menus/notices/troubles.ts'
import { type AlertBot, createAlertBot, privatelyIn, shownIn } from '../../support/alertbot.ts'
import { choicesOf, textOf } from '../../support/bot.ts'
import { sampleHistory } from '../../support/histories.ts'
import { noticesBy, sendNow } from '../../support/notices.ts'
import { createFakePoster } from '../../support/posters.ts'

const MINUTE = 60_000
const START = Date.parse('2025-11-24T01:00:00Z')
const group: Partial<Request> = {
  ...{ platform: 'telegram', chat: 'telegram:-9', member: '6', place: 'group', manager: true },
  memberLanguage: 'en',
}
const unknown: Ended = {
  ...{ state: 'uncertain', now: START + MINUTE },
  fault: { code: 'unknown', text: 'the connection was reset' },
}
const refused: Ended = {
  ...{ state: 'dead', now: START + MINUTE, fault: { code: '403', text: 'no rights' } },
  refusal: { reason: 'kicked', final: true },
}

/** A bot whose alerts on BTC above $90,000 fire once, and whose messages of them end so. */
async function fired(bot: AlertBot, how: Ended): Promise<readonly Trouble[]> {
  const { store } = bot
  const values = [89_000, 90_100]
  for (const [index, value] of values.entries()) {
    const now = START + index * MINUTE
    const reading = { value, time: now, standing: 'confirmed', evidence: { sources: ['Binance'] } } as const
    const observe = async () => [{ series: 'price:bitcoin', ...reading }]
    await tick({ work: store.alertWork, observe, now: () => now, since: START })
    const parts = { work: store.alertWork, settings: async () => ({}), onGathered: () => {} }
    await gatherDue({ ...parts, now: () => now + 6000 })
  }
  for (const one of await store.ledger.claim('w', 'telegram', START + 2 * MINUTE, MINUTE, 10)) {
    await store.ledger.end(one, how)
  }
  return store.ledger.pendingNotices(START + 3 * MINUTE, 10)
}

async function start() {
  const history = await sampleHistory()
  const bot = await createAlertBot(() => history)
  const telegram = createFakePoster('telegram')
  const poster = () => telegram
  const { memory, alerts, schedules } = bot.store
  const writer = createTroubles(
    {
      ...{ memory, alerts, now: bot.parts.now },
      revisions: (id) => schedules.revisions(id),
      approval: async () => undefined,
      edition: async () => undefined,
    },
    poster,
  )
  return { bot, telegram, notices: noticesBy(writer, poster, bot.parts.now) }
}

describe('an alert’s message that may not have arrived', () => {
  it.each([
    ['ja', 'お知らせは届いていない可能性があります', '届いたか不明'],
    ['en', 'may not have arrived', 'may not have arrived'],
  ] as const)('is reported to its owner where it was sent, and in its history (%s)', async (language, said, fate) => {
    const { bot, telegram, notices } = await start()
    const me = privatelyIn(language)
    await bot.ask('alert btc > 90000 each 4h hold 0', me)
    const [trouble, ...others] = await fired(bot, unknown)
    expect(others).toEqual([])
    expect(await sendNow(notices, trouble as Trouble)).toEqual({ kind: 'sent' })
    expect(telegram.shown).toMatchObject([{ target: 'telegram:5', language }])
    const [message] = telegram.prepared
    expect(message && textOf(message)).toContain(said)
    const reply = { message: message as NonNullable<typeof message>, private: true, edit: false }
    expect(choicesOf(reply)).toEqual(['list'])
    const list = await bot.click(reply, 'list', me)
    const [alert] = await bot.store.alerts.list('member:telegram:5', START)
    const item = await bot.click(list, `open=${alert?.id}`, me)
    expect(shownIn(await bot.click(item, 'history', me))).toContain(fate)
  })

  it('is one line of one message where there are several', async () => {
    const { bot, telegram, notices } = await start()
    await bot.ask('alert btc > 90000 each 4h hold 0', privatelyIn('en'))
    const [trouble] = await fired(bot, unknown)
    const one = trouble as Trouble
    const later = { ...one, delivery: { ...one.delivery, fireAt: one.delivery.fireAt + MINUTE } }
    await sendNow(notices, one, later)
    const text = textOf(telegram.prepared[0] as never)
    expect(text.match(/may not have arrived: it was sent/gu)).toHaveLength(2)
  })

  it('is reported to those who manage the chat that it was for', async () => {
    const { bot, telegram, notices } = await start()
    await bot.store.memory.saveSettings('telegram:-9', { logChannel: 'telegram:-8', language: 'en' })
    await bot.ask('alert btc > 90000 each 4h hold 0 here', { ...group, place: 'guild' })
    const [trouble] = await fired(bot, unknown)
    const recipients = await notices.recipientsOf(trouble as Trouble)
    expect(recipients).toEqual(['telegram:-8', 'telegram:-9'])
    await sendNow(notices, trouble as Trouble)
    expect(textOf(telegram.prepared[0] as never)).toMatch(/The message of .* to .* may not have arrived/u)
  })
})

describe('a chat that refuses what alerts report', () => {
  it('B38: a member’s alerts survive neither removal of the channel nor leaving: paused, reported, moved nowhere', async () => {
    const { bot, telegram, notices } = await start()
    await bot.store.memory.saveSettings('telegram:-9', { logChannel: 'telegram:-8', language: 'en' })
    await bot.ask('alert btc > 90000 each 4h hold 0 here', { ...group, place: 'guild' })
    const [trouble] = await fired(bot, refused)
    expect(await bot.store.alerts.list('telegram:-9', START)).toMatchObject([
      { target: 'telegram:-9', state: 'paused', trouble: 'unreachable' },
    ])
    expect(await notices.recipientsOf(trouble as Trouble)).toEqual(['telegram:-8'])
    await sendNow(notices, trouble as Trouble)
    expect(telegram.shown.map(({ target }) => target)).toEqual(['telegram:-8'])
    expect(textOf(telegram.prepared[0] as never)).toContain('1 alert is paused. Nothing goes anywhere else')
  })

  it('says nothing to a member who takes no messages, until they ask for something', async () => {
    const { bot, telegram, notices } = await start()
    const me = privatelyIn('en')
    await bot.ask('alert btc > 90000 each 4h hold 0', me)
    const [trouble] = await fired(bot, refused)
    expect(await notices.recipientsOf(trouble as Trouble)).toBeUndefined()
    expect(telegram.shown).toEqual([])
    const other = await bot.ask('price btc', privatelyIn('en', '6'))
    expect(textOf(other.message)).not.toContain('could not reach you')
    const answer = await bot.ask('price btc', me)
    expect(textOf(answer.message)).toMatch(/I could not reach you since .*: 1 alert is paused/u)
    expect(textOf((await bot.ask('price eth', me)).message)).not.toContain('could not reach you')
    const list = await bot.ask('alerts', me)
    expect(shownIn(list)).toMatch(/I could not reach you since .*\[Resume all\]/su)
    const resumed = await bot.click(list, 'resumeall', me)
    expect(shownIn(resumed)).not.toContain('could not reach you')
    expect(await bot.store.alerts.list('member:telegram:5', START)).toMatchObject([{ state: 'active' }])
    expect(await bot.store.alerts.box('telegram:5')).toMatchObject({ state: 'open' })
  })
})

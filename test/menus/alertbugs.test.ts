/** Bugs of other bots in how alerts are set and listed; each name is the bug's. */
import { beforeAll, describe, expect, it } from 'vitest'
import type { Request } from '#src/chat/request.ts'
import type { History } from '#src/market/history.ts'
import { createPrivateChats } from '#src/menus/alerts/privatechats.ts'
import { alertPlanOf, newWatchOf } from '../support/alerts.ts'
import { type AlertBot, createAlertBot, privatelyIn, shownIn } from '../support/alertbot.ts'
import { choicesOf, textOf } from '../support/bot.ts'
import { sampleHistory } from '../support/histories.ts'
import { createVolatileMemory } from '../support/memory.ts'
import { createFakePoster } from '../support/posters.ts'
import { checkOnDiscord } from '../support/renderedDiscord.ts'
import { checkOnTelegram } from '../support/renderedTelegram.ts'

const NOW = Date.parse('2025-11-24T01:00:00Z')
const guild: Partial<Request> = {
  ...{ platform: 'discord', chat: 'discord:10', community: 'discord:guild:1', member: '42', place: 'guild' },
  memberLanguage: 'en',
}

let sample: History
beforeAll(async () => {
  sample = await sampleHistory()
})

describe('B20: set, but can never arrive', () => {
  /** A bot whose private chats are opened through a Discord that a test scripts. */
  async function onDiscord() {
    const poster = createFakePoster('discord')
    const log = { info() {}, warn() {}, error() {} }
    const privateChats = createPrivateChats({
      ...{ memory: createVolatileMemory(), poster: () => poster, now: () => NOW, log },
      box: (target) => bot.store.alerts.box(target),
    })
    const bot: AlertBot = await createAlertBot(() => sample, { privateChats })
    return { poster, ask: bot.ask, alerts: bot.store.alerts, store: bot.store }
  }
  const shut = { kind: 'refused', reason: 'kicked', code: '50007' } as const

  it('a closed private chat is said at once, and the alert is named as one that cannot arrive', async () => {
    const { poster, ask, alerts } = await onDiscord()
    poster.script.push(shut)
    expect(shownIn(await ask('alert btc > 90000', guild))).toContain('I cannot reach you')
    expect(await alerts.list('member:discord:42', NOW)).toMatchObject([
      { state: 'paused', trouble: 'unreachable' },
    ])
    expect(shownIn(await ask('alerts', guild))).toContain('unreachable')
  })

  it('a private chat that has refused since is tried again before anything is set', async () => {
    const { poster, ask, alerts, store } = await onDiscord()
    await ask('alert btc > 90000 hold 0', guild)
    const [alert] = await alerts.list('member:discord:42', NOW)
    const [watch] = await alerts.watches(alert?.id ?? '')
    const value = { series: 'price:bitcoin', value: 91_000, time: NOW, standing: 'confirmed', evidence: null }
    await store.alertWork.write([value])
    const reports = { kind: 'crossed', late: false, isPosted: true } as const
    await store.alertWork.apply(
      [{ id: watch?.id ?? 0, step: 0, from: 'armed', to: 'fired', time: NOW, reports }],
      { now: NOW, flushAt: NOW },
    )
    const [due] = await store.alertWork.dueBoxes(NOW, 9)
    if (due) await store.alertWork.gather(due, { day: '2025-11-24', now: NOW })
    const [claimed] = await store.ledger.claim('w', 'discord', NOW, 60_000, 9)
    const ended = { state: 'dead', now: NOW, fault: { code: '50007', text: '' } } as const
    if (claimed) await store.ledger.end(claimed, { ...ended, refusal: { reason: 'kicked', final: true } })
    poster.script.push(shut)
    const refused = await ask('alert eth > 9000', guild)
    expect(shownIn(refused)).toContain('I cannot reach you')
    expect((await alerts.list('member:discord:42', NOW)).map(({ state }) => state)).toEqual([
      'paused',
      'paused',
    ])
    const saved = await ask('alert sol > 9000', guild)
    expect(saved.message.title).toContain('Alert 3 is set')
    expect(await alerts.box('discord:42')).toMatchObject({ state: 'open' })
  })

  it('a channel in which the bot may not write has what is missing named, and nothing is kept', async () => {
    const bot = await createAlertBot(() => sample, { check: async () => ['send'] })
    const card = await bot.ask('alert btc > 90000 here', { ...guild, manager: true })
    expect(textOf(card.message)).toMatch(/Send Messages/iu)
    expect(choicesOf(card)).toContain('save')
    expect(await bot.store.alerts.list('discord:guild:1', NOW)).toEqual([])
  })
})

describe('B29: a long list answers nothing', () => {
  const owner = 'member:telegram:5'
  const most = { alerts: 100, watches: 1000, total: 1000 }

  it.each([
    'ja',
    'en',
  ] as const)('thirty alerts come on three pages that both platforms show (%s)', async (language) => {
    const bot = await createAlertBot(() => sample)
    const me = privatelyIn(language)
    for (let index = 0; index < 30; index++) {
      const condition = { kind: 'streak', asset: 'bitcoin', sign: 'negative', length: 2 + index } as const
      const plan = alertPlanOf('telegram:5', NOW, { condition: condition as never })
      await bot.store.alerts.add({ owner, plan, watches: [newWatchOf()], now: NOW, most })
    }
    const numbers: string[] = []
    let page = await bot.ask('alerts', me)
    for (let count = 0; count < 3; count++) {
      checkOnTelegram(page.message)
      checkOnDiscord(page.message)
      const table = page.message.blocks.find(({ kind }) => kind === 'table')
      numbers.push(...(table?.kind === 'table' ? table.rows.map(([number]) => String(number)) : []))
      if (count < 2) page = await bot.click(page, `page=${count + 1}`, me)
    }
    expect(new Set(numbers).size).toBe(30)
    expect(choicesOf(page)).not.toContain('page=3')
  })

  it('a watchlist of fifty coins, and an alert on it, are shown by both platforms', async () => {
    const bot = await createAlertBot(() => sample)
    const me = privatelyIn('en')
    const coins = sample.assets.filter(({ kind }) => kind === 'coin').slice(0, 50)
    for (let from = 0; from < coins.length; from += 10)
      await bot.ask(
        `watchlist add ${coins
          .slice(from, from + 10)
          .map(({ symbol }) => symbol)
          .join(' ')}`,
        me,
      )
    const list = await bot.ask('watchlist', me)
    const alert = await bot.ask('alert watchlist -5% 24h', me)
    for (const { message } of [list, alert, await bot.ask('alerts', me)]) {
      checkOnTelegram(message)
      checkOnDiscord(message)
    }
    expect(textOf(list.message)).toContain(coins.at(-1)?.symbol)
  })
})

describe('an alert in steps', () => {
  it('is shown and tested from what it reported last, not from the price now', async () => {
    const bot = await createAlertBot(() => sample)
    const me = privatelyIn('en')
    const plan = alertPlanOf('telegram:5', NOW, {
      ...{ condition: { kind: 'move', asset: 'bitcoin', by: 0.04 } },
      look: { language: 'en', zone: 'UTC', theme: 'light', colors: 'standard' },
    })
    // The last confirmed value is $92,000.
    const watches = [
      newWatchOf({ moveBy: 0.04, fire: 86_400, rearm: 90_000 }),
      newWatchOf({ moveBy: 0.04, side: 1, fire: 93_600, rearm: 90_000 }),
    ]
    const most = { alerts: 100, watches: 1000, total: 1000 }
    await bot.store.alerts.add({ owner: 'member:telegram:5', plan, watches, now: NOW, most })
    const list = await bot.ask('alerts', me)
    const [open = ''] = choicesOf(list)
    const item = await bot.click(list, open, me)
    expect(textOf(item.message)).toMatch(/\+1\.7%/)
    const test = await bot.click(item, 'test', me)
    expect(textOf(test.message)).toMatch(/up 2\.2% from \$90,000/)
  })
})

describe('B37: “save” and “start” confused: sent at once, or never', () => {
  it('there is one Save: until then nothing is set, and the card says what happens and when', async () => {
    const bot = await createAlertBot(() => sample)
    const me = privatelyIn('en')
    const card = await bot.ask('alert btc > 90000 each 4h ?', me)
    expect(choicesOf(card).filter((choice) => choice === 'save')).toHaveLength(1)
    const text = shownIn(card)
    for (const said of [
      '90,000',
      'Each minute',
      '4 hours',
      'You alone',
      'Nothing is set before you press Save',
    ])
      expect(text).toContain(said)
    expect(await bot.store.alerts.list('member:telegram:5', NOW)).toEqual([])
    await bot.click(card, 'save', me)
    expect(await bot.store.alerts.list('member:telegram:5', NOW)).toHaveLength(1)
    // Nothing is sent by saving.
    expect(await bot.store.alertWork.dueBoxes(NOW * 2, 9)).toEqual([])
  })

  it('Save that is pressed twice sets one', async () => {
    const bot = await createAlertBot(() => sample)
    const me = privatelyIn('en')
    const card = await bot.ask('alert btc > 90000 ?', me)
    await bot.click(card, 'save', me)
    expect(textOf((await bot.click(card, 'save', me)).message)).toContain('Alert 1')
    expect(await bot.store.alerts.list('member:telegram:5', NOW)).toHaveLength(1)
  })
})

/** Alerts of one’s own: how they are set, changed, tested, kept and ended, and whatever is typed for one. */
import fc from 'fast-check'
import { beforeAll, describe, expect, it } from 'vitest'
import { type Alert, ALERT_QUOTAS } from '#src/chat/alert.ts'
import type { Reply, Request } from '#src/chat/request.ts'
import type { History } from '#src/market/history.ts'
import { choicesOf, textOf } from '../support/bot.ts'
import { type AlertBot, choiceOf, createAlertBot, privatelyIn, shownIn } from '../support/alertbot.ts'
import { sampleHistory } from '../support/histories.ts'
import { guild, me, mine, titleOf } from './alerts/asking.ts'

let sample: History
beforeAll(async () => {
  sample = await sampleHistory()
})
const start = (access = {}) => createAlertBot(() => sample, access)

describe('an alert of one’s own', () => {
  it('is set in one line, goes to the private chat, and can be taken back', async () => {
    const bot = await start()
    const saved = await bot.ask('alert btc > 90000', me)
    expect(titleOf(saved)).toBe('Alert 1 is set: BTC above $90,000')
    expect(await mine(bot)).toMatchObject([
      {
        ...{ number: 1, owner: 'member:telegram:5', target: 'telegram:5', state: 'active' },
        condition: { kind: 'price', asset: 'bitcoin', side: 'above', level: 90_000 },
        look: { language: 'en' },
      },
    ])
    expect(titleOf(await bot.click(saved, 'undo', me))).toBe('Alert 1 is deleted')
    expect(await mine(bot)).toEqual([])
  })

  it('takes three presses from a coin, and nothing is kept before the last', async () => {
    const bot = await start()
    const asked = await bot.ask('alert btc', me)
    expect(choicesOf(asked)).toHaveLength(5)
    const card = await bot.click(asked, 'offer=3', me)
    expect(shownIn(card)).toContain('In the last 90 days it would have fired 3 times')
    expect(await mine(bot)).toEqual([])
    await bot.click(card, 'save', me)
    expect(await mine(bot)).toMatchObject([{ condition: { kind: 'flip', asset: 'bitcoin' } }])
  })

  it('says each time that a record that does not move rings nothing', async () => {
    const bot = await start()
    expect(shownIn(await bot.ask('alert btc > 90000', me))).toContain('nothing will ring')
    const live = { ...sample, live: { price: () => undefined, disagreements: [] } } as unknown as History
    const moving = await createAlertBot(() => live)
    expect(shownIn(await moving.ask('alert btc > 90000', me))).not.toContain('nothing will ring')
  })

  it('waits for a level that is passed to come back, where that is asked for', async () => {
    const bot = await start()
    const passed = await bot.ask('alert btc < 95000', me)
    expect(titleOf(passed)).toBe('BTC is already below $95,000, at $87,520')
    const saved = await bot.click(passed, choiceOf(passed, 'Wait for it to come back'), me)
    expect(shownIn(saved)).toContain('the next time counts')
    const [alert] = await mine(bot)
    expect(await bot.store.alerts.watches(alert?.id ?? '')).toMatchObject([
      { state: 'waiting', fire: 95_000 },
    ])
  })

  it('is changed in place, and not where somebody else did meanwhile', async () => {
    const bot = await start()
    const saved = await bot.ask('alert btc > 90000', me)
    const one = await bot.click(saved, 'edit', me)
    const other = await bot.click(
      await bot.click(await bot.ask('alerts', me), await first(bot), me),
      'edit',
      me,
    )
    const weekly = await bot.click(one, 'repeat=each.7d', me)
    const changed = await bot.click(weekly, 'save', me)
    expect(titleOf(changed)).toBe('Alert 1 is changed: BTC above $90,000')
    // Undo would take away more than the change.
    expect(choicesOf(changed)).toEqual(['edit', 'list'])
    expect(await mine(bot)).toMatchObject([{ number: 1, repeat: { kind: 'each', gap: 7 * 86_400_000 } }])
    expect(textOf((await bot.click(other, 'save', me)).message)).toContain('changed meanwhile')
  })

  it('is snoozed, resumed, made again for another coin, deleted and put back', async () => {
    const bot = await start()
    const saved = await bot.ask('alert btc > 90000', me)
    const item = await bot.click(await bot.click(saved, 'list', me), await first(bot), me)
    const snoozed = await bot.click(item, 'snooze=1h', me)
    expect(await mine(bot)).toMatchObject([{ state: 'snoozed' }])
    await bot.click(snoozed, 'resume', me)
    expect(await mine(bot)).toMatchObject([{ state: 'active' }])
    const payload = `a:${item.message.actions?.id}:clone`
    const clone = await bot.bot.answer({
      ...guild,
      ...me,
      manager: false,
      input: { kind: 'click', payload, values: { coin: 'eth' } },
    } as Request)
    expect(shownIn(clone)).toContain('ETH above $90,000')
    const again = await bot.click(await bot.ask('alerts', me), await first(bot), me)
    const deleted = await bot.click(again, 'delete', me)
    expect(await mine(bot)).toEqual([])
    await bot.click(deleted, 'restore', me)
    expect(await mine(bot)).toMatchObject([{ number: 1, state: 'active' }])
  })

  it('asks for what its buttons need, after a restart as well', async () => {
    const bot = await start()
    const where = { ...guild, ...me } as Omit<Request, 'input'>
    const formOf = async ({ message }: Reply, choice: string) =>
      (await bot.bot.formOf(`a:${message.actions?.id}:${choice}`, where))?.fields.map(({ name, value }) => [
        name,
        value,
      ])
    const asked = await bot.ask('alert', me)
    expect(await formOf(asked, 'change')).toEqual([['line', undefined]])
    expect(await formOf(asked, 'offer=0')).toBeUndefined()
    const card = await bot.ask('alert btc > 90000 ?', me)
    expect(await formOf(card, 'change')).toEqual([['line', 'btc > 90000 until 2026-02-22']])
    await bot.click(card, 'save', me)
    const item = await bot.click(await bot.ask('alerts', me), await first(bot), me)
    expect(await formOf(item, 'snooze')).toEqual([['until', undefined]])
    expect(await formOf(item, 'clone')).toEqual([['coin', undefined]])
  })

  it.each([
    ['btc funding flips', 'To go', '1 settlement'],
    ['btc funding positive 6x', 'To go', '6 settlements'],
    ['btc either 90000', 'To go', '+2.8%'],
  ])('%s says how far the side is that has not passed', async (line, name, distance) => {
    const bot = await start()
    expect(shownIn(await bot.ask(`alert ${line} ?`, me))).toContain(`**${name}**: ${distance}\n`)
    await bot.ask(`alert ${line}`, me)
    expect(shownIn(await bot.ask('alerts', me))).toContain(`| ${distance} | armed |`)
  })

  it('of a change of sign is tested with the sign that it has', async () => {
    const bot = await start()
    await bot.ask('alert btc funding flips', me)
    const item = await bot.click(await bot.ask('alerts', me), await first(bot), me)
    expect(textOf((await bot.click(item, 'test', me)).message)).toContain('turned negative')
  })

  it('of a run is tested with the hours of its own settlements', async () => {
    const bot = await start()
    await bot.ask('alert btc funding negative 20x', me)
    const item = await bot.click(await bot.ask('alerts', me), await first(bot), me)
    expect(textOf((await bot.click(item, 'test', me)).message)).toContain(
      '14 settlements in a row, 112 hours',
    )
  })

  it('shows what it would say, marked as a test, and stays as it is', async () => {
    const bot = await start()
    await bot.ask('alert btc > 90000', me)
    const item = await bot.click(await bot.ask('alerts', me), await first(bot), me)
    const test = await bot.click(item, 'test', me)
    expect(test.message.title).toBe('Test: BTC above $90,000')
    // What has not happened is an example, and its picture claims nothing.
    const [said] = test.message.blocks
    expect(said).toMatchObject({ text: expect.stringContaining('The condition is not met now') })
    expect(test.message.images.map(({ alt }) => alt)).toEqual(['Test: BTC above $90,000'])
    expect(await mine(bot)).toMatchObject([{ state: 'active', revision: 1 }])
  })

  it('is nobody else’s to open, and gone is gone', async () => {
    const bot = await start()
    const saved = await bot.ask('alert btc > 90000', me)
    const [alert] = await mine(bot)
    const other = privatelyIn('en', '6')
    const list = await bot.ask('alerts', other)
    expect(textOf((await bot.click(list, `open=${alert?.id}`, other)).message)).toContain(
      'Only its owner can do that',
    )
    await bot.click(saved, 'undo', me)
    expect(textOf((await bot.click(saved, 'item', me)).message)).toContain('That alert was deleted')
  })

  it('has a quota: what was typed stays, and one press deletes another for it', async () => {
    const bot = await start()
    const { alerts } = ALERT_QUOTAS.member
    await bot.ask('alert btc > 100000', me)
    const [kept] = await mine(bot)
    const { id: _, number: __, owner, state: ___, revision: ____, createdAt: now, ...plan } = kept as Alert
    const most = { alerts: 100, watches: 1000, total: 1000 }
    for (let i = 1; i < alerts; i++) await bot.store.alerts.add({ owner, plan, watches: [], now, most })
    const full = await bot.ask('alert btc > 95000', me)
    expect(titleOf(full)).toBe(`You have ${alerts} alerts, the most`)
    expect(shownIn(full)).toContain('What you typed stays here for a day: BTC above $95,000.')
    expect(choicesOf(full).filter((choice) => choice.startsWith('replace='))).toHaveLength(10)
    expect(await mine(bot)).toHaveLength(alerts)
    const replaced = await bot.click(full, choicesOf(full)[0] ?? '', me)
    expect(shownIn(replaced)).toContain('Alert 30 was deleted for it.')
    expect(titleOf(replaced)).toBe('Alert 31 is set: BTC above $95,000')
    expect(await mine(bot)).toHaveLength(alerts)
  })

  it('of a full list is saved by the same message once one was deleted in the list', async () => {
    const bot = await start()
    const { alerts } = ALERT_QUOTAS.member
    await bot.ask('alert btc > 100000', me)
    const [kept] = await mine(bot)
    const { id, number: __, owner, state: ___, revision: ____, createdAt: now, ...plan } = kept as Alert
    const most = { alerts: 100, watches: 1000, total: 1000 }
    for (let i = 1; i < alerts; i++) await bot.store.alerts.add({ owner, plan, watches: [], now, most })
    const full = await bot.ask('alert btc > 95000', me)
    const list = await bot.click(full, 'list', me)
    expect(list.edit).toBe(false)
    await bot.click(await bot.click(list, `open=${id}`, me), 'delete', me)
    expect(titleOf(await bot.click(full, 'save', me))).toBe('Alert 31 is set: BTC above $95,000')
  })

  it('that would watch more than there is room for stays on its card', async () => {
    const bot = await start({ total: 1 })
    await bot.ask('alert btc > 100000', me)
    const [first] = await mine(bot)
    const card = await bot.ask('alert btc > 95000', me)
    expect(shownIn(card)).toContain('There is no room for what it watches')
    expect(shownIn(card)).toContain('BTC above $95,000')
    await bot.store.alerts.remove(first?.id ?? '', bot.parts.now())
    expect(titleOf(await bot.click(card, 'save', me))).toBe('Alert 2 is set: BTC above $95,000')
  })

  it('of a watchlist watches each of its coins', async () => {
    const bot = await start({ watchlist: async () => ['bitcoin', 'solana'] })
    await bot.ask('alert watchlist -5% 24h', me)
    const [alert] = await mine(bot)
    const watches = await bot.store.alerts.watches(alert?.id ?? '')
    expect(watches.map(({ series }) => series)).toEqual(['change:bitcoin:24h', 'change:solana:24h'])
  })

  it('of a watchlist follows it: a coin that is removed is watched no more', async () => {
    const bot = await createAlertBot(() => sample)
    await bot.ask('watchlist add btc sol', me)
    await bot.ask('alert watchlist -5% 24h', me)
    const judged = async () => {
      const [alert] = await mine(bot)
      const watches = await bot.store.alerts.watches(alert?.id ?? '')
      return watches.filter(({ state }) => state !== 'done').map(({ series }) => series)
    }
    expect(await judged()).toEqual(['change:bitcoin:24h', 'change:solana:24h'])
    await bot.ask('watchlist remove btc', me)
    expect(await judged()).toEqual(['change:solana:24h'])
  })
})

/** The choice that opens the member’s first alert. */
async function first(bot: AlertBot) {
  return choiceOf(await bot.ask('alerts', me), /^1 /u)
}

describe('whatever is typed', () => {
  it('is answered with an alert, a card, a question or a refusal, never with a failure of ours', async () => {
    const bot = await start()
    const piece = fc.constantFrom(
      ...'btc eth pepe total watchlist < > ± -5% 0.03% 9万 3兆 90k 1h 5分 each 4h hold until 31 12月 割れ funding flips 建玉 low 12w ごと 年率 here ? venue:okx'.split(
        ' ',
      ),
    )
    const line = fc.array(piece, { minLength: 1, maxLength: 7 }).map((pieces) => pieces.join(' '))
    await fc.assert(
      fc.asyncProperty(line, async (typed) => {
        const reply = await bot.ask(`alert ${typed}`, me)
        expect(reply.result, typed).not.toBe('failed')
        expect(reply.message.title, typed).not.toBe('')
      }),
      { numRuns: 25 },
    )
    expect(bot.warnings).toEqual([])
  })
})

/** Who may set alerts where, whose they are, and what becomes of them: with a store, and requests of both platforms. */
import fc from 'fast-check'
import { beforeAll, describe, expect, it } from 'vitest'
import { type Alert, ALERT_QUOTAS, type Firing } from '#src/chat/alert.ts'
import { type Opened, type PrivateChats, TooManyOpenedError } from '#src/chat/privatechat.ts'
import type { Reply, Request } from '#src/chat/request.ts'
import type { History } from '#src/market/history.ts'
import { createFiringButtons } from '#src/menus/alerts/firingbuttons.ts'
import { createPrivateChats } from '#src/menus/alerts/privatechats.ts'
import { choicesOf, textOf } from '../support/bot.ts'
import { type AlertBot, choiceOf, createAlertBot, privatelyIn, shownIn } from '../support/alertbot.ts'
import { sampleHistory } from '../support/histories.ts'
import { createVolatileMemory } from '../support/memory.ts'
import { createFakePoster } from '../support/posters.ts'

const me = privatelyIn('en')
const guild: Partial<Request> = {
  ...{ platform: 'discord', chat: 'discord:10', community: 'discord:guild:1', member: '42', place: 'guild' },
  memberLanguage: 'en',
}
const group: Partial<Request> = {
  ...{ platform: 'telegram', chat: 'telegram:-9', member: '5', place: 'group', botName: 'kawaraban_bot' },
  memberLanguage: 'en',
}

let sample: History
beforeAll(async () => {
  sample = await sampleHistory()
})

const start = (access = {}) => createAlertBot(() => sample, access)
const titleOf = ({ message }: Reply) => message.title
const mine = ({ store }: AlertBot, owner = 'member:telegram:5') =>
  store.alerts.list(owner, Date.parse('2025-11-24T01:00:00Z'))

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

describe('in a server', () => {
  const opens = (opened: Opened) => ({ privateChats: { open: async () => opened } })

  it('an alert for oneself is confirmed in the private chat, and answered to the member alone', async () => {
    const bot = await start(opens({ kind: 'open', target: 'discord:777' }))
    const saved = await bot.ask('alert btc > 90000', guild)
    expect(saved.private).toBe(true)
    expect(await mine(bot, 'member:discord:42')).toMatchObject([{ target: 'discord:777' }])
  })

  it('is not set where nothing can arrive', async () => {
    const closed = await start(opens({ kind: 'closed' }))
    const card = await closed.ask('alert btc > 90000', guild)
    expect(shownIn(card)).toContain('I cannot reach you')
    expect(choicesOf(card)).toContain('save')
    expect(await mine(closed, 'member:discord:42')).toEqual([])
    const busy = await start(opens({ kind: 'later', seconds: 20 }))
    expect(shownIn(await busy.ask('alert btc > 90000', guild))).toContain('in 20 seconds')
  })

  it('is kept for seven days where the chat is there and closed, and armed once a press succeeds', async () => {
    let opened: Opened = { kind: 'closed', target: 'discord:777' }
    const tries: boolean[] = []
    const bot = await start({
      privateChats: {
        open: async (...[, , , { again = false } = {}]: Parameters<PrivateChats['open']>) => {
          tries.push(again)
          return opened
        },
      },
    })
    const kept = await bot.ask('alert btc > 90000', guild)
    expect(kept.private).toBe(true)
    expect(shownIn(kept)).toContain('Alert 1 is kept, but I cannot reach you yet')
    expect(shownIn(kept)).toContain('Try again')
    expect(await mine(bot, 'member:discord:42')).toMatchObject([
      { state: 'paused', trouble: 'unreachable', until: Date.parse('2025-12-01T01:00:00Z') },
    ])
    expect(shownIn(await bot.click(kept, 'resume', guild))).toContain('I cannot reach you')
    const list = await bot.ask('alerts', guild)
    expect(shownIn(list)).toContain('1 alert is paused')
    opened = { kind: 'open', target: 'discord:777' }
    await bot.click(list, 'resumeall', guild)
    expect(await mine(bot, 'member:discord:42')).toMatchObject([{ state: 'active' }])
    expect(await bot.store.alerts.box('discord:777')).toMatchObject({ state: 'open' })
    expect(tries).toEqual([false, false, false])
  })

  it('one for the channel is a moderator’s; a member is offered their own', async () => {
    const bot = await start(opens({ kind: 'open', target: 'discord:777' }))
    const refused = await bot.ask('alert btc > 90000 here', guild)
    expect(titleOf(refused)).toBe('Only moderators set alerts for this place')
    const card = await bot.click(refused, 'offer=0', guild)
    expect(shownIn(card)).toContain('You alone')
    const manager = { ...guild, manager: true, member: '43' }
    await bot.ask('alert btc > 90000 here', manager)
    expect(await mine(bot, 'discord:guild:1')).toMatchObject([{ target: 'discord:10' }])
    expect(shownIn(await bot.ask('alerts here', manager))).toContain('BTC above $90,000')
    expect(textOf((await bot.ask('alerts here', guild)).message)).toMatch(/moderator/iu)
  })
})

describe('another channel of a server', () => {
  const manager = { ...guild, manager: true, member: '43', chatTitle: '#market' }
  const elsewhere = { ...manager, chat: 'discord:11', chatTitle: '#moderators' }

  it('keeps its alert when that is edited, made again or cloned from this one', async () => {
    const bot = await start()
    await bot.ask('alert eth -5% 1h here', manager)
    const list = await bot.ask('alerts here', elsewhere)
    expect(titleOf(list)).toBe('Alerts of this server')
    const item = await bot.click(list, choiceOf(list, /^1 /u), elsewhere)
    expect(shownIn(item)).not.toContain('#moderators')
    const card = await bot.click(item, 'edit', elsewhere)
    expect(shownIn(card)).not.toContain('#moderators')
    await bot.click(await bot.click(card, 'repeat=each.7d', elsewhere), 'save', elsewhere)
    expect(await mine(bot, 'discord:guild:1')).toMatchObject([
      { target: 'discord:10', repeat: { kind: 'each', gap: 7 * 86_400_000 } },
    ])
  })
})

describe('under an answer', () => {
  const lines = {
    'funding btc': 'BTC funding changes sign',
    'oi eth': 'ETH open interest down 10% in 24 hours (coins)',
    'oi total': 'Open interest at its lowest in 12 weeks',
    'vol eth': 'ETH 7-day volatility above 80%',
    mcap: 'Total market cap below $2.9T',
    'price sol btc': 'SOL below $130',
  }

  it.each(Object.entries(lines))('/%s offers its own figure, in two presses', async (line, condition) => {
    const bot = await start()
    const card = await bot.click(await bot.ask(line, me), 'alert', me)
    expect(card).toMatchObject({ edit: false })
    expect(shownIn(card)).toContain(condition)
    expect(titleOf(await bot.click(card, 'save', me))).toBe(`Alert 1 is set: ${condition}`)
  })

  it('anybody sets their own, from a group in their private chat', async () => {
    const bot = await start()
    const answer = await bot.ask('funding btc', group)
    expect(answer.message.actions?.rows.flat()).toContainEqual(
      expect.objectContaining({ choice: 'alert', privately: true }),
    )
    const other = privatelyIn('en', '6')
    await bot.click(await bot.click(answer, 'alert', other), 'save', other)
    expect(await mine(bot, 'member:telegram:6')).toMatchObject([{ target: 'telegram:6' }])
  })

  it('there is none where no alerts are kept, nor on what has no figure to watch', async () => {
    const bot = await start()
    expect(choicesOf(await bot.ask('sectors', me))).not.toContain('alert')
    const without = await createAlertBot(() => sample, {}, { alerts: undefined as never })
    expect(choicesOf(await without.ask('funding btc', me))).not.toContain('alert')
  })
})

describe('in a group', () => {
  it('sees one line with a link, which opens the card in the private chat', async () => {
    const bot = await start()
    const linked = await bot.ask('alert btc > 90000', group)
    expect(linked.message.blocks).toEqual([])
    const [link] = (linked.message.actions?.rows ?? []).flat()
    const url = link?.kind === 'button' ? (link.url ?? '') : ''
    expect(url).toMatch(/^https:\/\/t\.me\/kawaraban_bot\?start=/u)
    const card = await bot.ask(`start ${url.split('=')[1]}`, me)
    expect(shownIn(card)).toContain('BTC above $90,000')
    await bot.click(card, 'save', me)
    expect(await mine(bot)).toMatchObject([{ target: 'telegram:5' }])
  })
})

describe('under what an alert reported', () => {
  const message = { title: 'BTC above $90,000', blocks: [], images: [], footer: [] }

  async function reported(
    bot: AlertBot,
    line: string,
    owner?: string,
    where: Partial<Request> = me,
    kind: Firing['kind'] = 'crossed',
  ) {
    await bot.ask(`alert ${line}`, where)
    const [alert] = await mine(bot, owner)
    const [watch] = await bot.store.alerts.watches(alert?.id ?? '')
    const firing = { watch: watch?.id, step: 1, kind } as unknown as Firing
    const buttons = createFiringButtons({
      memory: bot.parts.memory,
      now: () => Date.parse('2025-11-24T01:00:00Z'),
    })
    const posted = await buttons(message, [{ firing, alert: alert as Alert }])
    expect(await buttons(message, [{ firing, alert: alert as Alert }])).toEqual(posted)
    return { message: posted, private: false, edit: false }
  }

  it('its owner snoozes it, and the report stays', async () => {
    const bot = await start()
    const posted = await reported(bot, 'eth -5% 1h')
    expect(choicesOf(posted)).toEqual(['snooze=1h', 'snooze=1d', 'edit', 'why'])
    expect(await bot.click(posted, 'snooze=1h', me)).toMatchObject({ edit: false })
    expect(await mine(bot)).toMatchObject([{ state: 'snoozed' }])
    expect(shownIn(await bot.click(posted, 'edit', me))).toContain('ETH down 5% in 1 hour')
  })

  it('anybody who reads it in a channel asks why, and is answered alone', async () => {
    const bot = await start()
    const manager = { ...guild, manager: true, member: '43' }
    const posted = await reported(bot, 'eth -5% 1h here', 'discord:guild:1', manager)
    // The firing of this test is in no table.
    const asked = await bot.click(posted, 'why', guild)
    expect(asked).toMatchObject({ private: true, edit: false })
    expect(shownIn(asked)).toMatch(/deleted|no longer/u)
    expect(await bot.click(posted, 'edit', guild)).toMatchObject({ private: true, result: 'refused' })
  })

  it('one that was for once is set again', async () => {
    const bot = await start()
    expect(choicesOf(await reported(bot, 'btc > 90000'))).toEqual(['again', 'edit', 'why'])
  })

  it('one that ends in three days is extended by a press', async () => {
    const bot = await start()
    const posted = await reported(bot, 'eth -5% 1h until 2025-12-10', undefined, me, 'expiring')
    expect(choicesOf(posted)).toEqual(['extend', 'list'])
    const [before] = await mine(bot)
    expect(shownIn(await bot.click(posted, 'extend', me))).toContain('It goes on until 10 March 2026.')
    const [after] = await mine(bot)
    expect((after?.until ?? 0) - (before?.until ?? 0)).toBe(90 * 86_400_000)
    // It is never shortened, nor longer than a year from now.
    expect(shownIn(await bot.click(posted, 'extend', me))).toContain('It goes on until 8 June 2026.')
    for (const _ of [3, 4]) await bot.click(posted, 'extend', me)
    expect(shownIn(await bot.click(posted, 'extend', me))).toContain('It goes on for a year already')
    expect(await mine(bot)).toMatchObject([{ until: Date.parse('2026-11-25T00:00:00Z') }])
  })

  it.each([
    ['wait', 'They wait until there is a value again', ['active', 'active', 'active']],
    ['end', 'Ended: 2 alerts', ['ended', 'ended', 'active']],
  ] as const)('a coin without a value for seven days is asked about: %s', async (choice, said, states) => {
    const bot = await start()
    const posted = await reported(bot, 'eth < 1500', undefined, me, 'gone')
    expect(choicesOf(posted)).toEqual(['wait', 'end', 'list'])
    await bot.ask('alert eth < 1000', me)
    await bot.ask('alert btc < 50000', me)
    expect(shownIn(await bot.click(posted, choice, me))).toContain(said)
    expect((await mine(bot)).map(({ state }) => state)).toEqual(states)
  })

  it('in a channel its moderators do, each answered alone', async () => {
    const bot = await start()
    const manager = { ...guild, manager: true, member: '43' }
    const posted = await reported(bot, 'eth -5% 1h here', 'discord:guild:1', manager)
    expect(await bot.click(posted, 'snooze=1h', guild)).toMatchObject({ private: true, result: 'refused' })
    expect(await bot.click(posted, 'snooze=1h', manager)).toMatchObject({ private: true, edit: false })
    expect(await mine(bot, 'discord:guild:1')).toMatchObject([{ state: 'snoozed' }])
  })
})

describe('private chats', () => {
  const message = { title: 'Set', blocks: [], images: [], footer: [] }
  const first = { message, rows: [], command: 'alerts', state: {} }
  const quiet = { info: () => {}, warn: () => {}, error: () => {} }

  it('are opened with one message each, ten a minute and a hundred an hour at most', async () => {
    let now = 1e12
    const poster = createFakePoster('discord')
    const parts = { memory: createVolatileMemory(), poster: () => poster, now: () => now, log: quiet }
    const open = (member: string, chats = createPrivateChats(parts)) =>
      chats.open({ platform: 'discord', member }, first, 'en')
    for (let i = 0; i < 10; i++) expect((await open(String(i))).kind).toBe('open')
    // Also by a program that was started anew in between.
    expect(await open('3')).toMatchObject({ kind: 'open' })
    expect(poster.calls).toHaveLength(10)
    expect(await open('11')).toEqual({ kind: 'later', seconds: 60 })
    now += 60_001
    expect((await open('11')).kind).toBe('open')
    for (let i = 12; i < 101; i++) {
      now += 10_000
      expect((await open(String(i))).kind).toBe('open')
    }
    now += 60_001
    expect(await open('101')).toMatchObject({ kind: 'later' })
  })

  it('that are closed are tried again when their member asks, and one that has refused since', async () => {
    const poster = createFakePoster('discord')
    const memory = createVolatileMemory()
    const chats = createPrivateChats({ memory, poster: () => poster, now: () => 1e12, log: quiet })
    const of = { platform: 'discord', member: '42' } as const
    poster.script.push({ kind: 'refused', reason: 'forbidden', code: '50007' })
    const closed = await chats.open(of, first, 'en')
    expect(closed).toMatchObject({ kind: 'closed', target: expect.stringMatching(/^discord:/u) })
    expect(await memory.privateChat(of)).toMatchObject({ isClosed: true })
    expect(await chats.open(of, first, 'en')).toMatchObject({ kind: 'open' })
    expect(await chats.open(of, first, 'en', { again: true })).toMatchObject({ kind: 'open' })
    expect(poster.calls).toHaveLength(3)
  })
  it('F8: a storm of 40003 is obeyed: none is opened for ten minutes, then twenty', async () => {
    let now = 1e12
    const asked: number[] = []
    const chats = createPrivateChats({
      memory: createVolatileMemory(),
      poster: () => ({
        ...createFakePoster('discord'),
        aloneWith: async () => {
          asked.push(now)
          throw new TooManyOpenedError('40003')
        },
      }),
      now: () => now,
      log: quiet,
    })
    for (let minute = 0; minute < 60; minute++) {
      const opened = await chats.open({ platform: 'discord', member: String(minute) }, first, 'en')
      expect(opened.kind).toBe('later')
      now += 60_000
    }
    expect(asked.map((at) => (at - 1e12) / 60_000)).toEqual([0, 10, 30])
  })
})

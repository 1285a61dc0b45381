/** What a member gets in their own private chat: by a line, by a press under a post, stopped by a press under what arrives. */
import { describe, expect, it, onTestFinished } from 'vitest'
import { postRecord } from '#src/editions/postbuttons.ts'
import type { Opened } from '#src/chat/privatechat.ts'
import type { Reply } from '#src/chat/request.ts'
import { openStore } from '#src/store/open.ts'
import { choicesOf, textOf } from '../support/bot.ts'
import { temporaryFolder } from '../support/folder.ts'
import { planOf } from '../support/plans.ts'
import { useDeskBots } from '../support/schedulemenus.ts'

const { deskBot } = useDeskBots()
const OWN = 'telegram:7'
const alone = {
  platform: 'telegram',
  chat: OWN,
  member: '7',
  place: 'private',
  manager: true,
  memberLanguage: 'ja',
} as const
const stopChoice = (reply: Reply) => choicesOf(reply).find((choice) => choice.startsWith('stop=')) ?? ''

describe('/subscribe', () => {
  it.each([
    ['weekly', { kind: 'brief' }, { kind: 'weekly', weekday: 1, hour: 9, minute: 30 }],
    ['daily', { kind: 'daily' }, { kind: 'daily', hour: 9, minute: 30 }],
    ['funding fri 18:00', { kind: 'command', name: 'funding' }, { kind: 'weekly', weekday: 5, hour: 18 }],
  ])('%s is a schedule of the member’s own chat, in their zone', async (line, what, when) => {
    const bot = await deskBot()
    const reply = await bot.ask(`subscribe ${line}`, alone)
    expect(textOf(reply.message)).toContain('設定しました')
    expect(await bot.scheduleService.list(OWN)).toMatchObject([
      { what, when, target: OWN, member: '7', zone: 'Asia/Tokyo', language: 'ja' },
    ])
    await bot.ask(`subscribe ${line}`, alone)
    expect(await bot.scheduleService.list(OWN)).toHaveLength(1)
    const list = await bot.ask('subscribe', alone)
    await bot.click(list, stopChoice(list), alone)
    expect(await bot.scheduleService.list(OWN)).toEqual([])
  })

  it.each([
    ['funding btc', 'BTCの資金調達率', 'BTC funding rate'],
    [
      'funding mon 09:30 eth 30d apr',
      'ETHの資金調達率（30日、年率）',
      'ETH funding rate (30 days, annualized)',
    ],
    ['price btc sol', 'BTC、SOLの価格', 'BTC and SOL prices'],
    ['movers', '騰落率ランキング', 'Movers'],
  ])('names %s by its topic in both languages, in what it answers and in the list to stop one', async (line, ja, en) => {
    for (const [memberLanguage, name] of [
      ['ja', ja],
      ['en', en],
    ] as const) {
      const bot = await deskBot()
      const reply = await bot.ask(`subscribe ${line}`, { ...alone, memberLanguage })
      const text = textOf(reply.message)
      expect(text).toContain(memberLanguage === 'ja' ? `${name}を個別チャットに` : `Set: ${name} arrives`)
      expect(text).not.toContain(`/${line.split(' ')[0]}`)
      expect(JSON.stringify(reply.message.actions)).toContain(`"${name}"`)
    }
  })

  it('takes five at most, and names what cannot be read', async () => {
    const bot = await deskBot()
    for (const name of ['assets', 'funding', 'volatility', 'movers', 'volume']) {
      const what = { kind: 'command', name, args: {} } as const
      await bot.scheduleService.add(OWN, planOf(OWN, { what, member: '7' }), '7')
    }
    const sixth = await bot.ask('subscribe macro', alone)
    expect(sixth.message.title).toContain('5件まで')
    expect(await bot.scheduleService.list(OWN)).toHaveLength(5)
    const other = await deskBot()
    expect(textOf((await other.ask('subscribe weekly 25:00', alone)).message)).toContain('25:00')
    expect(await other.scheduleService.list(OWN)).toEqual([])
  })

  it('is set up by one press under a post, and stopped by one under what arrives', async () => {
    const bot = await deskBot()
    const look = { edition: 'x', zone: 'UTC', theme: 'dark', colors: 'standard', currency: 'usd' } as const
    const press = async (of: 'brief' | 'daily' | 'subscribe', choice: string, edition = 'x') => {
      const record = postRecord({ ...look, edition }, 'telegram', bot.parts.now(), of)
      await bot.parts.memory.saveAction(record)
      bot.pass(60_000)
      return bot.bot.answer({ ...alone, input: { kind: 'click', payload: `a:${record.id}:${choice}` } })
    }
    const reply = await press('daily', 'mine')
    expect(reply.private).toBe(true)
    expect(textOf(reply.message)).toContain('デイリーを個別チャットにお届けします')
    await press('brief', 'mine')
    expect((await bot.scheduleService.list(OWN)).map(({ what }) => what.kind)).toEqual(['daily', 'brief'])
    await bot.ask('subscribe funding', alone)
    expect(textOf((await press('subscribe', 'stopthese', 'funding')).message)).toContain('配信を止めました')
    await press('daily', 'stopthese')
    expect((await bot.scheduleService.list(OWN)).map(({ what }) => what.kind)).toEqual(['brief'])
    expect(textOf((await press('daily', 'stopthese')).message)).toContain('すでに止まっています')
  })

  it('stops one of two on the same topic, and puts it back by one press', async () => {
    const bot = await deskBot()
    await bot.ask('subscribe funding fri 18:00', alone)
    await bot.ask('subscribe funding fri 18:00 eth', alone)
    const look = { zone: 'UTC', theme: 'dark', colors: 'standard', currency: 'usd' } as const
    const [, ether] = await bot.scheduleService.list(OWN)
    const options = ether?.what.kind === 'command' ? ether.what.args : undefined
    expect(options).toMatchObject({ asset: 'ethereum' })
    const posted = { ...look, edition: 'funding', options }
    const record = postRecord(posted, 'telegram', bot.parts.now(), 'subscribe')
    await bot.parts.memory.saveAction(record)
    const payload = `a:${record.id}:stopthese`
    const stopped = await bot.bot.answer({ ...alone, input: { kind: 'click', payload } })
    expect(textOf(stopped.message)).toContain('ETHの資金調達率の配信を止めました')
    expect(await bot.scheduleService.list(OWN)).toHaveLength(1)
    const again = await bot.click(stopped, 'again', alone)
    expect(textOf(again.message)).toContain('設定しました')
    expect((await bot.scheduleService.list(OWN)).map(({ what, when }) => [what, when])).toContainEqual([
      ether?.what,
      ether?.when,
    ])
  })

  it.each([
    ['brief', '', {}, /時価総額/u],
    ['daily', '', {}, /BTC 8万/u],
    ['subscribe', 'funding', {}, /BTC 資金調達率の符号転換/u],
    ['subscribe', 'funding', { asset: 'ethereum' }, /ETH 資金調達率の符号転換/u],
  ] as const)('offers an alert on the figure of a post (%s %s %o), shown before it is set', async (of, edition, options, condition) => {
    const store = await openStore(await temporaryFolder())
    onTestFinished(() => store.close())
    const bot = await deskBot({ alerts: { store: store.alerts, total: 10 } })
    const look = { zone: 'UTC', theme: 'dark', colors: 'standard', currency: 'usd' } as const
    const record = postRecord({ ...look, edition, options }, 'telegram', bot.parts.now(), of)
    await bot.parts.memory.saveAction(record)
    const payload = `a:${record.id}:alert`
    const card = await bot.bot.answer({ ...alone, input: { kind: 'click', payload } })
    expect(textOf(card.message)).toMatch(condition)
    expect(choicesOf(card)).toContain('save')
    await bot.click(card, 'save', alone)
    expect(await store.alerts.count()).toMatchObject({ active: 1 })
  })

  it('says what to do where nothing can be sent to the member, and sets it up by one press then', async () => {
    let opened: Opened = { kind: 'closed', target: 'discord:77' }
    const store = await openStore(await temporaryFolder())
    onTestFinished(() => store.close())
    const privateChats = { open: async () => opened }
    const bot = await deskBot({ alerts: { store: store.alerts, total: 10, privateChats } })
    const guild = {
      platform: 'discord',
      chat: 'discord:1',
      community: 'discord:guild:9',
      place: 'guild',
      memberLanguage: 'en',
    } as const
    const reply = await bot.ask('subscribe daily 8:00', guild)
    expect(reply.private).toBe(true)
    expect(reply.message.title).toContain('I cannot write to you')
    expect(await bot.scheduleService.list('discord:77')).toEqual([])
    opened = { kind: 'open', target: 'discord:77' }
    const set = await bot.click(reply, 'again=daily', guild)
    expect(textOf(set.message)).toContain('arrives in the private chat')
    expect(await bot.scheduleService.list('discord:77')).toMatchObject([
      { what: { kind: 'daily' }, when: { hour: 8, minute: 0 } },
    ])
  })

  it('is listed to no group, and nobody else stops it', async () => {
    const store = await openStore(await temporaryFolder())
    onTestFinished(() => store.close())
    const privateChats = { open: async (): Promise<Opened> => ({ kind: 'open', target: OWN }) }
    const bot = await deskBot({ alerts: { store: store.alerts, total: 10, privateChats } })
    await bot.ask('subscribe funding', alone)
    const list = await bot.ask('subscribe', alone)
    const group = { ...alone, chat: 'telegram:-100', place: 'group', botName: 'kawaraban_bot' } as const
    const shown = await bot.ask('subscribe', group)
    expect(choicesOf(shown)).toEqual([])
    expect(textOf(shown.message)).not.toContain('資金調達率')
    const set = await bot.ask('subscribe daily', group)
    expect(choicesOf(set)).toEqual([])
    expect(textOf(set.message)).toContain('デイリーを個別チャットにお届けします')
    expect(textOf(set.message)).not.toContain('資金調達率')
    // A list that a group was shown, under which a moderator of the group presses.
    const shownBefore = { id: 'listed00001', platform: 'telegram', chat: group.chat, asker: '7' } as const
    const record = { ...shownBefore, command: 'subscribe', args: { target: OWN }, createdAt: bot.parts.now() }
    await bot.parts.memory.saveAction(record)
    const payload = `a:${record.id}:${stopChoice(list)}`
    const refused = await bot.bot.answer({ ...group, member: '8', input: { kind: 'click', payload } })
    expect(refused.result).toBe('refused')
    expect(await bot.scheduleService.list(OWN)).toHaveLength(2)
  })

  it('is set up by Start on Telegram, for seven days', async () => {
    const bot = await deskBot()
    const group = { ...alone, chat: 'telegram:-100', place: 'group', botName: 'kawaraban_bot' } as const
    const asked = await bot.ask('subscribe daily', group)
    expect(asked.message.title).toContain('まだ個別チャットに送れません')
    const [link] = (asked.message.actions?.rows ?? []).flat()
    const url = link?.kind === 'button' ? (link.url ?? '') : ''
    const payload = new URL(url).searchParams.get('start') ?? ''
    expect(textOf((await bot.ask(`start ${payload}`, alone)).message)).toContain('設定しました')
    expect(await bot.scheduleService.list(OWN)).toMatchObject([{ what: { kind: 'daily' }, target: OWN }])
    bot.pass(8 * 86_400_000)
    expect((await bot.ask(`start ${payload}`, alone)).result).toBe('refused')
  })
})

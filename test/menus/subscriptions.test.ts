/** What a member gets in their own private chat: by a line, by a press under a post, stopped by a press under what arrives. */
import { describe, expect, it } from 'vitest'
import { postRecord } from '#src/editions/postbuttons.ts'
import type { Reply } from '#src/chat/request.ts'
import { choicesOf, textOf } from '../support/bot.ts'
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

  it('keeps nothing where nothing can be sent to the member', async () => {
    const bot = await deskBot()
    const guild = {
      platform: 'discord',
      chat: 'discord:1',
      community: 'discord:guild:9',
      place: 'guild',
    } as const
    const reply = await bot.ask('subscribe weekly', { ...guild, memberLanguage: 'en' })
    expect(reply.private).toBe(true)
    expect(reply.message.title).toContain('I cannot write to you')
    const group = { ...alone, chat: 'telegram:-100', place: 'group', botName: 'kawaraban_bot' } as const
    expect((await bot.ask('subscribe daily', group)).message.title).toContain(
      't.me/kawaraban_bot?start=subscribe',
    )
    expect(await bot.scheduleService.list(OWN)).toEqual([])
  })
})

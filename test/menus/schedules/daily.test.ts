/** The daily among what a schedule may post: in one line, and by presses in the builder. */
import { describe, expect, it } from 'vitest'
import { textOf } from '../../support/bot.ts'
import { list, moderator, only, useDeskBots } from '../../support/schedulemenus.ts'

const { deskBot } = useDeskBots()

describe('a schedule of the daily', () => {
  it.each([
    ['daily 09:30', { kind: 'daily', hour: 9, minute: 30 }],
    ['daily 1830', { kind: 'daily', hour: 18, minute: 30 }],
    ['デイリー 18時', { kind: 'daily', hour: 18, minute: 0 }],
    ['daily fri 18:00', { kind: 'weekly', weekday: 5, hour: 18, minute: 0 }],
  ])('is what `/schedule %s` sets up', async (line, when) => {
    const bot = await deskBot()
    await bot.ask(`schedule ${line}`, moderator)
    expect(await only(bot)).toMatchObject({ what: { kind: 'daily' }, when })
  })

  it('is chosen in the builder, comes every day, and is one of Mondays again as the recap', async () => {
    const bot = await deskBot()
    let reply = await bot.ask('schedule add', moderator)
    reply = await bot.click(reply, 'what=daily', moderator)
    expect(textOf(reply.message)).toContain('Every day at 09:30')
    reply = await bot.click(reply, 'screen=when', moderator)
    reply = await bot.click(reply, 'hour=18', moderator)
    expect(textOf(reply.message)).toContain('Every day at 18:30')
    reply = await bot.click(reply, 'what=weekly', moderator)
    expect(textOf(reply.message)).toContain('Mondays at 18:30')
    reply = await bot.click(reply, 'weekday=0', moderator)
    await bot.click(reply, 'save', moderator)
    expect(await only(bot)).toMatchObject({ what: { kind: 'brief' }, when: { kind: 'daily', hour: 18 } })
  })

  it('goes into a file and out of it', async () => {
    const bot = await deskBot()
    await bot.ask('schedule daily 07:15 Asia/Tokyo ja', moderator)
    const { message } = await bot.ask('schedule export', moderator)
    const text = message.files?.[0]?.text ?? ''
    const other = await deskBot()
    await other.bot.answer({
      ...{ platform: 'discord', chat: 'discord:1', member: 'asker', manager: true, place: 'guild' },
      ...moderator,
      input: { kind: 'command', name: 'schedule', words: ['import'], files: [{ name: 'x.json', text }] },
    })
    expect(await list(other)).toMatchObject([
      { what: { kind: 'daily' }, when: { kind: 'daily', hour: 7, minute: 15 }, zone: 'Asia/Tokyo' },
    ])
  })

  it('is shown as it would be posted', async () => {
    const bot = await deskBot()
    const reply = await bot.ask('schedule daily 09:30 ja', moderator)
    const preview = await bot.click(await bot.click(reply, 'edit', moderator), 'preview', moderator)
    expect(preview.message.title).toContain('デイリー')
  })
})

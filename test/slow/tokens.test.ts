/** A bot whose owner takes a new token: the program starts with it and knows all that was posted with the old one. */
import { describe, expect, it, onTestFinished } from 'vitest'
import { createFakeClock } from '../support/clock.ts'
import { CHANNEL, MANAGE_GUILD } from '../support/discord/events.ts'
import { textOf } from '../support/discord/interactions.ts'
import { createMenus as createDiscordMenus } from '../support/discord/menus.ts'
import { startProgram as startOnDiscord } from '../support/discord/program.ts'
import { createPassing } from '../support/passing.ts'
import { createMenus as createTelegramMenus, saidBy } from '../support/telegram/menus.ts'
import { startProgram as startOnTelegram } from '../support/telegram/program.ts'

/** Twenty minutes before the first post of a schedule in English, on the Monday when the sample ends. */
const START = Date.parse('2025-11-24T09:10:00Z')
const HOUR = 3_600_000
/** Milliseconds in which a post's sections follow it into its thread. */
const THREAD = 60_000

describe('a bot whose token was replaced', () => {
  it('on Telegram pins the new post in the place of the one that it made with the old token', async () => {
    const clock = createFakeClock(START)
    let busy = () => false
    const passing = createPassing(clock, () => busy())
    const program = await passing.result(startOnTelegram({}, clock), 'the start')
    onTestFinished(() => passing.result(program.close(), 'the end'))
    busy = () => program.loopback.running > 0
    const { loopback } = program
    const menus = createTelegramMenus(loopback, passing)
    const MODERATOR = 810_001
    const where = { member: MODERATOR, locale: 'en' }
    const members = { [MODERATOR]: { status: 'administrator' } } as const
    const home = loopback.chats.add({ id: MODERATOR, type: 'private' })
    const group = loopback.chats.add({
      ...{ id: -1_001_300_000_001, type: 'supergroup', title: 'Traders', members },
      bot: { status: 'administrator' },
    })
    const enter = async () => {
      const door = await menus.write(group, '/schedule', where)
      const [, start] = (door.keyboard.flat()[0]?.url ?? '').split('=')
      await menus.write(home, `/start ${start}`, where)
    }
    await enter()
    for (const label of ['New schedule', 'Destination', 'Pin', 'Back', 'Save'])
      await menus.click(home, label, where)
    const posts = () => saidBy(group)
    clock.advance(HOUR)
    await passing.until(() => posts().some(({ pinned }) => pinned), 'the first post')
    const first = posts().find(({ pinned }) => pinned)

    const token = '4200000001:BBH-another_bot_token_yyyyyyyyyyyyyy'
    loopback.rotate(token)
    await passing.until(() => program.log.some((line) => /TELEGRAM_TOKEN.*401/.test(line)), 'the refusal')
    await passing.result(program.restart({ TELEGRAM_TOKEN: token }), 'the restart')
    clock.advance(7 * 24 * HOUR)
    const pinned = () => posts().filter((one) => one.pinned)
    await passing.until(
      () => pinned().length === 1 && pinned()[0]?.id !== first?.id,
      'the second post in the place of the first',
    )
    await enter()
    await menus.click(home, /^1 /, where)
    await menus.click(home, 'History', where)
    const history = saidBy(home).at(-1)?.text ?? ''
    expect(history.match(/: posted/g)).toHaveLength(2)
    expect(program.log.join('\n')).not.toMatch(/AAH-secret|BBH-another/)
  })

  it('on Discord goes on with its schedule, and links to what it posted with the old token', async () => {
    const clock = createFakeClock(START)
    let busy = () => false
    const passing = createPassing(clock, () => busy())
    const program = await passing.result(startOnDiscord({}, clock), 'the start')
    onTestFinished(() => passing.result(program.close(), 'the end'))
    busy = () => program.loopback.running > 0
    const { loopback } = program
    const menus = createDiscordMenus(loopback, passing)
    const [MODERATOR, ROLE] = ['1200000000000000101', '1200000000000000102']
    loopback.channels.roles.push({ id: ROLE, name: 'mods', permissions: MANAGE_GUILD })
    loopback.channels.members.set(MODERATOR, [ROLE])
    const where = { member: MODERATOR, permissions: MANAGE_GUILD, roles: [ROLE] }
    await menus.click(await menus.run('schedule add', { language: 'en' }, where), 'Save', where)
    const posts = () => loopback.channels.get(CHANNEL)?.messages ?? []
    clock.advance(HOUR)
    await passing.until(() => posts().length > 0, 'the first post')
    await passing.rest(THREAD)
    const before = posts().map(({ id }) => id)

    const token = 'MTIwMDAwMDAwMDAwMDAwMDAwMQ.another.bot-token'
    loopback.rotate(token)
    await passing.until(() => program.log.some((line) => /DISCORD_TOKEN/.test(line)), 'the refusal')
    await passing.result(program.restart({ DISCORD_TOKEN: token }), 'the restart')
    clock.advance(7 * 24 * HOUR)
    await passing.until(() => posts().length > before.length, 'the second post')
    await passing.rest(THREAD)
    expect(textOf(posts().at(-1))).not.toBe('')
    const item = await menus.choose(
      await menus.run('schedule list', {}, where),
      'Open a schedule',
      /^1 /,
      where,
    )
    const history = await menus.click(item, 'History', where)
    expect(history.text.match(/: posted/g)).toHaveLength(2)
    for (const id of [before[0], posts()[before.length]?.id]) expect(history.text).toContain(`/${id}`)
    expect(program.log.join('\n')).not.toMatch(/secret\.bot|another\.bot/)
  })
})

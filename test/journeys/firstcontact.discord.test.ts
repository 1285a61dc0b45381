/** First contact on Discord, through discord.js: what a server reads when it adds the bot, and what /help says there. */
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { openStore } from '#src/store/open.ts'
import { createFakeClock, type FakeClock } from '../support/clock.ts'
import { APPLICATION, type Circumstances, GUILD, MANAGE_GUILD } from '../support/discord/events.ts'
import { createMenus, menuOf, type Menu, type Menus } from '../support/discord/menus.ts'
import { type Program, startProgram } from '../support/discord/program.ts'
import { createPassing, type Passing } from '../support/passing.ts'

/** Ten past nine on a Monday in Tokyo, when the sample ends. */
const START = Date.parse('2025-11-24T00:10:00Z')
const [SECOND, HOUR] = [1000, 3_600_000]
const [MODERATOR, HELLO, ROLE] = ['1200000000000000201', '1200000000000000202', '1200000000000000203']
const moderator: Circumstances = { member: MODERATOR, permissions: MANAGE_GUILD, channel: HELLO }
const stranger: Circumstances = { member: '1200000000000000204', channel: HELLO }

let clock: FakeClock
let program: Program
let passing: Passing
let menus: Menus

beforeEach(async () => {
  clock = createFakeClock(START)
  // Until there is a loopback nothing is under way.
  let busy = () => false
  passing = createPassing(clock, () => busy())
  program = await passing.result(startProgram({}, clock), 'the start')
  busy = () => program.loopback.running > 0
  menus = createMenus(program.loopback, passing)
  program.loopback.channels.add({ id: HELLO, type: 0, name: 'general' })
})

afterEach(async () => {
  await passing.result(program.close(), 'the end')
  expect(program.loopback.problems).toEqual([])
})

interface Server {
  readonly locale?: string
  readonly features?: readonly string[]
  readonly names?: readonly string[]
  readonly channel?: string | null
  readonly joined?: number
}

/** The server adds the bot, which had left it: as the gateway tells of it. */
async function join({ locale = 'en-US', features = [], names = [], channel = HELLO, joined }: Server = {}) {
  const { gateway, channels } = program.loopback
  gateway.dispatch('GUILD_DELETE', { id: GUILD })
  gateway.dispatch(
    'GUILD_CREATE',
    created({ locale, features, names, channel, joined: joined ?? clock.now() }),
  )
  await passing.rest(3 * SECOND)
  return channels
}

const created = ({ locale, features, names, channel, joined }: Required<Server>) => ({
  ...{ id: GUILD, name: 'Traders', unavailable: false, preferred_locale: locale, features },
  ...{
    system_channel_id: channel,
    joined_at: new Date(joined).toISOString(),
    roles: program.loopback.channels.roles,
  },
  members: [{ user: { id: APPLICATION }, roles: program.loopback.channels.members.get(APPLICATION) ?? [] }],
  channels: names.map((name, index) => ({
    id: String(1_200_000_000_000_001_000n + BigInt(index)),
    type: 0,
    name,
  })),
})

const greetings = () => program.loopback.channels.get(HELLO)?.messages ?? []
const greeting = () => menuOf(greetings()[0])
/** A message as it is read, with its buttons in brackets. */
const read = ({ text, controls }: Menu) =>
  text
    .split('\n')
    .filter((line) => line !== '')
    .map((line) => (controls.some(({ label }) => label === line) ? `[${line}]` : line))
const memory = async () => {
  const store = await openStore(program.home)
  const [settings, adder] = [
    await store.memory.settings(`discord:guild:${GUILD}`),
    await store.memory.adderOf(`discord:guild:${GUILD}`),
  ]
  await store.close()
  return { settings, adder }
}

/** The command's number, by which its name can be clicked. */
const linkOf = (name: string) => {
  const [command = ''] = name.split(' ')
  const found = (program.loopback.commands as readonly { id: string; name: string }[]).find(
    (one) => one.name === command,
  )
  return `</${name}:${found?.id}>`
}

const GREETING = {
  en: () => [
    '## Kawaraban',
    'I report the crypto market as a news sheet: prices, funding, open interest, volatility and a weekly briefing.',
    `Anyone here can use ${linkOf('funding')}, ${linkOf('brief')} and ${linkOf('help')}.`,
    'Answers in this server are in English.',
    '[Set up the weekly briefing]',
    '[日本語に切り替える]',
  ],
  ja: () => [
    '## 瓦版',
    '暗号資産の市況をお伝えする瓦版です。価格、資金調達率、建玉、ボラティリティのほか、週報もお届けします。',
    `どなたでも ${linkOf('funding')}、${linkOf('brief')}、${linkOf('help')} をお使いいただけます。`,
    'このサーバーには日本語で回答します。',
    '[週報の定期投稿を設定]',
    '[Switch to English]',
  ],
}

describe('a server that adds the bot', () => {
  it.each<readonly [string, Server, 'en' | 'ja']>([
    ['a community, by its language', { locale: 'ja', features: ['COMMUNITY'] }, 'ja'],
    [
      'a community in English, whatever its channels are called',
      { features: ['COMMUNITY'], names: ['お知らせ'] },
      'en',
    ],
    [
      'one that could not choose, by the names of its channels',
      { names: ['一般', 'テキストチャンネル'] },
      'ja',
    ],
    ['one with nothing to go by', { names: ['general'] }, 'en'],
    ['one in a language that is none of ours', { locale: 'de' }, 'en'],
  ])('is greeted in its language: %s', async (_, server, language) => {
    await join(server)
    expect(greetings()).toHaveLength(1)
    expect(read(greeting())).toEqual(GREETING[language]())
    expect((await memory()).settings).toMatchObject({ language })
  })

  it('is greeted once: not after a reconnection, a restart or an outage of Discord’s', async () => {
    const joined = clock.now()
    await join({ joined })
    const { gateway } = program.loopback
    const again = created({ locale: 'en-US', features: [], names: [], channel: HELLO, joined })
    gateway.dispatch('GUILD_CREATE', again)
    gateway.dispatch('GUILD_DELETE', { id: GUILD, unavailable: true })
    gateway.dispatch('GUILD_CREATE', again)
    await passing.rest(3 * SECOND)
    await passing.result(program.restart(), 'the restart')
    program.loopback.gateway.dispatch('GUILD_CREATE', again)
    await passing.rest(3 * SECOND)
    expect(greetings()).toHaveLength(1)
  })

  it('is greeted for an hour in which the bot was away, and not for a year ago', async () => {
    const { gateway } = program.loopback
    const old = { locale: 'en-US', features: [], names: [], channel: HELLO }
    gateway.dispatch('GUILD_CREATE', created({ ...old, joined: clock.now() - 8760 * HOUR }))
    await passing.rest(3 * SECOND)
    expect(greetings()).toEqual([])
    gateway.dispatch('GUILD_CREATE', created({ ...old, joined: clock.now() - HOUR }))
    await passing.rest(3 * SECOND)
    expect(greetings()).toHaveLength(1)
  })

  it('is left in silence where it has no channel for that, or the bot may not write in it', async () => {
    await join({ locale: 'ja', channel: null })
    expect(greetings()).toEqual([])
    expect((await memory()).settings).toMatchObject({ language: 'ja' })
    clock.advance(HOUR)
    program.loopback.channels.add({
      ...{ id: HELLO, type: 0, name: 'general' },
      overwrites: [{ id: GUILD, type: 0, allow: '0', deny: String(1n << 11n) }],
    })
    await join()
    expect(greetings()).toEqual([])
    expect(program.loopback.seen('POST', /messages/)).toEqual([])
  })

  it('knows who added the bot where the audit log may be read, and asks for it nowhere else', async () => {
    const { channels } = program.loopback
    channels.added.push({ target_id: APPLICATION, user_id: MODERATOR })
    await join()
    expect(program.loopback.seen('GET', /audit-logs/)).toEqual([])
    expect((await memory()).adder).toBeUndefined()
    clock.advance(HOUR)
    channels.roles.push({ id: ROLE, name: 'bots', permissions: String(1n << 7n) })
    channels.members.set(APPLICATION, [ROLE])
    await join()
    expect((await memory()).adder).toBe(MODERATOR)
  })

  it('that had settled its language keeps it when it adds the bot again', async () => {
    await join({ locale: 'ja' })
    await menus.click(greeting(), 'Switch to English', moderator)
    clock.advance(HOUR)
    await join({ locale: 'ja' })
    expect(greetings()).toHaveLength(2)
    expect(read(menuOf(greetings()[1]))).toEqual(GREETING.en())
  })
})

describe('the greeting', () => {
  it('changes its language by one click of a moderator’s, and by nobody else’s', async () => {
    await join()
    const refused = await menus.click(greeting(), '日本語に切り替える', stranger)
    expect(refused.private).toBe(true)
    const changed = await menus.click(greeting(), '日本語に切り替える', moderator)
    expect(read(changed)).toEqual(GREETING.ja())
    // Whoever asks, public answers are in one language from then on.
    const answer = await menus.run('funding', {}, { ...stranger, locale: 'en-US' })
    expect(answer.private).toBe(false)
    expect(answer.text).toContain('資金調達率')
  })

  it.each([
    ['en-US', 'ja', '週報の定期投稿を設定', 'Save', 'Saved as schedule 1'],
    ['ja', 'en-US', 'Set up the weekly briefing', '保存', '定期投稿1'],
  ])('sets the briefing up in two actions, for whoever clicked alone (%s)', async (locale, server, label, save, saved) => {
    await join({ locale: server, features: ['COMMUNITY'] })
    const where = { ...moderator, locale }
    const builder = await menus.click(greeting(), label, where)
    expect(builder.private).toBe(true)
    expect(greetings()).toHaveLength(1)
    const item = await menus.click(builder, save, where)
    expect(item.text).toContain(saved)
    // The posts are in the server's language, whoever set them up.
    expect(item.text).toMatch(server === 'ja' ? /日本語|Japanese/u : /英語|English/u)
  })

  it('comes again with /start, for the asker alone', async () => {
    const menu = await menus.run('start', {}, { ...moderator, locale: 'ja' })
    expect(menu.private).toBe(true)
    expect(read(menu)).toEqual([
      ...GREETING.ja().slice(0, 3),
      'このサーバーには英語で回答します。',
      '[週報の定期投稿を設定]',
      '[日本語に切り替える]',
    ])
  })
})

describe('/help', () => {
  it.each([
    ['en-US', 'For moderators', 'The market', '/funding asset:eth window:30d unit:apr'],
    ['ja', '管理者向け', '市場', '/funding asset:eth window:30d unit:apr'],
  ])('is private, in a few lines for each use, with names that can be clicked (%s)', async (locale, team, market, example) => {
    const menu = await menus.run('help', {}, { ...moderator, locale })
    expect(menu.private).toBe(true)
    const lines = menu.text.split('\n')
    expect(lines).toContain(`### ${market}`)
    expect(lines).toContain(`### ${team}`)
    expect(menu.text).toContain(example.replace('/funding', linkOf('funding')))
    for (const name of ['price', 'brief', 'language', 'schedule list', 'schedule add', 'settings']) {
      expect(menu.text).toContain(linkOf(name))
    }
    // What is typed elsewhere is no command here.
    for (const name of ['/pause', '/mychats', '/correct']) expect(menu.text).not.toContain(name)
    expect(lines.length).toBeLessThan(30)
  })

  it('shows members nothing that is the moderators’', async () => {
    const { text } = await menus.run('help', {}, stranger)
    expect(text).not.toContain('schedule')
    expect(text).not.toContain('For moderators')
  })

  it('names a command’s options as Discord asks for them', async () => {
    const { text } = await menus.run('help', { command: 'funding' }, stranger)
    expect(text).toContain(`${linkOf('funding')} asset:eth window:30d unit:apr`)
    expect(text).not.toContain('/funding eth')
  })
})

describe('the private chat with the bot', () => {
  it.each([
    [
      'en-US',
      'Funding rate of BTC',
      'BTC funding',
      'Weekly briefing to me',
      'The weekly briefing comes to this chat',
    ],
    ['ja', 'BTCの資金調達率', '資金調達率', '週報をここに届ける', '週報をこのチャットにお届けします'],
  ])('gets to a first answer, or to the weekly briefing, by one click after /start (%s)', async (locale, label, words, weekly, saved) => {
    const { id: channel } = program.loopback.channels.add({ id: '1200000000000000205', type: 1 })
    const where: Circumstances = { member: MODERATOR, locale, context: 1, guildInstall: false, channel }
    const welcome = await menus.run('start', {}, where)
    expect(welcome.text).toContain(linkOf('funding'))
    expect((await menus.click(welcome, label, where)).text).toContain(words)
    expect((await menus.click(welcome, weekly, where)).text).toContain(saved)
  })
})

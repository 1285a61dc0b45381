/** What moderators read of posts that lack something, and of notices that get lost, on both platforms in both languages. */
import { describe, expect, it } from 'vitest'
import { LOCALES } from '#src/i18n/locale.ts'
import { EVERY_CASE, someOf } from '../support/cases.ts'
import { snowflake } from '../support/discord/events.ts'
import { startNotifying } from '../support/notifying.ts'
import { MINUTE } from '../support/postingworker.ts'
import { DOCUMENTED } from '../support/telegram/flood.ts'

const GROUP = -1_001_000_000_100

const WORDS = {
  en: {
    later: [
      'not published to the channels that follow this one yet',
      'ten publications an hour',
      '01:00 UTC',
    ],
    notYet: 'posted, not published yet',
    posted: 'posted',
    thread: 'as many active threads as Discord allows',
    noThread: 'posted, without a thread',
    role: 'The role to mention was deleted, so nobody was mentioned',
    noRole: 'posted, nobody mentioned (the role was deleted)',
    right: 'Grant “Create Public Threads” there',
    forum: 'The server has as many active threads as Discord allows',
    pin: 'It could not be pinned (Bad Request: not enough rights to manage pinned messages in the chat)',
    noPin: 'posted, not pinned',
    unpin: 'The post before it could not be unpinned',
    noUnpin: 'posted, the old post still pinned',
    caption: 'posted as plain text (Bad Request: message caption is too long)',
    noCaption: 'posted, text without its formatting',
    pinLater: 'It is not pinned yet. The bot tries again after',
    noPinYet: 'posted, not pinned yet',
    doubtful: 'A post may not have arrived',
    digest: '2 posts need your attention',
  },
  ja: {
    later: ['フォロー先のチャンネルへの公開', '1時間に10件', '1:00'],
    notYet: '投稿済み、公開待ち',
    posted: '投稿済み',
    thread: '同時に開けるスレッド数の上限に達しています',
    noThread: '投稿済み、スレッドなし',
    role: 'ロールが削除されているため、だれにもメンションしていません',
    noRole: '投稿済み、メンションなし（ロールが削除されています）',
    right: '「公開スレッドの作成」の権限がないため',
    forum: 'スレッド数がDiscordの上限に達しています',
    pin: 'ピン留めできませんでした（Bad Request: not enough rights to manage pinned messages in the chat）',
    noPin: '投稿済み、ピン留めなし',
    unpin: '前回の投稿のピン留めを外せませんでした',
    noUnpin: '投稿済み、前回のピン留めは残存',
    caption: '書式なしの文章で投稿しました（Bad Request: message caption is too long）',
    noCaption: '投稿済み、文章の書式なし',
    pinLater: 'まだピン留めできていません',
    noPinYet: '投稿済み、ピン留め待ち',
    doubtful: '投稿が届いていない可能性があります',
    digest: 'ご確認いただきたい投稿が2件あります',
  },
} as const

describe.each(someOf(LOCALES, 2))('a post on Discord, told in %s,', (locale) => {
  const words = WORDS[locale]

  it('that Discord publishes no more of this hour is published when it says, over a restart', async () => {
    const world = await startNotifying(locale)
    const { loopback } = world.discord
    const [news, log] = [loopback.channels.add({ id: snowflake(), type: 5 }), snowflake()]
    loopback.channels.add({ id: log, type: 0 })
    const schedule = await world.add(`discord:${news.id}`, {
      ...{ owner: 'discord:guild:1', log: `discord:${log}`, crosspost: true },
    })
    loopback.faults.add('POST', /crosspost$/, { kind: 'limit', retryAfter: 1800 })
    await world.due(2 * MINUTE)
    expect(loopback.channels.get(news.id)?.messages).toHaveLength(1)
    const [told, ...more] = world.readOnDiscord(log)
    for (const part of words.later.slice(0, 2)) expect(told).toContain(part)
    expect(more).toEqual([])
    expect(await world.result(schedule)).toBe(words.notYet)
    await world.restart()
    await world.pass(20 * MINUTE, MINUTE)
    expect(loopback.channels.get(news.id)?.messages[0]?.crossposted).toBeUndefined()
    await world.pass(12 * MINUTE, MINUTE)
    expect(loopback.channels.get(news.id)?.messages).toMatchObject([{ crossposted: true }])
    expect(await world.result(schedule)).toBe(words.posted)
    expect(world.readOnDiscord(log)).toHaveLength(1)
  })

  it('that gets no thread, calls a deleted role or finds a forum full says so to its moderators', async () => {
    const world = await startNotifying(locale)
    const { loopback } = world.discord
    const channel = (type: number) => loopback.channels.add({ id: snowflake(), type }).id
    const [text, calling, forum] = [channel(0), channel(0), channel(15)]
    const logs = [channel(0), channel(0), channel(0)] as const
    const at = (id: string) => `discord:${id}`
    const threaded = await world.add(at(text), { owner: 'discord:guild:1', log: at(logs[0]), thread: true })
    const role = snowflake()
    const called = await world.add(at(calling), { owner: 'discord:guild:2', log: at(logs[1]), role })
    await world.add(at(forum), { owner: 'discord:guild:3', log: at(logs[2]) })
    const full = { kind: 'status', status: 400, code: 160_006 } as const
    loopback.faults.add('POST', new RegExp(`${text}/messages/\\d+/threads$`), full)
    loopback.faults.add('POST', new RegExp(`${forum}/threads$`), full)
    await world.due(2 * MINUTE)
    expect(world.readOnDiscord(logs[0])).toEqual([expect.stringContaining(words.thread)])
    expect(await world.result(threaded)).toBe(words.noThread)
    expect(world.readOnDiscord(logs[1])).toEqual([expect.stringContaining(words.role)])
    expect(await world.result(called)).toBe(words.noRole)
    expect(world.readOnDiscord(calling).join()).not.toContain(role)
    expect(world.readOnDiscord(logs[2])).toEqual([expect.stringContaining(words.forum)])
    await world.pass(6 * MINUTE, MINUTE)
    expect(loopback.channels.get(forum)?.messages).toHaveLength(1)
  })

  it('without a log channel is told of in private, once Discord opens the chat for that', async () => {
    const world = await startNotifying(locale)
    const { loopback } = world.discord
    const chat = loopback.channels.add({ id: snowflake(), type: 0 }).id
    const member = snowflake()
    await world.store.memory.saveSettings(`member:discord:${member}`, { language: locale })
    await world.add(`discord:${chat}`, { owner: 'discord:guild:1', by: member, thread: true })
    loopback.faults.add('POST', /threads$/, { kind: 'status', status: 403, code: 50_013 })
    for (let n = 0; n < 6; n++)
      loopback.faults.add('POST', /users\/@me\/channels$/, { kind: 'status', status: 502 })
    await world.due(5 * MINUTE)
    expect(loopback.faults.left).toBe(0)
    const opened = loopback.seen('POST', /users\/@me\/channels$/)
    expect(opened.at(-1)?.body).toEqual({ recipient_id: member })
    const direct = await world.discord.discord.poster.aloneWith(member)
    expect(world.readOnDiscord(direct?.split(':')[1] ?? '')).toEqual([expect.stringContaining(words.right)])
  })

  it('of whose notice the answer is lost is told of once, by its nonce', async () => {
    const world = await startNotifying(locale)
    const { loopback } = world.discord
    const [chat, log] = [snowflake(), snowflake()]
    for (const id of [chat, log]) loopback.channels.add({ id, type: 0 })
    await world.add(`discord:${chat}`, { owner: 'discord:guild:1', log: `discord:${log}` })
    loopback.faults.add('POST', new RegExp(`${chat}/messages$`), {
      kind: 'status',
      status: 404,
      code: 10_003,
    })
    loopback.faults.add('POST', new RegExp(`${log}/messages$`), { kind: 'reset', accepted: true })
    await world.due(3 * MINUTE)
    expect(loopback.seen('POST', new RegExp(`${log}/messages$`)).length).toBeGreaterThan(1)
    expect(world.readOnDiscord(log)).toHaveLength(1)
  })
})

describe.each(someOf(LOCALES.toReversed(), 2))('a post on Telegram, told in %s,', (locale) => {
  const words = WORDS[locale]

  async function places(locale: 'ja' | 'en') {
    const world = await startNotifying(locale)
    const { chats } = world.telegram.loopback
    let last = GROUP
    const group = () => chats.add({ id: --last, type: 'supergroup' })
    return { world, group, faults: world.telegram.loopback.faults }
  }

  it('that cannot be pinned, unpin the last one or keep its form says so to its moderators', async () => {
    const { world, group, faults } = await places(locale)
    const [shut, stuck, formed] = [group(), group(), group()]
    const logs = [group(), group(), group()]
    for (const chat of [stuck, formed]) chat.bot = { status: 'administrator' }
    const add = (chat: { readonly id: number }, n: number, options = {}) =>
      world.add(`telegram:${chat.id}`, { log: `telegram:${logs[n]?.id}`, ...options })
    const [first, second, third] = [
      await add(shut, 0, { pin: true }),
      await add(stuck, 1, { pin: true }),
      await add(formed, 2),
    ]
    await world.deliveries.runNow(second.id, 'manual', world.clock.now())
    await world.pass(MINUTE)
    faults.add(/^unpinChatMessage$/, { kind: 'refuse', as: 'mayNotPin' })
    faults.add(
      /^sendPhoto$/,
      { kind: 'refuse', as: 'captionTooLong' },
      ({ chat_id: id }) => Number(id) === formed.id,
    )
    await world.due(2 * MINUTE)
    expect(world.readOnTelegram(logs[0]?.id ?? 0)).toEqual([expect.stringContaining(words.pin)])
    expect(await world.result(first)).toBe(words.noPin)
    expect(world.readOnTelegram(logs[1]?.id ?? 0)).toEqual([expect.stringContaining(words.unpin)])
    expect(await world.result(second)).toBe(words.noUnpin)
    expect(stuck.messages.map(({ pinned }) => pinned)).toEqual([true, true])
    expect(world.readOnTelegram(logs[2]?.id ?? 0)).toEqual([expect.stringContaining(words.caption)])
    expect(await world.result(third)).toBe(words.noCaption)
    expect(formed.messages.map(({ text }) => text)).toEqual([expect.stringContaining('Bitcoin rose')])
  })

  it('that Telegram pins no more of now is pinned when it says', async () => {
    const { world, group, faults } = await places(locale)
    const [chat, log] = [group(), group()]
    chat.bot = { status: 'administrator' }
    const schedule = await world.add(`telegram:${chat.id}`, { log: `telegram:${log.id}`, pin: true })
    faults.add(/^pinChatMessage$/, { kind: 'limit', retryAfter: 600 })
    await world.due(2 * MINUTE)
    expect(world.readOnTelegram(log.id)).toEqual([expect.stringContaining(words.pinLater)])
    expect(await world.result(schedule)).toBe(words.noPinYet)
    await world.pass(10 * MINUTE, 30_000)
    expect(chat.messages.map(({ pinned }) => pinned)).toEqual([true])
    expect(await world.result(schedule)).toBe(words.posted)
  })

  it('that gets lost together with its notice is told of all the same, twice at worst', async () => {
    const { world, group, faults } = await places(locale)
    const [one, other, log] = [group(), group(), group()]
    for (const chat of [one, other]) await world.add(`telegram:${chat.id}`, { log: `telegram:${log.id}` })
    faults.add(/^sendPhoto$/, { kind: 'reset', accepted: false })
    faults.add(/^sendPhoto$/, { kind: 'reset', accepted: true })
    faults.add(/^sendMessage$|^sendRichMessage$/, { kind: 'reset', accepted: false })
    faults.add(/^sendMessage$|^sendRichMessage$/, { kind: 'reset', accepted: true })
    await world.due(10 * MINUTE)
    const told = world.readOnTelegram(log.id)
    expect(told.length).toBeGreaterThan(0)
    expect(told.length).toBeLessThanOrEqual(2)
    for (const text of told) expect(text).toContain(words.digest)
  })
})

it.runIf(EVERY_CASE)(
  'sixty people are told after an outage, each once, within the limits that Telegram documents',
  async () => {
    const world = await startNotifying('en', DOCUMENTED)
    const { chats, refused } = world.telegram.loopback
    const people = Array.from({ length: 60 }, (_, n) => 5000 + n)
    for (const id of people) {
      chats.add({ id, type: 'private' })
      for (const n of [1, 2]) {
        const chat = chats.add({ id: GROUP - 1000 * n - id, type: 'supergroup' })
        chat.shut = 'kicked'
        await world.add(`telegram:${chat.id}`, { by: String(id) })
      }
    }
    await world.due(2 * MINUTE, 1000)
    for (const id of people) {
      expect(world.readOnTelegram(id)).toEqual([expect.stringContaining('2 posts need your attention')])
    }
    expect(refused.get(429)).toBeUndefined()
  },
)

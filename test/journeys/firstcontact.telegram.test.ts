/** First contact on Telegram, through grammY: what a newcomer, a group and a channel read, and how many taps they need. */
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { createFakeClock, type FakeClock } from '../support/clock.ts'
import { createPassing, type Passing } from '../support/passing.ts'
import type { ChatMessage, LoopbackChat } from '../support/telegram/chats.ts'
import { createMenus, labelsOf, type Menus, saidBy } from '../support/telegram/menus.ts'
import { type Program, startProgram } from '../support/telegram/program.ts'

/** Ten past nine on a Monday in Tokyo, when the sample ends. */
const START = Date.parse('2025-11-24T00:10:00Z')
const [SECOND, MINUTE] = [1000, 60_000]
const [ADDER, OTHER] = [820_001, 820_002]

let clock: FakeClock
let program: Program
let passing: Passing
let menus: Menus
let home: LoopbackChat
let group: LoopbackChat

beforeEach(async () => {
  clock = createFakeClock(START)
  // Until there is a loopback nothing is under way.
  let busy = () => false
  passing = createPassing(clock, () => busy())
  program = await passing.result(startProgram({}, clock), 'the start')
  busy = () => program.loopback.running > 0
  menus = createMenus(program.loopback, passing)
  const { chats } = program.loopback
  home = chats.add({ id: ADDER, type: 'private' })
  group = chats.add({
    ...{ id: -1_001_400_000_001, type: 'supergroup', title: 'Traders', bot: { status: 'left' } },
    members: { [ADDER]: { status: 'creator' }, [OTHER]: { status: 'member' } },
  })
})

afterEach(async () => {
  await passing.result(program.close(), 'the end')
  expect(program.loopback.problems).toEqual([])
  expect(program.loopback.queries.unanswered).toEqual([])
})

/** A message as it is read, its buttons below. */
const read = (message: ChatMessage | undefined) => [
  ...(message?.text.split('\n').filter((line) => line !== '') ?? []),
  ...(message?.keyboard.map((row) => row.map(({ text }) => `[${text}]`).join(' ')) ?? []),
]
const last = (chat: LoopbackChat) => saidBy(chat).at(-1)
const add = async (chat: LoopbackChat, locale: string, status: 'member' | 'administrator' = 'member') => {
  const update = program.loopback.setMembership(chat, status, { member: ADDER, locale })
  await passing.rest(5 * SECOND)
  return update
}
const restart = () => passing.result(program.restart(), 'the restart')
const linkIn = (message: ChatMessage | undefined) =>
  message?.keyboard
    .flat()
    .find(({ url }) => url?.includes('?start='))
    ?.url?.split('?start=')[1] ?? ''

const GREETING = {
  en: [
    'Kawaraban',
    'I report the crypto market as a news sheet: prices, funding, open interest, volatility and a weekly briefing.',
    'Anyone here can ask me: /funding btc, /brief or /help.',
    'Answers here are in English.',
    '[Configure]',
    '[日本語に切り替える]',
  ],
  ja: [
    '瓦版',
    '暗号資産の市況をお伝えする瓦版です。価格、資金調達率、建玉、ボラティリティのほか、週報もお届けします。',
    'どなたでも質問できます。/funding btc、/brief、/help をお試しください。',
    'ここでは日本語で回答します。',
    '[設定する]',
    '[Switch to English]',
  ],
}

const WELCOME = {
  en: [
    ...GREETING.en.slice(0, 2),
    'Ask me here: /funding eth 30d, /price btc sol or /brief. /help shows everything else.',
    '[Funding rate of BTC]',
    '[Weekly briefing to me]',
    '[Daily brief to me]',
    '[BTC funding to me, weekly]',
    '[Add me to a group]',
  ],
  ja: [
    ...GREETING.ja.slice(0, 2),
    'ここで質問できます。/funding eth 30d、/price btc sol、/brief をお試しください。ほかの使い方は /help でご案内します。',
    '[BTCの資金調達率]',
    '[週報をここに届ける]',
    '[デイリーをここに届ける]',
    '[BTCの資金調達率を毎週届ける]',
    '[グループに追加する]',
  ],
}

const TOLD = {
  en: [
    ...GREETING.en.slice(0, 2),
    'I am in Market now. Nothing is posted there until an administrator sets it up.',
    'Posts in the channel are in English.',
    ...GREETING.en.slice(4),
  ],
  ja: [
    ...GREETING.ja.slice(0, 2),
    'Marketに追加されました。管理者が設定するまで、何も投稿しません。',
    'このチャンネルには日本語で投稿します。',
    ...GREETING.ja.slice(4),
  ],
}

describe('a newcomer', () => {
  it.each([
    ['en', 'Funding rate of BTC', 'BTC funding'],
    ['ja', 'BTCの資金調達率', '資金調達率'],
  ] as const)('gets to a first answer one tap after /start (%s)', async (locale, label, words) => {
    const welcome = await menus.write(home, '/start', { member: ADDER, locale })
    expect(read(welcome)).toEqual(WELCOME[locale])
    const before = home.messages.length
    await menus.click(home, label, { member: ADDER, locale })
    await passing.until(() => home.messages.length > before, 'the answer')
    await passing.rest(2 * SECOND)
    const answer = home.messages.slice(before)
    expect(answer.some(({ photo }) => photo !== undefined)).toBe(true)
    expect(answer.map(({ text }) => text).join('\n')).toContain(words)
    expect(welcome.edits).toBe(0)
  })

  it.each([
    [
      'en',
      'Weekly briefing to me',
      'The weekly briefing comes to this chat; the first one Mon 24 Nov, 09:30 (UTC).',
      'already comes',
      ['Undo', 'Change'],
    ],
    [
      'ja',
      '週報をここに届ける',
      '週報をこのチャットにお届けします。初回は11月24日（月）09:30（東京）です。',
      'すでに',
      ['取り消す', '設定を変更'],
    ],
  ] as const)('gets the weekly briefing by one tap, however often it is tapped (%s)', async (locale, label, saved, twice, [
    undo,
    change,
  ]) => {
    const where = { member: ADDER, locale }
    await menus.write(home, '/start', where)
    await menus.click(home, label, where)
    // The other buttons of the welcome stay.
    const [what, ask, funding, , ...others] = WELCOME[locale].slice(1)
    expect(read(last(home))).toEqual([
      ...[WELCOME[locale][0], what, ask, saved],
      ...[funding, `[${undo}] [${change}]`, ...others],
    ])
    await menus.click(home, undo, where)
    expect(read(last(home))).toEqual(WELCOME[locale])
    await menus.click(home, label, where)
    await menus.write(home, '/start', where)
    await menus.click(home, label, where)
    expect(last(home)?.text).toContain(twice)
    await menus.click(home, change, where)
    expect(last(home)?.text).toContain(locale === 'ja' ? '定期投稿2' : 'Schedule 2')
    // At half past nine: in Tokyo, where Japanese is read, or by UTC.
    clock.advance((locale === 'ja' ? 25 : 9 * 60 + 25) * MINUTE)
    const before = home.messages.length
    await passing.until(() => home.messages.length > before, 'the briefing')
    await passing.rest(20 * SECOND)
    expect(home.messages.slice(before).filter(({ photo }) => photo !== undefined)).toHaveLength(1)
  })

  it('finds the link that adds the bot to a group', async () => {
    const welcome = await menus.write(home, '/start', { member: ADDER, locale: 'en' })
    expect(welcome.keyboard.flat().map(({ url }) => url)).toContain(
      'https://t.me/kawaraban_bot?startgroup=true',
    )
  })

  it.each([
    'nothing-we-know',
    'chat_-77',
    'AAAAAAAAAAA',
  ])('reads no error after /start %s', async (payload) => {
    const { text } = await menus.write(home, `/start ${payload}`, { member: ADDER, locale: 'en' })
    expect(text).toMatch(/I report the crypto market|I am no longer there/u)
  })

  it.each([
    ['en', 'What you can ask'],
    ['ja', '使い方'],
  ])('is helped by /start help (%s)', async (locale, title) => {
    expect((await menus.write(home, '/start help', { member: ADDER, locale })).text).toContain(title)
  })
})

describe('a group that adds the bot', () => {
  it.each(['en', 'ja'] as const)('is greeted once, in the language of who added it (%s)', async (locale) => {
    const update = await add(group, locale)
    expect(saidBy(group).map(read)).toEqual([GREETING[locale]])
    program.loopback.updates.again(update)
    await passing.rest(5 * SECOND)
    await restart()
    await passing.rest(5 * SECOND)
    expect(saidBy(group)).toHaveLength(1)
    // Whoever asks, all answers are in one language.
    const other = locale === 'ja' ? 'en' : 'ja'
    await menus.write(group, '/help', { member: OTHER, locale: other })
    expect(last(group)?.text).toContain(locale === 'ja' ? '使い方' : 'What you can ask')
  })

  it('changes the language by one tap of a moderator’s, and by nobody else’s', async () => {
    await add(group, 'en')
    const refused = await menus.click(group, '日本語に切り替える', { member: OTHER, locale: 'ja' })
    expect(refused.answer).toMatchObject({ show_alert: true })
    expect(read(last(group))).toEqual(GREETING.en)
    await menus.click(group, '日本語に切り替える', { member: ADDER, locale: 'en' })
    expect(read(last(group))).toEqual(GREETING.ja)
    await menus.click(group, 'Switch to English', { member: ADDER, locale: 'en' })
    expect(read(last(group))).toEqual(GREETING.en)
    expect(saidBy(group)).toHaveLength(1)
  })

  it('is set up in four taps from there: Configure, Start, the briefing, Save', async () => {
    await add(group, 'ja')
    const hub = await menus.write(home, `/start ${linkIn(last(group))}`, { member: ADDER, locale: 'ja' })
    expect(read(hub)).toEqual([
      'Traders',
      '自動の投稿はまだ設定されていません。',
      '[週報の定期投稿を設定]',
      '[定期投稿] [設定]',
      '[Switch to English]',
    ])
    await menus.click(home, '週報の定期投稿を設定', { member: ADDER, locale: 'ja' })
    await menus.click(home, '保存', { member: ADDER, locale: 'ja' })
    expect(last(home)?.text).toContain('Traders')
    const again = await menus.write(home, `/start ${linkIn(last(group))}`, { member: ADDER, locale: 'ja' })
    expect(again.text).toContain('設定済みの定期投稿は1件です。')
    const stranger = program.loopback.chats.add({ id: OTHER, type: 'private' })
    const refused = await menus.write(stranger, `/start ${linkIn(last(group))}`, {
      member: OTHER,
      locale: 'ja',
    })
    expect(refused.keyboard.flat()).toEqual([])
  })

  it('through the bot’s own link is greeted once, whichever of its two updates comes first', async () => {
    const where = { member: ADDER, locale: 'en' }
    program.loopback.write(group, '/start@kawaraban_bot true', where)
    await add(group, 'en')
    expect(saidBy(group).map(read)).toEqual([GREETING.en])
    program.loopback.write(group, '/start@kawaraban_bot true', where)
    await passing.rest(5 * SECOND)
    expect(saidBy(group)).toHaveLength(1)
    // Much later somebody types it: that is a question like any other.
    clock.advance(20 * MINUTE)
    const asked = await menus.write(group, '/start@kawaraban_bot true', { member: OTHER, locale: 'ja' })
    expect(read(asked)).toEqual(GREETING.en)
  })

  it('where the bot may not write is not greeted', async () => {
    program.loopback.setMembership(group, 'restricted', { member: ADDER, locale: 'en' })
    group.bot = { status: 'restricted', lacks: ['can_send_messages'] }
    await passing.rest(5 * SECOND)
    expect(saidBy(group)).toEqual([])
    expect(program.loopback.seen(/^send/)).toEqual([])
  })

  it('that becomes a supergroup is not greeted again, and keeps its language', async () => {
    const small = program.loopback.chats.add({
      ...{ id: -4009, type: 'group', title: 'Small', bot: { status: 'left' } },
      members: { [ADDER]: { status: 'creator' } },
    })
    await add(small, 'ja')
    expect(saidBy(small)).toHaveLength(1)
    clock.advance(30 * MINUTE)
    const large = program.loopback.migrate(small, -1_001_400_000_009)
    large.bot = { status: 'left' }
    await add(large, 'en')
    expect(saidBy(large)).toEqual([])
    expect((await menus.write(large, '/start', { member: ADDER, locale: 'en' })).text).toContain('日本語')
  })

  it('asks for it again by /start, in a topic too', async () => {
    const forum = program.loopback.chats.add({
      ...{ id: -1_001_400_000_002, type: 'supergroup', title: 'Forum', topics: { 7: 'Markets' } },
      members: { [ADDER]: { status: 'creator' } },
    })
    // A member who decides nothing there does not decide its language.
    const earlier = await menus.write(forum, '/start', { member: OTHER, locale: 'en', topic: 7 })
    expect(read(earlier)).toEqual(GREETING.en)
    const asked = await menus.write(forum, '/start', { member: ADDER, locale: 'ja', topic: 7 })
    expect(read(asked)).toEqual(GREETING.ja)
    expect(asked.topic).toBe(7)
    // What a moderator was shown is what all others get.
    expect(read(await menus.write(forum, '/start', { member: OTHER, locale: 'en', topic: 7 }))).toEqual(
      GREETING.ja,
    )
  })
})

describe('a channel that adds the bot', () => {
  const channel = () =>
    program.loopback.chats.add({
      ...{ id: -1_001_400_000_003, type: 'channel', title: 'Market', bot: { status: 'left' } },
      members: { [ADDER]: { status: 'creator' } },
    })

  it.each([
    'en',
    'ja',
  ] as const)('is left alone; whoever added the bot is told in private (%s)', async (locale) => {
    const one = channel()
    await add(one, locale, 'administrator')
    expect(saidBy(one)).toEqual([])
    expect(read(last(home))).toEqual(TOLD[locale])
    await menus.click(home, locale === 'ja' ? '設定する' : 'Configure', { member: ADDER, locale })
    expect(last(home)?.text).toContain('Market')
    expect(labelsOf(last(home) as ChatMessage)).toContain(
      locale === 'ja' ? '週報の定期投稿を設定' : 'Set up the weekly briefing',
    )
    const posted = await menus.write(one, '/start', {})
    expect(posted.text).toContain(locale === 'ja' ? '日本語で回答します' : 'are in English')
  })

  it('hears nothing where whoever added the bot never spoke to it', async () => {
    program.loopback.setMembership(home, 'kicked')
    await add(channel(), 'en', 'administrator')
    expect(saidBy(home)).toEqual([])
  })
})

describe('inline mode', () => {
  /** What is offered while a member types, as they read it. */
  const offered = async (text: string, locale: string) => {
    const query = program.loopback.typeInline(text, { member: ADDER, locale })
    await passing.until(() => query.answer !== undefined, 'the results')
    const results = (query.answer?.results ?? []) as readonly { readonly title: string }[]
    return { titles: results.map(({ title }) => title), button: query.answer?.button }
  }

  it.each([
    ['en', '', [/BTC|ETH/u, /BTC funding/u, /\$|cap/u]],
    ['ja', '', [/BTC|ETH/u, /BTCの資金調達率/u, /時価総額/u]],
    ['en', 'btc', [/BTC/u, /BTC funding/u, /BTC open interest/u]],
    ['ja', 'ビットコイン', [/BTC/u, /BTCの資金調達率/u, /建玉/u]],
    ['ja', 'びっと', [/BTC/u, /BTCの資金調達率/u, /建玉/u]],
    ['ja', 'いーさ', [/ETH/u, /ETH.*資金調達率/u, /建玉/u]],
  ] as const)('offers answers that can be sent (%s, “%s”)', async (locale, text, titles) => {
    const found = await offered(text, locale)
    expect(found.titles).toHaveLength(3)
    for (const [index, title] of titles.entries()) expect(found.titles[index]).toMatch(title)
    expect(found.button).toMatchObject({ start_parameter: 'help' })
  })

  it('offers nothing of what is no coin', async () => {
    expect((await offered('zzzzzz', 'en')).titles).toEqual([])
  })
})

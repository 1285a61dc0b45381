/**
 * Bursts in a group on Telegram, through grammY, at the limits that Telegram documents: one member's thirty commands keep
 * neither another's answer nor a due post waiting, and what is refused is seen by its member alone.
 */
import { beforeAll, describe, expect, it } from 'vitest'
import type { Command } from '#src/bot/command.ts'
import { ANSWER_RATES, CHAT_RATES, SHARED_RATES } from '#src/bot/request/cooldown.ts'
import type { Request } from '#src/chat/request.ts'
import type { History } from '#src/market/history.ts'
import { createTestBot, realCommands, sampleHistory } from '../../support/bot.ts'
import { createFakeClock, eventually } from '../../support/clock.ts'
import type { LoopbackChat } from '../../support/telegram/chats.ts'
import { ASKER, OTHER, OWNER } from '../../support/telegram/events.ts'
import { DOCUMENTED } from '../../support/telegram/flood.ts'
import { quiet, reply, saidIn, type Session, startSession } from '../../support/telegram/session.ts'

let history: History
let commands: readonly Command[]
beforeAll(async () => {
  history = await sampleHistory()
  commands = await realCommands()
})

const COINS = 'btc eth sol xrp doge ada avax link dot ltc'.split(' ')
const LINES = ['7d', '30d', '90d'].flatMap((window) => COINS.map((coin) => `/price ${coin} ${window}`))

/** Has never been heard of. */
const NEWCOMER = 830_001

interface Computing extends Session {
  readonly computing: () => boolean
}

/** The bot as it is in life, on a Telegram that enforces its limits. */
async function begin(): Promise<Computing> {
  const clock = createFakeClock()
  const { bot } = createTestBot({
    ...{ commands, history: () => history, now: clock.now, clock },
    ...{ rates: ANSWER_RATES, sharedRates: SHARED_RATES, chatRates: CHAT_RATES },
  })
  // What is being computed is not over because nothing is heard of it.
  let running = 0
  const counted = {
    ...bot,
    answer: (request: Request) => {
      running++
      return bot.answer(request).finally(() => running--)
    },
  }
  const session = await startSession({ clock, loopback: { limits: DOCUMENTED }, parts: { bot: counted } })
  return { ...session, computing: () => running > 0 }
}

/** Lets so many milliseconds pass, with everything done that is due on the way. */
async function pass(session: Computing, milliseconds: number): Promise<void> {
  const { clock } = session
  let isOver = false
  clock.after(milliseconds, () => {
    isOver = true
  })
  for (await still(session); !isOver && clock.skip(); ) await still(session)
}

/** Waits until neither the sockets nor the bot have anything more to do, with the clock standing still. */
async function still(session: Computing): Promise<void> {
  do {
    await eventually(() => !session.computing())
    await quiet(session)
  } while (session.computing())
}

/** A post that is due after so many milliseconds; gives how late it left. */
function postIn({ clock, telegram: { poster } }: Session, { id }: LoopbackChat, milliseconds: number) {
  const due = clock.now() + milliseconds
  const to = { target: `telegram:${id}`, options: {}, nonce: 'n', title: 'Weekly' }
  return new Promise<number>((resolve, reject) => {
    clock.after(milliseconds, () => {
      const send = async () => {
        const prepared = await poster.prepare(reply('The week in crypto').message, 'en')
        await poster.waitForSlot(to.target, 1)
        const late = clock.now() - due
        expect(await poster.send(prepared, 0, to)).toMatchObject({ kind: 'sent' })
        return late
      }
      send().then(resolve, reject)
    })
  })
}

const answersTo = (chat: LoopbackChat, asked: LoopbackChat['messages'][number] | undefined) =>
  chat.messages.filter(({ from, replyTo }) => from === 'bot' && replyTo === asked?.id)
const asks = (chat: LoopbackChat, member: number) => chat.messages.filter(({ from }) => from === member)

describe('thirty commands of one member at once', () => {
  it.each(['en', 'ja'])('keep neither another’s answer nor a due post waiting (%s)', async (locale) => {
    const session = await begin()
    const { loopback, forum: group, privateChat } = session
    for (const line of LINES) loopback.write(group, line, { member: ASKER, locale })
    const posted = postIn(session, group, 2000)
    session.clock.after(1000, () => loopback.write(group, '/funding btc', { member: OTHER, locale }))
    await pass(session, 60_000)

    const [other] = asks(group, OTHER)
    const [answer] = answersTo(group, other)
    expect(answer?.text).toContain(locale === 'ja' ? '資金調達率' : 'BTC funding')
    expect((answer?.at ?? Number.POSITIVE_INFINITY) - (other?.at ?? 0)).toBeLessThanOrEqual(5000)
    expect(await posted).toBeLessThanOrEqual(1100)
    // A few answers, fewer where they take several messages, and a sign on what was too much: no message says so.
    const own = asks(group, ASKER)
    const answered = own.filter((one) => answersTo(group, one).length > 0)
    expect(own).toHaveLength(30)
    expect(answered.length).toBeGreaterThanOrEqual(3)
    expect(answered.length).toBeLessThanOrEqual(5)
    expect(new Set(own.flatMap(({ reactions = [] }) => reactions))).toEqual(new Set(['🙏']))
    expect(saidIn(privateChat)).toEqual([])
    expect(loopback.refused.get(429)).toBeUndefined()
    expect(loopback.problems).toEqual([])
  })
})

describe('a crowd in one group', () => {
  it('is answered as far as the pace goes; what has waited too long is dropped, and a due post leaves on time', async () => {
    const session = await begin()
    const { loopback, forum: group } = session
    const began = session.clock.now()
    const crowd = Array.from({ length: 30 }, (_, index) => 720_001 + index)
    for (const member of crowd) group.members.set(member, { status: 'member' })
    for (const [index, member] of crowd.entries())
      loopback.write(group, LINES[index] ?? '', { member, locale: 'en' })
    const posted = postIn(session, group, 20_000)
    await pass(session, 120_000)

    expect(await posted).toBeLessThanOrEqual(1100)
    const answered = crowd.filter((member) => answersTo(group, asks(group, member)[0]).length > 0)
    expect(answered.length).toBeGreaterThanOrEqual(7)
    expect(answered.length).toBeLessThanOrEqual(14)
    for (const { from, at } of group.messages) if (from === 'bot') expect(at - began).toBeLessThan(62_000)
    // Whoever gets no answer has a sign on what they wrote, and no message.
    for (const member of crowd.filter((one) => !answered.includes(one)))
      expect(asks(group, member).map(({ reactions }) => reactions)).toEqual([['🙏']])
    expect(loopback.refused.get(429)).toBeUndefined()
    expect(loopback.problems).toEqual([])
  })
})

describe('the same question in one group', () => {
  const answers = (chat: LoopbackChat) => chat.messages.filter(({ from }) => from === 'bot')

  it.each([
    ['en', 'Answered here a moment ago\n\nTap the quoted message to see the answer.'],
    [
      'ja',
      '同じ質問には少し前にお答えしています\n\n引用したメッセージをタップすると、その回答に移動します。',
    ],
  ])('is answered by the way to the answer that is there (%s)', async (locale, text) => {
    const session = await begin()
    const { loopback, forum: group } = session
    // At once, and in other words: the second waits for the first.
    loopback.write(group, '/funding btc 30d', { member: ASKER, locale })
    loopback.write(group, '/funding bitcoin window:30d', { member: OTHER, locale })
    await pass(session, 20_000)
    const [chart, ...further] = answers(group)
    const whole = answers(group).filter(({ photo }) => photo !== undefined)
    expect(whole).toHaveLength(1)
    expect(further.at(-1)).toMatchObject({ text, replyTo: chart?.id })
    expect(loopback.problems).toEqual([])

    // In another topic, of another coin, or after two minutes it is a question of its own.
    loopback.write(group, '/funding btc 30d', { member: OTHER, locale, topic: 7 })
    loopback.write(group, '/funding eth 30d', { member: OTHER, locale })
    await pass(session, 120_000)
    loopback.write(group, '/funding btc 30d', { member: OTHER, locale })
    await pass(session, 20_000)
    expect(answers(group).filter(({ text: said }) => said === text)).toHaveLength(1)
    expect(answers(group).filter(({ photo }) => photo !== undefined)).toHaveLength(4)
  })

  it('is answered anew where the answer was deleted, or shows something else now', async () => {
    const session = await begin()
    const { loopback, forum: group } = session
    const where = { locale: 'en', member: ASKER }
    loopback.write(group, '/price btc', where)
    await pass(session, 10_000)
    for (const one of answers(group)) group.messages.splice(group.messages.indexOf(one), 1)
    loopback.write(group, '/price btc', { ...where, member: OTHER })
    await pass(session, 10_000)
    loopback.click(group, /:menu$/u, { ...where, member: OTHER })
    await pass(session, 10_000)
    loopback.click(group, /window=90d/u, { ...where, member: OTHER })
    await pass(session, 10_000)
    const second = answers(group).find(({ photo }) => photo !== undefined)
    loopback.write(group, '/price btc 90d', where)
    await pass(session, 10_000)
    expect(answers(group).at(-1)).toMatchObject({
      replyTo: second?.id,
      text: expect.stringMatching(/^Answered here/),
    })
    const before = answers(group).length
    loopback.write(group, '/price btc', where)
    await pass(session, 10_000)
    expect(answers(group)[before]?.photo).toBeDefined()
  })
})

describe('a mistake in a group', () => {
  it.each([
    ['en', 'Unknown coin'],
    ['ja', '銘柄'],
  ])('is explained to its member alone, with a sign for them in the group (%s)', async (locale, words) => {
    const session = await begin()
    const { loopback, forum: group, privateChat } = session
    loopback.write(group, '/price qqqqqqqqqqq', { member: ASKER, locale })
    await pass(session, 10_000)
    expect(saidIn(group)).toEqual([])
    expect(asks(group, ASKER).map(({ reactions }) => reactions)).toEqual([['🤔']])
    expect(saidIn(privateChat).join()).toContain(words)
    expect(loopback.problems).toEqual([])
  })

  it.each([
    [
      'en',
      /^Unknown coin\n\nThere is no coin called “qqqqqqqqqqq”.*\n\nOpen a private chat with me/u,
      /^This is for your eyes only\n/u,
    ],
    [
      'ja',
      /^銘柄が見つかりません\n\n「qqqqqqqqqqq」という銘柄はありません。.*\n\nボットとの個別チャットを開いて/u,
      /^ご本人だけにお見せする内容です\n/u,
    ],
  ])('of a member without a private chat is told with the way to one, once, and then a sign (%s)', async (locale, coin, privacy) => {
    const session = await begin()
    const { loopback, forum: group, group: other } = session
    other.reactions = false
    const where = { member: OTHER, locale }
    loopback.write(group, '/price qqqqqqqqqqq', where)
    await pass(session, 10_000)
    expect(saidIn(group)).toEqual([expect.stringMatching(coin)])
    expect(
      group.messages
        .find(({ from }) => from === 'bot')
        ?.keyboard.flat()
        .map(({ url }) => url),
    ).toEqual(['https://t.me/kawaraban_bot?start=welcome'])
    loopback.write(group, '/privacy', where)
    loopback.write(other, '/price qqqqqqqqqqq', where)
    await pass(session, 20_000)
    expect([...saidIn(group), ...saidIn(other)]).toHaveLength(1)
    // Another newcomer, whose first question is what is kept of them.
    loopback.write(group, '/privacy', { ...where, member: NEWCOMER })
    await pass(session, 20_000)
    expect(saidIn(group).at(-1)).toMatch(privacy)
    expect(asks(group, OTHER).map(({ reactions }) => reactions)).toEqual([['🤔'], ['🤔']])
    expect(asks(other, OTHER).map(({ reactions }) => reactions)).toEqual([undefined])
    expect(loopback.problems).toEqual([])
  })
})

describe('a moderator’s command while Telegram does not say who may', () => {
  it.each([
    ['en', 'I could not ask Telegram just now whether you moderate the chat. Please try again in a moment.'],
    [
      'ja',
      'チャットの管理者かどうかを、いまTelegramに確認できませんでした。少し待ってから、もう一度お試しください。',
    ],
  ])('is answered with that, to them alone, and works once it does (%s)', async (locale, words) => {
    const session = await begin()
    const { loopback, forum: group } = session
    const home = loopback.chats.add({ id: OWNER, type: 'private', title: 'Owner' })
    for (let tries = 0; tries < 3; tries++)
      loopback.faults.add(/^getChatMember$/, { kind: 'status', status: 502, text: 'Bad Gateway' })
    loopback.write(group, '/settings', { member: OWNER, locale })
    await pass(session, 20_000)
    expect(saidIn(home).join()).toContain(words)
    expect(saidIn(group)).toEqual([])
    loopback.write(group, '/settings', { member: OWNER, locale })
    await pass(session, 20_000)
    expect(saidIn(group)).toHaveLength(1)
    expect(loopback.problems).toEqual([])
  })
})

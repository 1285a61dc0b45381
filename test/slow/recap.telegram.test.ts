/** The recap in a channel, a group and a private chat of Telegram, end to end, read on by any member in the private chat. */
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { createFakeClock, type FakeClock } from '../support/clock.ts'
import { createPassing, type Passing } from '../support/passing.ts'
import type { ChatMessage, LoopbackChat } from '../support/telegram/chats.ts'
import { createMenus, labelsOf, type Menus, saidBy } from '../support/telegram/menus.ts'
import { type Program, startProgram } from '../support/telegram/program.ts'

/** Ten past nine on a Monday in Tokyo, when the sample ends. */
const START = Date.parse('2025-11-24T00:10:00Z')
const [SECOND, MINUTE] = [1000, 60_000]
const MODERATOR = 810_001
const READER = 810_002

let clock: FakeClock
let program: Program
let passing: Passing
let menus: Menus
let group: LoopbackChat
let home: LoopbackChat
let reader: LoopbackChat

beforeEach(async () => {
  clock = createFakeClock(START)
  // Until there is a loopback nothing is under way.
  let busy = () => false
  passing = createPassing(clock, () => busy())
  program = await passing.result(startProgram({}, clock), 'the start')
  busy = () => program.loopback.running > 0
  menus = createMenus(program.loopback, passing)
  const { chats } = program.loopback
  home = chats.add({ id: MODERATOR, type: 'private' })
  reader = chats.add({ id: READER, type: 'private' })
  group = chats.add({
    ...{ id: -1_001_300_000_001, type: 'supergroup', title: 'Traders' },
    members: { [MODERATOR]: { status: 'administrator' } },
  })
})

afterEach(async () => {
  await passing.result(program.close(), 'the end')
  expect(program.loopback.problems).toEqual([])
  expect(program.loopback.queries.unanswered).toEqual([])
})

/** Stops the program, lets time pass, and starts it. */
async function sleep(milliseconds: number): Promise<void> {
  await passing.result(program.restart(), 'the stop')
  clock.advance(milliseconds)
  await passing.result(program.restart(), 'the start')
}

async function post(chat: LoopbackChat, language: 'ja' | 'en'): Promise<ChatMessage> {
  const line = `/schedule weekly mon 09:30 Tokyo ${language}`
  await menus.write(chat, line, { member: MODERATOR, locale: 'en' }, home)
  const before = chat.messages.at(-1)?.id ?? 0
  await sleep(21 * MINUTE)
  const shown = () => saidBy(chat).filter(({ id }) => id > before)
  await passing.until(() => shown().length > 0, 'the post')
  await passing.rest(30 * SECOND)
  expect(shown()).toHaveLength(1)
  return shown()[0] as ChatMessage
}

/** Opens the private chat with a button, as a member's client does: what is said there then. */
async function open(message: ChatMessage, label: string): Promise<ChatMessage[]> {
  const url = message.keyboard.flat().find(({ text }) => text === label)?.url ?? ''
  expect(url).toMatch(/^https:\/\/t\.me\/kawaraban_bot\?start=[A-Za-z0-9_-]{1,64}$/)
  const before = reader.messages.length
  await menus.write(reader, `/start ${url.split('start=')[1]}`, { member: READER, locale: 'en' })
  await passing.rest(30 * SECOND)
  return reader.messages.slice(before).filter(({ from }) => from === 'bot')
}

const textOf = (messages: readonly ChatMessage[]) => messages.map(({ text }) => text).join('\n')

describe.each(['ja', 'en'] as const)('the recap on Telegram (%s)', (language) => {
  const isJa = language === 'ja'
  const labels = isJa
    ? ['くわしく', 'English', '根拠は？', 'これは何？', '自分にも届ける', 'アラート']
    : ['More', '日本語', 'Why?', 'What is this?', 'Get this privately', 'Alert me']
  const [more, other, why, about, mine] = labels as [string, string, string, string, string]

  it('is one photo with its lines and what fits of its sections, and is read on by any member in private', async () => {
    const one = await post(group, language)
    expect(one.photo).toBeDefined()
    expect(one.album).toBeUndefined()
    expect(one.text.length).toBeLessThanOrEqual(1024)
    expect(one.text.split('\n').slice(0, 5)).toEqual(
      isJa
        ? [
            'BTC 8万7,520ドル（−6.9%）',
            'ETH 2,818ドル（−9.1%）',
            '時価総額 2.98兆ドル（−6.9%）',
            'BTC建玉 ドル建て−13.9%、枚数−7.5%',
            '値上がり14銘柄（100銘柄中）、セクターの首位はプライバシー+2.3%、最下位はL2 −14.9%',
          ]
        : [
            'BTC $87,520 (−6.9%)',
            'ETH $2,818 (−9.1%)',
            'Total market cap $2.98T (−6.9%)',
            'BTC open interest −13.9% in dollars, −7.5% in coins',
            '14 of 100 large coins rose; best sector privacy +2.3%, worst L2 −14.9%',
          ],
    )
    expect(one.text).toMatch(isJa ? /\n資産別：/ : /\nAssets: /)
    expect(one.text.split('\n').at(-1)).toMatch(isJa ? /第47号.*投資助言/ : /No\. 47.*not investment advice/)
    expect(labelsOf(one)).toEqual(labels)

    await sleep(MINUTE)
    const whole = await open(one, more)
    expect(whole.filter(({ photo }) => photo !== undefined)).toHaveLength(6)
    expect(textOf(whole)).toContain('2025-11-24 r1')
    const turned = await open(one, other)
    expect(textOf(turned)).toContain(isJa ? 'Total market cap $2.98T' : '時価総額 2.98兆ドル')
    expect(textOf(await open(one, why))).toMatch(isJa ? /^根拠/ : /^Evidence/)
    expect(textOf(await open(one, about))).toMatch(isJa ? /瓦版が/ : /Kawaraban posts/)
    expect(textOf(await open(one, mine))).toMatch(/設定しました。週報|Set: Weekly briefing/)
    expect(saidBy(group).filter(({ id }) => id > one.id)).toEqual([])
  })

  it('answers in place where it was posted to a member alone', async () => {
    const one = await post(home, language)
    expect(one.keyboard.flat().every(({ url }) => url === undefined)).toBe(true)
    const before = home.messages.length
    await menus.click(home, about, { member: MODERATOR, locale: 'en' })
    await passing.until(() => home.messages.length > before, 'the answer')
    expect(home.messages.at(-1)?.text).toMatch(isJa ? /瓦版が/ : /Kawaraban posts/)
  })
})

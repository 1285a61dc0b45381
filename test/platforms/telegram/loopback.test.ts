/** That the loopback Bot API would notice: without this, its silence about our calls would prove nothing. */
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { createFakeClock, eventually, type FakeClock } from '../../support/clock.ts'
import { describeWithShared } from '../../support/shared.ts'
import { DOCUMENTED } from '../../support/telegram/flood.ts'
import { type Loopback, startLoopback, TOKEN } from '../../support/telegram/server.ts'
import { DEFINITION } from '../../support/telegram/session.ts'

let loopback: Loopback
let clock: FakeClock
const CHAT = 42
const GROUP = -1_001_000_000_009

async function begin(options: Partial<Parameters<typeof startLoopback>[0]> = {}) {
  clock = createFakeClock()
  loopback = await startLoopback({ clock, ...options })
  loopback.chats.add({ id: CHAT, type: 'private' })
  loopback.chats.add({ id: GROUP, type: 'supergroup', topics: { 7: 'Markets' } })
}
afterEach(() => loopback.close())

interface Answer {
  readonly ok: boolean
  readonly result?: unknown
  readonly error_code?: number
  readonly description?: string
  readonly parameters?: unknown
}

async function call(method: string, params: object = {}, token = TOKEN): Promise<Answer> {
  const response = await fetch(`${loopback.root}/bot${token}/${method}`, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify(params),
  })
  return (await response.json()) as Answer
}

const say = (text: string, more: object = {}) =>
  call('sendMessage', { chat_id: CHAT, text, parse_mode: 'HTML', ...more })
const keyboard = (data: string) => ({
  reply_markup: { inline_keyboard: [[{ text: 'x', callback_data: data }]] },
})

describe('the loopback Bot API', () => {
  beforeEach(() => begin())

  it.each([
    ['a text that is too long after its tags are gone', 'x'.repeat(4097), {}, 'message is too long'],
    ['an empty text', '<b></b>', {}, 'message text is empty'],
    ['a tag that Telegram does not know', '<h1>x</h1>', {}, 'Unsupported start tag "h1" at byte offset 0'],
    ['a tag that is not closed', '建<b>x', {}, `Can't find end tag corresponding to start tag "b"`],
    ['a sign of less-than that was not escaped', 'a < b', {}, "can't parse entities"],
    ['callback data above 64 bytes', 'x', keyboard('資'.repeat(22)), 'BUTTON_DATA_INVALID'],
    ['a chat that does not exist', 'x', { chat_id: 1 }, 'chat not found'],
    [
      'a topic that does not exist',
      'x',
      { chat_id: GROUP, message_thread_id: 8 },
      'message thread not found',
    ],
  ])('refuses %s', async (_, text, more, words) => {
    const { ok, description } = await say(text, more)
    expect(ok).toBe(false)
    expect(description).toContain(words)
  })

  it('counts a text without its tags and escapes, in UTF-16 units', async () => {
    expect((await say(`<b>${'&amp;'.repeat(4096)}</b>`)).ok).toBe(true)
    expect((await say('😀'.repeat(2049))).description).toContain('too long')
    expect(loopback.chats.get(CHAT)?.messages[0]?.text).toBe('&'.repeat(4096))
  })

  it('tells apart what is wrong though Telegram may take it', async () => {
    await say('a & b')
    await call('sendMessage', { chat_id: CHAT, text: 'plain' })
    await say('x', { reply_markup: { inline_keyboard: [[{ text: '', callback_data: 'a' }], []] } })
    expect(loopback.problems.join('\n')).toMatch(
      /unescaped &[\s\S]*not HTML[\s\S]*a row of none[\s\S]*the label ""/,
    )
  })

  it('knows one poller only, and confirms by offset', async () => {
    const older = call('getUpdates', { timeout: 30 })
    await eventually(() => loopback.updates.polled)
    const newer = call('getUpdates', { timeout: 30 })
    expect(await older).toMatchObject({ ok: false, error_code: 409 })
    await eventually(() => loopback.updates.polled)
    const chat = loopback.chats.get(CHAT)
    if (!chat) throw new Error('no chat')
    const first = loopback.write(chat, 'one')
    expect(await newer).toMatchObject({ ok: true, result: [{ update_id: first }] })
    // Not confirmed: it comes again.
    expect(await call('getUpdates', { timeout: 0 })).toMatchObject({ result: [{ update_id: first }] })
    expect(await call('getUpdates', { offset: first + 1 })).toEqual({ ok: true, result: [] })
    expect(loopback.updates.confirmed).toBe(first)
    await call('setWebhook', { url: 'http://127.0.0.1:9/' })
    expect((await call('getUpdates')).error_code).toBe(409)
  })

  it('ends a poll without updates when its time is over', async () => {
    const polling = call('getUpdates', { timeout: 30 })
    await eventually(() => loopback.updates.polled)
    clock.advance(30_000)
    expect(await polling).toEqual({ ok: true, result: [] })
  })

  it('refuses a wrong token, and a method that it does not know', async () => {
    expect(await call('getMe', {}, '1:wrong')).toMatchObject({ error_code: 401 })
    expect(await call('sendFax')).toMatchObject({ error_code: 404 })
    expect(loopback.problems).toEqual(['sendFax: the loopback has no such method'])
  })

  it('edits in place, and says what cannot be edited', async () => {
    await say('one')
    const chat = loopback.chats.get(CHAT)
    const id = chat?.messages[0]?.id
    const edit = (text: string, message_id = id) =>
      call('editMessageText', { chat_id: CHAT, message_id, text, parse_mode: 'HTML' })
    expect((await edit('one')).description).toContain('message is not modified')
    expect((await edit('two', 1)).description).toContain('message to edit not found')
    expect((await edit('two')).ok).toBe(true)
    expect(chat?.messages).toMatchObject([{ text: 'two', edits: 1 }])
  })

  it('sends on from a group that became a supergroup', async () => {
    const group = loopback.chats.add({ id: -5, type: 'group' })
    loopback.migrate(group, -1_001_000_000_010)
    expect(await say('x', { chat_id: -5 })).toMatchObject({
      error_code: 400,
      parameters: { migrate_to_chat_id: -1_001_000_000_010 },
    })
  })

  it('answers a query once', async () => {
    const query = loopback.typeInline('funding')
    const answer = () => call('answerInlineQuery', { inline_query_id: query.id, results: [] })
    expect((await answer()).ok).toBe(true)
    expect((await answer()).description).toContain('query is too old')
    expect(loopback.queries.unanswered).toEqual([])
  })
})

describe('the loopback Bot API with its limits enforced', () => {
  beforeEach(() => begin({ limits: DOCUMENTED }))

  it('takes one message a second in a chat', async () => {
    expect((await say('1')).ok).toBe(true)
    expect(await say('2')).toMatchObject({ error_code: 429, parameters: { retry_after: 1 } })
    clock.advance(1000)
    expect((await say('3')).ok).toBe(true)
  })

  it('takes twenty a minute in a group', async () => {
    for (let index = 0; index < 20; index++) {
      expect((await say('x', { chat_id: GROUP })).ok).toBe(true)
      clock.advance(1000)
    }
    expect(await say('x', { chat_id: GROUP })).toMatchObject({ parameters: { retry_after: 40 } })
  })

  it('takes thirty a second overall', async () => {
    for (let index = 0; index < 31; index++) loopback.chats.add({ id: 100 + index, type: 'private' })
    const answers = await Promise.all(
      Array.from({ length: 31 }, (_, index) => say('x', { chat_id: 100 + index })),
    )
    expect(answers.filter(({ ok }) => ok)).toHaveLength(30)
    expect(loopback.flood.most).toBe(30)
  })
})

describeWithShared("the loopback Bot API with the API's definition", ['spec'], () => {
  beforeEach(() => begin({ definition: DEFINITION }))

  it('notices what only the definition knows', async () => {
    await say('x', { parse_mod: 'HTML' })
    await say('x', { message_thread_id: 'seven' })
    expect(loopback.problems.join('\n')).toMatch(
      /parse_mod: unknown field[\s\S]*message_thread_id: no integer/,
    )
  })

  it('finds nothing wrong with what is right', async () => {
    await say('<b>x</b>', keyboard('a:Ab3-_xYz019:refresh'))
    expect(loopback.problems).toEqual([])
  })
})

/** Messages on Telegram: within every limit, nothing lost, nothing taken for markup. */
import fc from 'fast-check'
import { beforeAll, describe, expect, it } from 'vitest'
import type { Message } from '#src/chat/message.ts'
import { shownText } from '#src/platforms/telegram/render/html.ts'
import { lengthOf, renderTelegram } from '#src/platforms/telegram/render/render.ts'
import { HOSTILE, image, message, prose } from '../../../support/messages.ts'
import { anyMessage } from '../../../support/messages/any.ts'
import { EXTREMES } from '../../../support/messages/extremes.ts'
import {
  captionsIn,
  checkOnTelegram,
  htmlsIn,
  keyboardIn,
  shownOnTelegram as shown,
} from '../../../support/renderedTelegram.ts'
import { everyRecap, sampleHistory } from '../../../support/recaps.ts'
import { describeWithShared } from '../../../support/shared.ts'
import { type TelegramApi, telegramApi } from '../../../support/telegramApi.ts'

const BUTTON = {
  id: 'AAAAAAAAAAA',
  rows: [[{ kind: 'button' as const, choice: 'refresh', label: 'Refresh' }]],
}

describe('a message on Telegram', () => {
  it.each(EXTREMES)('keeps every limit and every word: %s', (_, one) => checkOnTelegram(one))

  it('keeps every limit and every word of any message', () => {
    fc.assert(fc.property(anyMessage, checkOnTelegram), { numRuns: 150 })
  })

  it('keeps every limit and every word of the recap in each language, length and theme', async () => {
    for (const [, recap] of everyRecap(await sampleHistory())) checkOnTelegram(recap)
  })

  it('sends the recap as an album and a text, its short form as one photo; English takes two messages', async () => {
    for (const [look, recap] of everyRecap(await sampleHistory())) {
      const first = look.includes('full') ? 'sendMediaGroup' : 'sendPhoto'
      const words = methods(recap).filter((method) => method === 'sendMessage')
      expect(methods(recap), look).toEqual([...(look.includes('text') ? [] : [first]), ...words])
      const most = look.includes('compact') ? 0 : look.startsWith('en') ? 2 : 1
      expect(words.length, look).toBeLessThanOrEqual(most)
    }
  })

  it('sends one picture and a short text as one photo with its keyboard', () => {
    const one = message({
      blocks: [{ kind: 'paragraph', text: 'It fell.' }],
      images: [image('funding')],
      actions: BUTTON,
    })
    expect(renderTelegram(one)).toEqual([
      {
        method: 'sendPhoto',
        params: {
          photo: 'attach://funding.png',
          caption: '<b>Funding turns negative</b>\n\nIt fell.',
          parse_mode: 'HTML',
          reply_markup: { inline_keyboard: [[{ text: 'Refresh', callback_data: 'a:AAAAAAAAAAA:refresh' }]] },
        },
        uploads: [{ filename: 'funding.png', image: 'funding' }],
      },
    ])
  })

  it('puts title and first block under the picture where the rest is too long, and the keyboard under the rest', () => {
    const blocks = [
      { kind: 'paragraph' as const, text: 'It fell.' },
      { kind: 'paragraph' as const, text: prose(2000) },
    ]
    const calls = renderTelegram(message({ blocks, images: [image('funding')], actions: BUTTON }))
    expect(calls.map(({ method }) => method)).toEqual(['sendPhoto', 'sendMessage'])
    expect(captionsIn(calls)).toEqual(['<b>Funding turns negative</b>\n\nIt fell.'])
    expect(calls.map((call) => keyboardIn(call).length)).toEqual([0, 1])
  })

  it.each([
    [3, 1],
    [12, 2],
  ])('writes under the first of %d pictures alone, in %d albums', (count, albums) => {
    const images = Array.from({ length: count }, (_, index) => image(`i${index}`))
    const calls = renderTelegram(message({ blocks: [{ kind: 'paragraph', text: 'It fell.' }], images }))
    expect(calls.filter(({ method }) => method === 'sendMediaGroup')).toHaveLength(albums)
    expect(captionsIn(calls)).toEqual(['<b>Funding turns negative</b>\n\nIt fell.'])
    expect(captionsIn(calls.slice(0, 1))).toHaveLength(1)
  })

  it('fills a caption and a text to the last character', () => {
    const text = (length: number) => [{ kind: 'paragraph' as const, text: '&'.repeat(length) }]
    const lengths = (length: number, images: Message['images']) =>
      renderTelegram(message({ title: '', blocks: text(length), images })).map(lengthOf)
    expect(lengths(1024, [image('a')])).toEqual([1024])
    expect(lengths(1025, [image('a')])).toEqual([0, 1025])
    expect(lengths(1025, [image('a'), image('b')])).toEqual([0, 1025])
    expect(lengths(4096, [])).toEqual([4096])
    expect(lengths(4097, [])).toEqual([4096, 1])
  })

  it('leaves words for the text that carries the keyboard of an album', () => {
    const calls = renderTelegram(
      message({
        blocks: [{ kind: 'paragraph', text: 'It fell.' }],
        images: [image('a'), image('b')],
        actions: BUTTON,
      }),
    )
    expect(calls.map(({ method }) => method)).toEqual(['sendMediaGroup', 'sendMessage'])
    expect(calls.map((call) => keyboardIn(call).length)).toEqual([0, 1])
    expect(calls[1]?.params).toMatchObject({ text: 'It fell.' })
  })

  it('parts twelve pictures into even albums', () => {
    const images = Array.from({ length: 12 }, (_, n) => image(`c${n}`))
    const albums = renderTelegram(message({ images })).map((call) =>
      call.method === 'sendMediaGroup' ? call.params.media.length : 0,
    )
    expect(albums).toEqual([6, 6])
  })

  it('shows text as it is, whatever markup it resembles', () => {
    expect(
      shown(renderTelegram(message({ title: 'T', blocks: [{ kind: 'paragraph', text: HOSTILE }] }))),
    ).toBe(`T\n\n${HOSTILE.replace('`c`', 'c')}`)
  })

  it('calls nobody', () => {
    const text = htmlsIn(renderTelegram(message({ title: '@someone' }))).join('')
    expect(text).not.toMatch(/@\w/)
  })

  it('writes tables in even columns', () => {
    const columns = [
      { title: '資産', align: 'left' as const },
      { title: '騰落率', align: 'right' as const },
    ]
    const calls = renderTelegram(
      message({
        title: 'T',
        blocks: [
          {
            kind: 'table',
            columns,
            rows: [
              ['暗号資産', '<7%'],
              ['金', '1%'],
            ],
          },
        ],
      }),
    )
    expect(htmlsIn(calls)).toEqual([
      '<b>T</b>\n\n<pre>資産　　  騰落率\n暗号資産     &lt;7%\n金　　　      1%</pre>',
    ])
  })

  it('marks the button whose state is shown, and gives each row room for its words', () => {
    const rows = [
      ['7d', '30d', '90d', '1y'].map((window) => ({
        kind: 'button' as const,
        choice: `window=${window}`,
        label: window,
        active: window === '30d',
      })),
      ['What is this?', 'Why is it so?', 'Refresh'].map((label, n) => ({
        kind: 'button' as const,
        choice: `b${n}`,
        label,
      })),
    ]
    const [call] = renderTelegram(message({ actions: { id: 'AAAAAAAAAAA', rows } }))
    expect(call && keyboardIn(call).map((row) => row.map(({ text }) => text))).toEqual([
      ['7d', '✓ 30d', '90d', '1y'],
      ['What is this?', 'Why is it so?'],
      ['Refresh'],
    ])
  })

  it('asks in words what a choice is about', () => {
    const select = {
      kind: 'select' as const,
      label: 'Which asset?',
      options: [{ choice: 'asset=a', label: 'ACC - AdCoin' }],
    }
    const [call] = renderTelegram(message({ actions: { id: 'AAAAAAAAAAA', rows: [[select]] } }))
    expect(call?.params).toMatchObject({ text: '<b>Funding turns negative</b>\n\nWhich asset?' })
  })

  it('refuses a choice that would not come back', () => {
    const actions = {
      id: 'AAAAAAAAAAA',
      rows: [[{ kind: 'button' as const, choice: 'ビットコイン', label: 'x' }]],
    }
    expect(() => renderTelegram(message({ actions }))).toThrow(RangeError)
  })
})

describeWithShared("a message in the types of Telegram's API", ['spec'], (folder) => {
  let api: TelegramApi
  beforeAll(() => {
    api = telegramApi(folder, shownText)
  })
  const problems = (one: Message) =>
    renderTelegram(one).flatMap(({ method, params }) => api(method, { chat_id: 1, ...params }))

  it.each(EXTREMES)('is right: %s', (_, one) => expect(problems(one)).toEqual([]))

  it('is right for the recap in each language, length and theme', async () => {
    for (const [look, recap] of everyRecap(await sampleHistory())) expect(problems(recap), look).toEqual([])
  })

  it('would be wrong', () => {
    const keyboard = (callback_data: string) => ({
      reply_markup: { inline_keyboard: [[{ text: 'x', callback_data }]] },
    })
    expect(api('sendMessage', { chat_id: 1, text: 'x' })).toEqual([])
    expect(api('sendMessage', { chat_id: 1, text: 'x'.repeat(4097) })).not.toEqual([])
    expect(api('sendMessage', { chat_id: 1, text: 'x', parse_mod: 'HTML' })).not.toEqual([])
    expect(api('sendMessage', { chat_id: 1, text: 'x', ...keyboard('あ'.repeat(22)) })).not.toEqual([])
    expect(
      api('sendMediaGroup', { chat_id: 1, media: [{ type: 'photo', media: 'attach://a' }] }),
    ).not.toEqual([])
    expect(api('sendMesage', { chat_id: 1, text: 'x' })).not.toEqual([])
  })
})

function methods(one: Message): string[] {
  return renderTelegram(one).map(({ method }) => method)
}

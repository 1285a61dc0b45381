/** Messages on Discord: within every limit, nothing lost, nothing taken for markup. */
import fc from 'fast-check'
import { beforeAll, describe, expect, it } from 'vitest'
import type { Message } from '#src/chat/message.ts'
import { formatRecap } from '#src/editions/answer.ts'
import { makeEdition } from '#src/editions/make.ts'
import { LOCALES } from '#src/i18n/locale.ts'
import { createWords } from '#src/i18n/words.ts'
import { lastWeekAt } from '#src/market/week.ts'
import { DISCORD_MOST, renderDiscord, sizeOf } from '#src/platforms/discord/render/render.ts'
import { type DiscordApi, discordApi } from '../../../support/discordApi.ts'
import { HOSTILE, image, message, prose } from '../../../support/messages.ts'
import { anyMessage } from '../../../support/messages/any.ts'
import { EXTREMES } from '../../../support/messages/extremes.ts'
import { checkOnDiscord, shownOnDiscord as shown, componentText } from '../../../support/renderedDiscord.ts'
import { everyRecap, sampleHistory } from '../../../support/recaps.ts'
import { describeWithShared } from '../../../support/shared.ts'

describe('a message on Discord', () => {
  it.each(EXTREMES)('keeps every limit and every word: %s', (_, one) => checkOnDiscord(one))

  it('keeps every limit and every word of any message', () => {
    fc.assert(fc.property(anyMessage, checkOnDiscord), { numRuns: 150 })
  })

  it('keeps every limit and every word of the recap in each language, length and theme', async () => {
    for (const [, recap] of everyRecap(await sampleHistory())) checkOnDiscord(recap)
  })

  it('sends the recap as one message, in English with all its words as two', async () => {
    for (const [look, recap] of everyRecap(await sampleHistory())) {
      const most = /^en (?:full|text)/u.test(look) ? 2 : 1
      expect(renderDiscord(recap).length, look).toBeLessThanOrEqual(most)
    }
  })

  it('is one message as long as it is within each limit, and two beyond it', () => {
    const messagesOf = (blocks: Message['blocks'], room?: number) =>
      renderDiscord(message({ title: '', subtitle: '', blocks, images: [], footer: [] }), room)
    const letters = (count: number) => [{ kind: 'paragraph' as const, text: 'a'.repeat(count) }]
    expect(messagesOf(letters(DISCORD_MOST.text)).map((one) => sizeOf(one).text)).toEqual([4000])
    expect(messagesOf(letters(DISCORD_MOST.text + 1))).toHaveLength(2)
    expect(messagesOf(letters(DISCORD_MOST.text - 10), 10)).toHaveLength(1)
    expect(messagesOf(letters(DISCORD_MOST.text - 9), 10)).toHaveLength(2)
    // In Japanese the bytes are full first: three a character, and twelve for the component.
    const japanese = (more: string) => [{ kind: 'paragraph' as const, text: 'あ'.repeat(3258) + more }]
    expect(messagesOf(japanese('ああああaa')).map((one) => sizeOf(one).bytes)).toEqual([9800])
    expect(messagesOf(japanese('ああああaaa'))).toHaveLength(2)
    expect(messagesOf(japanese('a'), 1)).toHaveLength(1)
    expect(messagesOf(japanese('aa'), 1)).toHaveLength(2)
  })

  it('is one message of forty components, one fewer where a text is to follow', () => {
    const images = Array.from({ length: 10 }, (_, index) => image(`i${index}`))
    const blocks = images.map(({ name }) => ({ kind: 'paragraph' as const, text: 'x', image: name }))
    const messagesOf = (buttons: readonly number[], room?: number) => {
      const rows = buttons.map((count, row) =>
        Array.from({ length: count }, (_, at) => ({
          ...{ kind: 'button' as const, choice: `b${row}${at}`, label: 'x' },
        })),
      )
      const one = message({ title: 'T', blocks, images, footer: ['f'], actions: { id: 'AAAAAAAAAAA', rows } })
      return renderDiscord(one, room).map((payload) => sizeOf(payload).components)
    }
    expect(messagesOf([5, 5, 4, 1])).toEqual([40])
    expect(messagesOf([5, 5, 4, 2])).toEqual([38, 3])
    expect(messagesOf([5, 5, 3, 1], 10)).toEqual([39])
    expect(messagesOf([5, 5, 4, 1], 10)).toEqual([38, 2])
  })

  it('shows each picture under the block it belongs to, and the rest before the footer', () => {
    const [payload] = renderDiscord(
      message({
        blocks: [
          { kind: 'paragraph', heading: 'One', text: 'First.', image: 'b' },
          { kind: 'paragraph', heading: 'Two', text: 'Second.' },
        ],
        images: [image('a'), image('b')],
        footer: ['Source: nobody.'],
      }),
    )
    expect(payload?.body.components.map(componentText)).toEqual([
      '## Funding turns negative\n### One\nFirst.',
      'attachment://b.png',
      '### Two\nSecond.',
      'attachment://a.png',
      '-# Source: nobody.',
    ])
    expect(payload?.uploads).toEqual([
      { filename: 'b.png', image: 'b' },
      { filename: 'a.png', image: 'a' },
    ])
  })

  it('calls nobody and is a message of components', () => {
    for (const { body } of renderDiscord(message({ title: '@everyone <@1>' }))) {
      expect(body.allowed_mentions).toEqual({ parse: [] })
      expect(body.flags).toBe(32768)
    }
  })

  it('shows text as it is, whatever markup it resembles', () => {
    expect(
      shown(renderDiscord(message({ title: 'T', blocks: [{ kind: 'paragraph', text: HOSTILE }] }))),
    ).toBe(`T\n${HOSTILE.replace('`c`', 'c')}`)
  })

  it('leaves addresses whole', () => {
    const text = 'See https://example.org/a_b_c?d=*e* and [x](https://example.org).'
    expect(shown(renderDiscord(message({ title: text })))).toBe(text)
  })

  it('writes a narrow table in even columns and a wide one as named values', () => {
    const columns = [
      { title: '資産', align: 'left' as const },
      { title: '騰落率', align: 'right' as const },
    ]
    const narrow = renderDiscord(
      message({
        title: 'T',
        blocks: [
          {
            kind: 'table',
            columns,
            rows: [
              ['暗号資産', '−7.2%'],
              ['金', '−0.3%'],
            ],
          },
        ],
      }),
    )
    expect(shown(narrow)).toBe('T\n資産　　  騰落率\n暗号資産   −7.2%\n金　　　   −0.3%')
    const wide = [...columns, { title: 'a column of many, many cells', align: 'right' as const }]
    const list = renderDiscord(
      message({ title: 'T', blocks: [{ kind: 'table', columns: wide, rows: [['金', '−0.3%', '']] }] }),
    )
    expect(list[0]?.body.components.map(componentText)).toEqual(['## T\n**金**\n騰落率 −0.3%'])
  })

  it('says how many rows of a long table are not shown', () => {
    const rows = Array.from({ length: 47 }, (_, n) => [`Venue ${n}`])
    const payloads = renderDiscord(
      message({ blocks: [{ kind: 'table', columns: [{ title: 'Venue', align: 'left' }], rows }] }),
    )
    expect(shown(payloads)).toContain('Venue 39\n… +7')
  })

  it('repeats the head of a table that goes on in the next message', () => {
    const rows = Array.from({ length: 40 }, (_, n) => [`${n} ${'建'.repeat(15)}`])
    const table = { kind: 'table' as const, columns: [{ title: 'Name', align: 'left' as const }], rows }
    const payloads = renderDiscord(message({ blocks: [table, table, table, table, table] }))
    expect(payloads.length).toBeGreaterThan(1)
    for (const payload of payloads) expect(shown([payload])).toContain('Name')
  })

  it('marks the button whose state is shown, and clicks send the payload', () => {
    const [payload] = renderDiscord(
      message({
        actions: {
          id: 'AAAAAAAAAAA',
          rows: [
            [
              { kind: 'button', choice: 'window=7d', label: '7 d', active: true },
              { kind: 'button', choice: 'refresh', label: 'Refresh' },
            ],
            [
              {
                kind: 'select',
                label: 'Which?',
                options: [
                  { choice: 'asset=a', label: 'A' },
                  { choice: 'asset=b', label: 'B', active: true },
                ],
              },
            ],
          ],
        },
      }),
    )
    expect(payload?.body.components.slice(1)).toEqual([
      {
        type: 1,
        components: [
          { type: 2, style: 1, label: '7 d', custom_id: 'a:AAAAAAAAAAA:window=7d' },
          { type: 2, style: 2, label: 'Refresh', custom_id: 'a:AAAAAAAAAAA:refresh' },
        ],
      },
      {
        type: 1,
        components: [
          {
            type: 3,
            custom_id: 's:AAAAAAAAAAA:0',
            placeholder: 'Which?',
            options: [
              { label: 'A', value: 'a:AAAAAAAAAAA:asset=a' },
              { label: 'B', value: 'a:AAAAAAAAAAA:asset=b', default: true },
            ],
          },
        ],
      },
    ])
  })

  it('refuses a choice that would not come back', () => {
    for (const choice of ['', 'c'.repeat(41), '資産', 'a b']) {
      const actions = { id: 'AAAAAAAAAAA', rows: [[{ kind: 'button' as const, choice, label: 'x' }]] }
      expect(() => renderDiscord(message({ actions }))).toThrow(RangeError)
    }
  })

  it('parts a long text between sentences, and begins a new message with a block that fits there whole', () => {
    const texts = renderDiscord(
      message({ blocks: [1, 2, 3].map(() => ({ kind: 'paragraph', heading: 'H', text: prose(2500) })) }),
    )
    expect(texts).toHaveLength(3)
    expect(texts.slice(1).every((payload) => shown([payload]).startsWith('H\nIn week 1 '))).toBe(true)
    const long = renderDiscord(message({ blocks: [{ kind: 'paragraph', text: prose(9000, 'ja') }] }))
    for (const payload of long) expect(shown([payload])).toMatch(/。$/)
  })

  it('keeps the bytes of Japanese text below what Discord answers with an error', () => {
    for (const payload of renderDiscord(
      message({ blocks: [{ kind: 'paragraph', text: prose(10_000, 'ja') }] }),
    )) {
      const text = payload.body.components.map(componentText).join('')
      expect(Buffer.byteLength(text)).toBeLessThan(10_000)
    }
  })
})

describeWithShared("a message in the schema of Discord's API", ['spec'], (folder) => {
  let api: DiscordApi
  beforeAll(() => {
    api = discordApi(folder)
  })
  const problems = (one: Message) =>
    renderDiscord(one).flatMap(({ body }) => api('MessageCreateRequest', body))

  it.each(EXTREMES)('is right: %s', (_, one) => expect(problems(one)).toEqual([]))

  it('is right for the recap in each language, length and theme', async () => {
    for (const [look, recap] of everyRecap(await sampleHistory())) expect(problems(recap), look).toEqual([])
  })

  it('would be wrong', () => {
    const [payload] = renderDiscord(message())
    expect(api('MessageCreateRequest', { ...payload?.body, contents: 'typo' })).not.toEqual([])
    expect(api('MessageCreateRequest', { components: [{ type: 10, content: '' }] })).not.toEqual([])
  })
})

describe('an instant', () => {
  const at = Date.UTC(2025, 10, 24)
  const text = '24 Nov 2025, 00:00 [UTC]'

  it('that the recap tells is among its instants, and on Discord each reader sees it in their own time', async () => {
    // A week that is cut at Tokyo's midnight tells until when it has daily series.
    const history = await sampleHistory()
    const edition = makeEdition(history, lastWeekAt(history.now, 'Asia/Tokyo'))
    for (const locale of LOCALES) {
      const words = createWords(locale, 'Asia/Tokyo', history.now)
      const look = { words, theme: 'dark', colors: 'standard' } as const
      const asked = { length: 'text', language: 'both', sections: undefined, withFigures: false } as const
      const recap = formatRecap(edition, asked, look)
      const cut = `<t:${Math.floor(edition.week.end / 86_400_000) * 86_400}:f>`
      const text = renderDiscord(recap)
        .flatMap(({ body }) => body.components.map(componentText))
        .join('\n')
      // Once in each language.
      expect(text.split(cut), locale).toHaveLength(3)
      expect(text).not.toMatch(/\d\d:\d\d JST on|日本時間\d+月/)
      checkOnDiscord(recap)
    }
  })

  it('is reported to each reader in their own time, wherever it stands but in a table', () => {
    const [payload] = renderDiscord({
      title: `Until ${text}`,
      blocks: [
        { kind: 'bullets', items: [`*Next*: ${text}, in 3 days`] },
        { kind: 'fields', items: [{ name: 'Then', value: text }] },
        { kind: 'table', columns: [{ title: 'When', align: 'left' }], rows: [[text]] },
      ],
      images: [],
      footer: [`As of ${text}`],
      instants: [
        { text, at, style: 'full' },
        { text: 'in 3 days', at: at + 259_200_000, style: 'relative' },
      ],
    })
    const [first] = payload?.body.components ?? []
    expect(first?.type === 10 && first.content.split('\n')).toEqual(
      expect.arrayContaining([
        '## Until <t:1763942400:F>',
        '- \\*Next\\*: <t:1763942400:F>, <t:1764201600:R>',
        'Then: **<t:1763942400:F>**',
        text,
        '-# As of <t:1763942400:F>',
      ]),
    )
  })
})

/** Messages that strain every limit, and what must be readable of any message after it is rendered. */
import fc from 'fast-check'
import type { Control } from '#src/chat/action.ts'
import type { Block, Image, Message } from '#src/chat/message.ts'
import { cleanLine } from '#src/platforms/layout/clean.ts'

const ID = 'Ab3-_xYz019'

export function image(name: string, alt = `Chart of ${name}, from 1 to 2.`): Image {
  return { name, spec: { kind: 'none' }, alt, size: { width: 1200, height: 675 } }
}

export function message(parts: Partial<Message> = {}): Message {
  return { title: 'Funding turns negative', blocks: [], images: [], footer: [], ...parts }
}

/** A running text of about so many characters, each sentence with a figure of its own. */
export function prose(characters: number, locale: 'en' | 'ja' = 'en'): string {
  const sentences: string[] = []
  for (let n = 1, length = 0; length < characters; n++) {
    const sentence =
      locale === 'ja'
        ? `第${n}週の建玉は${(1000 + n).toLocaleString('en')}億ドルで、前週を${n}.${n % 10}%上回りました。`
        : `In week ${n} open interest stood at $${(1000 + n).toLocaleString('en')}.${n % 10}B, up ${n}.5%.`
    sentences.push(sentence)
    length += sentence.length + (locale === 'ja' ? 0 : 1)
  }
  return sentences.join(locale === 'ja' ? '' : ' ')
}

export const HOSTILE =
  '<b>bold</b> & <script>alert(1)</script> **b** __u__ ~~s~~ ||p|| `c` ```\nblock\n``` [x](http://a.b) <@123> <#1> <t:1:R> ' +
  '@everyone @someone \\*\n# heading\n-# small\n- list\n* list\n1. one\n> quote\n>>> all https://example.org/a_b*c_d &amp; &lt;'

const button = (choice: string, label = choice): Control => ({ kind: 'button', choice, label })

/** Name of the case, and the message. */
export const EXTREMES: readonly (readonly [name: string, message: Message])[] = [
  ['an empty one', message({ title: '' })],
  ['a title alone', message()],
  ['a title of 10,000 characters', message({ title: prose(10_000) })],
  ['a paragraph of 10,000 characters', paragraphs(prose(10_000))],
  ['a Japanese paragraph of 10,000 characters', paragraphs(prose(10_000, 'ja'))],
  ['a paragraph of 10,000 characters without a border', paragraphs('x'.repeat(10_000))],
  ['a paragraph of 10,000 kanji without a border', paragraphs('建'.repeat(10_000))],
  ['a paragraph of 3,000 family emoji', paragraphs('👩‍👩‍👧‍👦'.repeat(3000))],
  ['one letter with 9,000 marks', paragraphs(`a${'\u0301'.repeat(9000)}`)],
  ['a paragraph of markup characters', paragraphs('*_~`|[]<>\\&'.repeat(900))],
  ['right-to-left words and overrides', paragraphs(`\u202e${'שלום עולם 12.5% '.repeat(300)}\u2066x`)],
  ['markup in every place', everywhere(HOSTILE)],
  ['control characters and lone surrogates', everywhere('a\u0000b\u0007c\ud800d\u0085e\r\nf\tg\u2028h')],
  [
    '40 paragraphs with headings',
    message({
      blocks: Array.from({ length: 40 }, (_, n) => ({
        kind: 'paragraph',
        heading: `Heading ${n}`,
        text: prose(300),
      })),
    }),
  ],
  [
    '300 bullets',
    message({
      blocks: [
        {
          kind: 'bullets',
          heading: 'Many',
          items: Array.from({ length: 300 }, (_, n) => `Item ${n}: ${n}.5%`),
        },
      ],
    }),
  ],
  [
    '200 fields',
    message({
      blocks: [
        {
          kind: 'fields',
          heading: 'Fields',
          items: Array.from({ length: 200 }, (_, n) => ({ name: `Name ${n}`, value: `${n}.25%` })),
        },
      ],
    }),
  ],
  [
    'a field of 5,000 characters',
    message({ blocks: [{ kind: 'fields', items: [{ name: 'Long', value: prose(5000) }] }] }),
  ],
  [
    'a field whose name has 5,000 characters',
    message({ blocks: [{ kind: 'fields', items: [{ name: prose(5000), value: '1' }] }] }),
  ],
  [
    'fields that say nothing',
    message({ title: '', blocks: [{ kind: 'fields', items: [{ name: '', value: '\t' }] }] }),
  ],
  [
    'a wide table with a column of blanks',
    message({
      blocks: [
        {
          ...table(1, ['Exchange', 'Funding rate', 'Eight hours', 'Open interest']),
          rows: [['', ' ', '\u0000', '']],
        },
      ],
    }),
  ],
  ['a narrow table of 200 rows', message({ blocks: [table(200, ['Venue', 'Rate'])] })],
  [
    'a wide table of 200 rows',
    message({ blocks: [table(200, ['Exchange', 'Funding rate', 'Eight hours', 'Open interest', 'Share'])] }),
  ],
  [
    'a table of 40 rows with 5,000 characters in a cell',
    message({
      blocks: [{ ...table(40, ['A', 'B']), rows: [[prose(5000), '1'], ...table(39, ['A', 'B']).rows] }],
    }),
  ],
  [
    'twelve pictures',
    message({ blocks: [{ kind: 'paragraph', text: prose(800), image: 'chart-3' }], images: images(12) }),
  ],
  [
    'eleven pictures and buttons',
    message({ images: images(11), actions: { id: ID, rows: [[button('refresh')]] } }),
  ],
  [
    'two pictures, a title and a button',
    message({ images: images(2), actions: { id: ID, rows: [[button('refresh')]] } }),
  ],
  [
    'two pictures, no words, a button',
    message({ title: '', images: images(2), actions: { id: ID, rows: [[button('refresh')]] } }),
  ],
  [
    'one picture and a short text',
    message({ blocks: [{ kind: 'paragraph', text: 'It fell.', image: 'chart-0' }], images: images(1) }),
  ],
  [
    'one picture and a long text',
    message({
      blocks: [{ kind: 'paragraph', text: prose(3000), image: 'chart-0' }],
      images: images(1),
      footer: ['The end.'],
    }),
  ],
  [
    'pictures with 5,000 characters of alternative text',
    message({ images: images(10).map(({ name }) => image(name, prose(5000, 'ja'))) }),
  ],
  [
    'a picture that no block and a block that no picture claims',
    message({ blocks: [{ kind: 'paragraph', text: 'Text.', image: 'none' }], images: images(1) }),
  ],
  [
    'twelve buttons in a row',
    message({ actions: { id: ID, rows: [Array.from({ length: 12 }, (_, n) => button(`window=${n}d`))] } }),
  ],
  [
    'buttons of the same choice',
    message({ actions: { id: ID, rows: [[button('refresh'), button('refresh', 'Again')]] } }),
  ],
  [
    'buttons with 200 characters and none',
    message({
      actions: { id: ID, rows: [[button('a', prose(200)), button('b', ''), button('c', '\u0000')]] },
    }),
  ],
  [
    '150 buttons',
    message({
      actions: {
        id: ID,
        rows: Array.from({ length: 30 }, (_, r) => Array.from({ length: 5 }, (_, n) => button(`c${r}-${n}`))),
      },
    }),
  ],
  [
    'a choice of 60',
    message({
      actions: {
        id: ID,
        rows: [
          [
            {
              kind: 'select',
              label: 'Which asset?',
              options: Array.from({ length: 60 }, (_, n) => ({
                choice: `asset=${n}`,
                label: `Asset ${n}`,
                active: n < 2,
              })),
            },
          ],
        ],
      },
    }),
  ],
  [
    'the longest choice',
    message({ actions: { id: ID, rows: [[{ ...button('c'.repeat(40)), active: true } as Control]] } }),
  ],
  ['files', message({ files: [{ name: 'briefing.json', mediaType: 'application/json', text: '{}' }] })],
  ['a footer of 5,000 characters', message({ footer: [prose(5000), 'The end.'] })],
]

/** Any text a message may carry: words, figures, markup, emoji, line breaks, now and then very long. */
const anyText: fc.Arbitrary<string> = fc.oneof(
  fc.string({ unit: 'grapheme', maxLength: 80 }),
  fc
    .array(
      fc.constantFrom(
        'BTC',
        '−14.9%',
        '1,350億ドル',
        '建玉は増加しました。',
        'It fell. ',
        '**',
        '<b>',
        '\n- ',
        '# ',
        '`',
        '👩‍👩‍👧‍👦',
        'שלום',
        '@x',
        '\\',
      ),
      {
        maxLength: 400,
      },
    )
    .map((words) => words.join('')),
)

const anyCell = fc.string({ unit: 'grapheme', maxLength: 12 })

const anyBlock: fc.Arbitrary<Block> = fc.oneof(
  fc.record({
    kind: fc.constant('paragraph' as const),
    heading: anyText,
    text: anyText,
    image: fc.constantFrom('chart-0', 'chart-1', 'none'),
  }),
  fc.record({ kind: fc.constant('bullets' as const), items: fc.array(anyText, { maxLength: 8 }) }),
  fc.record({
    kind: fc.constant('facts' as const),
    items: fc.array(fc.record({ text: anyText, strong: fc.array(anyText, { maxLength: 3 }) }), {
      maxLength: 6,
    }),
  }),
  fc.record({ kind: fc.constant('quote' as const), heading: anyText, text: anyText }),
  fc.record({
    kind: fc.constant('fields' as const),
    items: fc.array(fc.record({ name: anyText, value: anyText }), { maxLength: 8 }),
  }),
  fc.record({
    kind: fc.constant('table' as const),
    columns: fc.array(
      fc.record({ title: anyCell, align: fc.constantFrom('left' as const, 'right' as const) }),
      { minLength: 1, maxLength: 4 },
    ),
    rows: fc.array(fc.array(anyCell, { minLength: 1, maxLength: 4 }), { maxLength: 30 }),
  }),
)

/** Any message; its rows have as many cells as its tables have columns. */
export const anyMessage: fc.Arbitrary<Message> = fc
  .record({
    title: anyText,
    blocks: fc.array(anyBlock, { maxLength: 12 }),
    pictures: fc.nat({ max: 13 }),
    footer: fc.array(anyText, { maxLength: 4 }),
    buttons: fc.array(anyText, { maxLength: 9 }),
  })
  .map(({ title, blocks, pictures, footer, buttons }) => ({
    title,
    blocks: blocks.map((block) =>
      block.kind === 'table'
        ? { ...block, rows: block.rows.map((row) => block.columns.map((_, n) => row[n] ?? '')) }
        : block,
    ),
    images: images(pictures),
    footer,
    ...(buttons.length > 0 && {
      actions: { id: ID, rows: [buttons.map((label, n) => button(`b${n}`, label))] },
    }),
  }))

/** Every stretch of words that a reader must find again, tables up to `rows` rows. */
export function wordsIn(given: Message, rows = 40): string[] {
  const { title, subtitle = '', blocks, footer, actions, images, framed = false } = given
  // Of a frame's quotes a platform shows those that it has room for.
  const shown = framed ? blocks.filter(({ kind }) => kind !== 'quote') : blocks
  const lines = shown.flatMap((block) => {
    const heading = block.heading ?? ''
    if (block.kind === 'paragraph') return [heading, ...sentences(block.text)]
    if (block.kind === 'bullets') return [heading, ...block.items.flatMap(sentences)]
    if (block.kind === 'facts') return [heading, ...block.items.flatMap(({ text }) => sentences(text))]
    if (block.kind === 'quote') return [heading, ...sentences(block.text)]
    if (block.kind === 'fields')
      return [heading, ...block.items.flatMap(({ name, value }) => [name, ...sentences(value)])]
    const cells = block.rows.slice(0, rows).flat()
    const more = block.rows.length - rows
    // As named values, a table has no title for its names, nor for a column without values.
    const titles = block.columns.filter(
      (_, n) => n > 0 && block.rows.slice(0, rows).some((row) => cleanLine(row[n] ?? '') !== ''),
    )
    return [heading, ...titles.map(({ title }) => title), ...cells, more > 0 ? `+${more}` : '']
  })
  const questions =
    actions?.rows
      .flat()
      .flatMap((control) =>
        control.kind === 'select' && control.opener === undefined ? [control.label] : [],
      ) ?? []
  const head = given.hidesTitle && images.length > 0 ? [] : sentences(title)
  return [...head, ...sentences(subtitle), ...lines, ...footer.flatMap(sentences), ...questions]
}

/** Letters and figures with their signs, in order: what must survive whatever stands between them. */
export function skeleton(text: string): string {
  return text.toWellFormed().replace(/[^\p{L}\p{N}\p{M}\p{Emoji_Presentation}%$+−]/gu, '')
}

function sentences(text: string): string[] {
  return text.split(/(?<=[.!?]\s)|(?<=[。！？])/)
}

function paragraphs(...texts: string[]): Message {
  return message({ blocks: texts.map((text) => ({ kind: 'paragraph', text })) })
}

function everywhere(text: string): Message {
  return {
    title: text,
    subtitle: text,
    blocks: [
      { kind: 'paragraph', heading: text, text, image: 'chart-0' },
      { kind: 'bullets', heading: text, items: [text, text] },
      { kind: 'fields', heading: text, items: [{ name: text, value: text }] },
      {
        kind: 'table',
        heading: text,
        columns: [
          { title: text, align: 'left' },
          { title: text, align: 'right' },
        ],
        rows: [[text, text]],
      },
      {
        kind: 'table',
        columns: [
          { title: 'A', align: 'left' },
          { title: 'B', align: 'right' },
        ],
        rows: [
          ['```', '`'],
          ['x```', '<&>'],
        ],
      },
    ],
    images: [image('chart-0', text)],
    footer: [text, text],
    actions: {
      id: ID,
      rows: [
        [button('refresh', text)],
        [{ kind: 'select', label: text, options: [{ choice: 'a', label: text }] }],
      ],
    },
  }
}

function images(count: number): Image[] {
  return Array.from({ length: count }, (_, n) => image(`chart-${n}`))
}

function table(rows: number, titles: readonly string[]) {
  return {
    kind: 'table' as const,
    heading: 'Table',
    columns: titles.map((title, index) => ({
      title,
      align: index === 0 ? ('left' as const) : ('right' as const),
    })),
    rows: Array.from({ length: rows }, (_, row) =>
      titles.map((title, column) => (column === 0 ? `${title} ${row}` : `${row}.${column}%`)),
    ),
  }
}

/** Messages that strain every limit. */
import type { Control } from '#src/chat/action.ts'
import type { Message } from '#src/chat/message.ts'
import { ID, button, HOSTILE, image, images, message, prose } from '../messages.ts'

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

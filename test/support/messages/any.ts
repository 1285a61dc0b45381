/** Any message at all. */
import fc from 'fast-check'
import type { Block, Message } from '#src/chat/message.ts'
import { button, ID, images } from '../messages.ts'

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

/** Cleaning, widths, tables and stanzas: what both platforms lay out alike. */
import { describe, expect, it } from 'vitest'
import { clean, cleanLine, shorten } from '#src/platforms/layout/clean.ts'
import { colonAfter } from '#src/platforms/layout/colon.ts'
import { layOut } from '#src/platforms/layout/pages.ts'
import { type Stanza, stanzasOf } from '#src/platforms/layout/stanzas.ts'
import { stretchesOf } from '#src/chat/strong.ts'
import { gridOf, recordsOf } from '#src/platforms/layout/table.ts'
import { pad, widthOf } from '#src/platforms/layout/width.ts'
import { image, message } from '../../support/messages.ts'

const left = (title: string) => ({ title, align: 'left' as const })
const right = (title: string) => ({ title, align: 'right' as const })

describe('cleaning a text', () => {
  it('removes control characters and direction overrides, and keeps marks of right-to-left words', () => {
    expect(clean('a\u0000\u0007b\u202e c\u2066\ud800')).toBe('ab c\ufffd')
    expect(clean('\u200fשלום')).toBe('\u200fשלום')
  })

  it('has one kind of line break, at most two in a row, none at the ends', () => {
    expect(clean('\r\na\r\nb\u2028c\n\n\n\nd\n')).toBe('a\nb\nc\n\nd')
    expect(cleanLine(' a \n b\tc ')).toBe('a b c')
  })

  it('shortens with an ellipsis and never inside a character', () => {
    expect(shorten('funding', 7)).toBe('funding')
    expect(shorten('funding', 6)).toBe('fundi…')
    expect(shorten('👩‍👩‍👧‍👦👩‍👩‍👧‍👦', 15)).toBe('👩‍👩‍👧‍👦…')
  })
})

describe('widths', () => {
  it('count two cells for Japanese characters and none for marks', () => {
    expect(widthOf('BTC')).toBe(3)
    expect(widthOf('資金調達率')).toBe(10)
    expect(widthOf('e\u0301\u200d')).toBe(1)
    expect(pad('資産', 6, 'left')).toBe('資産  ')
    expect(pad('資産', 6, 'right')).toBe('  資産')
  })

  it('give a Japanese name a full-width colon', () => {
    expect(colonAfter('資金調達率')).toBe('：')
    expect(colonAfter('Funding')).toBe(': ')
  })
})

describe('tables', () => {
  const table = {
    kind: 'table' as const,
    columns: [left('Venue'), right('Rate')],
    rows: [
      ['Binance', '0.01%'],
      ['OKX', '−0.0042%'],
    ],
  }

  it('stand in even columns where they fit', () => {
    expect(gridOf(table, 17)).toEqual({
      head: 'Venue        Rate',
      rows: ['Binance     0.01%', 'OKX      −0.0042%'],
    })
  })

  it('move together before they give up', () => {
    expect(gridOf(table, 16)?.head).toBe('Venue       Rate')
    expect(gridOf(table, 15)).toBeUndefined()
  })

  it('give every line of a column the same width in cells', () => {
    const rows = [
      ['暗号資産', 'a'],
      ['BTC', '建玉'],
      ['株', '1'],
    ]
    const grid = gridOf({ kind: 'table', columns: [left('名'), right('値')], rows }, 40)
    expect([grid?.head ?? '', ...(grid?.rows ?? [])].map(widthOf)).toEqual([14, 14, 14, 14])
  })

  it('become named values, without the cells that are empty', () => {
    expect(
      recordsOf({
        ...table,
        columns: [left('Venue'), right('Rate'), right('')],
        rows: [['OKX', '', '3'], ['Bybit']],
      }),
    ).toEqual([
      { name: 'OKX', value: '3' },
      { name: 'Bybit', value: '' },
    ])
  })

  it('take rows that are too short or too long for their columns', () => {
    expect(gridOf({ ...table, rows: [['OKX'], ['Bybit', '1', '2']] }, 40)?.rows).toEqual([
      'OKX',
      'Bybit     1',
    ])
  })
})

describe('stanzas', () => {
  it('are the title, the blocks with their pictures, the other pictures, the footer', () => {
    const stanzas = stanzasOf(
      message({
        title: 'T',
        subtitle: 'S',
        blocks: [
          { kind: 'paragraph', heading: 'H', text: 'one', image: 'b' },
          { kind: 'bullets', items: ['two'], image: 'b' },
          { kind: 'fields', items: [] },
        ],
        images: [image('a'), image('b')],
        footer: ['F', ''],
      }),
      { cells: 40, rows: 40 },
    )
    expect(
      stanzas.map(({ passages, image }) => [...passages.map(({ style }) => style), image?.name]),
    ).toEqual([
      ['title', 'subtitle', undefined],
      ['heading', 'text', 'b'],
      ['item', undefined],
      ['a'],
      ['small', undefined],
    ])
  })
})

describe('pages', () => {
  const text = (words: string): Stanza => ({ passages: [{ style: 'text', text: words }] })
  const lengthOf = (page: readonly Stanza[]) =>
    page
      .flatMap(({ passages }) => passages)
      .reduce((sum, one) => sum + ('text' in one ? one.text.length : 0), 0)
  const within = (most: number) => (page: readonly Stanza[]) => lengthOf(page) <= most

  it('keep a stanza whole that fits on a page of its own', () => {
    expect(layOut([text('aaa'), text('bbb. ccc.')], within(9))).toEqual([[text('aaa')], [text('bbb. ccc.')]])
  })

  it('do not end after the title', () => {
    const title: Stanza = { passages: [{ style: 'title', text: 'T' }] }
    expect(layOut([title, text('bbb. ccc.')], within(9))).toEqual([[title, text('bbb.')], [text('ccc.')]])
  })

  it('do not end with a heading', () => {
    const headed: Stanza = {
      passages: [
        { style: 'heading', text: 'H' },
        { style: 'item', text: 'x'.repeat(20) },
      ],
    }
    const pages = layOut([text('aaaaaaaaa'), headed], within(10))
    for (const page of pages) expect(page.at(-1)?.passages.at(-1)?.style).not.toBe('heading')
    expect(pages[1]?.[0]?.passages.map(({ style }) => style)).toEqual(['heading', 'item'])
  })

  it('leave the picture of a parted stanza after its last words', () => {
    const pages = layOut([{ ...text('bbb. ccc.'), image: image('x') }], (page) => lengthOf(page) <= 5)
    expect(pages.flat().map((stanza) => stanza.image?.name)).toEqual([undefined, 'x'])
  })

  it('refuse a page that can hold nothing', () => {
    expect(() => layOut([text('a')], () => false)).toThrow(RangeError)
  })
})

describe('facts and quotations', () => {
  const facts = {
    kind: 'facts' as const,
    items: [{ text: 'BTC $114,894 (−6.9%)', strong: ['$114,894'] }, { text: 'ETH $4,150' }],
  }
  const quote = { kind: 'quote' as const, heading: '建玉', text: '枚数では+6.8%。' }

  it('stand out by the first occurrence of each strong passage', () => {
    expect(stretchesOf('10 of 100, 10 more', ['10', '100'])).toEqual([
      { text: '10', strong: true },
      { text: ' of ', strong: false },
      { text: '100', strong: true },
      { text: ', 10 more', strong: false },
    ])
    expect(stretchesOf('−6.9%', ['−6.9%', '6.9%', '', 'no'])).toEqual([{ text: '−6.9%', strong: true }])
    expect(stretchesOf('', ['1'])).toEqual([])
  })

  it('are lines and one folded passage, without the title that the picture shows', () => {
    const picture = image('price')
    const all = { ...message({ blocks: [facts, quote], images: [picture] }), title: 'BTC', hidesTitle: true }
    const [first, second] = stanzasOf(all, { cells: 40, rows: 10 })
    expect(first?.passages).toEqual([
      { style: 'fact', text: 'BTC $114,894 (−6.9%)', strong: ['$114,894'] },
      { style: 'fact', text: 'ETH $4,150', strong: [] },
    ])
    expect(second?.passages).toEqual([{ style: 'quote', lead: '建玉', text: '枚数では+6.8%。' }])
    const without = stanzasOf({ ...all, images: [] }, { cells: 40, rows: 10 })
    expect(without[0]?.passages[0]).toEqual({ style: 'title', text: 'BTC' })
  })
})

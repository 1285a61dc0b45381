/** The checkers of the sheet see what they are there to see: each row has one fault. */
import { describe, expect, it } from 'vitest'
import { DAY } from '#src/market/time.ts'
import type { Readings } from '#src/services/index.ts'
import { withheldFaults } from '../../support/truth/claims.ts'
import { faults } from '../../support/truth/checked.ts'
import { end, line, pictured, week, withPane, words } from '../../support/truth/small.ts'

describe('the checker of the sheet sees', () => {
  const row = {
    id: 'cap',
    name: 'Cap',
    value: { text: '$110.00', figure: { of: 'last', series: 'cap', value: 110, at: week.end } },
    spark: [
      [week.start, 100],
      [week.end, 110],
    ],
    sparkInk: 'slate',
    sparkType: 'line',
  } as const
  const front = (...shown: object[]) =>
    pictured({
      type: 'front',
      masthead: { name: 'K', number: '', dates: '' },
      rows: { caption: '', rows: shown },
      sectors: [],
      address: '',
    } as never)
  const then = (days: number) => ({
    ...row.value,
    figure: { ...row.value.figure, at: week.end - days * DAY },
  })
  const missing = (figure: string) =>
    ({ assets: { week, missing: [{ figure, reason: 'stale' }] } }) as unknown as Readings

  it('nothing in a row of the boundary', () => {
    expect(faults(front(row))).toEqual([])
    expect(withheldFaults(front(row), 'sheet', 'main', missing('price.bitcoin.end'), words)).toEqual([])
  })

  it.each([
    ['an older value without its date', { ...row, value: then(1) }, /has no date/],
    [
      'a value of another week that looks current',
      { ...row, value: then(12), date: '5 Nov' },
      /looks current/,
    ],
    [
      'a value that is far too old',
      { ...row, value: then(40), date: '8 Oct', stale: '-', spark: [] },
      /35 days/,
    ],
    ['a week in a stale row', { ...row, value: then(12), date: '5 Nov', stale: '-' }, /has a week/],
    ['a date beside a value of the boundary', { ...row, date: '17 Nov' }, /is dated/],
    [
      'a value that is not the end of its spark',
      {
        ...row,
        spark: [
          [week.start, 100],
          [week.end, 90],
        ],
      },
      /give 90/,
    ],
  ])('%s', (_, shown, fault) => {
    expect(faults(front(shown)).join('\n')).toMatch(fault)
  })

  it('a value whose figure is missing', () => {
    const found = withheldFaults(front(row), 'sheet', 'main', missing('marketcap.total.end'), words)
    expect(found.join()).toMatch(/marketcap.total.end is missing/)
    const changed = { ...row, change: { text: '+10.0%' } }
    const without = withheldFaults(
      front(changed),
      'sheet',
      'main',
      missing('marketcap.total.weekChange'),
      words,
    )
    expect(without.join()).toMatch(/shows \+10.0%/)
  })

  it('a coin’s value that is not the one published', () => {
    const published = { 'price.one.end': { value: 111 } }
    const readings = { assets: { week, missing: [], figures: published } } as unknown as Readings
    const one = { ...row, id: 'one', spark: [] }
    expect(withheldFaults(front(one), 'sheet', 'main', readings, words).join()).toMatch(
      /price.one.end is 111/,
    )
  })

  it('a line’s newest value whose figure is missing', () => {
    const cap = { ...line, id: 'cap' }
    const ended = {
      ...end,
      lines: [
        { text: '$110.00', figure: { of: 'last', series: 'cap', value: 110, at: week.end - DAY } as const },
      ],
    }
    const spec = withPane({ series: [cap], marks: [], ends: [ended] })
    expect(withheldFaults(spec, 'marketcap', 'main', missing('marketcap.total.end'), words).join()).toMatch(
      /missing/,
    )
  })
})

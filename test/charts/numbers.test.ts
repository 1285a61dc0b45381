/** The numbers of a chart as tables: printed for people, unrounded for CSV, and no number for what is not known. */
import { describe, expect, it } from 'vitest'
import type { ChartSpec } from '#src/charts/spec.ts'
import type { LineSeries, Panes } from '#src/charts/spec/panes.ts'
import { LOCALES } from '#src/i18n/locale.ts'
import { DAY } from '#src/market/time.ts'
import { csvOf, numbersOf } from '#src/charts/numbers.ts'
import { everyChart, fixtureLook } from '../support/charts.ts'

const START = Date.UTC(2025, 10, 1)
const say = (key: string) => key.replace('chart.', '')
const charts = everyChart(fixtureLook('en'))

function line(id: string, values: readonly (number | null)[], more: Partial<LineSeries> = {}): LineSeries {
  const points = values.map((value, i) => [START + i * DAY, value] as const)
  return { type: 'line', id, name: id, unit: 'amount', ink: 'slate', points, ...more }
}

function specOf(...panes: readonly (readonly LineSeries[])[]): ChartSpec {
  const axis = { min: 0, max: 1, ticks: [], scale: 'linear' } as const
  const body: Panes = {
    type: 'panes',
    arrangement: 'stacked',
    from: START,
    to: START + 3 * DAY,
    ticks: [],
    events: [],
    panes: panes.map((series) => ({ title: 'Pane', weight: 1, axis, series, marks: [], ends: [] })),
  }
  const heading = { title: '', subtitle: '', source: '', brand: '' }
  const size = { width: 1200, height: 675 }
  return { theme: 'dark', colors: 'standard', locale: 'en', layout: 'wide', size, heading, body }
}

describe('numbers over time', () => {
  it('stand newest first, a dash for what is missing, and empty in the file', () => {
    const [table] = numbersOf(specOf([line('a', [1e9, null, 2.5e9]), line('b', [1, 2, null])]), say)
    expect(table?.columns.map(({ title }) => title)).toEqual(['time', 'a', 'b'])
    expect(table?.rows).toEqual([
      ['3 Nov 2025', '$2.50B', '—'],
      ['2 Nov 2025', '—', '$2'],
      ['1 Nov 2025', '$1.00B', '$1'],
    ])
    expect(table?.raw[0]).toEqual(['2025-11-03T00:00:00.000Z', '2500000000', ''])
  })

  it('leave out a day of which nothing is known', () => {
    const [table] = numbersOf(specOf([line('a', [1, null, 3])]), say)
    expect(table?.rows.map(([day]) => day)).toEqual(['3 Nov 2025', '1 Nov 2025'])
  })

  it('are told once where several panes show the same lines', () => {
    const [a, b] = [line('a', [1, 2]), line('b', [3, 4])]
    const [table] = numbersOf(specOf([a, b], [b, a]), say)
    expect(table?.columns.map(({ title }) => title)).toEqual(['time', 'a', 'b'])
  })

  it('are headed by the pane where the series has no name', () => {
    const [table] = numbersOf(specOf([line('a', [1], { name: '' })]), say)
    expect(table?.columns[1]?.title).toBe('Pane')
  })

  it('have their hour where they are of hours', () => {
    const points = [0, 1].map((hour) => [START + hour * (DAY / 24), 1] as const)
    const [table] = numbersOf(specOf([line('a', [], { points })]), say)
    expect(table?.rows[0]?.[0]).toBe('1 Nov 2025 01:00 UTC')
  })
})

it('of weeks are dated by their first and last day', () => {
  const [table] = numbersOf(charts.get('volume')?.spec ?? expect.fail(), say)
  expect(table?.rows[0]?.slice(0, 2)).toEqual(['17–23 Nov 2025', '$423B'])
})

describe('the numbers of every chart', () => {
  it.each([...charts.keys()])('%s: rows as wide as the head, printed and unrounded alike', (name) => {
    const tables = numbersOf(charts.get(name)?.spec ?? expect.fail(), say)
    expect(tables.length).toBeGreaterThan(0)
    for (const { columns, rows, raw } of tables) {
      expect(rows.length).toBeGreaterThan(0)
      expect(raw).toHaveLength(rows.length)
      for (const row of [...rows, ...raw]) {
        expect(row).toHaveLength(columns.length)
        for (const cell of row) expect(cell).not.toMatch(/NaN|undefined|null|Infinity/)
      }
    }
  })

  it.each(LOCALES)('have in %s a word for each head', (locale) => {
    const { words } = fixtureLook(locale)
    for (const key of ['category', 'value', 'group', 'change', 'before']) {
      expect(words.find(`preview:chart.${key}`)).toMatch(/\S/)
    }
  })

  it('of the sheet are its figures, its sectors, and the hours of its picture', () => {
    const [figures, sectors, hours] = numbersOf(charts.get('sheet')?.spec ?? expect.fail(), say)
    expect(figures?.rows[0]).toEqual(['BTC', '$86,500', '−6.9%'])
    expect(figures?.raw[0]).toEqual(['BTC', '86500', '-0.069'])
    expect(sectors?.rows[0]?.[1]).toBe('+6.8%')
    expect(hours?.heading).toContain('BTC')
    expect(hours?.rows.length).toBeGreaterThan(168)
  })
})

describe('the file', () => {
  it('quotes what would break a line of it, and parts tables by an empty line', () => {
    const columns = [
      { title: 'a, b', align: 'left' as const },
      { title: 'c', align: 'right' as const },
    ]
    const raw = [['say "no"', '1']]
    expect(
      csvOf([
        { columns, rows: raw, raw },
        { columns, rows: [], raw: [] },
      ]),
    ).toBe('"a, b",c\r\n"say ""no""",1\r\n\r\n"a, b",c')
  })
})

it('a yield curve has every tenor with both yields and the change between them', () => {
  const spec = charts.get('macro') ?? expect.fail('there is no curve')
  const body = spec.spec.body
  if (body.type !== 'curves') throw new Error('curves were expected')
  const [table] = numbersOf(spec.spec, say)
  expect(table?.rows).toHaveLength(body.curve.now.length)
  for (const [index, [, before, now, change]] of (table?.rows ?? []).entries()) {
    const yields = [body.curve.before[index]?.value ?? 0, body.curve.now[index]?.value ?? 0] as const
    expect([before, now]).toEqual(yields.map((one) => `${one.toFixed(2)}%`))
    const bp = Math.round((yields[1] - yields[0]) * 100)
    expect(Number(change?.replace('−', '-'))).toBe(bp)
  }
})

describe('the file of a table', () => {
  it('has no name that a spreadsheet would run, and leaves numbers as they are', () => {
    const columns = [
      { title: 'name', align: 'left' },
      { title: 'value', align: 'right' },
    ] as const
    const raw = [
      ['=HYPERLINK("x")', '-0.5'],
      ['@SUM', '+1'],
    ]
    expect(csvOf([{ columns, rows: raw, raw }])).toBe('name,value\r\n"\'=HYPERLINK(""x"")",-0.5\r\n\'@SUM,+1')
  })
})

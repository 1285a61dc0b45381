/** The numbers of a chart as tables: what those who cannot see it, or want to copy it, read. Pure. */
import type { ChartSpec } from './spec.ts'
import type { Curves } from './spec/curves.ts'
import type { Front } from './spec/front.ts'
import type { Matrix } from './spec/matrix.ts'
import type { Pane, Panes, PaneSeries } from './spec/panes.ts'
import type { Row, Rows } from './spec/rows.ts'
import type { Tiles } from './spec/tiles.ts'
import { printValue } from './values.ts'
import type { Locale } from '#src/i18n/locale.ts'
import { formatNumber, formatPercent } from '#src/i18n/numbers.ts'
import { timePrinter } from './times.ts'

/** What columns are called: sentences of the page. */
export type ColumnKey = `chart.${'before' | 'category' | 'change' | 'group' | 'time' | 'value'}`

type Say = (key: ColumnKey) => string

export interface NumbersTable {
  readonly heading?: string
  readonly columns: readonly { readonly title: string; readonly align: 'left' | 'right' }[]
  readonly rows: readonly (readonly string[])[]
  /** The same unrounded, dates in ISO 8601; empty where a value is not known. */
  readonly raw: readonly (readonly string[])[]
}

/** The newest of a long series stands first. */
export function numbersOf({ body, locale }: ChartSpec, say: Say): readonly NumbersTable[] {
  switch (body.type) {
    case 'panes':
      return [panesTable(body, locale, say)]
    case 'rows':
      return [rowsTable(body, say)]
    case 'tiles':
      return [tilesTable(body, say)]
    case 'matrix':
      return [matrixTable(body)]
    case 'curves':
      return [curvesTable(body, locale, say)]
    case 'front':
      return frontTables(body, locale, say)
  }
}

/** RFC 4180: the tables below each other, with their headings. */
export function csvOf(tables: readonly NumbersTable[]): string {
  const line = (cells: readonly string[]) => cells.map((cell) => quoted(inert(cell))).join(',')
  return tables
    .map(({ columns, raw }) => [columns.map(({ title }) => title), ...raw].map(line).join('\r\n'))
    .join('\r\n\r\n')
}

function quoted(cell: string): string {
  return /[",\r\n]/.test(cell) ? `"${cell.replaceAll('"', '""')}"` : cell
}

/** A name that a spreadsheet would take for a formula is text (OWASP, CSV Injection); numbers are left alone. */
function inert(cell: string): string {
  return /^[=+\-@\t]/.test(cell) && !Number.isFinite(Number(cell)) ? `'${cell}` : cell
}

const GAP = '—'

interface Values {
  readonly title: string
  readonly unit: PaneSeries['unit']
  readonly at: ReadonlyMap<number, number | null>
}

function panesTable(body: Panes, locale: Locale, say: Say): NumbersTable {
  const columns = seriesOnce(body.panes).flatMap(({ series, pane }) => valuesOf(series, pane))
  const times = [...new Set(columns.flatMap(({ at }) => [...at.keys()]))].sort((a, b) => b - a)
  const cells = (time: number, print: (value: number, column: Values) => string, gap: string) =>
    columns.map((column) => {
      const value = column.at.get(time) ?? null
      return value === null ? gap : print(value, column)
    })
  const dated = timePrinter({ body, locale }, times)
  const known = times.filter((time) => columns.some(({ at }) => (at.get(time) ?? null) !== null))
  return {
    columns: [
      { title: say('chart.time'), align: 'left' },
      ...columns.map(({ title }) => ({ title, align: 'right' as const })),
    ],
    rows: known.map((time) => [
      dated(time),
      ...cells(time, (value, { unit }) => printValue(value, unit, locale), GAP),
    ]),
    raw: known.map((time) => [new Date(time).toISOString(), ...cells(time, String, '')]),
  }
}

/** Each series in the first of the panes that show it: small multiples show all in each. */
export function seriesOnce(panes: readonly Pane[]): { readonly series: PaneSeries; readonly pane: Pane }[] {
  const found = new Map<string, { readonly series: PaneSeries; readonly pane: Pane }>()
  for (const pane of panes) {
    for (const series of pane.series) if (!found.has(series.id)) found.set(series.id, { series, pane })
  }
  return [...found.values()]
}

function valuesOf(series: PaneSeries, { title = '' }: Pane): Values[] {
  const { unit } = series
  const name = series.name === '' ? title : series.name
  if (series.type === 'candles') {
    const part = (short: string, index: 1 | 2 | 3 | 4): Values => ({
      title: `${name} ${short}`.trim(),
      unit,
      at: new Map(series.rows.map((row) => [row[0], row[index]])),
    })
    return [part('O', 1), part('H', 2), part('L', 3), part('C', 4)]
  }
  if (series.type === 'range') {
    const part = (short: string, index: 1 | 2): Values => ({
      title: `${name} ${short}`.trim(),
      unit,
      at: new Map(series.rows.map((row) => [row[0], row[index]])),
    })
    return [part('L', 1), part('H', 2)]
  }
  return [{ title: name, unit, at: new Map(series.points) }]
}

function rowsTable(body: Rows, say: Say): NumbersTable {
  const texts = body.columns.filter(({ type }) => type === 'text')
  const all: readonly Row[] = [...body.rows, ...(body.total ? [body.total] : [])]
  const first = (row: Row) => [row.name.text, row.detail].filter(Boolean).join(' ')
  const others = (row: Row) => texts.map((_, index) => row.cells?.[index]?.text ?? '')
  return {
    columns: [
      {
        title: body.columns.find(({ type }) => type === 'name')?.header ?? say('chart.category'),
        align: 'left',
      },
      ...texts.map(({ header = '' }) => ({ title: header, align: 'right' as const })),
      { title: body.name === '' ? say('chart.value') : body.name, align: 'right' },
    ],
    rows: all.map((row) => [first(row), ...others(row), row.label.text]),
    raw: all.map((row) => [first(row), ...others(row), row.value === null ? '' : String(row.value)]),
  }
}

function tilesTable({ groups }: Tiles, say: Say): NumbersTable {
  const tiles = groups.flatMap(({ name, tiles }) => tiles.map((tile) => ({ ...tile, group: name })))
  return {
    columns: [
      { title: say('chart.category'), align: 'left' },
      { title: say('chart.group'), align: 'left' },
      { title: say('chart.value'), align: 'right' },
    ],
    rows: tiles.map(({ name, group, value }) => [name, group, formatPercent(value, 1, 'always')]),
    raw: tiles.map(({ name, group, value }) => [name, group, String(value)]),
  }
}

function matrixTable({ names, values }: Matrix): NumbersTable {
  const cells = (row: number, print: (value: number) => string, gap: string) =>
    (values[row] ?? []).map((value) => (value === null ? gap : print(value)))
  return {
    columns: [{ title: '', align: 'left' }, ...names.map((title) => ({ title, align: 'right' as const }))],
    rows: names.map((name, row) => [name, ...cells(row, (value) => formatNumber(value, 2), GAP)]),
    raw: names.map((name, row) => [name, ...cells(row, String, '')]),
  }
}

function curvesTable({ changes, curve }: Curves, locale: Locale, say: Say): NumbersTable {
  const before = new Map(curve.before.map((one) => [one.years, one.value]))
  // Bars are drawn of some tenors alone, under names of their own.
  const drawn = new Map(changes.rows.map(({ label, value }) => [label.figure?.series, value]))
  const rows = curve.now.map(({ years, name, value }) => {
    const was = before.get(years)
    const difference = was === undefined ? null : Math.round((value - was) * 1e6) / 1e4
    return { name, was, value, change: drawn.get(`now:${years}`) ?? difference }
  })
  const percent = (value: number | undefined) =>
    value === undefined ? GAP : printValue(value, 'points', locale)
  return {
    columns: [
      { title: say('chart.category'), align: 'left' },
      { title: say('chart.before'), align: 'right' },
      { title: say('chart.value'), align: 'right' },
      { title: changes.title, align: 'right' },
    ],
    rows: rows.map(({ name, was, value, change }) => [
      name,
      percent(was),
      percent(value),
      change === null ? GAP : formatNumber(change, 0, 'always'),
    ]),
    raw: rows.map(({ name, was, value, change }) => [
      name,
      String(was ?? ''),
      String(value),
      String(change ?? ''),
    ]),
  }
}

function frontTables({ hero, rows, sectors }: Front, locale: Locale, say: Say): NumbersTable[] {
  return [
    {
      columns: [
        { title: say('chart.category'), align: 'left' },
        { title: say('chart.value'), align: 'right' },
        { title: say('chart.change'), align: 'right' },
      ],
      rows: rows.rows.map(({ name, value, date, change, stale }) => [
        name,
        [value.text, date].filter(Boolean).join(' '),
        change?.text ?? stale ?? GAP,
      ]),
      raw: rows.rows.map(({ name, value, change }) => [
        name,
        String(value.figure?.value ?? ''),
        String(change?.figure?.value ?? ''),
      ]),
    },
    {
      columns: [
        { title: say('chart.group'), align: 'left' },
        { title: say('chart.change'), align: 'right' },
      ],
      rows: sectors.map(({ name, text }) => [name, text]),
      raw: sectors.map(({ name, value }) => [name, String(value)]),
    },
    ...(hero ? [{ ...panesTable(hero.panes, locale, say), heading: hero.caption }] : []),
  ]
}

/** A table with bars: a share bar, headers, and rows whose name, bar and value share one centre line. */
import type { Box } from '../scene.ts'
import { grammarOf } from '#src/i18n/grammar.ts'
import type { Ink } from '../spec/label.ts'
import type { Column, Row, Rows } from '../spec/rows.ts'
import { baselineAt, type Draft } from './draft.ts'
import { layFill } from './fill.ts'
import type { Type } from './placed.ts'
import { columnsOf, type PlacedColumn } from './rowcolumns.ts'
import { layWords } from './rowwords.ts'
import { linear, type Scale } from './scale.ts'

/** From a cell's edge to its words. */
const PADDING = 8
/** A bar's share of its row. */
const THICKNESS = 0.64

/** The table within `area`, from its top. */
export function layRows(draft: Draft, body: Rows, area: Box, type: Type): void {
  const top = body.shares ? layShares(draft, body.shares, area, type) : area.top
  const head = body.columns.some(({ header }) => header !== undefined) || body.benchmark ? type.small + 16 : 0
  const between = body.divider ? type.small + 12 : 0
  const count = body.rows.length + (body.total ? 1 : 0)
  const bottom = area.bottom - type.small * 0.6
  const height = Math.min((bottom - top - head - between) / Math.max(1, count), type.small * MOST_HEIGHT)
  const most = Math.max(type.small, Math.min(type.value, height * 0.58))
  const { columns, size } = columnsOf(draft, body, { ...area, top }, most, type)
  const sizes = { height, name: size }
  const x = barScale(body, columns)
  layHeaders(draft, body, columns, { ...area, top, bottom: top + head }, x, type)
  let y = top + head
  const first = y
  const centres: number[] = []
  body.rows.forEach((row, index) => {
    if (body.divider?.after === index) {
      layDivider(draft, body.divider, { area, top: y, height: between, x }, type)
      y += between
    }
    const cell = { left: area.left, right: area.right, top: y, bottom: y + height }
    layGround(draft, body, cell, index)
    centres.push(y + height / 2)
    laySpot(draft, body, row, cell, type)
    if (x) layBar(draft, row, cell, x)
    y += height
  })
  if (x) layZero(draft, body, { from: first - 4, to: y + 2, at: x(0) }, x)
  body.rows.forEach((row, index) => {
    layWords(draft, row, columns, { centre: centres[index] ?? 0, sizes }, type)
  })
  if (body.total) {
    layWords(draft, body.total, columns, { centre: y + height / 2, sizes, isBold: true }, type)
  }
}

/** All that a row states, each value under the head of its column. */
function laySpot(draft: Draft, body: Rows, row: Row, box: Box, { locale }: Type): void {
  const { colon } = grammarOf(locale)
  const ink = row.ink ?? inkOf(row.value)
  const named = (header: string | undefined, text: string) =>
    header === undefined ? text : `${header}${colon}${text}`
  const texts = body.columns.filter((column) => column.type === 'text')
  const cells = (row.cells ?? []).map(({ text }, place) => named(texts[place]?.header, text))
  const header = body.columns.find(({ type }) => type === 'value')?.header
  const lines = [{ text: named(header ?? body.name, row.label.text), ink }]
  for (const text of cells) lines.push({ text, ink: 'zero' })
  draft.spot({ box, title: [row.name.text, row.detail].filter(Boolean).join(' '), lines })
}

/** The colour of a value's sign. */
function inkOf(value: number | null): Ink {
  return (value ?? 0) < 0 ? 'down' : (value ?? 0) > 0 ? 'up' : 'zero'
}

/** Rows are no higher than this many times the small type. */
const MOST_HEIGHT = 5.5

/** One bar of shares over the whole width; returns where the table begins. */
function layShares(draft: Draft, shares: NonNullable<Rows['shares']>, area: Box, type: Type): number {
  const height = type.small * 3
  const x = linear(0, 1, area.left, area.right)
  let sum = 0
  for (const { share, fill } of shares) {
    const left = x(sum)
    sum += share
    layFill(draft, fill, { left, right: x(sum) - GAP, top: area.top, bottom: area.top + height })
  }
  return area.top + height + 16
}

const GAP = 3

/** From values to pixels within the column of bars, zero included; undefined without one. */
function barScale(body: Rows, columns: readonly PlacedColumn[]): Scale | undefined {
  const bar = columns.find(({ column }) => column.type === 'bar')
  if (!bar) return undefined
  const values = [
    0,
    body.reach ?? 0,
    ...body.rows.map(({ value }) => value ?? 0),
    body.benchmark?.value ?? 0,
    body.divider?.value ?? 0,
  ]
  return linear(Math.min(...values), Math.max(...values), bar.left, bar.right)
}

function layHeaders(
  draft: Draft,
  body: Rows,
  columns: readonly PlacedColumn[],
  area: Box,
  x: Scale | undefined,
  type: Type,
): void {
  const y = area.top + type.small
  const boxes = columns.flatMap(({ column, left, right }) => {
    if (column.header === undefined) return []
    const isLeft = alignOf(column) === 'left'
    const at = isLeft ? left : right
    const place = { text: column.header, x: at, y, size: type.small, ink: 'sub', role: 'caption' } as const
    return [draft.text({ ...place, align: isLeft ? 'left' : 'right' })]
  })
  const { benchmark } = body
  if (!benchmark || !x) return
  const at = x(benchmark.value)
  const half = draft.measure(benchmark.label.text, type.small, 'bold') / 2
  const least = Math.max(
    area.left,
    ...boxes.map((box) => (box.right < at ? box.right + PADDING * 2 : area.left)),
  )
  const most = Math.min(
    area.right,
    ...boxes.map((box) => (box.left > at ? box.left - PADDING * 2 : area.right)),
  )
  draft.text({
    text: benchmark.label.text,
    x: Math.max(least + half, Math.min(most - half, at)),
    y,
    size: type.small,
    weight: 'bold',
    ink: benchmark.label.ink ?? 'slate',
    align: 'center',
    role: 'label',
  })
}

function alignOf(column: Column): 'left' | 'right' {
  if (column.type === 'text') return column.align
  return column.type === 'name' ? 'left' : 'right'
}

/** Stripes lead the eye over empty bars; lines part rows that are full. */
function layGround(draft: Draft, { ground = 'stripes' }: Rows, row: Box, index: number): void {
  const width = row.right - row.left
  if (ground === 'stripes') {
    if (index % 2 === 0) {
      draft.rect({ x: row.left, y: row.top, width, height: row.bottom - row.top, fill: 'panel' })
    }
    return
  }
  const run = [
    [row.left, row.bottom],
    [row.right, row.bottom],
  ] as const
  draft.line({ runs: [run], ink: 'grid', width: 1 })
}

function layBar(draft: Draft, { value, ink }: Row, { top, bottom }: Box, x: Scale): void {
  if (value === null) return
  const [start, end] = [x(0), x(value)]
  const height = Math.min((bottom - top) * THICKNESS, MOST_THICK)
  draft.rect({
    x: Math.min(start, end),
    y: (top + bottom - height) / 2,
    width: Math.max(1, Math.abs(end - start)),
    height,
    fill: ink ?? inkOf(value),
  })
}

const MOST_THICK = 52

/** The line at zero, and the benchmark's through all bars. */
function layZero(
  draft: Draft,
  { benchmark }: Rows,
  { from, to, at }: { readonly from: number; readonly to: number; readonly at: number },
  x: Scale,
): void {
  const upright = (where: number) => [
    [
      [where, from],
      [where, to],
    ] as const,
  ]
  draft.line({ runs: upright(at), ink: 'zero', width: 2 })
  if (!benchmark) return
  const where = x(benchmark.value)
  draft.line({ runs: upright(where), ink: 'ground', width: 8 })
  draft.line({ runs: upright(where), ink: benchmark.label.ink ?? 'slate', width: 3, dash: [7, 5] })
}

function layDivider(
  draft: Draft,
  { value, label }: NonNullable<Rows['divider']>,
  at: {
    readonly area: Box
    readonly top: number
    readonly height: number
    readonly x: Scale | undefined
  },
  type: Type,
): void {
  const { area, top, height, x } = at
  if (value !== undefined && x) {
    const run = [
      [x(value), top + 3],
      [x(value), top + height - 3],
    ] as const
    draft.line({ runs: [run], ink: 'slate', width: 5 })
  }
  const left = area.left + PADDING
  const right = left + draft.measure(label.text, type.small, 'bold')
  const lines = x ? [x(0), ...(value === undefined ? [] : [x(value)])] : []
  // At the left edge, or where a line would pass through the words, behind the lines.
  const isFree = lines.every((line) => line > right + PADDING)
  draft.text({
    text: label.text,
    x: isFree ? left : Math.min(Math.max(...lines) + PADDING * 1.5, area.right - PADDING - (right - left)),
    y: baselineAt(top + height / 2, type.small),
    size: type.small,
    weight: 'bold',
    ink: label.ink ?? 'text',
    role: 'label',
    halo: type.ground,
  })
}

/** A small picture without a fault, to be spoiled: thirty days of one line, with a peak, a week and an end. */
import type { ChartSpec } from '#src/charts/spec.ts'
import type { Label } from '#src/charts/spec/label.ts'
import type { EndBlock, LineSeries, Pane, Panes, PointMark } from '#src/charts/spec/panes.ts'
import type { Rows } from '#src/charts/spec/rows.ts'
import type { Tiles } from '#src/charts/spec/tiles.ts'
import { createWords } from '#src/i18n/words.ts'
import type { Point } from '#src/market/series.ts'
import { DAY } from '#src/market/time.ts'
import { weekEnding } from '#src/market/week.ts'

export const week = weekEnding('2025-11-17')
export const words = createWords('en', 'UTC', week.end)

const first = week.end - 30 * DAY

/** Highest on 2 November (200), 110 at the end, 100 where the week begins. */
export const points: readonly Point[] = Array.from({ length: 30 }, (_, i): Point => {
  const at = first + i * DAY
  return [at, i === 15 ? 200 : i === 22 ? 100 : i === 29 ? 110 : 90 + i / 2]
})

export const line: LineSeries = { type: 'line', id: 'a', name: 'A', unit: 'price', points, ink: 'slate' }

const peakAt = first + 15 * DAY

export const peak: PointMark = {
  type: 'point',
  at: peakAt,
  value: 200,
  side: 'above',
  label: { text: 'Record $200.00, 2 Nov', figure: { of: 'max', series: 'a', value: 200, at: peakAt } },
}

export const change: Label = {
  text: '+10.0% week',
  ink: 'up',
  figure: { of: 'change', series: 'a', value: 110 / 100 - 1, from: week.start },
}

export const end: EndBlock = {
  value: 110,
  ink: 'slate',
  lines: [{ text: '$110.00', figure: { of: 'last', series: 'a', value: 110, at: week.end - DAY } }, change],
}

export const pane: Pane = {
  weight: 1,
  axis: { min: 80, max: 240, ticks: [], scale: 'linear' },
  series: [line],
  marks: [peak],
  ends: [end],
}

export const panes: Panes = {
  type: 'panes',
  arrangement: 'stacked',
  from: first,
  to: week.end,
  step: DAY,
  ticks: [{ at: first + 15 * DAY, text: '2 Nov' }],
  week: { from: week.start, to: week.end, text: 'week' },
  events: [],
  panes: [pane],
}

export const alt = 'A, 18 Oct – 16 Nov 2025.'

export function pictured(
  body: ChartSpec['body'] = panes,
  heading: Partial<ChartSpec['heading']> = {},
): ChartSpec {
  return {
    layout: 'wide',
    size: { width: 1200, height: 675 },
    theme: 'light',
    colors: 'standard',
    locale: 'en',
    heading: {
      title: 'A rises',
      subtitle: 'A, 18 Oct – 16 Nov 2025',
      source: 'Source: A',
      brand: 'K',
      ...heading,
    },
    body,
  }
}

/** The small picture with another pane. */
export function withPane(other: Partial<Pane>): ChartSpec {
  return pictured({ ...panes, panes: [{ ...pane, ...other }] })
}

export const rows: Rows = {
  type: 'rows',
  id: 'r',
  name: 'R',
  unit: 'percent',
  columns: [{ type: 'name' }, { type: 'value' }, { type: 'bar' }],
  rows: [
    {
      name: { text: 'One' },
      value: 0.1,
      label: { text: '+10.0%', ink: 'up', figure: { of: 'value', series: 'r', value: 0.1 } },
      cells: [{ text: '7 of 42', figure: { of: 'count', series: 'r', value: 7 } }],
    },
    { name: { text: 'Two' }, value: -0.2, label: { text: '−20.0%', ink: 'down' } },
  ],
}

export const tiles: Tiles = {
  type: 'tiles',
  groups: [
    {
      name: 'G',
      tiles: [
        { id: 'one', name: 'ONE', weight: 2, value: 0.1, text: '+10.0%' },
        { id: 'two', name: 'TWO', weight: 1, value: -0.1, text: '−10.0%' },
      ],
    },
  ],
  limit: 0.1,
  limits: ['−10%', '+10%'],
  above: [],
  named: ['one'],
}

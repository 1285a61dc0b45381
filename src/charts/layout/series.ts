/** Lines, bars, candles and ranges of a pane; returns the lines as drawn, which words keep away from. */
import type { Place } from '../scene.ts'
import type { BarSeries, CandleSeries, LineSeries, PaneSeries, RangeSeries } from '../spec/panes.ts'
import type { Draft } from './draft.ts'
import type { PlacedPane } from './placed.ts'

/** The data of one series, and the runs of places that it was drawn through. */
export function laySeries(draft: Draft, series: PaneSeries, pane: PlacedPane): Place[][] {
  switch (series.type) {
    case 'line':
      return layLine(draft, series, pane)
    case 'bars':
      return layBars(draft, series, pane)
    case 'candles':
      return layCandles(draft, series, pane)
    case 'range':
      return layRange(draft, series, pane)
  }
}

const DASHES = { dashed: [7, 5], dotted: [2, 5], long: [14, 6] } as const

function layLine(draft: Draft, line: LineSeries, { at, y, box, pane }: PlacedPane): Place[][] {
  const runs: Place[][] = []
  let run: Place[] = []
  for (const [time, value] of line.points) {
    if (value === null) {
      run = []
      continue
    }
    if (run.length === 0) runs.push(run)
    run.push([at(time), y(value)])
  }
  const { ink, width = 3 } = line
  if (line.area) {
    for (const one of runs) {
      const [first, last] = [one[0], one.at(-1)]
      if (!first || !last || one.length < 2) continue
      draft.area({
        points: [[first[0], box.bottom], ...one, [last[0], box.bottom]],
        fill: `fade:${ink}:0.14`,
      })
    }
  }
  draft.line({
    runs: runs.filter((one) => one.length > 1),
    ink,
    width,
    data: line.id,
    ...(line.dash && { dash: DASHES[line.dash] }),
    // Lines that cross stay apart.
    ...(pane.series.length > 1 && width >= 3 && { casing: 'ground' }),
  })
  // A value between two gaps has no line to show it.
  for (const one of runs) {
    const [only] = one
    if (one.length === 1 && only) draft.dot({ x: only[0], y: only[1], radius: 3, fill: ink })
  }
  const last = runs.at(-1)?.at(-1)
  if (line.dot && last) draft.dot({ x: last[0], y: last[1], radius: 7, fill: ink, ring: 'ground' })
  return runs
}

function layBars(draft: Draft, bars: BarSeries, { x, at, y, pane, box }: PlacedPane): Place[][] {
  const base = Math.min(Math.max(y(pane.axis.base ?? 0), box.top), box.bottom)
  // Few bars stay bars.
  const width = Math.min(120, Math.max(1, (x(bars.step) - x(0)) * 0.84))
  const drawn: Place[][] = []
  bars.points.forEach(([time, value], index) => {
    if (value === null) return
    const [centre, end] = [at(time), y(value)]
    const ink = bars.inks?.[index] ?? bars.ink ?? (value < 0 ? 'down' : 'up')
    const isHollow = bars.partial === true && index === bars.points.length - 1
    const [top, height] = [Math.min(base, end), Math.max(1, Math.abs(end - base))]
    const shape = { x: centre - width / 2, y: top, width, height }
    draft.rect(
      isHollow
        ? { ...shape, x: shape.x + 1, width: width - 2, stroke: ink, lineWidth: 2 }
        : { ...shape, fill: ink },
    )
    drawn.push([
      [centre, base],
      [centre, end],
    ])
  })
  draft.line({
    runs: [
      [
        [box.left, base],
        [box.right, base],
      ],
    ],
    ink: 'zero',
    width: 1.5,
  })
  return drawn
}

/** A rising body is hollow, so that the sign does not hang on colour. */
function layCandles(draft: Draft, { rows, step }: CandleSeries, { x, at, y }: PlacedPane): Place[][] {
  const width = Math.max(2, (x(step) - x(0)) * 0.68)
  const drawn: Place[][] = []
  for (const [time, open, high, low, close] of rows) {
    const centre = at(time)
    const ink = close >= open ? 'up' : 'down'
    const [top, bottom] = [y(Math.max(open, close)), y(Math.min(open, close))]
    const wick = (from: number, to: number) =>
      draft.line({
        runs: [
          [
            [centre, from],
            [centre, to],
          ],
        ],
        ink,
        width: 2,
      })
    if (y(high) < top) wick(y(high), top)
    if (y(low) > bottom) wick(bottom, y(low))
    const body = { x: centre - width / 2, y: top, width, height: Math.max(1.5, bottom - top) }
    const isHollow = close >= open && width >= 4
    draft.rect(
      isHollow
        ? { ...body, x: body.x + 1, width: width - 2, fill: 'ground', stroke: ink, lineWidth: 2 }
        : { ...body, fill: ink },
    )
    drawn.push([
      [centre, y(high)],
      [centre, y(low)],
    ])
  }
  return drawn
}

function layRange(draft: Draft, { rows, step, ink }: RangeSeries, { x, at, y }: PlacedPane): Place[][] {
  const width = Math.max(1, x(step) - x(0))
  const drawn: Place[][] = []
  for (const [time, low, high] of rows) {
    const [top, bottom] = [y(high), y(low)]
    draft.rect({
      x: at(time) - width / 2,
      y: top,
      width,
      height: Math.max(1, bottom - top),
      fill: `fade:${ink}:0.3`,
    })
    drawn.push([
      [at(time), top],
      [at(time), bottom],
    ])
  }
  return drawn
}

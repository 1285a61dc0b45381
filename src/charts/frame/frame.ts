/** The one Chart.js plugin of ours: everything on a picture that is not an axis, a bar or a line. No node in here. */
import type { Chart, Plugin } from 'chart.js'
import type { EndLabel, Legend, Mark, PlotSpec } from '#src/charts/spec.ts'
import { SIZES, tokensOf } from '#src/charts/theme.ts'
import { drawCandles } from './candles.ts'
import { drawCaptions } from './captions.ts'
import { drawHeading, drawPanelTitle } from './heading.ts'
import { drawBarLabel, drawEndLabels, drawPointLabel, type Placed } from './labels.ts'
import { drawLegend, legendWidth } from './legend.ts'
import { drawEvent, drawLevel, drawMissing, drawZeroLine } from './lines.ts'
import { drawMatrix } from './matrix.ts'
import type { Box, Pen } from './pen.ts'
import { drawTreemap } from './treemap.ts'

/** Draws the frame of one spec; made anew for each chart. */
export function framePlugin(spec: PlotSpec): Plugin {
  return {
    id: 'frame',
    beforeDraw: (chart) => withPen(chart, (pen) => drawUnder(pen, spec)),
    beforeDatasetsDraw: (chart) => withPen(chart, (pen) => drawMarks(pen, chart, spec, UNDER)),
    afterDatasetsDraw: (chart) => withPen(chart, (pen) => drawMarks(pen, chart, spec, OVER)),
  }
}

const UNDER: readonly Mark['type'][] = ['missing', 'matrix', 'treemap', 'candles']
const OVER: readonly Mark['type'][] = ['zero', 'level', 'event', 'bar', 'end', 'point', 'legend']

function drawUnder(pen: Pen, spec: PlotSpec): void {
  const { frame, size } = spec
  if (frame.panel) {
    drawPanelTitle(pen, frame.panel, size, spec)
    return
  }
  pen.fillStyle = tokensOf(spec).bg
  pen.fillRect(0, 0, size.width, size.height)
  const legend = frame.marks.find((mark): mark is Legend => mark.type === 'legend')
  const room = size.width - 2 * SIZES.margin - (legend ? legendWidth(legend) + 24 : 0)
  if (frame.heading) drawHeading(pen, frame.heading, size, spec, room)
  const row = { left: SIZES.margin, top: 110, right: size.width - SIZES.margin, bottom: 140 }
  if (frame.captions) drawCaptions(pen, frame.captions, row, spec)
}

function drawMarks(pen: Pen, chart: Chart, spec: PlotSpec, types: readonly Mark['type'][]): void {
  const marks = spec.frame.marks.filter((mark) => types.includes(mark.type))
  for (const mark of marks) drawMark(pen, chart, spec, mark)
  const ends = marks.filter((mark): mark is EndLabel => mark.type === 'end')
  const placed = ends.flatMap((label) => {
    const at = lastPoint(chart, spec, label.dataset)
    return at ? [{ label, at }] : []
  })
  const room = spec.size.width - SIZES.margin - chart.chartArea.right - 16
  if (placed.length > 0) drawEndLabels(pen, placed, chart.chartArea, room, spec)
}

function drawMark(pen: Pen, chart: Chart, spec: PlotSpec, mark: Mark): void {
  const area = chart.chartArea
  switch (mark.type) {
    case 'bar': {
      const size = spec.frame.panel ? 18 : SIZES.label
      const bar = element(chart, mark.dataset, mark.index)
      if (bar) drawBarLabel(pen, mark, bar, spec, Math.min(size, rowHeight(chart) * 0.8))
      return
    }
    case 'point': {
      const point = element(chart, mark.dataset, mark.index)
      if (point) drawPointLabel(pen, mark, point, area, spec)
      return
    }
    case 'level':
      drawLevel(pen, mark, pixel(chart, 'y', mark.value), area, spec)
      return
    case 'zero':
      drawZeroLine(pen, pixel(chart, 'x', 0), area, spec)
      return
    case 'event':
      drawEvent(pen, mark, pixel(chart, 'x', mark.index), area, spec)
      return
    case 'missing': {
      const [left, right] = [pixel(chart, 'x', mark.from), pixel(chart, 'x', mark.to)]
      const step = (area.right - area.left) / Math.max(1, spec.config.data.labels.length)
      drawMissing(pen, (left + right) / 2, right - left + step * 0.85, area, spec)
      return
    }
    case 'legend':
      drawLegend(pen, mark, spec.size, spec)
      return
    case 'matrix':
      drawMatrix(pen, mark, mapBox(spec), spec)
      return
    case 'treemap':
      drawTreemap(pen, mark, mapBox(spec), spec)
      return
    case 'candles': {
      const place = {
        x: (index: number) => pixel(chart, 'x', index),
        y: (value: number) => pixel(chart, 'y', value),
      }
      drawCandles(pen, mark, place, (area.right - area.left) / Math.max(1, mark.rows.length), spec)
      return
    }
    case 'end':
      // All line ends are placed together, so that they can make room for each other.
      return
  }
}

/** All the room between heading and source line. */
function mapBox({ size }: PlotSpec): Box {
  return { left: SIZES.margin, top: 124, right: size.width - SIZES.margin, bottom: size.height - 56 }
}

function rowHeight(chart: Chart): number {
  const { top, bottom } = chart.chartArea
  return (bottom - top) / Math.max(1, chart.data.labels?.length ?? 1)
}

function pixel(chart: Chart, axis: string, value: number): number {
  return chart.scales[axis]?.getPixelForValue(value) ?? 0
}

function element(chart: Chart, dataset: number, index: number): Placed | undefined {
  return chart.getDatasetMeta(dataset).data[index] as Placed | undefined
}

function lastPoint(chart: Chart, spec: PlotSpec, dataset: number): Placed | undefined {
  const data = spec.config.data.datasets[dataset]?.data ?? []
  for (let i = data.length - 1; i >= 0; i--) if (data[i] !== null) return element(chart, dataset, i)
  return undefined
}

function withPen(chart: Chart, draw: (pen: Pen) => void): void {
  const pen = chart.ctx as unknown as Pen
  pen.save()
  draw(pen)
  pen.restore()
}

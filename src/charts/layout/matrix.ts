/** The lower triangle of a symmetric table; each name stands at the end of its row, on top of its column. */
import { formatNumber } from '#src/i18n/numbers.ts'
import type { Box } from '../scene.ts'
import type { Matrix } from '../spec/matrix.ts'
import { baselineAt, type Draft } from './draft.ts'
import { shorten } from './fit.ts'
import type { Type } from './placed.ts'

const GAP = 2

/** The triangle at the left, its classes at the top right. */
export function layMatrix(draft: Draft, body: Matrix, area: Box, type: Type): void {
  const { names, values } = body
  const count = names.length
  const widest = Math.max(...names.map((name) => draft.measure(name, type.small, 'bold'))) + 10
  // The last name reaches beyond its cell.
  const most = (area.right - area.left - widest) / Math.max(1, count - 1)
  const width = Math.min(most, type.small * MOST_WIDTH)
  const height = Math.min((area.bottom - area.top) / count, type.small * MOST_HEIGHT)
  const cell = (row: number, column: number): Box => ({
    left: Math.round(area.left + column * width),
    right: Math.round(area.left + (column + 1) * width) - GAP,
    top: Math.round(area.top + row * height),
    bottom: Math.round(area.top + (row + 1) * height) - GAP,
  })
  names.forEach((name, row) => {
    for (let column = 0; column < row; column++) {
      const [value, box] = [values[row]?.[column] ?? null, cell(row, column)]
      layCell(draft, body, value, box, type)
      if (value === null) continue
      const line = { text: shortCorrelation(value), ink: classOf(body, value) }
      draft.spot({ box, title: `${name} × ${names[column]}`, lines: [line] })
    }
    const at = cell(row, row)
    draft.text({
      text: shorten(name, area.right - at.left - 6, type.small, 'bold', draft.measure),
      x: at.left + 6,
      y: baselineAt((at.top + at.bottom) / 2, type.small),
      size: type.small,
      weight: 'bold',
      role: 'cell',
    })
  })
  layClasses(draft, body, area, type)
}

const MOST_WIDTH = 3.9
const MOST_HEIGHT = 3

function layCell(draft: Draft, body: Matrix, value: number | null, box: Box, type: Type): void {
  const ink = value === null ? 'panel' : classOf(body, value)
  const [width, height] = [box.right - box.left, box.bottom - box.top]
  const shape = { x: box.left, y: box.top, width, height, fill: ink }
  draft.rect(value === null ? { ...shape, hatch: 'grid' } : shape)
  if (value === null) return
  draft.text({
    text: shortCorrelation(value),
    x: (box.left + box.right) / 2,
    y: baselineAt((box.top + box.bottom) / 2, type.small),
    size: type.small,
    ink: `on:${ink}`,
    align: 'center',
    role: 'cell',
  })
}

/** By the number that is printed, so that two equal numbers never have two colours. */
function classOf({ classes }: Matrix, value: number): string {
  const printed = Number(value.toFixed(2))
  const index = classes.findLastIndex(({ from }) => printed >= from)
  return `class:${Math.max(0, index)}`
}

/** The classes at the top right, where the triangle leaves room. */
function layClasses(draft: Draft, { classes }: Matrix, area: Box, type: Type): void {
  const side = type.small * 1.5
  const widest = Math.max(...classes.map(({ text }) => draft.measure(text, type.small, 'normal')))
  const left = area.right - widest - side * 1.4 - 12
  // The strongest on top.
  ;[...classes].reverse().forEach(({ text }, place) => {
    const y = area.top + place * (side + 6)
    const index = classes.length - 1 - place
    draft.rect({ x: left, y, width: side * 1.4, height: side, fill: `class:${index}`, stroke: 'grid' })
    draft.text({
      text,
      x: left + side * 1.4 + 12,
      y: baselineAt(y + side / 2, type.small),
      size: type.small,
      ink: 'sub',
      role: 'tick',
    })
  })
}

/** `.57`, `−.05`, `1.00`: the zero before the point says nothing twenty times a row. */
export function shortCorrelation(value: number): string {
  return formatNumber(value, 2).replace(/^(−?)0\./, '$1.')
}

/** One row of the front page: name and value, the week as a spark, the change, and where it lies among a year's. */
import type { Place } from '../scene.ts'
import type { FrontRow } from '../spec/front.ts'
import type { Draft } from './draft.ts'
import { shorten } from './fit.ts'
import type { FrontMeasures } from './frontmeasures.ts'
import { linear } from './scale.ts'

interface RowBox {
  readonly top: number
  readonly left: number
  readonly right: number
}

/** The row in its box; a stale one has its last value and no picture of the week. */
export function layFrontRow(draft: Draft, row: FrontRow, box: RowBox, at: FrontMeasures): void {
  const { name, value, size, change, changeY } = at.row
  const isStale = row.stale !== undefined
  const nameWidth = at.row.spark.x - box.left - 8
  draft.text({
    text: shorten(row.name, nameWidth, at.small, 'normal', draft.measure),
    x: box.left,
    y: box.top + name,
    size: at.small,
    ink: 'sub',
    role: 'cell',
  })
  const printed = draft.text({
    text: row.value.text,
    x: box.left,
    y: box.top + value,
    size,
    weight: 'bold',
    ink: isStale ? 'sub' : 'text',
    role: 'cell',
  })
  let written = printed.right
  if (row.date !== undefined) {
    const dated = draft.text({
      text: row.date,
      x: printed.right + 10,
      y: box.top + value,
      size: at.small,
      ink: 'sub',
      role: 'cell',
    })
    written = dated.right
  }
  if (row.stale !== undefined) {
    layStale(draft, row.stale, { ...box, left: written + 10 }, at)
    return
  }
  if (row.change) {
    draft.text({
      text: row.change.text,
      x: box.right,
      y: box.top + changeY,
      size: change,
      weight: 'bold',
      ink: row.change.ink ?? 'text',
      align: 'right',
      role: 'cell',
    })
  }
  const room = withSparkFrom(written + 8, at)
  if (row.sparkType === 'line') layLine(draft, row, box, room)
  else layBars(draft, row, box, room)
  if (row.strip) layStrip(draft, row.strip, box, at)
}

/** A spark gives way to a long value with its date. */
function withSparkFrom(left: number, at: FrontMeasures): FrontMeasures {
  const { spark } = at.row
  const lack = Math.max(0, left - spark.x)
  return {
    ...at,
    row: { ...at.row, spark: { ...spark, x: spark.x + lack, width: spark.width - lack } },
  }
}

/** No current look: hatched, with words in place of change, spark and strip. */
function layStale(draft: Draft, text: string, { top, left, right }: RowBox, at: FrontMeasures): void {
  const x = Math.max(at.row.spark.x, left)
  const height = at.rows.height - 16
  draft.rect({ x, y: top + 8, width: right - x, height, hatch: 'fade:zero:0.35' })
  draft.text({
    text,
    x: (x + right) / 2,
    y: top + at.rows.height / 2 + at.small * 0.36,
    size: at.small,
    ink: 'sub',
    align: 'center',
    halo: 'ground',
    role: 'cell',
  })
}

function layLine(draft: Draft, { id, spark, sparkInk }: FrontRow, { top }: RowBox, at: FrontMeasures): void {
  const place = placer(
    spark.map(([, value]) => value),
    at,
    top,
  )
  const runs: Place[][] = []
  let run: Place[] = []
  for (const [index, [, value]] of spark.entries()) {
    if (value === null) {
      run = []
      continue
    }
    if (run.length === 0) runs.push(run)
    run.push([place.x(index), place.y(value)])
  }
  draft.line({ runs: runs.filter((one) => one.length > 1), ink: sparkInk, width: 2.5, data: id })
  const last = runs.at(-1)?.at(-1)
  if (last) draft.dot({ x: last[0], y: last[1], radius: 6, fill: sparkInk })
}

/** Bars from zero in the colour of their sign. */
function layBars(draft: Draft, { spark }: FrontRow, { top }: RowBox, at: FrontMeasures): void {
  const place = placer([0, ...spark.map(([, value]) => value)], at, top)
  const { x, width } = at.row.spark
  const step = width / Math.max(1, spark.length)
  // Many bars stand closer.
  const gap = Math.min(1, step / 4)
  const zero = place.y(0)
  for (const [index, [, value]] of spark.entries()) {
    if (value === null) continue
    const end = place.y(value)
    const shape = {
      x: x + index * step + gap,
      y: Math.min(zero, end),
      width: step - 2 * gap,
      height: Math.max(1, Math.abs(end - zero)),
    }
    draft.rect({ ...shape, fill: value < 0 ? 'down' : 'up' })
  }
  draft.line({
    runs: [
      [
        [x, zero],
        [x + width, zero],
      ],
    ],
    ink: 'zero',
    width: 1.5,
  })
}

function placer(values: readonly (number | null)[], at: FrontMeasures, top: number) {
  const known = values.filter((value) => value !== null)
  const { x, width, height } = at.row.spark
  const middle = top + at.rows.height / 2
  const [least, most] = [Math.min(...known), Math.max(...known)]
  const flat = least === most
  return {
    x: linear(0, Math.max(1, values.length - 1), x, x + width),
    y: flat ? () => middle : linear(least, most, middle + height / 2, middle - height / 2),
  }
}

/** Every change as a tick at its value, zero longer, this week's as a dot in the colour of its sign. */
function layStrip(
  draft: Draft,
  { values, now }: NonNullable<FrontRow['strip']>,
  { top, right }: RowBox,
  at: FrontMeasures,
): void {
  const { x: left, y } = at.row.strip
  const all = [...values, now, 0]
  const x = linear(Math.min(...all), Math.max(...all), left + 6, right - 6)
  const middle = top + y
  const half = at.small * 0.32
  const tick = (value: number, reach: number): Place[] => [
    [x(value), middle - reach],
    [x(value), middle + reach],
  ]
  draft.line({ runs: values.map((value) => tick(value, half)), ink: 'fade:zero:0.7', width: 1 })
  draft.line({ runs: [tick(0, half * 1.8)], ink: 'text', width: 2 })
  draft.dot({
    x: x(now),
    y: middle,
    radius: at.small * 0.34,
    fill: now > 0 ? 'up' : now < 0 ? 'down' : 'sub',
    ring: 'ground',
  })
}

/** Printed numbers computed anew from what is drawn, their signs and their peaks. */
import type { ChartSpec } from '#src/charts/spec.ts'
import type { Figure, Label } from '#src/charts/spec/label.ts'
import type { PointMark } from '#src/charts/spec/panes.ts'
import type { Point } from '#src/market/series.ts'
import type { Instant } from '#src/market/time.ts'
import type { Words } from '#src/i18n/words.ts'
import {
  edgesOf,
  frontRowsIn,
  known,
  labelsIn,
  lastOf,
  panesIn,
  pointsOf,
  type Printed,
  rowsIn,
} from './drawn.ts'
import { hasDay, holds, holdsForm, namesDay, signedIn } from './numbers.ts'

type Shown = Pick<ChartSpec, 'body' | 'heading' | 'locale' | 'layout'>

/** Assertion 2: every number is a datum that is drawn, or the named function of some, as its text prints it. */
export function figureFaults(spec: Shown, words: Words): string[] {
  return labelsIn(spec).flatMap((printed) => {
    const { label } = printed
    const { figure } = label
    if (!figure) return []
    const what = `"${label.text}" (${figure.of} of ${figure.series})`
    if (!Number.isFinite(figure.value)) return [`${what} is no number`]
    const found = computed(figure, printed, spec)
    if (typeof found === 'string') return [`${what}: ${found}`]
    const faults = []
    if (found !== undefined && !isClose(found, figure.value))
      faults.push(`${what}: drawn data give ${found}, the label ${figure.value}`)
    if (!holds(label.text, figure.value, spec.locale)) faults.push(`${what} does not print ${figure.value}`)
    const { at } = figure
    if (at !== undefined && hasDay(label.text, spec.locale) && !namesDay(label.text, at, words))
      faults.push(`${what} names another day than ${new Date(at).toISOString()}`)
    return faults
  })
}

/** Undefined where nothing of the picture can tell; a text where it should and does not. */
function computed(figure: Figure, printed: Printed, spec: Shown): number | string | undefined {
  const { panes, pane } = printed
  if (panes && pane) {
    const series = pane.series.find(({ id }) => id === figure.series)
    if (!series) return 'no such series in its pane'
    const { high, low } = edgesOf(series)
    switch (figure.of) {
      case 'max':
        return extreme(high, figure, (a, b) => a > b)
      case 'min':
        return extreme(low, figure, (a, b) => a < b)
      default:
        return ofPoints(pointsOf(series), figure, panes.step ?? 0)
    }
  }
  const row = frontRowsIn(spec).find(({ id }) => id === figure.series)
  // A coin of the headline can be without closes to draw; then its number is held against the reading's.
  if (row) {
    if (row.stale !== undefined || row.spark.length === 0) return undefined
    return ofPoints(row.spark, figure, 0, row.sparkType === 'bars')
  }
  const rows = rowsIn(spec)
  if (!rows) return undefined
  if (figure.series !== rows.id) return `no such series: ${rows.id}`
  const own = rows.rows.find(({ label }) => label === printed.label)
  return own ? (own.value ?? 'no value') : undefined
}

function ofPoints(
  points: readonly Point[],
  figure: Figure,
  step: number,
  isDaily = false,
): number | string | undefined {
  const last = lastOf(points)
  if (!last) return 'nothing is drawn'
  const valueAt = (at: Instant) => points.find(([time]) => time === at)?.[1] ?? undefined
  switch (figure.of) {
    case 'last':
      if (figure.at !== undefined && step > 0 && figure.at !== last[0]) return 'its instant is not the last'
      return last[1]
    case 'value':
      return figure.at === undefined ? 'no instant' : (valueAt(figure.at) ?? 'no value at its instant')
    case 'change':
    case 'difference': {
      // Bars of days on the front page begin a day after what their change counts from.
      if (isDaily) return undefined
      const first = figure.from === undefined ? known(points)[0]?.[1] : valueAt(figure.from - step)
      if (first === undefined) return 'nothing is drawn where the change begins'
      return figure.of === 'change' ? last[1] / first - 1 : last[1] - first
    }
    default:
      return undefined
  }
}

function extreme(
  points: readonly Point[],
  { from = Number.NEGATIVE_INFINITY, at }: Figure,
  isBeyond: (a: number, b: number) => boolean,
): number | string {
  const within = known(points).filter(([time]) => time >= from)
  const [first, ...rest] = within
  if (!first) return 'nothing is drawn'
  const best = rest.reduce((a, b) => (isBeyond(b[1], a[1]) ? b : a), first)
  const isThere = at === undefined || within.some(([time, value]) => time === at && value === best[1])
  return isThere ? best[1] : `the drawn one is of ${new Date(best[0]).toISOString()}`
}

function isClose(a: number, b: number): boolean {
  return Math.abs(a - b) <= 1e-6 * Math.max(Math.abs(a), Math.abs(b), 1e-6)
}

/** Assertion 2 of curves: each change is that between the two yields that are drawn, in basis points. */
export function curveFaults({ body }: Shown): string[] {
  if (body.type !== 'curves') return []
  const { changes, curve } = body
  return changes.rows.flatMap(({ name, value, label }, index) => {
    const now = curve.now[index]
    const before = curve.before.find(({ years }) => years === now?.years)
    if (value === null || !now || !before || curve.now.length !== changes.rows.length) return []
    const found = (now.value - before.value) * 100
    return [
      ...(Math.abs(found - value) < 1e-6 ? [] : [`${name}: drawn yields give ${found} bp, its bar ${value}`]),
      ...(holdsForm(label.text, String(Math.round(Math.abs(value))))
        ? []
        : [`${name}: "${label.text}" of ${value}`]),
    ]
  })
}

/** Assertion 3: sign, colour and side of zero say the same; what rounds to zero has neither sign nor colour. */
export function signFaults(spec: Shown): string[] {
  const labels = labelsIn(spec).flatMap(({ label }) => signFaultsOf(label))
  const bars = panesIn(spec).flatMap(({ panes }) =>
    panes.flatMap(({ series }) => series.flatMap((one) => (one.type === 'bars' ? barFaults(one) : []))),
  )
  const rows = (rowsIn(spec)?.rows ?? []).flatMap(({ value, label, ink, name }) => {
    const own = value === null ? [] : signedIn(label.text)
    const isOther = own.some(({ sign }) => (sign === '+' ? (value ?? 0) < 0 : (value ?? 0) > 0))
    const inked = ink === 'up' ? (value ?? 0) < 0 : ink === 'down' && (value ?? 0) > 0
    return isOther || inked ? [`${name.text}: "${label.text}" beside a bar of ${value}`] : []
  })
  const cells =
    spec.body.type === 'front'
      ? spec.body.sectors.flatMap(({ name, value, text }) =>
          signedIn(text).some(({ sign }) => (sign === '+' ? value < 0 : value > 0))
            ? [`${name} ${text}: ${value}`]
            : [],
        )
      : []
  const { title } = spec.heading
  const words =
    /\bnegative\b|マイナス/.test(title) &&
    signedIn(title).length > 0 &&
    signedIn(title).every(({ sign }) => sign === '+')
      ? [`title: ${title}`]
      : []
  return [...labels, ...bars, ...rows, ...cells, ...words]
}

function signFaultsOf({ text, ink, figure }: Label): string[] {
  const faults = []
  const signed = signedIn(text)
  if (signed.some(({ size }) => size === 0)) faults.push(`a sign before zero: "${text}"`)
  const [only, ...others] = signed
  if (only && others.length === 0) {
    if (ink === 'up' && only.sign === '−') faults.push(`"${text}" in the colour of a rise`)
    if (ink === 'down' && only.sign === '+') faults.push(`"${text}" in the colour of a fall`)
    if (
      figure &&
      (figure.of === 'change' || figure.of === 'difference') &&
      (only.sign === '+') !== figure.value > 0
    )
      faults.push(`"${text}" of ${figure.value}`)
  }
  if (!only && (ink === 'up' || ink === 'down') && /(?<![\d.,])0(?:\.0+)?\s?(?:%|pt|bp)/.test(text))
    faults.push(`zero in colour: "${text}"`)
  return faults
}

function barFaults(bars: {
  readonly id: string
  readonly points: readonly Point[]
  readonly inks?: readonly string[]
}): string[] {
  const { id, points, inks } = bars
  if (inks && inks.length !== points.length)
    return [`${id}: ${inks.length} colours for ${points.length} bars`]
  return points.flatMap(([at, value], index) => {
    const ink = inks?.[index]
    const isOther = value !== null && ((ink === 'up' && value <= 0) || (ink === 'down' && value >= 0))
    return isOther ? [`${id}: bar of ${value} at ${new Date(at).toISOString()} in ${ink}`] : []
  })
}

/** Assertion 4: what is marked is a datum of its pane, on its day. (That a peak is the greatest: see figures.) */
export function markFaults(spec: Shown, words: Words): string[] {
  return panesIn(spec).flatMap((panes) =>
    panes.panes.flatMap((pane) =>
      pane.marks.flatMap((mark) => {
        if (mark.type !== 'point') return []
        const what = `mark "${mark.label.text}"`
        const isDrawn = pane.series.some((series) => {
          const { high, low } = edgesOf(series)
          return [...high, ...low].some(([at, value]) => at === mark.at && value === mark.value)
        })
        return [
          ...(isDrawn ? [] : [`${what} is on no drawn datum`]),
          ...dayFaults(mark, words),
          ...(saysPeak(mark.label.text) && !mark.label.figure ? [`${what} is a peak without a figure`] : []),
        ]
      }),
    ),
  )
}

function dayFaults({ at, label, note }: PointMark, words: Words): string[] {
  const text = `${label.text} ${note ?? ''}`
  return hasDay(text, words.locale) && !namesDay(text, at, words)
    ? [`mark "${text}" names another day than ${new Date(at).toISOString()}`]
    : []
}

function saysPeak(text: string): boolean {
  return /\b(?:record|peak|highest|lowest)\b|最高|最低|ピーク/i.test(text)
}

/** The yield curve on two dates; where no curve is known, the odds of the next rate decision. */
import { formatShortDate } from '#src/i18n/dates.ts'
import { formatNumber } from '#src/i18n/numbers.ts'
import type { Reading } from '#src/market/reading.ts'
import { type Day, startOfDay } from '#src/market/time.ts'
import type { CurveRow, MacroReading } from '#src/services/macro/reading.ts'
import { dateAxis, valueAxis } from './axes.ts'
import { lineOf } from './datasets.ts'
import { formatDay } from './days.ts'
import type { Chart, ChartLook } from './look.ts'
import { altOf, pagePlot, skinOf } from './plot.ts'
import { rateOdds } from './rateodds.ts'
import { WIDE } from './spec.ts'
import { tokensOf } from './theme.ts'
import { pointsTick } from './ticks.ts'

/** `view` is `curve`, `odds`, or the curve meant: `ust`, `jgb`. */
export function macro(reading: Reading<MacroReading>, look: ChartLook, view?: string): Chart | undefined {
  const odds = () => rateOdds(reading, look)
  const curve = () => yieldCurve(reading, look, view)
  return view === 'odds' ? (odds() ?? curve()) : (curve() ?? odds())
}

/** The curve asked for, else the one whose slope moved most: that is the week's story. */
function yieldCurve({ value }: Reading<MacroReading>, look: ChartLook, view?: string): Chart | undefined {
  const { words } = look
  const drawn = value.curves.filter((row) => row.points.length > 1)
  const row =
    drawn.find(({ curve }) => curve === view) ??
    [...drawn].sort((a, b) => Math.abs(b.weekChange) - Math.abs(a.weekChange))[0]
  if (!row) return undefined
  const skin = skinOf(look)
  const tokens = tokensOf(skin)
  const points = [...row.points].sort((a, b) => a.tenorYears - b.tenorYears)
  const [now, before] = [row.dates.to, row.dates.from].map((day) => formatDay(startOfDay(day), words)) as [
    string,
    string,
  ]
  const tenors = points.map(({ tenorYears }) => tenorName(tenorYears, look))
  const newest = points.map((point) => point.now)
  const earlier = points.map((point) => point.weekAgo)
  const short = (day: Day) => formatShortDate(startOfDay(day), { ...words, zone: 'UTC' })
  const facts = {
    curve: words.say(`charts:macro.curve.${row.curve}`),
    now,
    before,
    ...movesOf(row),
  }
  const spec = pagePlot(look, {
    type: 'line',
    labels: tenors,
    datasets: [
      lineOf({ label: now, data: newest, color: tokens.accent, unit: 'points', dots: 'all' }),
      lineOf({
        label: before,
        data: earlier,
        color: tokens.sub,
        unit: 'points',
        width: 2.5,
        dash: [8, 6],
        dots: 'none',
      }),
    ],
    scales: {
      x: dateAxis({ ...tenors }, skin),
      y: valueAxis({ values: [...newest, ...earlier], format: pointsTick, zero: 'never' }, skin).options,
    },
    subtitle: words.say('charts:macro.subtitle', facts),
    captions: { center: { text: words.say('charts:macro.callout', facts), tone: 'accent' } },
    endRoom: 90,
    marks: [
      { type: 'end', dataset: 0, text: short(row.dates.to), tone: 'accent' },
      { type: 'end', dataset: 1, text: short(row.dates.from), tone: 'sub' },
    ],
  })
  return { spec, alt: altOf(look, [words.say('charts:macro.alt', facts)]), size: WIDE }
}

/** Yields as `4.06%`, differences of yields in percentage points with a sign. */
function movesOf(row: CurveRow) {
  return {
    tenYear: `${formatNumber(row.tenYear, 2)}%`,
    tenYearChange: formatNumber(row.tenYearChange, 2, 'always'),
    slope: formatNumber(row.slope2s10s, 2, 'always'),
    slopeChange: formatNumber(row.weekChange, 2, 'always'),
  }
}

function tenorName(years: number, { words }: ChartLook): string {
  return years < 1
    ? words.say('charts:macro.tenorMonths', { months: Math.round(years * 12) })
    : words.say('charts:macro.tenorYears', { years })
}

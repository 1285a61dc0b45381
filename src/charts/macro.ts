/** The yield curve on two dates; where no curve is known, the odds of the next rate decision. */
import { formatShortDate } from '#src/i18n/dates.ts'
import { formatNumber } from '#src/i18n/numbers.ts'
import type { Curve } from '#src/market/macro.ts'
import type { Reading } from '#src/market/reading.ts'
import { type Day, startOfDay } from '#src/market/time.ts'
import type { CurveRow, MacroReading } from '#src/services/macro/reading.ts'
import { formatDay } from './days.ts'
import { axisOver, framed } from './framed.ts'
import type { Chart, ChartLook } from './look.ts'
import { listed } from './names.ts'
import { agedSubtitle } from './alt.ts'
import { rateOdds } from './rateodds.ts'
import type { Curves, Yield } from './spec/curves.ts'
import { pointsTick } from './ticks.ts'

/** `view` is `curve`, `odds`, or the curve meant: `ust`, `jgb`. */
export function macro(reading: Reading<MacroReading>, look: ChartLook, view?: string): Chart | undefined {
  const odds = () => rateOdds(reading, look)
  const curve = () => yieldCurve(reading, look, view)
  return view === 'odds' ? (odds() ?? curve()) : (curve() ?? odds())
}

/** The curve asked for, else the one whose slope moved most: that is the week's story. */
function yieldCurve(reading: Reading<MacroReading>, look: ChartLook, view?: string): Chart | undefined {
  const { words } = look
  const drawn = reading.value.curves.filter((one) => one.points.length > 1)
  const row =
    drawn.find(({ curve }) => curve === view) ??
    drawn.toSorted((a, b) => Math.abs(b.weekChange) - Math.abs(a.weekChange))[0]
  if (!row) return undefined
  const facts = {
    curve: words.say(`charts:macro.curve.${row.curve}`),
    now: formatDay(startOfDay(row.dates.to), words),
    before: formatDay(startOfDay(row.dates.from), words),
  }
  const aid = leftOut(reading.value, look)
  const body = bodyOf(row, look)
  return framed(look, {
    subtitle: agedSubtitle(words.say('charts:macro.subtitle', facts), reading, look),
    week: reading.week,
    ...(aid !== undefined && { aid }),
    body,
    alt: [
      words.say('charts:macro.alt', { ...facts, list: toldYields(body, row, look), slope: body.box?.text }),
    ],
  })
}

/** As the bars have them. */
function toldYields({ changes }: Curves, row: CurveRow, { words }: ChartLook): string {
  const digits = digitsOf(row)
  const yields = new Map(row.points.map(({ tenorYears, now }) => [seriesOf(tenorYears), now]))
  return listed(
    changes.rows.flatMap(({ name, label }) => {
      const now = yields.get(label.figure?.series ?? '')
      if (now === undefined) return []
      return [
        words.say('charts:macro.altTenor', {
          name,
          yield: `${formatNumber(now, digits)}%`,
          change: label.text,
        }),
      ]
    }),
    words,
  )
}

/** Decimals of a percentage: as many as the source has, so that both yields give the change beside them. */
function digitsOf({ points }: CurveRow): number {
  return points.flatMap(({ now, weekAgo }) => [now, weekAgo]).every((value) => isWhole(value * 100)) ? 2 : 3
}

function isWhole(value: number): boolean {
  return Math.abs(value - Math.round(value)) < 1e-6
}

/** The yields of a tenor, for figures. */
function seriesOf(years: number): string {
  return `now:${years}`
}

/** Curves without new data are named as missing. */
function leftOut({ curves, curveEnds = {} }: MacroReading, look: ChartLook): string | undefined {
  const { words } = look
  const absent = (Object.entries(curveEnds) as [Curve, Day][]).filter(([curve]) =>
    curves.every((one) => one.curve !== curve),
  )
  if (absent.length === 0) return undefined
  return absent
    .map(([curve, day]) =>
      words.say('charts:macro.leftOut', {
        country: words.say(`charts:macro.country.${curve}`),
        date: shortDay(day, look),
      }),
    )
    .join(words.grammar.stop + words.grammar.gap)
}

function bodyOf(row: CurveRow, look: ChartLook): Curves {
  const { words } = look
  const digits = digitsOf(row)
  const points = row.points.toSorted((a, b) => a.tenorYears - b.tenorYears)
  const told = toldTenors(points.map(({ tenorYears }) => tenorYears))
  const yieldAt = (years: number, value: number, isTold: boolean): Yield => ({
    years,
    name: tenorName(years, look),
    value,
    text: isTold ? formatNumber(value, digits) : '',
  })
  const axis = axisOver(
    {
      values: points.flatMap(({ now, weekAgo }) => [now, weekAgo]),
      format: pointsTick,
      zero: 'never',
      count: 4,
    },
    look,
  )
  return {
    type: 'curves',
    changes: {
      title: words.say('charts:macro.changes'),
      rows: points
        .filter(({ tenorYears }) => told.includes(tenorYears))
        .map(({ tenorYears, now, weekAgo, ...point }) => {
          const change = basisPoints(now, weekAgo, point)
          return {
            name: longTenor(tenorYears, look),
            value: change,
            label: {
              text: words.say('charts:macro.bp', { bp: formatNumber(change, 0, 'always') }),
              strong: true,
              figure: { of: 'difference', series: seriesOf(tenorYears), value: change },
            },
            detail: `${formatNumber(weekAgo, digits)}% → ${formatNumber(now, digits)}%`,
          }
        }),
    },
    curve: {
      title: words.say('charts:macro.scale'),
      now: points.map(({ tenorYears, now }) => yieldAt(tenorYears, now, told.includes(tenorYears))),
      before: points.map(({ tenorYears, weekAgo }) => yieldAt(tenorYears, weekAgo, false)),
      ticks: axis.ticks,
      legend: words.say('charts:macro.legend', {
        now: shortDay(row.dates.to, look),
        before: shortDay(row.dates.from, look),
      }),
    },
    box: slopeBox(row, look),
  }
}

/** Of more tenors than bars have room for, those that are spoken of. */
function toldTenors(years: readonly number[]): readonly number[] {
  if (years.length <= MOST_BARS) return years
  const known = SPOKEN.filter((one) => years.includes(one))
  return known.length > 1 ? known : years.slice(0, MOST_BARS)
}

const MOST_BARS = 4
const SPOKEN = [2, 5, 10, 30]

/** The difference of two yields in percent, in hundredths of a point. */
function basisPoints(now: number, before: number, { changeBp }: { readonly changeBp?: number }): number {
  return changeBp ?? Math.round((now - before) * 1e6) / 1e4
}

function slopeBox(row: CurveRow, { words }: ChartLook): NonNullable<Curves['box']> {
  const before = row.slopeWeekAgo ?? row.slope2s10s - row.weekChange
  // Basis points; with a decimal where whole ones would not add up.
  const digits = [before, row.slope2s10s].every((slope) => isWhole(slope * 100)) ? 0 : 1
  return {
    title: words.say('charts:macro.slope'),
    text: words.say('charts:macro.slopeMove', {
      before: formatNumber(before * 100, digits),
      now: formatNumber(row.slope2s10s * 100, digits),
      change: formatNumber(row.weekChange * 100, digits, 'always'),
    }),
  }
}

function tenorName(years: number, { words }: ChartLook): string {
  return years < 1
    ? words.say('charts:macro.tenorMonths', { months: Math.round(years * 12) })
    : words.say('charts:macro.tenorYears', { years })
}

function longTenor(years: number, look: ChartLook): string {
  return years < 1 ? tenorName(years, look) : look.words.say('charts:macro.tenor', { years })
}

function shortDay(day: Day, { words }: ChartLook): string {
  return formatShortDate(startOfDay(day), { ...words, zone: 'UTC' })
}

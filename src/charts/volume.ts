/** Turnover week by week: a bar from Monday to Sunday, and the mean of the four weeks before each as a line. */
import { formatShortPeriod } from '#src/i18n/dates.ts'
import { formatAmount } from '#src/i18n/numbers.ts'
import type { Reading } from '#src/market/reading.ts'
import type { Point } from '#src/market/series.ts'
import { DAY, type Instant } from '#src/market/time.ts'
import type { VolumeReading } from '#src/services/volume.ts'
import { lowSize } from './bars.ts'
import { inkOfSign } from './colors.ts'
import { daysOf, formatRange, valuesAt } from './days.ts'
import { endOf, printed } from './endlabels.ts'
import { extremesOf, isLine } from './extremes.ts'
import { axisOver, framed, timeAxis, weekOf } from './framed.ts'
import { gapMarks } from './gapmarks.ts'
import type { Chart, ChartLook } from './look.ts'
import { agedSubtitle } from './alt.ts'
import type { Label } from './spec/label.ts'
import type { EndBlock, Pane, PaneMark, TimeTick } from './spec/panes.ts'
import { moneyTick } from './ticks.ts'

const WEEK = 7 * DAY
/** Weeks that are drawn, and up to how many each has its value above it. */
const WIDE = { weeks: 26, named: 9 }
const PHONE = { weeks: 13, named: 4 }

/** `view` is `perp` where the reading's weeks are those of perpetuals; with a number (`spot-13`) of so many weeks. */
export function volume(reading: Reading<VolumeReading>, look: ChartLook, view?: string): Chart | undefined {
  const { words, layout } = look
  const { value } = reading
  const [market, asked] = view?.split('-') ?? []
  const most = asked === undefined ? (layout === 'phone' ? PHONE : WIDE).weeks : Number(asked)
  const weeks = weeksOf(value, most)
  const ends = extremesOf(weeks)
  if (!ends || weeks.length < 2) return undefined
  const [first, last] = [weeks[0]?.[0] ?? 0, weeks.at(-1)?.[0] ?? 0]
  const period = formatRange(first, last + WEEK - DAY, words)
  const kind = market === 'perp' ? 'perp' : 'spot'
  const { week, ...axis } = timeAxis([weeks], look, weekOf(reading), WEEK)
  const mean = meansBefore(weeks).at(-1)?.[1] ?? undefined
  return framed(look, {
    subtitle: agedSubtitle(words.say(`charts:volume.${kind}Subtitle`, { period }), reading, look),
    week: reading.week,
    ...lowSize(weeks.length, look),
    body: {
      type: 'panes',
      arrangement: 'stacked',
      ...axis,
      ...(week && { week: { ...week, text: nameOf(last, look) } }),
      ticks: ticksOf(weeks, look),
      events: [],
      panes: [paneOf(weeks, reading, look)],
    },
    alt: [
      words.say(`charts:volume.${kind}Alt`, {
        period,
        latest: ends.latest,
        latestWeek: nameOf(ends.latestDay, look),
        high: ends.high,
        highWeek: nameOf(ends.highDay, look),
      }),
      ...(mean === undefined ? [] : [words.say('charts:volume.altMean', { mean })]),
    ],
  })
}

/** Every week dated by its first day; a week without a value is a gap. */
function weeksOf({ weeks }: VolumeReading, most: number): Point[] {
  const ends = daysOf([weeks], WEEK)
  const values = valuesAt(weeks, ends)
  return ends.map((end, i): Point => [end - WEEK, values[i] ?? null]).slice(-most)
}

/** `10–16 Nov`. */
function nameOf(start: Instant, { words }: ChartLook): string {
  return formatShortPeriod(start, start + WEEK - DAY, { ...words, zone: 'UTC' })
}

function ticksOf(weeks: readonly Point[], look: ChartLook): TimeTick[] {
  return weeks.map(([at]) => ({ at, span: WEEK, text: nameOf(at, look) }))
}

function paneOf(weeks: readonly Point[], reading: Reading<VolumeReading>, look: ChartLook): Pane {
  const { words } = look
  const means = meansBefore(weeks)
  const name = words.say('charts:volume.series')
  return {
    weight: 1,
    axis: axisOver(
      // A low picture needs more of its height for the words above its bars.
      {
        values: weeks.map(([, value]) => value),
        format: moneyTick,
        zero: 'always',
        count: 5,
        headroom: weeks.length < 4 ? 0.3 : 0.1,
      },
      look,
    ),
    series: [
      { type: 'bars', id: 'volume', name, unit: 'amount', step: WEEK, points: weeks, ink: 'zero' },
      ...(isLine(means)
        ? [
            {
              type: 'line',
              id: 'mean',
              name: words.say('charts:volume.mean'),
              unit: 'amount',
              points: means,
              ink: 'slate',
              dot: true,
            } as const,
          ]
        : []),
    ],
    marks: [...gapMarks(weeks, WEEK), ...valueMarks(weeks, reading, look)],
    ends: [...toldEnd(weeks, reading, look), ...meanEnd(means, look)],
  }
}

/** Where they are few, above their bars: the told week's in bold, with its change. */
function valueMarks(weeks: readonly Point[], reading: Reading<VolumeReading>, look: ChartLook): PaneMark[] {
  if (!areNamed(weeks, look)) return []
  const [change] = toldLines(weeks, reading, look).slice(1)
  return weeks.flatMap(([at, value], index): PaneMark[] => {
    if (value === null) return []
    const isTold = index === weeks.length - 1
    const figure = { of: isTold ? 'last' : 'value', series: 'volume', value, at } as const
    const label = { text: formatAmount(value, look.words.locale), strong: isTold, figure }
    const note = isTold && change ? { note: change.text } : {}
    return [{ type: 'point', at, value, side: 'above', dot: 'none', label, ...note }]
  })
}

function areNamed(weeks: readonly Point[], { layout }: ChartLook): boolean {
  return weeks.length <= (layout === 'phone' ? PHONE.named : WIDE.named)
}

/** Among many bars the told week's value stands at the end. */
function toldEnd(weeks: readonly Point[], reading: Reading<VolumeReading>, look: ChartLook): EndBlock[] {
  const value = weeks.at(-1)?.[1] ?? null
  if (value === null || areNamed(weeks, look)) return []
  return [{ value, ink: 'zero', lines: toldLines(weeks, reading, look) }]
}

/** The told week's value, and its change where that is of what is drawn. */
function toldLines(
  weeks: readonly Point[],
  { value, week }: Reading<VolumeReading>,
  { words }: ChartLook,
): Label[] {
  const [at, told] = weeks.at(-1) ?? [0, null]
  if (told === null) return []
  const lines: Label[] = [
    { text: formatAmount(told, words.locale), figure: { of: 'last', series: 'volume', value: told, at } },
  ]
  const { weekChange: change } = value
  if (change !== undefined && told === value.week) {
    lines.push({
      text: words.say('charts:ends.week', { change }),
      ink: inkOfSign(printed(change)),
      strong: true,
      figure: { of: 'change', series: 'volume', value: change, from: week.start },
    })
  }
  return lines
}

function meanEnd(means: readonly Point[], { words }: ChartLook): EndBlock[] {
  const end = isLine(means) ? endOf(means) : undefined
  if (!end) return []
  const figure = { of: 'last', series: 'mean', value: end.value, at: end.at } as const
  return [
    {
      value: end.value,
      ink: 'slate',
      quiet: true,
      lines: [
        { text: formatAmount(end.value, words.locale), figure },
        { text: words.say('charts:volume.meanOf') },
        { text: words.say('charts:volume.weeksBefore') },
      ],
    },
  ]
}

/** Mean of the four values before each; null unless all four are known. */
function meansBefore(weeks: readonly Point[]): Point[] {
  return weeks.map(([at], i): Point => {
    const four = weeks.slice(Math.max(0, i - 4), i).map(([, value]) => value)
    if (four.length < 4 || four.includes(null)) return [at, null]
    return [at, four.reduce<number>((sum, value) => sum + (value ?? 0), 0) / 4]
  })
}

/** The value of all crypto over a year: a line with its extremes, and what the week made of it. */
import { formatAmount } from '#src/i18n/numbers.ts'
import type { Reading } from '#src/market/reading.ts'
import { DAY, type Day, floorToDay, startOfDay } from '#src/market/time.ts'
import type { MarketcapReading } from '#src/services/marketcap.ts'
import { inkOfSign } from './colors.ts'
import { formatDay, formatDays, daysOf } from './days.ts'
import { printed } from './endlabels.ts'
import { eventMarks } from './events.ts'
import { type Extremes, extremesOf, isLine } from './extremes.ts'
import { axisOver, framed, timeAxis, weekOf } from './framed.ts'
import type { Chart, ChartLook } from './look.ts'
import { agedSubtitle } from './alt.ts'
import type { Label } from './spec/label.ts'
import type { PointMark, PaneMark } from './spec/panes.ts'
import { moneyTick } from './ticks.ts'

/** `view` is `exbtc` or `exstable` where the reading's series is what is left without those. */
export function marketcap(
  reading: Reading<MarketcapReading>,
  look: ChartLook,
  view?: string,
): Chart | undefined {
  const { words } = look
  const { series } = reading.value
  const ends = extremesOf(series)
  if (!ends || !isLine(series)) return undefined
  const subtitle = words.say(subtitleKey(view), { period: formatDays(daysOf([series]), words) })
  const axis = axisOver(
    { values: series.map(([, value]) => value), format: moneyTick, zero: 'never', count: 5 },
    look,
  )
  const span = timeAxis([series], look, weekOf(reading))
  return framed(look, {
    subtitle: agedSubtitle(subtitle, reading, look),
    aid: words.say('charts:aid.noZero'),
    week: reading.week,
    body: {
      type: 'panes',
      arrangement: 'stacked',
      ...span,
      events: eventMarks(reading.value.events, span, {}, look),
      panes: [
        {
          weight: 1,
          axis,
          series: [
            {
              type: 'line',
              id: 'cap',
              name: words.say('charts:marketcap.series'),
              unit: 'amount',
              points: series,
              ink: 'slate',
              dot: true,
            },
          ],
          marks: marksOf(reading.value, ends, look),
          ends: [{ value: ends.latest, ink: 'slate', lines: endLines(reading, ends, look) }],
        },
      ],
    },
    alt: [
      words.say('charts:marketcap.alt', {
        subtitle,
        latest: ends.latest,
        high: ends.high,
        highDate: formatDay(ends.highDay, words),
        low: ends.low,
        lowDate: formatDay(ends.lowDay, words),
      }),
    ],
  })
}

function subtitleKey(view?: string) {
  if (view === 'exbtc') return 'charts:marketcap.exbtcSubtitle'
  return view === 'exstable' ? 'charts:marketcap.exstableSubtitle' : 'charts:marketcap.subtitle'
}

/** Value, its change in the week, and from the highest that is drawn; its date where it is older than the week's end. */
function endLines({ value, week }: Reading<MarketcapReading>, ends: Extremes, { words }: ChartLook): Label[] {
  const lines: Label[] = [
    {
      text: formatAmount(ends.latest, words.locale),
      figure: { of: 'last', series: 'cap', value: ends.latest, at: ends.latestDay },
    },
  ]
  const { weekChange: change } = value
  if (change !== undefined) {
    lines.push({
      text: words.say('charts:ends.week', { change }),
      ink: inkOfSign(printed(change)),
      strong: true,
      figure: { of: 'change', series: 'cap', value: change, from: week.start },
    })
  }
  const fall = ends.latest / ends.high - 1
  if (fall < 0) {
    lines.push({
      text: words.say('charts:ends.fromPeak', { change: fall }),
      ink: 'sub',
      figure: { of: 'change', series: 'cap', value: fall, from: ends.highDay },
    })
  }
  if (ends.latestDay < floorToDay(week.end))
    lines.push({ text: words.say('charts:ends.of', { date: ends.latestDay }), ink: 'sub' })
  return lines
}

/** The highest and the lowest of the drawn line, and the last time that it was as low or as high as now. */
function marksOf(value: MarketcapReading, ends: Extremes, { words }: ChartLook): PaneMark[] {
  const marks: PaneMark[] = []
  if (ends.highDay !== ends.latestDay) {
    const text = words.say('charts:marks.high', { value: ends.high, date: ends.highDay })
    marks.push({
      type: 'point',
      at: ends.highDay,
      value: ends.high,
      side: 'above',
      label: { text, figure: { of: 'max', series: 'cap', value: ends.high, at: ends.highDay } },
    })
  }
  if (ends.lowDay !== ends.latestDay) {
    const text = words.say('charts:marks.low', { value: ends.low, date: ends.lowDay })
    marks.push({
      type: 'point',
      at: ends.lowDay,
      value: ends.low,
      side: 'below',
      label: { text, figure: { of: 'min', series: 'cap', value: ends.low, at: ends.lowDay } },
    })
  }
  const since = sinceMark(value.lowestSince, 'lastLow') ?? sinceMark(value.highestSince, 'lastHigh')
  if (since) marks.push({ type: 'level', value: ends.latest, style: 'dotted', ink: 'sub' }, since)
  return marks

  function sinceMark(day: Day | null | undefined, key: 'lastLow' | 'lastHigh'): PointMark | undefined {
    if (day === undefined || day === null) return undefined
    const at = startOfDay(day)
    const then = value.series.find(([time]) => time === at)?.[1]
    if (then === undefined || then === null || at === ends.lowDay || at === ends.highDay) return undefined
    // A week ago says little on a line of a year.
    if (ends.latestDay - at < 14 * DAY) return undefined
    return {
      type: 'point',
      at,
      value: then,
      side: key === 'lastLow' ? 'below' : 'above',
      label: { text: words.say(`charts:marks.${key}`, { date: at }) },
    }
  }
}

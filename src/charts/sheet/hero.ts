/** The hero of the sheet: bitcoin by the hour, with the high, the low, where the week began and where it ended. */
import { formatDayOfAxis, formatWeekdayTick } from '#src/i18n/dates.ts'
import { formatPercent, formatPrice } from '#src/i18n/numbers.ts'
import type { Reading } from '#src/market/reading.ts'
import type { Point } from '#src/market/series.ts'
import { DAY, HOUR, type Instant } from '#src/market/time.ts'
import type { ChartLook } from '#src/charts/look.ts'
import type { Front } from '#src/charts/spec/front.ts'
import type { PaneMark, Panes, RangeSeries } from '#src/charts/spec/panes.ts'
import type { AssetsReading } from '#src/services/assets.ts'
import type { HourBar } from '#src/services/sheet/hours.ts'
import { heroEvents } from './events.ts'
import { isWhole } from './rows.ts'

const COIN = 'bitcoin'
const INK = `coin:${COIN}`

/** By the day where hours are missing at either end of the week; undefined where the week's end is not on record. */
export function heroOf(reading: Reading<AssetsReading> | undefined, look: ChartLook): Front['hero'] {
  const row = reading?.value.sheet?.[COIN]
  const first = row?.spark[0]
  if (!reading || !row || row.stale || !first || first[1] === null) return undefined
  const { words } = look
  const { start, end, zone } = reading.week
  // The price that the change counts from: the first hour's own opening can differ by a tick.
  const opening = first[1]
  const hours = reading.value.hours?.[COIN] ?? []
  const isHourly = isWhole(hours, start, row.at)
  const points: readonly Point[] = isHourly ? [[start, opening], ...closesOf(hours)] : row.spark
  const values = [
    ...points.flatMap(([, value]) => value ?? []),
    ...(isHourly ? hours.flatMap(([, , high, low]) => [high, low]) : []),
  ]
  const [least, most] = [Math.min(...values), Math.max(...values)]
  const days = Array.from({ length: Math.round((end - start) / DAY) }, (_, i) => start + i * DAY)
  const room = (most - least) * 0.16
  const panes: Panes = {
    type: 'panes',
    arrangement: 'stacked',
    from: start,
    to: end,
    ticks: days.map((at) => ({ at, span: DAY, text: formatWeekdayTick(at, { ...words, zone }) })),
    bands: days.filter((_, i) => i % 2 === 0).map((from) => ({ from, to: from + DAY })),
    events: heroEvents(reading.value.events?.[COIN], look),
    panes: [
      {
        weight: 1,
        axis: { min: least - room, max: most + room, ticks: [], scale: 'linear' },
        series: [
          ...(isHourly ? [bandOf(hours)] : []),
          { type: 'line', id: COIN, name: 'BTC', unit: 'price', points, ink: INK, dot: true },
        ],
        marks: [
          { type: 'level', value: opening, style: 'dotted', ink: 'sub' },
          ...(isHourly ? extremeMarks(hours, look) : []),
        ],
        ends: [
          {
            value: opening,
            ink: 'sub',
            quiet: true,
            lines: [{ text: words.say('charts:sheet.open') }, { text: formatPrice(opening, words.locale) }],
          },
          {
            value: row.value,
            ink: INK,
            filled: true,
            lines: [
              {
                text: formatPrice(row.value, words.locale),
                figure: { of: 'last', series: COIN, value: row.value },
              },
              ...(row.change === undefined
                ? []
                : [
                    {
                      text: formatPercent(row.change, 1, 'always'),
                      strong: true,
                      figure: { of: 'change', series: COIN, value: row.change, from: start } as const,
                    },
                  ]),
            ],
          },
        ],
      },
    ],
  }
  return { caption: words.say(isHourly ? 'charts:sheet.hero' : 'charts:sheet.heroDaily'), panes }
}

/** Points of a line: closes an hour after their hours begin; an hour that is missing is a gap. */
export function closesOf(hours: readonly HourBar[]): Point[] {
  return hours.flatMap(([time, , , , close], index): Point[] => {
    const before = hours[index - 1]
    const isAfterGap = before !== undefined && before[0] + HOUR < time
    return [...(isAfterGap ? [[time, null] as const] : []), [time + HOUR, close]]
  })
}

/** The band from the low to the high of each hour. */
export function bandOf(hours: readonly HourBar[]): RangeSeries {
  return {
    type: 'range',
    id: 'range',
    name: 'BTC',
    unit: 'price',
    step: HOUR,
    rows: hours.map(([time, , high, low]) => [time + HOUR / 2, low, high] as const),
    ink: INK,
  }
}

/** The highest and the lowest hour, named. */
export function extremeMarks(hours: readonly HourBar[], look: ChartLook): PaneMark[] {
  const highest = hours.reduce((a, b) => (b[2] > a[2] ? b : a))
  const lowest = hours.reduce((a, b) => (b[3] < a[3] ? b : a))
  return [extremeMark(highest, 'high', look), extremeMark(lowest, 'low', look)]
}

function extremeMark([time, , high, low]: HourBar, which: 'high' | 'low', { words }: ChartLook): PaneMark {
  const value = which === 'high' ? high : low
  return {
    type: 'point',
    at: time + HOUR / 2,
    value,
    side: which === 'high' ? 'above' : 'below',
    label: {
      text: words.say(`charts:sheet.${which}`, { value: formatPrice(value, words.locale) }),
      figure: { of: which === 'high' ? 'max' : 'min', series: 'range', value, at: time + HOUR / 2 },
    },
    note: hourInWords(time, look(words)),
  }
}

function look(words: ChartLook['words']): ChartLook['words'] {
  return { ...words, zone: 'UTC' }
}

/** The day and the hour of the axis: `16 November 23:00`. */
function hourInWords(time: Instant, words: ChartLook['words']): string {
  const hour = `${String(new Date(time).getUTCHours()).padStart(2, '0')}:00`
  return words.say('charts:sheet.hour', { date: formatDayOfAxis(time, words), time: hour })
}

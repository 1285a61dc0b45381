/** The hero of a daily's sheet: bitcoin by the hour, from the close of the day before. */
import { formatPercent, formatPrice } from '#src/i18n/numbers.ts'
import { HOUR, type Instant } from '#src/market/time.ts'
import type { ChartLook } from '#src/charts/look.ts'
import { bandOf, closesOf, extremeMarks } from '#src/charts/sheet/hero.ts'
import type { Front } from '#src/charts/spec/front.ts'
import type { HourBar } from '#src/services/sheet/hours.ts'

const COIN = 'bitcoin'
const INK = `coin:${COIN}`
const TICK_HOURS = 6

export interface DayOfHours {
  readonly start: Instant
  readonly end: Instant
  readonly hours: readonly HourBar[]
  /** USD: the close of the day before. */
  readonly opening?: number
}

/** Undefined where an hour of the day is missing, or the close that its change counts from. */
export function dailyHero({ start, end, hours, opening }: DayOfHours, look: ChartLook): Front['hero'] {
  const { words } = look
  const close = hours.at(-1)?.[4]
  if (opening === undefined || close === undefined || hours.length < (end - start) / HOUR) return undefined
  const values = [opening, ...hours.flatMap(([, , high, low]) => [high, low])]
  const [least, most] = [Math.min(...values), Math.max(...values)]
  const room = (most - least) * 0.16
  const ticks = Array.from({ length: 24 / TICK_HOURS }, (_, i) => start + i * TICK_HOURS * HOUR)
  const change = close / opening - 1
  return {
    caption: words.say('daily:sheet.hero'),
    panes: {
      type: 'panes',
      arrangement: 'stacked',
      from: start,
      to: end,
      ticks: ticks.map((at) => ({ at, text: `${String(new Date(at).getUTCHours()).padStart(2, '0')}:00` })),
      bands: ticks.filter((_, i) => i % 2 === 0).map((from) => ({ from, to: from + TICK_HOURS * HOUR })),
      events: [],
      panes: [
        {
          weight: 1,
          axis: { min: least - room, max: most + room, ticks: [], scale: 'linear' },
          series: [
            bandOf(hours),
            {
              type: 'line',
              id: COIN,
              name: 'BTC',
              unit: 'price',
              points: [[start, opening], ...closesOf(hours)],
              ink: INK,
              dot: true,
            },
          ],
          marks: [
            { type: 'level', value: opening, style: 'dotted', ink: 'sub' },
            ...extremeMarks(hours, look),
          ],
          ends: [
            {
              value: opening,
              ink: 'sub',
              quiet: true,
              lines: [
                { text: words.say('daily:sheet.before') },
                { text: formatPrice(opening, words.locale) },
              ],
            },
            {
              value: close,
              ink: INK,
              filled: true,
              lines: [
                {
                  text: formatPrice(close, words.locale),
                  figure: { of: 'last', series: COIN, value: close },
                },
                {
                  text: formatPercent(change, 1, 'always'),
                  strong: true,
                  figure: { of: 'change', series: COIN, value: change, from: start },
                },
              ],
            },
          ],
        },
      ],
    },
  }
}

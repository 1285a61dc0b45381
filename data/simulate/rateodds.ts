/** Quotes of two prediction markets on the decisions of the Federal Reserve. */
import { DAY, HOUR, type Instant, isoOf, startOfDay } from '#src/market/time.ts'
import type { CsvCell } from '#src/sources/dataset/write.ts'
import { type Anchor, curveThrough } from './bridge.ts'
import { FIRST_DAY } from './days.ts'
import { MEETINGS, NEXT_MEETING } from './meetings.ts'
import { clamp, decimals } from './numbers.ts'
import { randomStream } from './random.ts'

/** Probability of a cut at the next meeting as the record ends, by time of the quote. */
const NEXT_CUT: readonly (readonly [string, number])[] = [
  ['2025-11-03T00:00:00Z', 0.66],
  ['2025-11-10T00:00:00Z', 0.63],
  ['2025-11-14T12:00:00Z', 0.51],
  ['2025-11-17T00:00:00Z', 0.46],
  ['2025-11-19T12:00:00Z', 0.42],
  ['2025-11-20T12:00:00Z', 0.33],
  ['2025-11-21T12:00:00Z', 0.3],
  ['2025-11-23T12:00:00Z', 0.3],
]

const QUOTE_DAYS = 14

export function rateOddsRows(): CsvCell[][] {
  const past = MEETINGS.flatMap(({ day, cut }, i) => {
    const decision = startOfDay(day)
    const anchors: Anchor[] = [
      [decision - QUOTE_DAYS * DAY, cut[0]],
      [decision - 12 * HOUR, cut[1]],
    ]
    const times = quoteTimes(decision, startOfDay(MEETINGS[i - 1]?.day ?? FIRST_DAY))
    return quotes(day, 'polymarket', times, anchors)
  })
  const anchors = NEXT_CUT.map(([time, cut]): Anchor => [Date.parse(time), cut])
  const [from, to] = [anchors[0]?.[0] as number, anchors.at(-1)?.[0] as number]
  const times = Array.from({ length: (to - from) / (12 * HOUR) + 1 }, (_, i) => from + i * 12 * HOUR)
  // Kalshi is quoted six hours later, and a little higher.
  const kalshi = times.slice(0, -1).map((time) => time + 6 * HOUR)
  const higher = anchors.map(([time, cut]): Anchor => [time, cut + 0.015])
  return [
    ...past,
    ...quotes(NEXT_MEETING, 'polymarket', times, anchors),
    ...quotes(NEXT_MEETING, 'kalshi', kalshi, higher),
  ].sort((a, b) => (String(a[0]) < String(b[0]) ? -1 : String(a[0]) > String(b[0]) ? 1 : 0))
}

/** Noon of every day of the last two weeks before a decision, and of the Sundays since the one before. */
function quoteTimes(decision: Instant, before: Instant): Instant[] {
  const daily = decision - QUOTE_DAYS * DAY
  return Array.from({ length: (decision - before) / DAY - 1 }, (_, i) => before + (i + 1) * DAY)
    .filter((day) => day >= daily || new Date(day).getUTCDay() === 0)
    .map((day) => day + 12 * HOUR)
}

function quotes(
  meeting: string,
  source: string,
  times: readonly Instant[],
  anchors: readonly Anchor[],
): CsvCell[][] {
  const random = randomStream(`odds/${meeting}/${source}`)
  const fixed = new Set(anchors.map(([time]) => time))
  return times.flatMap((time) => {
    const noise = fixed.has(time) ? 0 : 0.012 * random.normal()
    const cut = decimals(clamp(curveThrough(anchors, time) + noise, 0.01, 0.98), 3)
    const hike = 0.005
    return (
      [
        ['cut', cut],
        ['hold', decimals(1 - cut - hike, 3)],
        ['hike', hike],
      ] as const
    ).map(([outcome, probability]) => [isoOf(time), source, meeting, outcome, probability])
  })
}

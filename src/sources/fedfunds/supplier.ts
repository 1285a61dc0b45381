/**
 * Rate odds implied from fed funds futures (our calculation), from Yahoo's charts of three contracts.
 *
 * Root `https://query2.finance.yahoo.com`, no key; as src/sources/yahoo.ts.
 * - `GET /v8/finance/chart/ZQZ25.CBT?interval=1d&period1&period2`: last close of the contracts of the month before the
 *   meeting's, its own and the one after (month letters F G H J K M N Q U V X Z, two digits of the year).
 */
import { DAY, type Day, dayOf, startOfDay } from '#src/market/time.ts'
import { probeOf } from '../client.ts'
import { meetingAfter, meetingIn } from '../meetings.ts'
import { monthBefore } from '../releases.ts'
import { createRows, numberOf, SHARE } from '../rows.ts'
import { type Page, type Supplier, SupplierError, type SupplierSettings } from '../supplier.ts'
import { yahooCharts } from '../yahoo.ts'
import { moveOf } from './odds.ts'

const NAME = 'fedfunds'
const SOURCE = 'Fed funds futures (own calculation)'
const LETTERS = 'FGHJKMNQUVXZ'
/** Long weekends. */
const LONGEST = 5 * DAY

export function createFedFunds(settings: SupplierSettings): Supplier {
  const { now } = settings
  const charts = yahooCharts(settings, NAME)
  /** 100 less the last close: the mean rate that the month's contract expects, percent, and when it was quoted. */
  const rateOf = async (month: string, signal?: AbortSignal) => {
    const to = now()
    const symbol = symbolOf(month)
    const { rows, newest } = await charts.closes(symbol, { from: to - 14 * DAY, to }, signal)
    if (to - newest > LONGEST) {
      throw new SupplierError({
        supplier: NAME,
        fault: 'stale',
        detail: `${symbol} has no close of the last days`,
      })
    }
    const close = rows.findLast(([time]) => time === newest)?.[1]
    // A price of 80 would be a rate of 20 percent.
    if (typeof close !== 'number' || !(close > 80 && close < 101)) {
      throw new SupplierError({
        supplier: NAME,
        fault: 'malformed',
        detail: `${symbol} closed at no likely price`,
      })
    }
    return { rate: 100 - close, time: newest + DAY }
  }
  const odds = async (signal?: AbortSignal): Promise<Page> => {
    const meeting = meetingAfter(now())
    const rows = createRows(SOURCE, now())
    if (meeting === undefined) {
      rows.refuse('', 'no meeting to come is on the calendar')
      return rows.page()
    }
    const month = meeting.slice(0, 7)
    const [earlier, later] = [monthBefore(month, 1), monthBefore(month, -1)]
    const own = await rateOf(month, signal)
    // A month without a meeting has one rate from beginning to end; one that is over is traded no more.
    const free = (other: string) => meetingIn(other) === undefined
    const end = free(later) ? await rateOf(later, signal) : undefined
    const begun = dayOf(now()).slice(0, 7) >= month
    const start = free(earlier) && !begun ? await rateOf(earlier, signal) : undefined
    rows.row(meeting, () => {
      const move = moveOf({
        ...{ average: own.rate, start: start?.rate, end: end?.rate },
        days: daysOf(month),
        before: Number(meeting.slice(8)),
      })
      if (!move) return undefined
      const time = Math.min(own.time, now())
      return (['cut', 'hold', 'hike'] as const).map((outcome) => ({
        table: 'rate_odds' as const,
        of: { source: NAME, meeting, outcome },
        time,
        values: { probability: numberOf(outcome, Math.round(move[outcome] * 1e6) / 1e6, SHARE) },
        source: SOURCE,
      }))
    })
    return rows.page()
  }
  return {
    name: NAME,
    title: SOURCE,
    feeds: [
      {
        name: 'odds',
        tables: ['rate_odds'],
        reach: 'now',
        cost: () => 3,
        async *fetch(_, signal) {
          yield await odds(signal)
        },
      },
    ],
    async probe(signal) {
      const to = now()
      const symbol = symbolOf(dayOf(to).slice(0, 7))
      const { answer, newest } = await charts.closes(symbol, { from: to - 14 * DAY, to }, signal)
      return probeOf(answer, newest)
    },
    budget: charts.client.left,
    close: async () => {},
  }
}

/** `2025-12` as `ZQZ25.CBT`. */
function symbolOf(month: string): string {
  const [year = '', number = ''] = month.split('-')
  return `ZQ${LETTERS[Number(number) - 1]}${year.slice(2)}.CBT`
}

function daysOf(month: string): number {
  const next: Day = `${monthBefore(month, -1)}-01`
  return Math.round((startOfDay(next) - startOfDay(`${month}-01`)) / DAY)
}

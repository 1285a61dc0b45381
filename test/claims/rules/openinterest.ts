/** Open interest: judged in coins at every hour of reading, quadrants with funding's leave, peaks with their window. */
import { coinsAt, coinsFromPeak, coinsWeek, HOURS, rowAt, rowsOf } from '../recompute/openinterest.ts'
import { weekReturn } from '../recompute/price.ts'
import { lastReaching } from '../recompute/since.ts'
import { between } from '../record/find.ts'
import { DAY, instantOf, WEEK } from '../record/time.ts'
import { venueWeeks } from './funding.ts'
import { type Read, type Rule, scan } from './read.ts'

/** Coins fell this much at every hour, or stand this far below their peak: positions were cut. Fractions. */
const CUT_WEEK = -0.05
const CUT_PEAK = -0.2
/** Price and coins move at least this much for a quadrant. */
const QUADRANT = 0.01
/** What was not so high or low for this long is an extreme. */
const LONG = 20 * WEEK

export const OPEN_INTEREST_RULES: readonly Rule[] = [
  {
    id: 'S2',
    check: (read) => [
      ...scan(
        read,
        'S2',
        {
          ja: /建玉[^。]*ピーク|ピーク[^。]*(?:建玉|減りました|下回)/u,
          en: /(?:open interest|in coins|it is)\b.*\bpeak\b/iu,
        },
        ({ text }) =>
          /過去\d+日|\d+日(?:間の)?ピーク|記録|90-day|in 90 days|past 90 days|record/iu.test(text)
            ? undefined
            : 'a peak without its window',
      ),
      ...edges(read),
    ],
  },
  {
    id: 'S7 cut',
    check: (read) =>
      scan(
        read,
        'S7',
        {
          ja: /(?:レバレッジ|持ち高|ポジション)の?(?:解消|整理)(?:が|は)進(?:み|んだ|みました)(?!.*(?:判断しません|とまではいえません|当たりません|お伝え))/u,
          en: /\bleverage has been cut\b|\bbuild-up has been unwound\b|\bpositions have been (?:cut|cleared)\b/iu,
        },
        ({ text, place }) => {
          // What last week's edition said is quoted, not claimed.
          if (/先週号|Last week/iu.test(place) || /[「“"]/u.test(text)) return undefined
          const coins = coinsWeek(read.record, 'bitcoin', read.week.end)
          const peak = coinsFromPeak(read.record, 'bitcoin', read.week.end)
          const cut = (coins && coins.high <= CUT_WEEK) || (peak && peak.high <= CUT_PEAK)
          return cut
            ? undefined
            : `coins moved ${rangeOf(coins)} in the week and stand ${rangeOf(peak)} from their peak`
        },
      ),
  },
  {
    id: 'S7 dollars',
    check: (read) =>
      scan(
        read,
        'S7',
        {
          ja: /^BTC(?:無期限先物)?の建玉(?:残高)?は?[^。]*[\d.]+%[減増]/u,
          en: /^BTC (?:perpetual )?open interest (?:fell|rose) [\d.]+%/iu,
        },
        (line, language) => {
          if (!line.leading || /枚数|in coins|ドル建て|in dollars|前日比|day/iu.test(line.text))
            return undefined
          // English tells the price's part in a sentence of its own, behind it.
          const lines = read.lines[language]
          const behind = lines[lines.indexOf(line) + 1]?.text ?? ''
          if (/is the (?:rise|fall) in price|in coins/u.test(behind)) return undefined
          const rows = rowsOf(read.record, 'bitcoin')
          const [first, last] = [rowAt(rows, read.week.start), rowAt(rows, read.week.end)]
          const coins = coinsWeek(read.record, 'bitcoin', read.week.end)
          if (!first || !last || !coins) return undefined
          const dollars = last.value / first.value - 1
          const share = Math.max(coins.low / dollars, coins.high / dollars)
          return share < 0.5
            ? `coins moved ${rangeOf(coins)} of ${percent(dollars)}: the price's move`
            : undefined
        },
      ),
  },
  {
    // Headline, push, timeline and charts have no room for the price's part: a move that it made is not told there.
    id: 'S7 short',
    check: (read) =>
      scan(
        read,
        'S7',
        {
          ja: /(?<!無期限先物の)建玉[^。、；;枚]*(?:[\d.]+%[減増]|[減増]加率|高水準|低水準|最高|最低|最大)/u,
          en: /(?<!perpetual )open interest[^.;]*(?:(?:up|down|rose|fell|\+|−) ?[\d.]+%|highest|lowest|largest)/iu,
        },
        ({ text, place }) => {
          if (!/^(?:title|push|compact|時系列.*|Timeline.*|総括|Summary)$/u.test(place)) return undefined
          if (/枚数|in coins|無期限先物の建玉|perpetual open interest|ドル建て|in dollars/iu.test(text))
            return undefined
          const entry = read.extremes.find(
            ({ series, told }) => /^openinterest\.bitcoin\.(?!coins)/u.test(series) && told !== 'none',
          )
          if (entry === undefined) return undefined
          const share = shareOfCoins(read, entry)
          return share !== undefined && share < 0.5
            ? `${entry.series}: coins made ${percent(share)} of the move in dollars`
            : undefined
        },
      ),
  },
  {
    id: 'S8',
    check: (read) =>
      scan(
        read,
        'S8',
        {
          ja: /新規の(?:ショート|ロング|売り|買い)(?!が主導したとまではいえません)|ロングの解消|ショートの買い戻し/u,
          en: /\bnew (?:shorts|longs)\b(?! led)|\blongs were unwound\b|\bshorts were covered\b/iu,
        },
        ({ text, place }) => {
          if (/先週号|Last week/iu.test(place) || /とまではいえません|cannot be said/iu.test(text))
            return undefined
          return quadrantFault(read, text)
        },
      ),
  },
  {
    id: 'S10',
    check: (read) =>
      scan(
        read,
        'S10',
        { ja: /極端な偏りはみられません/u, en: /\bnothing\b.*\bextreme\b/iu },
        ({ place }) => {
          if (/先週号|Last week/iu.test(place)) return undefined
          const extreme = extremesOf(read)
          return extreme.length > 0 ? `but ${extreme.join(', ')}` : undefined
        },
      ),
  },
]

function quadrantFault(read: Read, text: string): string | undefined {
  const price = weekReturn(read.record, 'bitcoin', read.week)
  const coins = coinsWeek(read.record, 'bitcoin', read.week.end)
  if (price === undefined || coins === undefined) return 'price or coins are not known'
  const up = /ロングが|買いが|new longs|ショートの買い戻し|shorts were covered/iu.test(text)
  const added = /新規|new (?:longs|shorts)/iu.test(text)
  if (Math.abs(price) < QUADRANT || price > 0 !== up) return `the price moved ${percent(price)}`
  if (added ? coins.low < QUADRANT : coins.high > -QUADRANT) return `coins moved ${rangeOf(coins)}`
  if (!added) return undefined
  const weeks = venueWeeks(read, 'bitcoin')
  const reference = weeks.find((one) => one.venue === 'binance') ?? weeks[0]
  const [mean, before] = [reference?.mean ?? 0, reference?.before.mean ?? 0]
  if (up) return mean > 0 ? undefined : `funding averaged ${mean}`
  return mean < 0 || mean < before / 2 ? undefined : `funding averaged ${mean} after ${before}: it objects`
}

/** The least share of a move in dollars that coins made, over the hours; of a level nothing is said here. */
function shareOfCoins({ record }: Read, { series, at, value }: Read['extremes'][number]): number | undefined {
  const days = series.endsWith('.dayChange') ? 1 : series.endsWith('.weekChange') ? 7 : 0
  if (days === 0) return undefined
  const rows = rowsOf(record, 'bitcoin')
  const end = instantOf(at) + (days === 1 ? DAY : 0)
  const [first, last] = [rowAt(rows, end - days * DAY), rowAt(rows, end)]
  if (!first || !last) return undefined
  const shares = HOURS.flatMap((hour) => {
    const [before, now] = [coinsAt(record, 'bitcoin', first, hour), coinsAt(record, 'bitcoin', last, hour)]
    return before && now ? [(now / before - 1) / value] : []
  })
  return shares.length === 0 ? undefined : Math.min(...shares)
}

/** What stands at its record, or at its highest or lowest of half a year, at the week's end. */
function extremesOf({ record, week }: Read): string[] {
  const series = {
    'open interest': between(rowsOf(record, 'bitcoin'), 0, week.end),
    'total market cap': between(record.total, 0, week.end + 1),
    'the BTC close': between(record.daily.get('bitcoin'), 0, week.end).map(({ at, close }) => ({
      at,
      value: close,
    })),
    'fear and greed': between(record.sentiment.get('fear-greed'), 0, week.end + 1),
  }
  return Object.entries(series).flatMap(([name, points]) =>
    (['high', 'low'] as const).flatMap((side) => {
      const inWeek = points.filter((one) => one.at >= week.start)
      const most = inWeek.reduce<(typeof inWeek)[number] | undefined>(
        (best, one) =>
          !best || (side === 'high' ? one.value > best.value : one.value < best.value) ? one : best,
        undefined,
      )
      if (most === undefined || most.at - (points[0]?.at ?? most.at) < 180 * DAY) return []
      const since = lastReaching(points, most.value, side, week.start)
      return since === undefined || most.at - since.at >= LONG ? [`${name} was at its ${side}`] : []
    }),
  )
}

/** A highest day within the first seven of the window is where the window begins, no peak. */
function edges(read: Read): string[] {
  const rows = between(rowsOf(read.record, 'bitcoin'), read.week.end - 90 * DAY, read.week.end)
  const top = rows.reduce<(typeof rows)[number] | undefined>(
    (best, one) => (!best || one.value > best.value ? one : best),
    undefined,
  )
  const atEdge = top !== undefined && top.at < read.week.end - 83 * DAY
  if (!atEdge) return []
  return scan(
    read,
    'S2',
    { ja: /過去90日のピーク|90日ピーク/u, en: /\b90-day peak\b|peak of (?:the )?(?:past )?90 days/iu },
    ({ place }) =>
      /先週号|Last week/iu.test(place) ? undefined : 'the highest day is where the window begins',
  )
}

function percent(value: number): string {
  return `${(100 * value).toFixed(1)} %`
}

function rangeOf(spread: { low: number; high: number } | undefined): string {
  return spread ? `${percent(spread.low)} to ${percent(spread.high)}` : 'unknown'
}

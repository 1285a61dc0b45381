/** The other markets, the total market cap and volatility: no chosen proof, no hidden record, no word of one hour. */
import { crossWeek } from '../recompute/markets.ts'
import { percentileOf } from '../recompute/since.ts'
import { dailyVolatility, hourlyVolatility, medianOfCloseHours } from '../recompute/volatility.ts'
import { ending } from '../record/find.ts'
import { DAY } from '../record/time.ts'
import { type Read, type Rule, scan } from './read.ts'

/** "Of the past year" begins with so many earlier days. */
const YEAR = 350
const HIGH = 0.8
const LOW = 0.2
/** A contrast needs a move of this many times the size beside it. */
const CONTRAST = 3

export const MARKET_RULES: readonly Rule[] = [
  {
    id: 'S11',
    check: (read) =>
      scan(
        read,
        'S11',
        {
          ja: /(?=.*(?:ボラティリティ|変動率))(?=.*過去1年)|過去1年で(?:上|下)位\d+%/u,
          en: /(?=.*volatility)(?=.*past year)|\b(?:top|bottom) \d+% of the past year/iu,
        },
        ({ text, place }) => {
          if (!/ボラティリティ|volatility/iu.test(text + place)) return undefined
          const days = volatilityDays(read)
          return days < YEAR ? `the record has ${days} earlier days` : undefined
        },
      ),
  },
  {
    id: 'S17',
    check: (read) =>
      scan(
        read,
        'S17',
        {
          ja: /ボラティリティ[^。]*(?:まで低下|低い水準|低さ|低め|高め|高い水準|まで上昇)/u,
          en: /volatility.*\b(?:sank|climbed|low|high|subdued|elevated)\b/iu,
        },
        (line) => {
          if (!line.leading) return undefined
          const low = /低下|低い|低さ|低め|sank|\blow\b|subdued/iu.test(line.text)
          const sides = sidesOf(read)
          if (sides.length < 3) return undefined
          const agree = sides.every((share) => (low ? share <= LOW : share >= HIGH))
          return agree
            ? undefined
            : `daily, hourly and median over the hours stand at ${sides.map((one) => one.toFixed(2))}`
        },
      ),
  },
  {
    id: 'S17 hour',
    check: (read) =>
      scan(
        read,
        'S17',
        { ja: /引けの時刻による差/u, en: /hour of the close/iu },
        () => 'intraday range told as a matter of the hour',
      ),
  },
  {
    id: 'S18',
    check: (read) =>
      scan(
        read,
        'S18',
        { ja: /リスク回避|リスクオフ/u, en: /\brisk[- ](?:off|appetite|aversion)\b/iu },
        ({ text }) => {
          const rose = [...read.record.classes]
            .filter(([, kind]) => kind === 'equity')
            .filter(([asset]) => (crossWeek(read.record, asset, read.week) ?? -1) > 0)
            .map(([asset]) => asset)
          const said = rose.every((asset) => (INDEX_NAMES[asset] ?? /(?!)/u).test(text))
          return said ? undefined : `${rose.join(', ')} rose and is not named`
        },
      ),
  },
  {
    id: 'S19',
    check: (read) =>
      scan(
        read,
        'S19',
        {
          ja: /時価総額[^。]*(?:\d兆ドル(?:の大台)?を(?:再び)?(?:回復|下回|割り込|上回)|大台)|\d兆ドルの大台を回復|[\d月日]+に(?:再び)?\d兆ドルを(?:回復|下回)/u,
          en: /(?:market cap|above|over|below|under).*\$\dT\b/iu,
        },
        ({ text, place }) => {
          if (/注目|Watch|先週号|Last week/iu.test(place)) return undefined
          const record = atRecord(read)
          return record && !/最高|最低|highest|lowest|以来|since/iu.test(text) && !namesRecord(read, record)
            ? `the total was at its ${record} of the record, and nothing says so`
            : undefined
        },
      ),
  },
  {
    id: 'S20',
    check: (read) =>
      scan(read, 'S20', { ja: /にとどま/u, en: /\bgave up only\b|\bonly (?:\d|a median)/iu }, ({ text }) => {
        const numbers = [...text.matchAll(/([\d.]+)%/gu)].map((one) => Number(one[1]))
        const [least, most] = [Math.min(...numbers), Math.max(...numbers)]
        if (numbers.length < 2) return undefined
        return most < CONTRAST * least ? `${most} is not ${CONTRAST} times ${least}` : undefined
      }),
  },
]

const INDEX_NAMES: Readonly<Record<string, RegExp>> = {
  nikkei225: /日経|Nikkei/u,
  sp500: /S&P/u,
  nasdaq100: /ナスダック|Nasdaq/u,
  kospi: /KOSPI|韓国/u,
  csi300: /CSI/u,
  stoxx600: /STOXX/u,
  topix: /TOPIX/u,
}

function volatilityDays({ record, week }: Read): number {
  let days = 0
  while (dailyVolatility(record, 'bitcoin', week.end - (days + 1) * DAY, 7) !== undefined) days++
  return days
}

/** Where the three readings stand among the daily ones of up to a year: below or above as 0-1. */
function sidesOf({ record, week }: Read): number[] {
  const earlier: number[] = []
  for (let days = 1; days <= 365; days++) {
    const value = dailyVolatility(record, 'bitcoin', week.end - days * DAY, 7)
    if (value === undefined) break
    earlier.push(value)
  }
  if (earlier.length < 180) return []
  return [
    dailyVolatility(record, 'bitcoin', week.end, 7),
    hourlyVolatility(record, 'bitcoin', week.end),
    medianOfCloseHours(record, 'bitcoin', week.end),
  ].flatMap((value) => (value === undefined ? [] : [percentileOf(earlier, value)]))
}

/** Whether the total market cap reached the highest or lowest snapshot of its record in the week. */
function atRecord({ record, week }: Read): 'highest' | 'lowest' | undefined {
  const before = ending(record.total, 0, week.start).map((one) => one.value)
  const inWeek = ending(record.total, week.start, week.end).map((one) => one.value)
  if (before.length < 180 || inWeek.length === 0) return undefined
  if (Math.max(...inWeek) > Math.max(...before)) return 'highest'
  return Math.min(...inWeek) < Math.min(...before) ? 'lowest' : undefined
}

/** Whether another sentence of the edition tells the record of the total. */
function namesRecord({ lines }: Read, record: 'highest' | 'lowest'): boolean {
  const [ja, en] =
    record === 'highest'
      ? [/時価総額[^。]*最高/u, /market cap.*highest/iu]
      : [/時価総額[^。]*最低/u, /market cap.*lowest/iu]
  return lines.ja.some((one) => ja.test(one.text)) || lines.en.some((one) => en.test(one.text))
}

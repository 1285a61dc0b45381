/** What BLS, ONS, Yahoo, the two ministries, the two markets of odds and alternative.me answer. */
import { YAHOO_SYMBOLS } from '#src/sources/yahoo.ts'
import type { Curve, MacroRelease } from '#src/market/macro.ts'
import type { History } from '#src/market/history.ts'
import { valueAt } from '#src/market/series.ts'
import { DAY, dayOf, HOUR, type Instant } from '#src/market/time.ts'
import { numberIn } from './quotes.ts'
import type { Moment, Speaker } from './server.ts'

export const bls: Speaker = ({ path }, { history, now }) => {
  if (!path.startsWith('/v2/timeseries/data')) return undefined
  const released = history.macro.filter(({ releasedAt }) => releasedAt !== undefined && releasedAt <= now)
  const of = (series: string) => released.filter((one) => one.series === series)
  const rows = (levels: ReadonlyMap<string, number>) =>
    [...levels]
      .sort(([a], [b]) => (a < b ? 1 : -1))
      .map(([period, value]) => ({
        year: period.slice(0, 4),
        period: `M${period.slice(5)}`,
        value: String(value),
      }))
  const rates = new Map(of('unemployment_rate').map(({ period, value }) => [period, value]))
  return {
    status: 'REQUEST_SUCCEEDED',
    responseTime: 100,
    message: [],
    Results: {
      series: [
        { seriesID: 'CES0000000001', data: rows(payrollsOf(of('payrolls_change'))) },
        { seriesID: 'LNS14000000', data: rows(rates) },
        { seriesID: 'CUUR0000SA0', data: rows(pricesOf(of('cpi_yoy'))) },
      ],
    },
  }
}

/** Levels whose changes are the releases. */
function payrollsOf(releases: readonly MacroRelease[]): ReadonlyMap<string, number> {
  const levels = new Map<string, number>()
  for (const { period, value } of releases) {
    const before = levels.get(monthsBefore(period, 1)) ?? 159_000
    levels.set(monthsBefore(period, 1), before)
    levels.set(period, before + value)
  }
  return levels
}

/** Levels that are as much above those of the year before as the releases say. */
function pricesOf(releases: readonly MacroRelease[]): ReadonlyMap<string, number> {
  const levels = new Map<string, number>()
  for (const { period, value } of releases) {
    const before = levels.get(monthsBefore(period, 12)) ?? 310
    levels.set(monthsBefore(period, 12), before)
    levels.set(period, Number((before * (1 + value / 100)).toFixed(6)))
  }
  return levels
}

function monthsBefore(period: string, months: number): string {
  const [year = 0, month = 0] = period.split('-').map(Number)
  return new Date(Date.UTC(year, month - 1 - months)).toISOString().slice(0, 7)
}

export const ons: Speaker = ({ path }, { history, now }) => {
  if (!path.endsWith('/timeseries/d7g7/mm23/data')) return undefined
  const released = history.macro.filter(
    ({ series, releasedAt }) => series === 'uk_cpi_yoy' && releasedAt !== undefined && releasedAt <= now,
  )
  const months = released.map(({ period, value, releasedAt = 0 }) => {
    const month = new Date(`${period}-01T00:00:00Z`).toLocaleString('en', { month: 'long', timeZone: 'UTC' })
    // Midnight in London, seven hours before it is told.
    const updateDate = new Date(releasedAt - 7 * HOUR).toISOString()
    const of = { date: period, label: period, year: period.slice(0, 4), month, quarter: '' }
    return { ...of, value: String(value), sourceDataset: 'MM23', updateDate }
  })
  return { years: [], quarters: [], months }
}

export const yahoo: Speaker = ({ path, query }, { history, now }) => {
  const symbol = decodeURIComponent(path.split('/').at(-1) ?? '')
  const id = YAHOO_SYMBOLS.find(([, its]) => its === symbol)?.[0]
  const series = id === undefined ? undefined : history.crossCloses(id)
  if (!path.startsWith('/v8/finance/chart/')) return undefined
  if (!series) return { chart: { result: null, error: { code: 'Not Found', description: 'No data found' } } }
  const [from, to] = [numberIn(query, 'period1', 0) * 1000, numberIn(query, 'period2', 0) * 1000]
  const days = Array.from(series.times).filter(
    (day) => day + 21 * HOUR <= now && day >= from - DAY && day < to,
  )
  return {
    chart: {
      result: [
        {
          meta: {
            ...{ symbol, currency: 'USD', exchangeTimezoneName: 'UTC' },
            currentTradingPeriod: {
              regular: { start: (now - 20 * HOUR) / 1000, end: Math.floor(now / 1000) - 1 },
            },
          },
          timestamp: days.map((day) => (day + 14 * HOUR) / 1000),
          indicators: { quote: [{ close: days.map((day) => valueAt(series, day)) }] },
        },
      ],
      error: null,
    },
  }
}

function yieldRows(history: History, curve: Curve, from: Instant, to: Instant) {
  const tenors = history.curveTenors(curve)
  const days = new Set(tenors.flatMap((tenor) => Array.from(history.curveYields(curve, tenor)?.times ?? [])))
  return {
    tenors,
    days: [...days]
      .filter((day) => day >= from && day <= to)
      .sort((a, b) => a - b)
      .map((day) => ({
        day,
        cells: tenors.map((tenor) => {
          const series = history.curveYields(curve, tenor)
          return series && valueAt(series, day)
        }),
      })),
  }
}

export const treasury: Speaker = ({ path }, { history, now }) => {
  const year = Number(/\/daily-treasury-rates\.csv\/(\d{4})\/all$/.exec(path)?.[1])
  if (!year) return undefined
  // Told in the evening of New York.
  const { tenors, days } = yieldRows(
    history,
    'ust',
    Date.UTC(year, 0),
    Math.min(now - 22 * HOUR, Date.UTC(year + 1, 0) - 1),
  )
  const lines = days.toReversed().map(({ day, cells }) => {
    const [y, m, d] = dayOf(day).split('-')
    return [`${m}/${d}/${y}`, '', ...cells.map((cell) => cell ?? 'N/A')].join(',')
  })
  return `${[['Date', '"1 Mo"', ...tenors.map((tenor) => `"${tenor} Yr"`)].join(','), ...lines].join('\n')}\n`
}

/** `基準日` and `年` as Shift_JIS writes them. */
const [DATE, YEAR] = [Buffer.from('8aee8f8093fa', 'hex'), Buffer.from('944e', 'hex')]

export const mof: Speaker = ({ path }, { history, now }) => {
  const all = path.endsWith('/data/jgbcm_all.csv')
  if (!all && !path.endsWith('/jgbcm.csv')) return undefined
  const tokyo = new Date(now + 9 * HOUR)
  const month = Date.UTC(tokyo.getUTCFullYear(), tokyo.getUTCMonth())
  // Told in the evening of Tokyo.
  const until = now - 9 * HOUR
  const { tenors, days } = yieldRows(
    history,
    'jgb',
    all ? 0 : month,
    all ? Math.min(until, month - 1) : until,
  )
  const lines = days.map(({ day, cells }) => {
    const [y = '', m, d] = dayOf(day).split('-')
    return Buffer.from(
      `R${Number(y) - 2018}.${Number(m)}.${Number(d)},${cells.map((cell) => cell ?? '-').join(',')}\n`,
    )
  })
  const header = tenors.flatMap((tenor) => [Buffer.from(`,${tenor}`), YEAR])
  return Buffer.concat([Buffer.from('(%)\n'), DATE, ...header, Buffer.from('\n'), ...lines])
}

/** The last quotes of each meeting to come. */
function oddsOf({ history, now }: Moment, source: string) {
  const meetings = new Map<string, Map<string, { readonly probability: number; readonly time: Instant }>>()
  for (const { time, source: its, meeting, outcome, probability } of history.rateOdds) {
    if (its !== source || time > now || Date.parse(meeting) < now - DAY) continue
    const quotes = meetings.get(meeting) ?? new Map()
    meetings.set(meeting, quotes.set(outcome, { probability, time }))
  }
  return meetings
}

const QUESTIONS: Readonly<Record<string, string>> = {
  cut: 'Fed decreases interest rates by 25 bps after the meeting?',
  hold: 'No change in Fed interest rates after the meeting?',
  hike: 'Fed increases interest rates by 25+ bps after the meeting?',
}

/** Prices of one meeting's outcome so far, as its token; the last point is the present. */
function quotesSoFar({ history, now }: Moment, source: string, meeting: string, outcome: string) {
  return history.rateOdds
    .filter(
      (one) => one.source === source && one.meeting === meeting && one.outcome === outcome && one.time <= now,
    )
    .map(({ time, probability }) => ({ time, price: probability }))
}

export const polymarket: Speaker = ({ path, query }, moment) => {
  if (path === '/v2/prices-history') {
    const [meeting = '', outcome = '', side] = (query.get('token_id') ?? '').split(':')
    const points = quotesSoFar(moment, 'polymarket', meeting, outcome).map(({ time, price }) => ({
      timestamp: time / 1000,
      price: side === 'yes' ? price : 1 - price,
      resolution_seconds: 10_800,
    }))
    const present = points.at(-1)
    const now = Math.floor(moment.now / 1000)
    return {
      data: [...points, ...(present ? [{ ...present, timestamp: now, resolution_seconds: 0 }] : [])],
      pagination: { next_cursor: null },
    }
  }
  if (path !== '/public-search') return undefined
  const events = [...oddsOf(moment, 'polymarket')].map(([meeting, quotes]) => ({
    title: `Fed decision in ${new Date(meeting).toLocaleString('en', { month: 'long', timeZone: 'UTC' })}?`,
    closed: false,
    endDate: `${meeting}T12:00:00Z`,
    markets: [...quotes].map(([outcome, { probability, time }]) => ({
      ...{ question: QUESTIONS[outcome], closed: false, updatedAt: new Date(time).toISOString() },
      outcomes: '["Yes", "No"]',
      outcomePrices: JSON.stringify([String(probability), String(1 - probability)]),
      clobTokenIds: JSON.stringify([`${meeting}:${outcome}:yes`, `${meeting}:${outcome}:no`]),
    })),
  }))
  return { events, pagination: { hasMore: false } }
}

const MONTHS = 'JAN FEB MAR APR MAY JUN JUL AUG SEP OCT NOV DEC'.split(' ')
const SIDES: Readonly<Record<string, string>> = { cut: 'C25', hold: 'H0', hike: 'H25' }

function tickerOf(meeting: string, outcome: string): string {
  const month = MONTHS[Number(meeting.slice(5, 7)) - 1]
  return `KXFEDDECISION-${meeting.slice(2, 4)}${month}-${SIDES[outcome]}`
}

function meetingOf(moment: Moment, ticker: string): readonly string[] {
  const all = [...oddsOf(moment, 'kalshi').keys()].flatMap((meeting) =>
    Object.keys(SIDES).map((outcome) => [meeting, outcome]),
  )
  return all.find(([meeting = '', outcome = '']) => tickerOf(meeting, outcome) === ticker) ?? []
}

export const kalshi: Speaker = ({ path }, moment) => {
  const ticker = /^\/series\/KXFEDDECISION\/markets\/(.+)\/candlesticks$/.exec(path)?.[1]
  if (ticker !== undefined) {
    const [meeting = '', outcome = ''] = meetingOf(moment, ticker)
    const dollars = (price: number) => ({ close_dollars: price.toFixed(4) })
    return {
      ticker,
      candlesticks: quotesSoFar(moment, 'kalshi', meeting, outcome).map(({ time, price }) => ({
        ...{ end_period_ts: time / 1000, yes_bid: dollars(price), yes_ask: dollars(price) },
        ...{ price: dollars(price), volume_fp: '1200.00' },
      })),
    }
  }
  if (path !== '/markets') return undefined
  const markets = [...oddsOf(moment, 'kalshi')].flatMap(([meeting, quotes]) =>
    [...quotes].map(([outcome, { probability }]) => ({
      ticker: tickerOf(meeting, outcome),
      status: 'active',
      yes_bid_dollars: probability.toFixed(4),
      yes_ask_dollars: probability.toFixed(4),
      last_price_dollars: probability.toFixed(4),
    })),
  )
  return { markets, cursor: '' }
}

export const alternative: Speaker = ({ path, query }, { history, now }) => {
  if (path !== '/fng/') return undefined
  const series = history.sentiment('fear-greed')
  const rows = Array.from(series?.times ?? [], (time, row) => ({ time, value: series?.values[row] }))
  const visible = rows.filter(({ time }) => time <= now).toReversed()
  const limit = numberIn(query, 'limit', 1)
  return {
    name: 'Fear and Greed Index',
    data: (limit === 0 ? visible : visible.slice(0, limit)).map(({ time, value }) => ({
      value: String(value),
      value_classification: 'Neutral',
      timestamp: String(time / 1000),
    })),
    metadata: { error: null },
  }
}

/** Prices in dollars at each 00:00, some seconds late; USDT is at par where the history does not say. */
export const defillama: Speaker = ({ path, query }, { history, now }) => {
  if (!path.startsWith('/chart/')) return undefined
  const [start, span] = [numberIn(query, 'start', 0) * 1000, numberIn(query, 'span', 1)]
  const asked = decodeURIComponent(path.slice('/chart/'.length)).split(',')
  const times = Array.from({ length: span }, (_, day) => start + day * DAY).filter((time) => time <= now)
  const closeAt = (asset: string, time: Instant) => {
    const candles = history.dailyCandles(asset)
    return candles && valueAt({ times: candles.times, values: candles.close }, time - DAY)
  }
  const priceAt = (asset: string, time: Instant) => {
    const rate = closeAt('tether', time) ?? 1
    const close = asset === 'tether' ? 1 : closeAt(asset, time)
    return close === undefined ? undefined : close * rate
  }
  const coins = asked.flatMap((key) => {
    const prices = times.flatMap((time) => {
      const price = priceAt(key.replace('coingecko:', ''), time)
      return price === undefined ? [] : [{ timestamp: time / 1000 + 5, price }]
    })
    return prices.length === 0 ? [] : [[key, { symbol: key, confidence: 0.99, prices }]]
  })
  return { coins: Object.fromEntries(coins) }
}

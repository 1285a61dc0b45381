/** Daily closes of equities, bonds, commodities, currencies, a yield and a volatility index. */
import type { CsvCell } from '#src/sources/dataset/write.ts'
import type { CrossAssetClass } from '#src/market/asset.ts'
import { type Anchor, pathThrough } from './bridge.ts'
import { boundaryOf, DAYS, dayAt, weekdayAt } from './days.ts'
import { EQUITIES } from './equities.ts'
import { FRIDAYS, type Market, type Moves, OTHERS } from './markets.ts'
import { decimals } from './numbers.ts'
import { randomStream } from './random.ts'
import { sessionsOf } from './sessions.ts'
import type { YieldPath } from './yieldcurves.ts'

export interface CrossPath {
  readonly id: string
  readonly class: CrossAssetClass
  readonly closes: readonly { readonly day: number; readonly close: number }[]
}

/** What moves many markets at once: steps of unit variance by day, 0 at weekends. */
type Currents = Readonly<Record<keyof Moves, Float64Array>>

/** Correlation of risk appetite with bitcoin's day, and a usual daily step of bitcoin. */
const WITH_BITCOIN = 0.35
const BITCOIN_STEP = 0.022
/** A usual daily step of the ten-year yield, percentage points. */
const YIELD_STEP = 0.045

/** `bitcoin` are its daily log returns; the ten-year yield is that of the curve. */
export function simulateCrossAssets(bitcoin: Float64Array, curves: readonly YieldPath[]): CrossPath[] {
  const tenYears = curves.find(({ curve, years }) => curve === 'ust' && years === 10) as YieldPath
  const currents = simulateCurrents(bitcoin, tenYears)
  const yields = tenYears.values.map(({ day, value }) => ({ day, close: decimals(value, 2) }))
  return [
    ...[...EQUITIES, ...OTHERS].map((market) => simulateMarket(market, currents)),
    { id: 'us10y', class: 'rate', closes: yields },
  ]
}

function simulateMarket(market: Market, currents: Currents): CrossPath {
  const { id, class: kind, exchange, sigma, moves, places, levels, fridays, lastWeek } = market
  const sessions = sessionsOf(exchange)
  const last = fridays[3] * (1 + lastWeek)
  const anchors = [...levels, ...FRIDAYS.map((day, i): [string, number] => [day, fridays[i] ?? last])].map(
    ([day, value]): Anchor => [sessions.indexOf(boundaryOf(day)), value],
  )
  const missing = anchors.findIndex(([at]) => at < 0)
  if (missing >= 0) throw new RangeError(`${id} does not trade on the day of its level ${missing}`)
  const random = randomStream(`cross/${id}`)
  const shares = Object.entries(moves) as [keyof Moves, number][]
  const own = Math.sqrt(1 - shares.reduce((sum, [, share]) => sum + share ** 2, 0))
  let session = anchors[0]?.[0] as number
  const heavy = () => {
    // A step leads to the close of the next session.
    const day = sessions[++session] as number
    return shares.reduce(
      (sum, [name, share]) => sum + share * (currents[name][day] as number),
      own * random.heavy(),
    )
  }
  const path = pathThrough(anchors, sigma, { ...random, heavy })
  const closes = sessions.flatMap((day, i) => {
    const close = path[i]
    return close === undefined || Number.isNaN(close) ? [] : [{ day, close: decimals(close, places) }]
  })
  return { id, class: kind, closes }
}

function simulateCurrents(bitcoin: Float64Array, tenYears: YieldPath): Currents {
  const random = { risk: randomStream('risk'), dollar: randomStream('dollar') }
  const weekend = (day: number) => weekdayAt(day) === 0 || weekdayAt(day) === 6
  const risk = bitcoin.map((step, day) => {
    const drawn = random.risk.heavy()
    if (weekend(day)) return 0
    return (WITH_BITCOIN * step) / BITCOIN_STEP + Math.sqrt(1 - WITH_BITCOIN ** 2) * drawn
  })
  const rates = new Float64Array(DAYS)
  tenYears.values.forEach(({ day, value }, i) => {
    rates[day] = (value - (tenYears.values[i - 1]?.value ?? value)) / YIELD_STEP
  })
  const dollar = rates.map((step, day) => {
    const drawn = random.dollar.heavy()
    return weekend(day) ? 0 : 0.35 * step + 0.94 * drawn
  })
  const before = risk.map((_, day) => risk[Math.max(0, weekdayAt(day) === 1 ? day - 3 : day - 1)] as number)
  return { risk, before, dollar, rates }
}

export function crossAssetRows(paths: readonly CrossPath[]): CsvCell[][] {
  return paths
    .flatMap(({ id, class: kind, closes }) => closes.map(({ day, close }) => ({ day, id, kind, close })))
    .sort((a, b) => a.day - b.day || (a.id < b.id ? -1 : 1))
    .map(({ day, id, kind, close }) => [dayAt(day), id, kind, close])
}

/** The close of an asset at a boundary: the last one dated before it, or the first there is. */
export function closeBefore(path: CrossPath, boundary: number): number {
  const known = path.closes.findLast(({ day }) => day < boundary) ?? path.closes[0]
  if (known === undefined) throw new RangeError(`${path.id} has no close`)
  return known.close
}

/** Details of `/price`, `/chart` and `/compare`. */
import type { Block } from '#src/chat/message.ts'
import { formatDateTime } from '#src/i18n/dates.ts'
import type { Words } from '#src/i18n/words.ts'
import type { CandlesReading } from '#src/services/candles.ts'
import type { CompareReading } from '#src/services/compare.ts'
import type { PriceReading, PriceRow } from '#src/services/price.ts'
import { detailsOf, type Field, fieldOf, isGap, joined, printersOf } from '../details.ts'
import { formatDisagreements, priceNow } from './live.ts'
import { windowField } from './windowfield.ts'

/** Fields of one coin, a row each of several. */
export function priceDetails(reading: PriceReading, asTable: boolean, words: Words): Block[] {
  // What a stablecoin is worth is stated in a sentence; it has no candles that changes could be counted from.
  const coins = reading.rows.filter(({ worth }) => worth === undefined)
  const [only, ...others] = coins
  if (!only) return []
  const { table, tableOrNone } = detailsOf('price', words)
  const apart = formatDisagreements(
    reading.rows.flatMap(({ live }) => live?.disagreements ?? []),
    (id) => reading.rows.find(({ asset }) => asset.id === id)?.asset.symbol ?? id,
    words,
  )
  if (others.length === 0 && !asTable) return [priceFields(only, reading.days, words), ...apart]
  const { price, change, whole } = printersOf(words)
  const rows = coins.map((row) => [
    row.asset.symbol,
    price(row.price),
    change(row.change24h),
    change(row.change7d),
    change(row.changeWindow),
    whole(row.rank),
    isGap(row.high) ? row.high : change(row.high.distance),
  ])
  const made = table(
    { left: ['symbol'], right: ['price', 'day', 'week', 'window', 'rank', 'fromHigh'] },
    rows,
  )
  const columns = made.columns.map((column, i) =>
    i === 4 ? { ...column, title: detailsOf('price', words).say('days', { days: reading.days }) } : column,
  )
  const twice = reading.days === 7
  const drop = <T>(cells: readonly T[]) => cells.filter((_, i) => !(twice && i === 4))
  const shown = tableOrNone({ ...made, columns: drop(columns), rows: made.rows.map(drop) })
  const now = coins.flatMap(({ asset, live }) =>
    live ? [{ name: asset.symbol, value: priceNow(live, words) }] : [],
  )
  const isStale = coins.some(({ live }) => live?.isStale)
  const { fields: fieldsOf, say } = detailsOf('price', words)
  const fields = fieldsOf(now, say(isStale ? 'fields.lastKnown' : 'fields.now'))
  return [shown, ...(now.length > 0 ? [fields] : []), ...apart]
}

function priceFields(row: PriceRow, days: number, words: Words): Block {
  const { field, fields, say } = detailsOf('price', words)
  const { price, change, whole, amount, day } = printersOf(words)
  const { high } = row
  const apart = words.grammar.cell
  return fields([
    ...(row.live
      ? [field(row.live.isStale ? 'lastKnown' : 'now', priceNow(row.live, words)), closeField(row, words)]
      : [field('price', price(row.price)), field('at', formatDateTime(row.asOf, words))]),
    field('day', change(row.change24h)),
    field('week', change(row.change7d)),
    days === 7 ? undefined : fieldOf(say('days', { days }), change(row.changeWindow), words),
    field('rank', whole(row.rank)),
    field('marketCap', amount(row.marketCap)),
    field('high', isGap(high) ? high : joined([price(high.price), day(high.day)], apart)),
    field('fromHigh', isGap(high) ? high : change(high.distance)),
    field('volume', { missing: 'no-data' }),
    field('recordStart', day(row.recordStart)),
  ])
}

/** The close that changes are counted to, where it is not the newest price. */
function closeField({ price, asOf }: PriceRow, words: Words): Field {
  const { field, say } = detailsOf('price', words)
  const close = printersOf(words).price(price)
  return field('close', typeof close === 'string' ? say('closeOf', { price: close, time: asOf }) : close)
}

export function chartDetails(reading: CandlesReading, asTable: boolean, words: Words): Block[] {
  const { field, fields, table, say } = detailsOf('chart', words)
  const { price, change } = printersOf(words)
  const { candles, over, overlay, timeframe } = reading
  const last = candles.at(-1)
  const block = fields([
    windowField({ start: reading.from, end: reading.to }, words),
    field('open', price(candles[0]?.open)),
    field('high', price(Math.max(...candles.map(({ high }) => high)))),
    field('low', price(Math.min(...candles.map(({ low }) => low)))),
    field('close', price(last?.close)),
    field('change', change(reading.change)),
    field(
      'candles',
      say('candlesOf', { count: candles.length, frame: words.say(`charts:candles.frame.${timeframe}`) }),
    ),
    overlay !== 'none' && isGap(over) ? field('overlay', over) : undefined,
  ])
  if (!asTable) return [block]
  const rows = candles
    .slice(-20)
    .toReversed()
    .map(({ time, open, high, low, close }) => [
      formatDateTime(time, words),
      price(open),
      price(high),
      price(low),
      price(close),
    ])
  const heading = say('lastCandles', { count: rows.length })
  return [block, table({ left: ['time'], right: ['open', 'high', 'low', 'close'] }, rows, heading)]
}

export function compareDetails(reading: CompareReading, words: Words): Block[] {
  const { fields, field, table, tableOrNone, say } = detailsOf('compare', words)
  const { change, percent, decimal } = printersOf(words)
  const rows = reading.rows.map((row) => [
    row.asset.symbol,
    change(row.return),
    percent(row.volatility),
    change(row.maxDrawdown.depth),
    decimal(row.correlation),
  ])
  const first = reading.rows[0]?.asset.symbol
  const absent = reading.absent.map(({ asset, why }) =>
    say('absent', { symbol: asset.symbol, reason: words.say(`errors:missing.${why.missing}`) }),
  )
  return [
    fields([
      windowField({ start: reading.from, end: reading.to }, words),
      first === undefined ? undefined : field('first', first),
    ]),
    tableOrNone(
      table({ left: ['symbol'], right: ['return', 'volatility', 'drawdown', 'correlation'] }, rows),
    ),
    ...(absent.length > 0 ? [{ kind: 'bullets' as const, items: absent }] : []),
  ]
}

/** The six figures of the sheet, from the readings that the sections state. */
import { formatAmount, formatNumber, formatPercent, formatPrice } from '#src/i18n/numbers.ts'
import type { Words } from '#src/i18n/words.ts'
import { DAY, dayOf, HOUR, type Instant, startOfDay } from '#src/market/time.ts'
import { inkOfSign } from '#src/charts/colors.ts'
import type { ChartLook } from '#src/charts/look.ts'
import { isNamed } from '#src/charts/names.ts'
import type { FrontRow } from '#src/charts/spec/front.ts'
import type { AssetsReading } from '#src/services/assets.ts'
import type { Readings } from '#src/services/index.ts'
import type { HourBar } from '#src/services/sheet/hours.ts'
import type { SheetRow } from '#src/services/sheet/row.ts'

/** A row without a value that is recent enough is left out, and the others move up. */
export function rowsOf(readings: Partial<Readings>, { words, title }: ChartLook): FrontRow[] {
  const { assets, marketcap, openinterest, funding } = readings
  const lead = leadCoin(readings, title)
  const coin = (id: string, symbol: string) =>
    rowOf(assets?.value.sheet?.[id], words, {
      id,
      name: symbol,
      ink: `coin:${id}`,
      print: (value) => formatPrice(value, words.locale),
      closes: closesOf(assets?.value, id),
    })
  const interest = openinterest?.value.sheet
  const of = openinterest?.value.rows.find(({ asset }) => asset !== 'total')
  const symbol = of?.symbol ?? 'BTC'
  const ink = `coin:${of?.asset ?? 'bitcoin'}`
  return [
    coin('bitcoin', 'BTC'),
    lead
      ? rowOf(lead.row, words, {
          id: lead.id,
          name: lead.symbol,
          ink: `coin:${lead.id}`,
          print: (value) => formatPrice(value, words.locale),
        })
      : coin('ethereum', 'ETH'),
    rowOf(marketcap?.value.sheet, words, {
      id: 'cap',
      name: words.say('charts:sheet.cap'),
      ink: 'slate',
      print: (value) => formatAmount(value, words.locale),
    }),
    rowOf(interest?.coins, words, {
      id: 'coins',
      name: words.say('charts:sheet.coins', { symbol }),
      ink,
      print: (value) => words.say('charts:sheet.inCoins', { count: thousandsOf(value, words) }),
    }),
    rowOf(interest?.dollars, words, {
      id: 'dollars',
      name: words.say('charts:sheet.dollars', { symbol }),
      ink,
      print: (value) => formatAmount(value, words.locale),
    }),
    rowOf(funding?.value.sheet, words, {
      id: 'funding',
      name: words.say('charts:sheet.funding', { symbol: funding?.value.symbol ?? '' }),
      ink: 'slate',
      print: (value) => formatPercent(value, 4, 'always'),
      bars: true,
    }),
  ].filter((row) => row !== undefined)
}

/** A coin of the headline that has no row takes the one of ether, unless that is in the headline too. */
function leadCoin({ assets, movers }: Partial<Readings>, headline: string) {
  const named = movers?.value.all.find(
    ({ asset, symbol }) => asset !== 'bitcoin' && asset !== 'ethereum' && isNamed(symbol, headline),
  )
  if (!assets || !named || isNamed('ETH', headline)) return undefined
  const { asset: id, symbol } = named
  const end = assets.figures[`price.${id}.end`]
  const change = assets.figures[`price.${id}.weekReturn`]?.value
  if (typeof end?.value !== 'number') return undefined
  const { week } = assets
  const closes = movers?.value.closes?.[id] ?? []
  const row: SheetRow = {
    value: end.value,
    at: end.asOf,
    ...(end.asOf !== week.end && { date: dayOf(end.asOf) }),
    ...(typeof change === 'number' && { change }),
    unit: 'fraction',
    // Closes are dated by the days that they end.
    spark: closes
      .map(([day, close]) => [day + DAY, close] as const)
      .filter(([at]) => at >= week.start && at <= week.end),
  }
  return { id, symbol, row }
}

/** From the price that the change counts from, hour by hour; undefined where hours are missing at either end. */
function closesOf(assets: AssetsReading | undefined, id: string): FrontRow['spark'] | undefined {
  const hours = assets?.hours?.[id]
  const row = assets?.sheet?.[id]
  const opening = row?.spark[0]
  if (!hours || !row || !opening || opening[1] === null || !isWhole(hours, opening[0], row.at))
    return undefined
  return [opening, ...hours.map(([time, , , , close]) => [time + HOUR, close] as const)]
}

/** Whether hours reach from an instant to another. */
export function isWhole(hours: readonly HourBar[], from: Instant, to: Instant): boolean {
  const last = hours.at(-1)
  return hours[0]?.[0] === from && last !== undefined && last[0] + HOUR === to
}

interface RowStyle {
  readonly id: string
  readonly name: string
  readonly ink: string
  readonly print: (value: number) => string
  /** By the hour, where those are on record; daily values otherwise. */
  readonly closes?: FrontRow['spark'] | undefined
  readonly bars?: boolean
}

function rowOf(row: SheetRow | undefined, words: Words, style: RowStyle): FrontRow | undefined {
  if (!row) return undefined
  const { id, name, ink, print, closes, bars = false } = style
  const shared = {
    id,
    name,
    value: {
      text: print(row.value),
      figure: { of: 'last', series: id, value: row.value, at: row.at } as const,
    },
    ...(row.date !== undefined && { date: dayOfRow(row, startOfDay(row.date), words) }),
    sparkInk: ink,
    sparkType: bars ? ('bars' as const) : ('line' as const),
  }
  if (row.stale) return { ...shared, spark: [], stale: words.say('charts:sheet.stale') }
  const { change, year } = row
  return {
    ...shared,
    spark: closes && closes.length > 24 ? closes : bars ? row.spark.slice(1) : row.spark,
    ...(change !== undefined && { change: changeLabel(change, row, id, words) }),
    ...(change !== undefined && year && { strip: { values: year, now: change } }),
  }
}

/** In percent; a rate's in percentage points, which are no percent of it. */
function changeLabel(
  change: number,
  row: SheetRow,
  series: string,
  words: Words,
): NonNullable<FrontRow['change']> {
  const figure = { of: row.unit === 'points' ? 'difference' : 'change', series, value: change } as const
  if (row.unit === 'points') {
    const printed = formatNumber(change * 100, 4, 'always')
    const value = Number((change * 100).toFixed(4))
    return { text: words.say('charts:sheet.points', { value: printed }), ink: inkOfSign(value), figure }
  }
  const value = Number((change * 100).toFixed(1))
  return { text: formatPercent(change, 1, 'always'), ink: inkOfSign(value), figure }
}

/** Thousands of coins, or 万, to one decimal: `698.8k`, `69.9万`. */
function thousandsOf(coins: number, { grammar }: Words): string {
  const [unit, name] = grammar.coinUnit
  return Math.abs(coins) < unit ? formatNumber(coins) : `${formatNumber(coins / unit, 1)}${name}`
}

/** Within the week its day alone where the language has a short form for it; before it the whole date. */
function dayOfRow({ stale }: SheetRow, day: number, words: Words): string {
  return words.say(stale ? 'charts:sheet.older' : 'charts:sheet.day', { at: day })
}

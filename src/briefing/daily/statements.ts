/** A daily's items and its two figures as statements: a sentence's name, its values, and what proves it. */
import type { DailyKey } from '#src/i18n/keys.ts'
import type { StandingValue } from '#src/i18n/claimformats.ts'
import type { Values } from '#src/i18n/words.ts'
import { isoOf } from '#src/market/time.ts'
import { factsOf } from '../claim.ts'
import { extremeIdOf } from '../extremes.ts'
import type { DailyStatementKey, Statement } from '../section.ts'
import { extentOf, tailOf, valuesOf } from '../thread/entries.ts'
import type { DailyEdition, DayItem } from './edition.ts'

/** What of an item a sentence needs. */
export type StatedItem = Pick<DayItem, 'extreme' | 'by' | 'place' | 'coins'>

/** In the order of the items; a sentence that comes again has its other wording. */
export function itemStatements({ items, symbols }: DailyEdition): readonly Statement[] {
  const counts = new Map<string, number>()
  return items.map((item) => {
    const statement = statementOf(item, symbols)
    const count = counts.get(statement.key) ?? 0
    counts.set(statement.key, count + 1)
    return count % 2 === 0 ? statement : { ...statement, wording: 1 }
  })
}

/** What an ordinary day says: bitcoin's price and the total market cap, as far as they are known. */
export function figureStatements({ figures, symbols }: DailyEdition): readonly Statement[] {
  const number = (name: string) => {
    const value = figures[name]?.value
    return typeof value === 'number' ? value : undefined
  }
  const made = (key: 'figures.price' | 'figures.cap', names: readonly [string, string], values: Values) => {
    const [end, change] = names.map(number)
    if (end === undefined || change === undefined) return []
    const evidence = { rule: 'values at both ends of the day', series: names[1] }
    return [{ key: `daily:${key}` as const, values: { ...values, end, change }, evidence, salience: 0 }]
  }
  return [
    ...made('figures.price', ['price.bitcoin.close', 'price.bitcoin.dayReturn'], {
      symbol: symbols.bitcoin ?? 'BTC',
    }),
    ...made('figures.cap', ['marketcap.total.snapshot', 'marketcap.total.dayChange'], {}),
  ]
}

/** One item by itself, as a daily states it. */
export function statementOf(
  item: StatedItem,
  symbols: DailyEdition['symbols'],
): Statement & { readonly key: DailyStatementKey } {
  const { extreme, by, place, coins } = item
  const values = valuesOf(extreme, (asset) => symbols[asset] ?? asset.toUpperCase())
  const standing: StandingValue | undefined = place && {
    percentile: place.percentile,
    span: place.span,
    start: place.start,
  }
  return {
    key: `daily:items.${keyOf(item)}`,
    values: {
      ...values,
      // Of a day, and never of a week, whatever the series is in the recap.
      extent: { ...extentOf(extreme), weekly: false, ...countNoun(extreme) },
      ...(standing && { place: { ...standing } }),
      ...(coins && { coins: { low: coins[0], high: coins[1] } }),
      count: extreme.value,
    },
    evidence: evidenceOf(item),
    salience: extreme.salience,
    ...(by === 'since' && { extremes: [extremeIdOf(extreme)] }),
  }
}

function evidenceOf({ extreme, by, place }: StatedItem): Statement['evidence'] {
  if (by === 'since' || !place) return { rule: 'an entry of the ledger of extremes', ...factsOf(extreme) }
  const { series, value, at } = extreme
  return {
    rule: 'share of the days of up to a year before that were below it',
    series,
    value,
    at: isoOf(at),
    percentile: place.percentile,
    days: place.counted,
    from: isoOf(place.start),
  }
}

type Form = 'move' | 'interest' | 'funding' | 'breadth' | 'level'

/** Which sentence says it: by how far back it reaches, or by its place at the top or the bottom of the year. */
function keyOf({ extreme, by, place, coins }: StatedItem): DailyItemKey {
  const { kind, group, direction, series } = extreme
  if (kind === 'longest-run') return direction === 'up' ? 'runPositive' : 'runNegative'
  if (kind === 'first-beyond') {
    const isUp = direction !== 'down'
    if (group === 'marketcap') return isUp ? 'crossedUp' : 'crossedDown'
    return isUp ? 'beyondUp' : 'beyondDown'
  }
  const tail = tailOf(extreme)
  if (tail === 'high' || tail === 'low') return 'mark'
  if (tail === 'close') return 'close'
  const isMove = kind === 'largest-rise' || kind === 'largest-fall'
  const form: Form = isMove
    ? coins
      ? 'interest'
      : 'move'
    : series.startsWith('funding.')
      ? 'funding'
      : series.startsWith('breadth.')
        ? 'breadth'
        : 'level'
  if (by === 'since' || !place) return form
  return `${form}${place.percentile >= 0.5 ? 'Top' : 'Bottom'}`
}

type DailyItemKey = DailyKey extends infer Key ? (Key extends `items.${infer Name}` ? Name : never) : never

/** A number of coins is the largest or the smallest, neither high nor low. */
function countNoun({ series, kind }: DayItem['extreme']): { readonly noun?: string } {
  return series.startsWith('breadth.') ? { noun: `count.${kind === 'low' ? 'low' : 'high'}` } : {}
}

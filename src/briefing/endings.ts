/** Each topic's words for where its record ends. */
import { formatNumber } from '#src/i18n/numbers.ts'
import type { Words } from '#src/i18n/words.ts'
import type { Asset } from '#src/market/asset.ts'
import { DAY, floorToDay, type Instant } from '#src/market/time.ts'
import type { LastRow, LastRows } from '#src/services/lastrows.ts'
import type { VolatilityWindow } from '#src/services/volatility/volatilitywindow.ts'
import { detailsOf, printersOf } from './details.ts'
import { type FundingUnit, nameOf } from './details/funding.ts'
import { inCountry, type MacroCountry } from './details/macro.ts'
import { type Ended, endedAnswer } from './ended.ts'

/** Rates in the unit that was asked for. */
export function fundingEnded(
  rows: LastRows,
  asset: Asset,
  unit: FundingUnit,
  at: Instant,
  words: Words,
): Ended {
  const { funding } = printersOf(words)
  const ofYear = detailsOf('funding', words).say
  const venueOf = ({ of }: LastRow) => nameOf(of, words)
  const print = ({ value }: LastRow) => {
    const rate = funding(unit)(value) as string
    return unit === 'apr' ? ofYear('aYear', { rate }) : rate
  }
  const style = { name: nameIn('funding', words, { symbol: asset.symbol }), print, venueOf, nameOf: venueOf }
  return endedAnswer(rows, at, style, words)
}

export function interestEnded(rows: LastRows, asset: Asset | 'total', at: Instant, words: Words): Ended {
  const name =
    asset === 'total'
      ? nameIn('openinterestTotal', words)
      : nameIn('openinterest', words, { symbol: asset.symbol })
  return endedAnswer(rows, at, { name, ...inDollars(words) }, words)
}

export function volumeEnded(rows: LastRows, market: 'spot' | 'perp', at: Instant, words: Words): Ended {
  const name = nameIn(market === 'spot' ? 'volumeSpot' : 'volumePerp', words)
  return endedAnswer(rows, at, { name, ...inDollars(words) }, words)
}

export function marketcapEnded(rows: LastRows, at: Instant, words: Words): Ended {
  const { print } = inDollars(words)
  return endedAnswer(rows, at, { name: nameIn('marketcap', words), print }, words)
}

/** Each coin that was asked for by its last close. */
export function pricesEnded(rows: LastRows, assets: readonly Asset[], at: Instant, words: Words): Ended {
  const symbolOf = (id: string) => assets.find((one) => one.id === id)?.symbol ?? id
  const [only, ...others] = assets
  const name =
    only && others.length === 0
      ? nameIn('price', words, { symbol: only.symbol })
      : nameIn('prices', words, {
          symbols: words.grammar.list(
            assets.map(({ symbol }) => symbol),
            true,
          ),
        })
  const { price } = printersOf(words)
  const { say } = detailsOf('shared', words)
  const print = ({ value }: LastRow) => price(value) as string
  const [first] = rows
  const last =
    first && others.length > 0
      ? say('ended.lastOf', { value: print(first), name: symbolOf(first.of) })
      : undefined
  return endedAnswer(rows, at, { name, last, print, nameOf: ({ of }) => symbolOf(of) }, words)
}

/** The last value that its closes are enough for. */
export function volatilityEnded({ symbol, series }: VolatilityWindow, at: Instant, words: Words): Ended {
  const last = series.findLast(([, value]) => value !== null)
  const rows = last ? [{ of: symbol, value: last[1] ?? 0, day: floorToDay(last[0]), end: last[0] + DAY }] : []
  const print = ({ value }: LastRow) => printersOf(words).percent(value) as string
  return endedAnswer(rows, at, { name: nameIn('volatility', words, { symbol }), print }, words)
}

/** A ranking has no last figure of its own: what was told of the seven days up to the last rows stands in its place. */
export function rankingEnded(
  topic: 'sectors' | 'movers' | 'moversTop100',
  row: LastRow | undefined,
  finding: string | undefined,
  at: Instant,
  words: Words,
): Ended {
  const { say } = detailsOf('shared', words)
  const last = row && finding !== undefined ? say('ended.lastWeek', { day: row.day, finding }) : undefined
  return endedAnswer(row ? [row] : [], at, { name: nameIn(topic, words), last }, words)
}

export function macroEnded(rows: LastRows, country: MacroCountry, at: Instant, words: Words): Ended {
  const { say } = detailsOf('macro', words)
  const isYield = (of: string) => of === 'ust' || of === 'jgb'
  const countryOf = (of: string) => (of === 'ust' ? 'us' : 'jp')
  const chosen = rows.filter(({ of }) =>
    isYield(of) ? inCountry(countryOf(of), country) : country === 'all',
  )
  const labelOf = ({ of }: LastRow) =>
    isYield(of) ? say('facts.tenYear', { curve: say(`facts.names.${of}`) }) : say('fields.fearGreed')
  const print = ({ of, value }: LastRow) => (isYield(of) ? `${formatNumber(value, 2)}%` : formatNumber(value))
  const [first] = chosen
  const last =
    first && detailsOf('shared', words).say('ended.lastOf', { value: print(first), name: labelOf(first) })
  return endedAnswer(chosen, at, { name: nameIn('macro', words), last, print, nameOf: labelOf }, words)
}

/** Dollars of a venue; what is of all venues has no venue's name. */
function inDollars(words: Words) {
  const { amount } = printersOf(words)
  return {
    print: ({ value }: LastRow) => amount(value) as string,
    venueOf: ({ of }: LastRow) => (of === 'all' ? undefined : nameOf(of, words)),
    nameOf: ({ of }: LastRow) => nameOf(of, words),
  }
}

function nameIn(topic: string, words: Words, values: Readonly<Record<string, string>> = {}): string {
  return detailsOf('shared', words).say(`ended.names.${topic}`, values)
}

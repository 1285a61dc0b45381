/** `/assets`, `/marketcap`, `/sectors` and `/movers` in short. */
import type { Words } from '#src/i18n/words.ts'
import type { Reading } from '#src/market/reading.ts'
import { startOfDay } from '#src/market/time.ts'
import type { AssetsReading } from '#src/services/assets.ts'
import type { AssetRow } from '#src/services/assets/row.ts'
import type { ScopedMarketcap } from '#src/services/marketcap/scope.ts'
import type { MarketcapReading } from '#src/services/marketcap.ts'
import type { Mover, MoversReading } from '#src/services/movers.ts'
import type { SectorsWindow } from '#src/services/sectors/sectorswindow.ts'
import { isGap, printersOf } from '../details.ts'
import { marketName, sectorName } from '../details/market.ts'
import { capitalised } from '../format.ts'
import { factWriter, firstFacts, inside, type ShortFacts } from './writer.ts'

/** `rows` are those that are drawn. */
export function assetsFacts(
  { value }: Reading<AssetsReading>,
  rows: readonly AssetRow[],
  words: Words,
): ShortFacts {
  const { say, fact, known } = factWriter('assets', words)
  const { change } = printersOf(words)
  const ranked = value.rows.filter((row) => row.rank !== undefined && row.weekReturn !== undefined)
  const [best, worst] = [ranked[0], ranked.at(-1)]
  const { rank, of } = value
  const place = rank === undefined || of === undefined ? undefined : say('facts.rankOf', { rank, of })
  const line = (row: AssetRow, aside?: string) =>
    known(marketName(row.id, words), change(row.weekReturn), aside)
  const crypto = value.rows.find(({ id }) => id === 'crypto')
  const edges = [
    [best, inside(say('fields.best'))],
    [worst, inside(say('fields.worst'))],
  ] as const
  return {
    facts: firstFacts([
      fact(say('fields.crypto'), change(crypto?.weekReturn), place),
      ...rows.filter(({ id }) => ['bitcoin', 'ethereum'].includes(id)).map((row) => line(row)),
      ...edges.map(([row, which]) => (row && row.id !== 'crypto' ? line(row, which) : undefined)),
      ...rows.filter(({ id }) => ['sp500', 'gold'].includes(id) && id !== best?.id).map((row) => line(row)),
    ]),
  }
}

/** Of the largest coins, best first. */
export function coinsFacts(coins: readonly Mover[], words: Words): ShortFacts {
  const { say, fact } = factWriter('movers', words)
  const { change, amount } = printersOf(words)
  const rising = coins.filter((coin) => coin.return > 0).length
  const line = (coin: Mover) => fact(coin.symbol, change(coin.return), amount(coin.marketCap))
  return {
    facts: firstFacts([
      coins.length === 0
        ? undefined
        : fact(say('fields.rising'), say('risingOf', { rising, of: coins.length })),
      ...coins.slice(0, 2).map(line),
      ...coins.slice(2).slice(-2).map(line),
    ]),
  }
}

export function marketcapFacts(
  { value }: Reading<MarketcapReading>,
  { scope, value: end, changes, peak, share, series, overWindow }: ScopedMarketcap,
  days: number,
  words: Words,
): ShortFacts {
  const { say, fact, known, beside } = factWriter('marketcap', words)
  const { amount, change, percent, shortDate } = printersOf(words)
  const over = (count: number) => changes.find((one) => one.days === count)?.change
  const isWindow = series.filter(([, one]) => one !== null).length > 1
  return {
    facts: firstFacts([
      fact(say(`fields.${scope}`), amount(end), beside(say('days', { days: 7 }), change(over(7)))),
      // Of a record that begins later, the days that are drawn.
      overWindow
        ? fact(say('days', { days: overWindow.days }), change(overWindow.change))
        : fact(say('days', { days }), change(over(days))),
      isWindow
        ? fact(
            say('fields.peak'),
            amount(isGap(peak) ? peak : peak.value),
            isGap(peak) ? undefined : shortDate(startOfDay(peak.day)),
          )
        : undefined,
      scope === 'total' ? undefined : known(say('fields.share'), percent(share)),
      scope === 'total' ? known(say('fields.bitcoinShare'), percent(value.bitcoinShare)) : undefined,
      scope === 'total' ? known(say('fields.ethereumShare'), percent(value.ethereumShare)) : undefined,
    ]),
  }
}

export function sectorsFacts({ reading, bitcoin }: SectorsWindow, words: Words): ShortFacts {
  const { say, fact, known } = factWriter('sectors', words)
  const { change } = printersOf(words)
  const { rows, top30 } = reading.value
  const rising = rows.filter((row) => row.weekReturn > 0).length
  const [best, worst] = [rows[0], rows.length > 1 ? rows.at(-1) : undefined]
  const line = (row: (typeof rows)[number], which: string) =>
    fact(capitalised(sectorName(row.sector, words)), change(row.weekReturn), which)
  return {
    facts: firstFacts([
      best && line(best, say('facts.best')),
      worst && line(worst, say('facts.worst')),
      rows.length === 0
        ? undefined
        : fact(say('fields.rising'), say('risingOf', { rising, of: rows.length })),
      fact(say('fields.top30'), change(top30)),
      known(say('fields.bitcoin'), change(bitcoin)),
    ]),
  }
}

export function moversFacts({ value }: Reading<MoversReading>, words: Words): ShortFacts {
  const { say, fact } = factWriter('movers', words)
  const { change } = printersOf(words)
  const rising = value.all.filter((mover) => mover.return > 0).length
  const line = (mover: Mover) => fact(mover.symbol, change(mover.return), mover.name)
  return {
    facts: firstFacts([
      ...value.gainers.slice(0, 2).map(line),
      ...value.losers.slice(0, 2).map(line),
      fact(say('fields.median'), change(value.median)),
      value.all.length === 0
        ? undefined
        : fact(say('fields.rising'), say('risingOf', { rising, of: value.all.length })),
    ]),
  }
}

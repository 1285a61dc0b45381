/** `/price`, `/compare` and `/chart` in short. */
import type { Fact } from '#src/chat/message.ts'
import type { Words } from '#src/i18n/words.ts'
import { dayOf, startOfDay } from '#src/market/time.ts'
import type { CandlesReading } from '#src/services/candles.ts'
import type { CompareReading } from '#src/services/compare.ts'
import type { PriceReading, PriceRow } from '#src/services/price.ts'
import { isGap, printersOf } from '../details.ts'
import { formatStatements } from '../format.ts'
import { worthOf } from '../sections/price.ts'
import { factWriter, firstFacts, type ShortFacts, strongFigures } from './writer.ts'

/** One coin with its changes, or a line each of several; a stablecoin beside others by its last price. */
export function priceFacts({ rows, days }: PriceReading, words: Words): ShortFacts {
  const { say, fact, known, beside } = factWriter('price', words)
  const { price, change, whole, amount } = printersOf(words)
  const coins = rows.filter(({ worth }) => worth === undefined)
  const [only, ...others] = coins
  if (others.length > 0) return { facts: firstFacts(rows.map(lineOf)) }
  const stablecoins = rows.length > 1 ? rows.filter((row) => row !== only).map(lineOf) : []
  // What was asked for beside the one coin has its line first.
  return { facts: firstFacts([...stablecoins, ...(only ? single(only) : [])]), beginsWithFirst: true }

  function lineOf({ asset, live, price: close, worth, changeWindow }: PriceRow): Fact {
    if (worth) return strongFigures(formatStatements([worthOf(asset.symbol, worth)], words).join(''))
    return fact(
      asset.symbol,
      price(live ? live.price : close),
      beside(say('days', { days }), change(changeWindow)),
    )
  }

  function single(row: PriceRow) {
    const { live, high } = row
    const rank = whole(row.rank)
    const now = live
      ? fact(
          say(`fields.${live.isStale ? 'lastKnown' : 'now'}`),
          price(live.price),
          say('facts.at', { source: live.source, time: live.time }),
        )
      : fact(say('fields.price'), price(row.price), say('facts.time', { time: row.asOf }))
    return [
      now,
      fact(say('fields.day'), change(row.change24h)),
      fact(say('fields.week'), change(row.change7d)),
      days === 7 ? undefined : fact(say('days', { days }), change(row.changeWindow)),
      isGap(high)
        ? undefined
        : known(
            say('facts.fromHigh'),
            change(high.distance),
            say('facts.highOf', { price: price(high.price) as string, day: startOfDay(high.day) }),
          ),
      known(
        say('fields.marketCap'),
        amount(row.marketCap),
        typeof rank === 'string' ? say('facts.rank', { rank }) : undefined,
      ),
    ]
  }
}

export function compareFacts({ rows, absent, days }: CompareReading, words: Words): ShortFacts {
  const { say, fact, beside } = factWriter('compare', words)
  const { change, decimal } = printersOf(words)
  const [, second, ...others] = rows
  return {
    facts: firstFacts([
      ...rows.map((row) =>
        fact(
          row.asset.symbol,
          change(row.return),
          beside(say('columns.drawdown'), change(row.maxDrawdown.depth)),
        ),
      ),
      // Two coins have room for how they went together.
      ...(second && others.length === 0
        ? [fact(say('columns.correlation'), decimal(second.correlation))]
        : []),
      ...absent.map(({ asset, why }) => fact(asset.symbol, why)),
    ]),
    note: say('days', { days }),
  }
}

/** The drawn candles from the first open to the last close. */
export function chartFacts(reading: CandlesReading, words: Words): ShortFacts {
  const { say, fact } = factWriter('chart', words)
  const { price, change, shortDate } = printersOf(words)
  const { candles, high, low, over, overlay, timeframe } = reading
  const on = (time: number) => shortDate(startOfDay(dayOf(time))) as string
  return {
    facts: firstFacts([
      fact(say('fields.close'), price(candles.at(-1)?.close)),
      fact(
        say('fields.change'),
        change(reading.change),
        say('facts.from', { price: price(candles[0]?.open) as string }),
      ),
      fact(say('fields.high'), price(high.price), on(high.time)),
      fact(say('fields.low'), price(low.price), on(low.time)),
      overlay !== 'none' && isGap(over) ? fact(say('fields.overlay'), over) : undefined,
    ]),
    note: say('candlesOf', { count: candles.length, frame: words.say(`charts:candles.frame.${timeframe}`) }),
  }
}

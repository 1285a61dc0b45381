/** Details that only a live market has: the price now, rates that have not settled yet, venues that disagree. */
import type { Block } from '#src/chat/message.ts'
import { formatPercent } from '#src/i18n/numbers.ts'
import type { Words } from '#src/i18n/words.ts'
import type { CloseAlone, Disagreement, NextFunding } from '#src/market/live.ts'
import { DAY, HOUR, MINUTE } from '#src/market/time.ts'
import type { PriceNow } from '#src/services/price.ts'
import { detailsOf, printersOf } from '../details.ts'
import { type FundingUnit, nameOf } from './funding.ts'

/** Answers are shared with those who ask a little later: an age is stated as a limit that still holds then, minutes. */
const STEP = 15

/** `$87,000 (Binance, 00:19 UTC on 24 Nov, less than 30 min old)`. */
export function priceNow(live: PriceNow, words: Words): string {
  const { say } = detailsOf('price', words)
  const { price } = printersOf(words)
  const minutes = (Math.ceil(live.age / MINUTE / STEP) + 1) * STEP
  const hours = Math.floor(live.age / HOUR)
  const age = !live.isStale
    ? say('ageOf', { minutes })
    : hours < 48
      ? say('staleOf', { hours })
      : say('staleDaysOf', { days: Math.floor(live.age / DAY) })
  return say('nowOf', { price: price(live.price) as string, source: live.source, time: live.time, age })
}

/** A sentence a venue whose price is far from the middle of all; nothing where none is. */
export function formatDisagreements(
  all: readonly Disagreement[],
  symbolOf: (asset: string) => string,
  words: Words,
): Block[] {
  const { say } = detailsOf('price', words)
  const { price } = printersOf(words)
  const items = all.map((one) =>
    say('disagreement', {
      venue: nameOf(one.venue, words),
      price: price(one.price) as string,
      symbol: symbolOf(one.asset),
      share: formatPercent(one.price / one.middle - 1, 1, 'always'),
      middle: price(one.middle) as string,
      time: one.time,
    }),
  )
  return items.length === 0 ? [] : [{ kind: 'bullets', items }]
}

/** A line a venue and day: closes that it alone stated, which are used all the same; nothing where there are none. */
export function formatUnconfirmedCloses(
  all: readonly CloseAlone[],
  symbolOf: (asset: string) => string,
  words: Words,
): Block[] {
  const { say } = detailsOf('sources', words)
  const groups = [...Map.groupBy(all, ({ venue, day }) => `${venue} ${day}`).values()]
  const items = groups.flatMap((its) => {
    const [first] = its
    if (!first) return []
    const symbols = its.map(({ asset }) => symbolOf(asset)).join(words.grammar.comma)
    return [say('aloneOf', { symbols, date: first.day, venue: nameOf(first.venue, words) })]
  })
  return items.length === 0 ? [] : [{ kind: 'bullets', heading: say('alone'), items }]
}

/** A row a venue: what will be paid if nothing moves until then. */
export function nextFunding(rates: readonly NextFunding[], unit: FundingUnit, words: Words): Block[] {
  if (rates.length === 0) return []
  const { table, say } = detailsOf('funding', words)
  const { funding } = printersOf(words)
  const rows = rates.map(({ venue, rate, intervalHours, settlesAt }) => [
    nameOf(venue, words),
    funding(unit)((rate * 8) / intervalHours),
    say('hours', { hours: intervalHours }),
    say('settlesAtOf', { time: settlesAt }),
  ])
  const columns = [unit === 'apr' ? 'apr' : 'rate8h', 'interval', 'settlesAt']
  return [table({ left: ['venue'], right: columns }, rows, say('next'))]
}

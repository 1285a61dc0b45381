/** `/openinterest` in short: the level in coins and dollars, the window, and how far from its peak. */
import type { Fact } from '#src/chat/message.ts'
import { formatCoins } from '#src/i18n/numbers.ts'
import type { Words } from '#src/i18n/words.ts'
import type { Reading } from '#src/market/reading.ts'
import { startOfDay } from '#src/market/time.ts'
import type { LatestInterest } from '#src/services/latest/interest.ts'
import type { InterestChanges } from '#src/services/openinterest/changes.ts'
import type { OpenInterestReading, OpenInterestRow } from '#src/services/openinterest.ts'
import { type DetailValue, orWhy, printersOf } from '../details.ts'
import { nameOf } from '../details/funding.ts'
import type { InterestUnit } from '../details/openinterest.ts'
import { factWriter, firstFacts, inside, type ShortFacts } from './writer.ts'

export interface OpenInterestAsked {
  readonly unit: InterestUnit
  readonly days: number
  readonly view: 'chart' | 'table' | 'venues' | 'change'
}

/** Venues that have a line. */
const VENUES = 4

export function openinterestFacts(
  reading: Reading<OpenInterestReading>,
  { asset, changes, venues }: InterestChanges,
  { unit, days, view }: OpenInterestAsked,
  latest: LatestInterest | undefined,
  words: Words,
): ShortFacts {
  const { say, fact, known, beside } = factWriter('openinterest', words)
  const { amount, change, percent, date, shortDate } = printersOf(words)
  const [row, ...others] = reading.value.rows
  if (!row) {
    const newest = (latest?.venues ?? []).slice(0, VENUES)
    return { facts: newest.map((one) => fact(nameOf(one.venue, words), amount(one.value), date(one.day))) }
  }
  const isTotal = row.asset === 'total'
  const inCoins = unit === 'coin' && !isTotal
  const overDays = (count: number) => say('days', { days: count })
  // Coins that are asked for stand alone.
  const levels = inCoins ? [coins(row)] : [dollars(row), ...(isTotal ? [] : [coins(row)])]
  const changeOver = changes.find((one) => one.days === days)
  const windows =
    days === 7 || !changeOver ? [] : windowFacts(change(changeOver.usd), change(changeOver.coins))
  const perDollar = row.coins === undefined || !row.end ? undefined : row.coins / row.end
  const worth = (usd: number) =>
    inCoins && perDollar !== undefined
      ? `${formatCoins(usd * perDollar, words.locale)} ${row.symbol}`
      : (amount(usd) as string)
  if (view === 'venues') {
    const shares = venues.slice(0, VENUES)
    return {
      facts: firstFacts([
        levels[0],
        ...shares.map((one) => fact(nameOf(one.venue, words), percent(one.share), worth(one.value))),
      ]),
    }
  }
  if (view === 'change') {
    return {
      facts: firstFacts([
        levels[0],
        ...changes.map((one) => fact(overDays(one.days), change(inCoins ? one.coins : one.usd))),
      ]),
    }
  }
  const { coinsPeak90d: most, coinsEnd: held } = row.drawn ?? {}
  const ownFall = most && held !== undefined ? held / most.value - 1 : undefined
  const peak = row.peakAtEdge
    ? undefined
    : orWhy(inCoins ? ownFall : row.drawdown90d, `openinterest.${asset}.drawdown90d`, reading)
  const peakDate = inCoins ? most?.date : row.peak90dDate
  return {
    facts: firstFacts([
      ...levels,
      ...windows,
      row.peakAtEdge
        ? undefined
        : fact(say('facts.fromPeak'), change(peak), peakDate && shortDate(startOfDay(peakDate))),
      ...(isTotal
        ? others.map((one) => known(one.symbol, amount(one.end), beside(overDays(7), change(one.weekChange))))
        : [known(say('facts.ofMarketCap'), percent(row.ofMarketCap))]),
    ]),
  }

  /** In each unit that was asked for; one line where neither has a figure. */
  function windowFacts(usd: DetailValue, ofCoins: DetailValue): Fact[] {
    const name = overDays(days)
    const line = (value: DetailValue, unitName: string) =>
      typeof value === 'string'
        ? fact(name, value, unitName)
        : fact(words.grammar.aside(name, unitName), value)
    if (isTotal) return [fact(name, usd)]
    const byCoins = line(ofCoins, inside(say('facts.coins')))
    if (inCoins) return [byCoins]
    if (typeof usd !== 'string' && typeof ofCoins !== 'string') return [fact(name, usd)]
    return [line(usd, inside(say('facts.dollars'))), byCoins]
  }

  function dollars(of: OpenInterestRow): Fact {
    return fact(say('facts.dollars'), amount(of.end), beside(overDays(7), change(of.weekChange)))
  }

  /** As they are drawn. */
  function coins({ drawn, coins, coinsWeekChange, symbol }: OpenInterestRow): Fact {
    const count = drawn?.coinsEnd ?? coins
    const text = count === undefined ? undefined : `${formatCoins(count, words.locale)} ${symbol}`
    return fact(
      say('facts.coins'),
      text,
      beside(overDays(7), change(drawn?.coinsEnd === undefined ? coinsWeekChange : drawn.coinsChange)),
    )
  }
}

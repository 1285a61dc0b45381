/** Details of `/openinterest`: level, changes over several windows, peak, and whose it is. */
import type { Block } from '#src/chat/message.ts'
import { formatFullDate } from '#src/i18n/dates.ts'
import { formatCoins, formatNumber } from '#src/i18n/numbers.ts'
import type { Words } from '#src/i18n/words.ts'
import { INTEREST_CONTRACTS } from '#src/market/contracts.ts'
import type { Reading } from '#src/market/reading.ts'
import type { Instant } from '#src/market/time.ts'
import type { Week } from '#src/market/week.ts'
import type { InterestChanges } from '#src/services/openinterest/changes.ts'
import type { OpenInterestReading } from '#src/services/openinterest.ts'
import { type DetailValue, detailsOf, fieldOf, joined, orWhy, printersOf } from '../details.ts'
import { listNames } from '../names.ts'
import { nameOf } from './funding.ts'
import { windowField } from './windowfield.ts'

export type InterestUnit = 'usd' | 'coin'

/** `name` is what the figures of the reading's first row are of; it has no row where the record has none of that. */
export function openinterestFields(
  name: string,
  reading: Reading<OpenInterestReading>,
  { asset, changes }: InterestChanges,
  unit: InterestUnit,
  days: number,
  words: Words,
): Block {
  const { value, week } = reading
  const [row] = value.rows
  const { field, fields, say } = detailsOf('openinterest', words)
  const { amount, change, percent, percentile, day } = printersOf(words)
  const known = <V>(one: V | undefined, figure: string) =>
    orWhy(one, `openinterest.${asset}.${figure}`, reading)
  const verdict = row?.asset === 'bitcoin' ? value.leverage : undefined
  const inCoins = unit === 'coin' && row?.asset !== 'total'
  const coins = row?.coins === undefined ? undefined : `${formatCoins(row.coins, words.locale)} ${row.symbol}`
  return fields([
    windowField({ start: week.end - days * 86_400_000, end: week.end, zone: week.zone }, words),
    field('of', name),
    field('interest', inCoins ? coins : amount(row?.end)),
    row?.asset === 'total' || inCoins ? undefined : field('inCoins', coins),
    ...changes.map((one) =>
      fieldOf(say('changeOver', { days: one.days }), change(inCoins ? one.coins : one.usd), words),
    ),
    // The first days left in the window are no peak.
    ...(row?.peakAtEdge
      ? []
      : [
          field('peak', joined(inCoins ? peakInCoins() : peakInUsd(), words.grammar.cell)),
          field('drawdown', inCoins ? change(fallInCoins()) : change(known(row?.drawdown90d, 'drawdown90d'))),
        ]),
    row?.asset === 'total' ? undefined : field('ofMarketCap', percent(row?.ofMarketCap)),
    // The words are the verdict's, which hears what funding says; it is bitcoin's.
    verdict && field('quadrant', say(`quadrants.${verdict.quadrant ?? 'mixed'}`)),
    // It ranks changes in dollars.
    inCoins
      ? undefined
      : field('percentile', percentile(known(row?.weekChangePercentile, 'weekChangePercentile'))),
  ])

  function peakInUsd() {
    return [amount(known(row?.peak90d, 'peak90d')), day(row?.peak90dDate)]
  }

  function peakInCoins() {
    const peak = row?.drawn?.coinsPeak90d
    if (!peak) return [known(undefined, 'peak90d') as DetailValue]
    return [`${formatCoins(peak.value, words.locale)} ${row?.symbol}`, day(peak.date)]
  }

  function fallInCoins() {
    const { coinsPeak90d: peak, coinsEnd: end } = row?.drawn ?? {}
    return peak && end !== undefined ? end / peak.value - 1 : known(undefined, 'drawdown90d')
  }
}

/**
 * Over which venues the changes are counted and in which contracts, and which venues are left out at both ends, and why.
 * Nothing where all venues together are named.
 */
export function openinterestSet({ changes }: InterestChanges, words: Words): Block[] {
  const { say } = detailsOf('openinterest', words)
  const week = changes.find(({ days }) => days === 7) ?? changes[0]
  const { counted = [], leftOut = [], seams = [] } = week ?? {}
  const venues = counted.filter((venue) => venue !== 'all')
  const kinds = [...Map.groupBy(venues, (venue) => INTEREST_CONTRACTS[venue]?.join(' ') ?? '')]
  const { comma } = words.grammar
  const sets = kinds.map(([kind, its]) => {
    const contracts = kind
      .split(' ')
      .map((one) => words.find(`commands:openinterest.contracts.${one}`) ?? '')
      .filter(Boolean)
    const names = listNames(its, words)
    return contracts.length === 0
      ? names
      : say('contractsOf', { names, contracts: contracts.join(words.grammar.slash) })
  })
  const items = [
    ...(sets.length > 0 ? [say('countedOver', { sets: sets.join(comma) })] : []),
    ...[...Map.groupBy(leftOut, ({ why }) => why)].map(([why, its]) =>
      say(`leftOut.${why}`, {
        names: listNames(
          its.map(({ venue }) => venue),
          words,
        ),
      }),
    ),
    ...seams.flatMap(({ venue, older, newer, time, word, ratio }) =>
      ratio === undefined
        ? []
        : [
            say(`seams.${word}`, {
              ...{ older: older || say('seams.unnamed'), newer: newer || say('seams.unnamed') },
              ...{ date: formatFullDate(time, words), names: listNames([venue], words) },
              ratio: formatNumber(ratio, 2),
            }),
          ],
    ),
  ]
  return items.length === 0 ? [] : [{ kind: 'bullets', heading: say('set'), items }]
}

/** In place of a week's figures where nothing is on record of its end: since when there is something. */
export function openinterestLacking(
  name: string,
  { week, since }: { readonly week: Week; readonly since: Instant | undefined },
  words: Words,
): Block {
  const { say } = detailsOf('openinterest', words)
  const text =
    since !== undefined && since >= week.end
      ? say('latest.sinceOnly', { name, since })
      : say('latest.notAtEnd', { name })
  return { kind: 'paragraph', text }
}

/** In dollars, or in coins at the rate given. */
export function openinterestVenues(
  { venues, absentVenues, others }: InterestChanges,
  words: Words,
  coins?: { readonly symbol: string; readonly perDollar: number },
): Block[] {
  const { table, tableOrNone, say } = detailsOf('openinterest', words)
  const { amount: dollars, percent } = printersOf(words)
  const amount = (usd: number) =>
    coins ? `${formatCoins(usd * coins.perDollar, words.locale)} ${coins.symbol}` : dollars(usd)
  const rows = venues.map(({ venue, value, share }) => [nameOf(venue, words), amount(value), percent(share)])
  const names = listNames(absentVenues, words)
  const rest = others ? [[say('others'), amount(others.value), percent(others.share)]] : []
  return [
    tableOrNone(table({ left: ['venue'], right: ['interest', 'share'] }, [...rows, ...rest], say('byVenue'))),
    ...(names === '' ? [] : [{ kind: 'paragraph' as const, text: say('absentVenues', { names }) }]),
  ]
}

/** In both units, or in coins alone where those are asked for. */
export function openinterestChanges(
  { changes, asset }: InterestChanges,
  unit: InterestUnit,
  words: Words,
): Block {
  const { table, say } = detailsOf('openinterest', words)
  const { change } = printersOf(words)
  const total = asset === 'total'
  const onlyCoins = unit === 'coin' && !total
  const rows = changes.map(({ days, usd, coins }) => [
    say('days', { days }),
    ...(onlyCoins ? [] : [change(usd)]),
    ...(total ? [] : [change(coins)]),
  ])
  const right = [...(onlyCoins ? [] : ['inUsd']), ...(total ? [] : ['inCoins'])]
  return table({ left: ['window'], right }, rows, say('changes'))
}

/** Details of `/openinterest`: level, changes over several windows, peak, and whose it is. */
import type { Block } from '#src/chat/message.ts'
import { formatNumber } from '#src/i18n/numbers.ts'
import type { Words } from '#src/i18n/words.ts'
import type { Reading } from '#src/market/reading.ts'
import type { OpenInterestReading } from '#src/services/openinterest.ts'
import type { InterestChanges } from '#src/services/openinterest/changes.ts'
import { detailsOf, joined, orWhy, printersOf } from '../details.ts'
import { listNames } from '../names.ts'
import { nameOf } from './funding.ts'
import { windowField } from './window.ts'

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
  const { amount, change, percent, standing, day } = printersOf(words)
  const known = <V>(one: V | undefined, figure: string) =>
    orWhy(one, `openinterest.${asset}.${figure}`, reading)
  const verdict = row?.asset === 'bitcoin' ? value.leverage : undefined
  const inCoins = unit === 'coin' && row?.asset !== 'total'
  const coins = row?.coins === undefined ? undefined : `${formatNumber(row.coins)} ${row.symbol}`
  return fields([
    windowField({ start: week.end - days * 86_400_000, end: week.end, zone: week.zone }, words),
    field('of', name),
    field('interest', inCoins ? coins : amount(row?.end)),
    row?.asset === 'total'
      ? undefined
      : field(inCoins ? 'inUsd' : 'inCoins', inCoins ? amount(row?.end) : coins),
    ...changes.map((one) => ({
      name: say('changeOver', { days: one.days }),
      value: field('interest', change(inCoins ? one.coins : one.usd)).value,
    })),
    // The first days left in the window are no peak.
    ...(row?.peakAtEdge
      ? []
      : [
          field(
            inCoins ? 'peakInUsd' : 'peak',
            joined(
              [amount(known(row?.peak90d, 'peak90d')), day(row?.peak90dDate)],
              words.locale === 'ja' ? '　' : ', ',
            ),
          ),
          field('drawdown', change(known(row?.drawdown90d, 'drawdown90d'))),
        ]),
    row?.asset === 'total' ? undefined : field('ofMarketCap', percent(row?.ofMarketCap)),
    // The words are the verdict's, which hears what funding says; it is bitcoin's.
    verdict && field('quadrant', say(`quadrants.${verdict.quadrant ?? 'mixed'}`)),
    field('percentile', standing(known(row?.weekChangePercentile, 'weekChangePercentile'))),
  ])
}

export function openinterestVenues({ venues, absentVenues }: InterestChanges, words: Words): Block[] {
  const { table, tableOrNone, say } = detailsOf('openinterest', words)
  const { amount, percent } = printersOf(words)
  const rows = venues.map(({ venue, value, share }) => [nameOf(venue, words), amount(value), percent(share)])
  const names = listNames(absentVenues, words)
  return [
    tableOrNone(table({ left: ['venue'], right: ['interest', 'share'] }, rows, say('byVenue'))),
    ...(names === '' ? [] : [{ kind: 'paragraph' as const, text: say('absentVenues', { names }) }]),
  ]
}

export function openinterestChanges({ changes, asset }: InterestChanges, words: Words): Block {
  const { table, say } = detailsOf('openinterest', words)
  const { change } = printersOf(words)
  const total = asset === 'total'
  const rows = changes.map(({ days, usd, coins }) => [
    say('days', { days }),
    change(usd),
    ...(total ? [] : [change(coins)]),
  ])
  const right = total ? ['inUsd'] : ['inUsd', 'inCoins']
  return table({ left: ['window'], right }, rows, say('changes'))
}

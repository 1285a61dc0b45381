/** Details of `/openinterest`: level, changes over several windows, peak, and whose it is. */
import type { Block } from '#src/chat/message.ts'
import { formatNumber } from '#src/i18n/numbers.ts'
import type { Words } from '#src/i18n/words.ts'
import type { Week } from '#src/market/week.ts'
import type { OpenInterestRow } from '#src/services/openinterest.ts'
import type { InterestChanges } from '#src/services/openinterest/changes.ts'
import { detailsOf, joined, printersOf } from '../details.ts'
import { listNames } from '../names.ts'
import { nameOf } from './funding.ts'
import { windowField } from './window.ts'

export type InterestUnit = 'usd' | 'coin'

/** `name` is what the figures are of; `row` is undefined where the record has no open interest of what was asked for. */
export function openinterestFields(
  name: string,
  row: OpenInterestRow | undefined,
  { changes }: InterestChanges,
  unit: InterestUnit,
  week: Week,
  days: number,
  words: Words,
): Block {
  const { field, fields, say } = detailsOf('openinterest', words)
  const { amount, change, percent, standing, day } = printersOf(words)
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
    field(
      inCoins ? 'peakInUsd' : 'peak',
      joined([amount(row?.peak90d), day(row?.peak90dDate)], words.locale === 'ja' ? '　' : ', '),
    ),
    field('drawdown', change(row?.drawdown90d)),
    row?.asset === 'total' ? undefined : field('ofMarketCap', percent(row?.ofMarketCap)),
    row?.asset === 'total' ? undefined : field('quadrant', row?.quadrant && say(`quadrants.${row.quadrant}`)),
    field('percentile', standing(row?.weekChangePercentile)),
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

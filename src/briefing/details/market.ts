/** Details of `/assets`, `/marketcap`, `/sectors` and `/movers`: ranks, changes, members. */
import type { Block } from '#src/chat/message.ts'
import { moneyPrinter } from '#src/i18n/money.ts'
import type { Words } from '#src/i18n/words.ts'
import type { Reading } from '#src/market/reading.ts'
import { startOfDay } from '#src/market/time.ts'
import type { AssetsReading } from '#src/services/assets.ts'
import type { AssetRow } from '#src/services/assets/row.ts'
import type { ScopedMarketcap } from '#src/services/marketcap/scope.ts'
import type { MarketcapReading } from '#src/services/marketcap.ts'
import type { Mover, MoversReading } from '#src/services/movers.ts'
import type { SectorsWindow } from '#src/services/sectors/sectorswindow.ts'
import { detailsOf, fieldOf, isGap, joined, printersOf } from '../details.ts'
import { lackingField } from './lacking.ts'
import { windowField } from './windowfield.ts'

export function assetsFields({ value, week }: Reading<AssetsReading>, words: Words): Block {
  const { field, fields, say } = detailsOf('assets', words)
  const { change } = printersOf(words)
  const ranked = value.rows.filter((row) => row.rank !== undefined && row.weekReturn !== undefined)
  const [best, worst] = [ranked[0], ranked.at(-1)]
  const named = (row: AssetRow | undefined) =>
    row && joined([marketName(row.id, words), change(row.weekReturn)], ' ')
  const { rank, of, weeksLast, weeksFirst } = value
  return fields([
    windowField(week, words),
    field('crypto', change(value.rows.find((row) => row.id === 'crypto')?.weekReturn)),
    field('rank', rank === undefined || of === undefined ? undefined : say('rankOf', { rank, of })),
    weeksLast ? field('weeksLast', say('weeks', { weeks: weeksLast })) : undefined,
    weeksFirst ? field('weeksFirst', say('weeks', { weeks: weeksFirst })) : undefined,
    field('best', named(best)),
    field('worst', named(worst)),
  ])
}

/** Best first; `before` is the week before, for the earlier rank. */
export function assetsTable(rows: readonly AssetRow[], before: Reading<AssetsReading>, words: Words): Block {
  const { table, tableOrNone, say } = detailsOf('assets', words)
  const { whole, change, points } = printersOf(words)
  const earlier = new Map(before.value.rows.map((row) => [row.id, row.rank]))
  const cells = rows.map((row) => [
    marketName(row.id, words),
    row.rank === undefined ? '' : whole(row.rank),
    row.weekChange === undefined
      ? change(row.weekReturn)
      : say('points', { points: points(row.weekChange) as string }),
    earlier.get(row.id) === undefined ? '' : whole(earlier.get(row.id)),
  ])
  return tableOrNone(table({ left: ['market'], right: ['rank', 'return', 'rankBefore'] }, cells))
}

/** The largest coins as rows of a table, best return first. */
export function coinsTable(coins: readonly Mover[], words: Words): Block {
  const { table, tableOrNone } = detailsOf('movers', words)
  const { whole, change, amount } = printersOf(words)
  const rows = coins.map((coin, i) => [
    `${i + 1}`,
    coin.symbol,
    coin.name,
    change(coin.return),
    amount(coin.marketCap),
    whole(coin.rank),
  ])
  return tableOrNone(
    table({ left: ['place', 'symbol', 'name'], right: ['return', 'marketCap', 'capRank'] }, rows),
  )
}

export function marketName(id: string, words: Words): string {
  return words.find(`glossary:markets.${id}`) ?? id.toUpperCase()
}

export function marketcapFields(
  { value, week }: Reading<MarketcapReading>,
  scope: ScopedMarketcap,
  words: Words,
): Block {
  const { field, fields, say } = detailsOf('marketcap', words)
  const { amount, change, percent, day } = printersOf(words)
  const isTotal = scope.scope === 'total'
  // Of what is left the levels are its own.
  const crossing = (isTotal ? value.crossed : scope.crossed)?.at(-1)
  const milestone =
    crossing &&
    say(crossing.direction === 'down' ? 'crossedDown' : 'crossedUp', {
      level: moneyPrinter(words).level(crossing.level),
      date: startOfDay(crossing.date),
    })
  // Everything is of the drawn days, but for what names its own.
  const start = scope.series[0]?.[0] ?? week.start
  // One day is no window, and its value no peak.
  const hasWindow = scope.series.filter(([, one]) => one !== null).length !== 1
  return fields([
    hasWindow ? windowField({ start, end: week.end, zone: week.zone }, words) : undefined,
    field(scope.scope, amount(scope.value)),
    ...scope.changes.map((one) => fieldOf(say('changeOver', { days: one.days }), change(one.change), words)),
    isTotal ? field('bitcoinShare', percent(value.bitcoinShare)) : undefined,
    isTotal ? field('ethereumShare', percent(value.ethereumShare)) : undefined,
    isTotal ? undefined : field('share', percent(scope.share)),
    hasWindow
      ? field(
          'peak',
          isGap(scope.peak)
            ? scope.peak
            : joined([amount(scope.peak.value), day(scope.peak.day)], words.grammar.cell),
        )
      : undefined,
    field(
      'milestone',
      milestone ??
        ((isTotal ? value.weekChange : scope.crossed) === undefined ? undefined : say('noMilestone')),
    ),
  ])
}

/** Month ends of the drawn days, newest first. */
export function marketcapTable({ series }: ScopedMarketcap, words: Words): Block {
  const { table, tableOrNone } = detailsOf('marketcap', words)
  const { amount, date, change } = printersOf(words)
  const step = Math.max(1, Math.ceil(series.length / 30))
  const chosen = series.toReversed().filter((_, i) => i % step === 0)
  const rows = chosen.map(([time, value], i) => {
    const before = chosen[i + 1]?.[1]
    return [date(time), amount(value ?? undefined), value && before ? change(value / before - 1) : '']
  })
  return tableOrNone(table({ left: ['day'], right: ['marketCap', 'change'] }, rows))
}

export function sectorsFields({ reading, bitcoin }: SectorsWindow, words: Words): Block {
  const { field, fields, say } = detailsOf('sectors', words)
  const { change } = printersOf(words)
  const { rows, top30, tooFew } = reading.value
  const rising = rows.filter((row) => row.weekReturn > 0).length
  const names = tooFew.map(({ sector }) => sectorName(sector, words)).join(words.grammar.comma)
  return fields([
    windowField(reading.week, words),
    field('top30', change(top30)),
    field('bitcoin', change(bitcoin)),
    field('rising', rows.length === 0 ? undefined : say('risingOf', { rising, of: rows.length })),
    field('provider', say('ownIndices')),
    names === '' ? undefined : field('tooFew', names),
    lackingField(reading.value.absent, words),
  ])
}

export function sectorsTable({ reading, bitcoin }: SectorsWindow, words: Words): Block {
  const { table, tableOrNone, say } = detailsOf('sectors', words)
  const { change, wholePercent, whole } = printersOf(words)
  const rows = reading.value.rows.map((row) => [
    sectorName(row.sector, words),
    change(row.weekReturn),
    isGap(bitcoin) ? bitcoin : change(row.weekReturn - bitcoin),
    wholePercent(row.breadth),
    row.membersDue === undefined
      ? whole(row.members)
      : say('membersOf', { members: row.members, of: row.membersDue }),
    joined([row.best.symbol, change(row.best.return)], ' '),
    joined([row.worst.symbol, change(row.worst.return)], ' '),
  ])
  const right = ['return', 'toBitcoin', 'breadth', 'members', 'best', 'worst']
  return tableOrNone(table({ left: ['sector'], right }, rows))
}

export function sectorName(sector: string, words: Words): string {
  return words.find(`glossary:sectors.${sector}`) ?? sector
}

export function moversFields({ value, week, coverage }: Reading<MoversReading>, words: Words): Block {
  const { field, fields, say } = detailsOf('movers', words)
  const { change } = printersOf(words)
  const rising = value.all.filter((mover) => mover.return > 0).length
  return fields([
    windowField(week, words),
    field('median', change(value.median)),
    field('rising', value.all.length === 0 ? undefined : say('risingOf', { rising, of: value.all.length })),
    field('counted', coverage && say('countedOf', { used: coverage.used, expected: coverage.expected })),
  ])
}

export function moversTable({ value }: Reading<MoversReading>, words: Words): Block[] {
  const { table, tableOrNone, say } = detailsOf('movers', words)
  const { change, whole, amount } = printersOf(words)
  const rowsOf = (movers: readonly Mover[]) =>
    movers.map((mover) => [
      mover.symbol,
      mover.name,
      change(mover.return),
      whole(mover.rank),
      amount(mover.marketCap),
    ])
  const columns = { left: ['symbol', 'name'], right: ['return', 'capRank', 'marketCap'] }
  return [
    tableOrNone(table(columns, rowsOf(value.gainers), say('gainers'))),
    tableOrNone(table(columns, rowsOf(value.losers), say('losers'))),
  ]
}

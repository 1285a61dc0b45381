/** `/openinterest`: how many perpetual contracts are open, how that changed, and where. */
import { asset, choice, week } from '#src/bot/arguments.ts'
import { defineCommand } from '#src/bot/command.ts'
import { mustBeOnRecord } from '#src/bot/arguments/onrecord.ts'
import {
  openinterestChanges,
  type InterestUnit,
  openinterestFields,
  openinterestLacking,
  openinterestSet,
  openinterestVenues,
} from '#src/briefing/details/openinterest.ts'
import { latestInterest } from '#src/briefing/details/latest.ts'
import { interestEnded } from '#src/briefing/endings.ts'
import { openinterestFacts } from '#src/briefing/facts/openinterest.ts'
import { openinterestSection } from '#src/briefing/sections/openinterest.ts'
import { inCoins, interestWindow } from '#src/briefing/sections/openinterest/window.ts'
import { withWindow } from '#src/briefing/sections/window.ts'
import { withStrongest } from '#src/briefing/strongest.ts'
import { chartOf } from '#src/briefing/topics.ts'
import {
  type InterestInCoins,
  interestChangesChart,
  interestVenuesChart,
} from '#src/charts/interestvenues.ts'
import type { History } from '#src/market/history.ts'
import type { Reading } from '#src/market/reading.ts'
import { readExtremes } from '#src/services/extremes.ts'
import { rankExtremes } from '#src/services/extremes/salience.ts'
import { agesTo, lastInterest, weekUpTo } from '#src/services/lastrows.ts'
import { readLatestInterest } from '#src/services/latest/interest.ts'
import {
  type OpenInterestReading,
  type OpenInterestRow,
  readOpenInterest,
} from '#src/services/openinterest.ts'
import { readInterestChanges } from '#src/services/openinterest/changes.ts'
import { type DrawnInterest, lastDrawn } from '#src/services/openinterest/drawn.ts'
import { lastDays } from '#src/services/window.ts'

const DAYS = { '7d': 7, '30d': 30, '90d': 90, '180d': 180 } as const

export default defineCommand({
  name: 'openinterest',
  aliases: ['oi'],
  fetches: 'openinterest',
  args: {
    asset: asset({ default: 'total', also: ['total', 'all'] }),
    window: choice(['7d', '30d', '90d', '180d'], { default: '180d', toggle: true }),
    unit: choice(['usd', 'coin'], { default: 'usd' }),
    view: choice(['chart', 'table', 'venues', 'change'], { default: 'chart', toggle: true }),
    week: week(),
  },
  examples: ['/openinterest', '/openinterest btc 90d coin', '/oi eth view:venues'],
  run({ asset: named, window, unit, view, week }, { history, words, week: last }) {
    const asset = named === 'all' ? 'total' : named
    // The total is stated as in the recap: with bitcoin and ethereum behind it.
    const reading =
      asset === 'total' ? readOpenInterest(history, week) : readOpenInterest(history, week, [asset.id])
    const asked = asset === 'total' ? 'total' : asset.id
    const latest =
      week.edition === last.edition
        ? readLatestInterest(
            history,
            week,
            asked,
            reading.value.rows.find((one) => one.asset === asked)?.venues,
          )
        : undefined
    if (asset !== 'total') {
      mustBeOnRecord(
        latest !== undefined || reading.value.rows.length > 0,
        'openinterest',
        asset,
        history,
        words,
      )
    }
    const isEnded = latest === undefined && reading.value.rows.length === 0
    const at = agesTo(history, week, last)
    // A record without a total speaks of bitcoin in its place.
    const of = asset === 'total' && history.openInterestVenues('total').length === 0 ? 'bitcoin' : asked
    const lastRows = isEnded ? lastInterest(history, of, at) : []
    const [lastRow] = lastRows
    // Days that have ended are drawn up to where they end.
    const ofDays = lastRow ? endedDays(readOpenInterest(history, weekUpTo(lastRow, week), [of])) : reading
    const days = DAYS[window]
    // A record without a total speaks of bitcoin in its place, in fields and chart as in the sentences.
    const [row] = reading.value.rows
    const id = row?.asset ?? (asset === 'total' ? 'total' : asset.id)
    const changes = readInterestChanges(history, week, id, [...new Set([1, 7, 30, days])])
    const nameOf = (one: string) =>
      one === 'total' ? words.say('charts:openinterest.total') : (history.asset(one)?.symbol ?? one)
    const name = nameOf(id)
    // The newest reading is of what was asked for, whatever the last week knows.
    const latestName = nameOf(asset === 'total' ? 'total' : asset.id)
    const drawn = {
      ...ofDays,
      week,
      value: {
        ...ofDays.value,
        rows: ofDays.value.rows.map((one) => ({
          ...one,
          series: lastDays(one.series, week.end, days),
          ...(one.drawn && { drawn: drawnIn(unit, lastDrawn(one.drawn, week.end, days)) }),
        })),
        prices: lastDays(ofDays.value.prices, week.end, days),
      },
    }
    // Newer than the week alone, as of a coin that was fetched because somebody asked.
    const isNewer = latest !== undefined && row === undefined
    const extremes = rankExtremes(readExtremes(history, week), [])
    const told = isNewer
      ? { ...openinterestSection(reading), missing: [] }
      : asset === 'total'
        ? withStrongest(openinterestSection(reading, extremes), extremes, history)
        : openinterestSection(reading, extremes)
    const coins = unit === 'coin' ? coinsAt(row) : undefined
    const section = isNewer
      ? told
      : unit === 'coin'
        ? inCoins(told, reading, changes, days)
        : // The half year is the recap's.
          days === 180
          ? told
          : withWindow(told, interestWindow(reading, changes, days), week.end)
    return {
      kind: 'section',
      section,
      ...(latest && {
        latest: latestInterest(
          latest,
          { name: latestName, week, now: history.live?.checkedAt ?? history.now },
          words,
        ),
      }),
      ...(isEnded && {
        ended: interestEnded(lastRows, of === 'total' ? of : (history.asset(of) ?? 'total'), at, words),
      }),
      short: openinterestFacts(reading, changes, { unit, days, view }, latest, words),
      details: isNewer
        ? [openinterestLacking(latestName, { week, since: firstOf(history, asked) }, words)]
        : [
            openinterestFields(name, reading, changes, unit, days, words),
            ...(view === 'table' || view === 'venues' ? openinterestVenues(changes, words, coins) : []),
            ...(view === 'table' || view === 'change' ? [openinterestChanges(changes, unit, words)] : []),
            ...openinterestSet(changes, words),
          ],
      ...(view !== 'table' && {
        chart: (look) => {
          if (view === 'venues') return interestVenuesChart(changes, name, week, look, coins)
          if (view === 'change') return interestChangesChart(changes, name, unit, week, look)
          return drawn.value.rows.length > 0
            ? chartOf('openinterest', drawn, isEnded ? of : id, look)
            : undefined
        },
      }),
      asOf: latest ? Math.max(latest.asOf, reading.asOf) : ofDays.asOf,
      drawnAsOf: ofDays.asOf,
      ...(view !== 'venues' &&
        view !== 'change' && {
          // Coins are dollars divided by prices, which have a pane of their own.
          drawnSources: [...ofDays.sources, ...history.suppliers('prices_daily')],
        }),
      // Whose shares are shown may be in no change, and whose readings are told in no week.
      sources: [
        ...new Set([
          ...ofDays.sources,
          ...(view === 'venues' || view === 'table' ? changes.venues.map(({ venue }) => venue) : []),
          ...(isNewer ? latest.counted : []),
        ]),
      ],
      ...(asset !== 'total' && { asset }),
    }
  },
})

/** Without changes of seven days, which here are those of no week that was asked about. */
function endedDays(reading: Reading<OpenInterestReading>): Reading<OpenInterestReading> {
  const rows = reading.value.rows.map(
    ({ weekChange: _, priceReturn: __, drawn, ...row }): OpenInterestRow => {
      const { coinsChange: ___, ...kept } = drawn ?? { dollarDays: [] }
      return { ...row, ...(drawn && { drawn: kept }) }
    },
  )
  return { ...reading, value: { ...reading.value, rows } }
}

/** Coins and price alone where coins are asked for and known. */
function drawnIn(unit: InterestUnit, drawn: DrawnInterest): DrawnInterest {
  return unit === 'coin' && drawn.coinDays ? { ...drawn, dollarDays: [] } : drawn
}

/** How dollars of open interest become coins at the week's end; undefined where coins are not known. */
function coinsAt(row: OpenInterestRow | undefined): InterestInCoins | undefined {
  if (row?.coins === undefined || !row.end || row.asset === 'total') return undefined
  return { symbol: row.symbol, perDollar: row.coins / row.end }
}

/** The first day of anything on record of it. */
function firstOf(history: History, asset: string): number | undefined {
  const firsts = history
    .openInterestVenues(asset)
    .flatMap((venue) => history.openInterest(asset, venue)?.times[0] ?? [])
  return firsts.length === 0 ? undefined : Math.min(...firsts)
}

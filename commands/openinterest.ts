/** `/openinterest`: how many perpetual contracts are open, how that changed, and where. */
import { asset, choice, week } from '#src/bot/arguments.ts'
import { defineCommand } from '#src/bot/command.ts'
import { mustBeOnRecord } from '#src/bot/onrecord.ts'
import {
  openinterestChanges,
  openinterestFields,
  openinterestVenues,
} from '#src/briefing/details/openinterest.ts'
import { openinterestSection } from '#src/briefing/sections/openinterest.ts'
import { chartOf } from '#src/charts/index.ts'
import { interestChangesChart, interestVenuesChart } from '#src/charts/interestvenues.ts'
import { readExtremes } from '#src/services/extremes.ts'
import { rankExtremes } from '#src/services/extremes/salience.ts'
import { readOpenInterest } from '#src/services/openinterest.ts'
import { readInterestChanges } from '#src/services/openinterest/changes.ts'
import { lastDays } from '#src/services/window.ts'

const DAYS = { '7d': 7, '30d': 30, '90d': 90, '180d': 180 } as const

export default defineCommand({
  name: 'openinterest',
  aliases: ['oi'],
  args: {
    asset: asset({ default: 'total', also: ['total'] }),
    window: choice(['7d', '30d', '90d', '180d'], { default: '180d', toggle: true }),
    unit: choice(['usd', 'coin'], { default: 'usd' }),
    view: choice(['chart', 'table', 'venues', 'change'], { default: 'chart', toggle: true }),
    week: week(),
  },
  examples: ['/openinterest', '/openinterest btc 90d coin', '/oi eth view:venues'],
  run({ asset, window, unit, view, week }, { history, words }) {
    // The total is told as the recap tells it: with bitcoin and ethereum behind it.
    const reading =
      asset === 'total' ? readOpenInterest(history, week) : readOpenInterest(history, week, [asset.id])
    if (asset !== 'total') {
      mustBeOnRecord(reading.value.rows.length > 0, 'openinterest', asset, history, words)
    }
    const days = DAYS[window]
    // A record without a total speaks of bitcoin in its place, in fields and chart as in the sentences.
    const [row] = reading.value.rows
    const id = row?.asset ?? (asset === 'total' ? 'total' : asset.id)
    const changes = readInterestChanges(history, week, id, [...new Set([1, 7, 30, days])])
    const name = id === 'total' ? words.say('charts:openinterest.total') : (history.asset(id)?.symbol ?? id)
    const drawn = {
      ...reading,
      value: {
        ...reading.value,
        rows: reading.value.rows.map((one) => ({ ...one, series: lastDays(one.series, week.end, days) })),
        prices: lastDays(reading.value.prices, week.end, days),
      },
    }
    const extremes = rankExtremes(readExtremes(history, week), [])
    return {
      kind: 'section',
      section: openinterestSection(reading, extremes),
      details: [
        openinterestFields(name, reading, changes, unit, days, words),
        ...(view === 'table' || view === 'venues' ? openinterestVenues(changes, words) : []),
        ...(view === 'table' || view === 'change' ? [openinterestChanges(changes, words)] : []),
      ],
      ...(view !== 'table' && {
        chart: (look) => {
          if (view === 'venues') return interestVenuesChart(changes, name, week.end, look)
          if (view === 'change') return interestChangesChart(changes, name, unit, week.end, look)
          return row && chartOf('openinterest', drawn, id, look)
        },
      }),
      asOf: reading.asOf,
      sources: reading.sources,
      ...(asset !== 'total' && { asset }),
    }
  },
})

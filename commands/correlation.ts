/** `/correlation`: how closely coins move together, by tier or of coins that one names. */

import { optional } from '#src/bot/arguments/optional.ts'
import { assets, choice, week } from '#src/bot/arguments.ts'
import { defineCommand } from '#src/bot/command.ts'
import { correlationFields, correlationTable, pairsFields } from '#src/briefing/details/movement.ts'
import { correlationFacts } from '#src/briefing/facts/movement.ts'
import { pairsSection } from '#src/briefing/sections/beyond.ts'
import { correlationSection } from '#src/briefing/sections/correlation.ts'
import { withStrongest } from '#src/briefing/strongest.ts'
import { chartOf } from '#src/briefing/topics.ts'
import { listedCoins, readPairs, tierMeansOver } from '#src/services/correlation/pairs.ts'
import { readCorrelation } from '#src/services/correlation.ts'
import { suppliersOf } from '#src/services/suppliers.ts'
import { agedRankings, TIERS } from '#src/services/universe.ts'
import { rankExtremes } from '#src/services/extremes/salience.ts'
import { readExtremes } from '#src/services/extremes.ts'

const DAYS = { '30d': 30, '90d': 90 } as const
const NO_SERIES = { top10: [], rank11to49: [], rank50to100: [] }

export default defineCommand({
  name: 'correlation',
  aliases: ['corr'],
  args: {
    assets: optional(assets({ least: 2, most: 12 })),
    tier: choice(['all', ...TIERS], { default: 'all' }),
    window: choice(['30d', '90d'], { default: '30d', toggle: true }),
    view: choice(['chart', 'map', 'table'], { default: 'chart', toggle: true }),
    week: week(),
  },
  examples: ['/correlation', '/correlation btc eth sol 90d', '/corr tier:top10 view:map'],
  run({ assets, tier, window, view, week }, { history, words }) {
    const reading = readCorrelation(history, week)
    const extremes = rankExtremes(readExtremes(history, week), [])
    const days = DAYS[window]
    // Without ranks there are no tiers: the coins that are listed first stand for them, and are named.
    const unranked = tier === 'all' ? listedCoins(history, week, days) : undefined
    const own = assets?.map(({ id }) => id) ?? unranked
    const pairs = readPairs(history, week, own ?? tier, days, assets === undefined)
    const otherDays = window === '30d' ? DAYS['90d'] : DAYS['30d']
    const otherPairs =
      assets &&
      readPairs(
        history,
        week,
        assets.map(({ id }) => id),
        otherDays,
      )
    const recap = own === undefined && tier === 'all' && days === 30
    const tiers =
      days === 30
        ? reading.value.tiers.map((row) => ({
            tier: row.tier,
            mean: row.mean ?? ({ missing: 'no-data' } as const),
          }))
        : tierMeansOver(history, Math.min(week.end, history.now), days)
    const { matrix: _, ...value } = reading.value
    const drawn = {
      ...reading,
      value: { ...value, series: NO_SERIES, ...(pairs.matrix && { matrix: pairs.matrix }) },
    }
    return {
      kind: 'section',
      section: recap
        ? withStrongest(correlationSection(reading, extremes), extremes, history)
        : pairsSection(pairs),
      short: correlationFacts(reading, { tiers, pairs, otherPairs, isRecap: recap }, words),
      details: [
        pairs.of === 'named'
          ? pairsFields(pairs, week, words)
          : correlationFields(reading, tiers, pairs, words),
        ...(view === 'table' ? [correlationTable(reading, tiers, own && pairs, words)] : []),
      ],
      ...(view !== 'table' && {
        // Lines are the tiers' of the recap; whatever else was asked for is a map.
        chart: (look) =>
          chartOf(
            'correlation',
            recap ? reading : drawn,
            recap && view === 'chart' ? 'tiers' : `map-${days}`,
            look,
          ),
      }),
      asOf: reading.asOf,
      // Coins that were named have no ranks to go by.
      sources: assets ? suppliersOf(history, 'prices_daily') : reading.sources,
      ...(!assets && { aged: agedRankings(history, week) }),
      ...(own === undefined &&
        reading.coverage && { coverage: { ...reading.coverage, of: 'assets' as const } }),
    }
  },
})

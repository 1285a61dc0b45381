/** `/movers`: who gained and lost most, among the hundred largest, more of them, one sector, or one's own watchlist. */
import { choice, universe, week } from '#src/bot/arguments.ts'
import { defineCommand } from '#src/bot/command.ts'
import { moversFields, moversTable } from '#src/briefing/details/market.ts'
import { rankingEnded } from '#src/briefing/endings.ts'
import { moversFacts } from '#src/briefing/facts/market.ts'
import { moversOfSection } from '#src/briefing/sections/beyond.ts'
import { moversSection } from '#src/briefing/sections/movers.ts'
import { moversWindow } from '#src/briefing/sections/window.ts'
import { withStrongest } from '#src/briefing/strongest.ts'
import { findingOf } from '#src/briefing/format.ts'
import { chartOf } from '#src/briefing/topics.ts'
import { readExtremes } from '#src/services/extremes.ts'
import { rankExtremes } from '#src/services/extremes/salience.ts'
import { readCorrelation } from '#src/services/correlation.ts'
import { agesTo, lastRanked, weekUpTo } from '#src/services/lastrows.ts'
import { readMoversOf } from '#src/services/movers/universe.ts'
import { windowBefore } from '#src/services/window.ts'
import { agedRankings } from '#src/services/universe.ts'

const DAYS = { '1d': 1, '7d': 7, '30d': 30 } as const

export default defineCommand({
  name: 'movers',
  args: {
    window: choice(['1d', '7d', '30d'], { default: '7d', toggle: true }),
    universe: universe(),
    n: choice(['3', '5', '10'], { default: '5' }),
    view: choice(['chart', 'map', 'table'], { default: 'chart', toggle: true }),
    week: week(),
  },
  examples: ['/movers', '/movers 30d view:map', '/movers universe:defi n:3'],
  run({ window, universe, n, view, week }, { history, words, week: last }) {
    const span = window === '7d' ? week : windowBefore(week, DAYS[window])
    const reading = readMoversOf(history, span, universe, Number(n))
    // Of a week that is reported; other windows have no ledger.
    const extremes = window === '7d' ? rankExtremes(readExtremes(history, week), []) : []
    const hundred = universe === 'top100'
    // Breadth and tiers are those of a week.
    const correlation = window === '7d' ? readCorrelation(history, week) : undefined
    const told = hundred
      ? withStrongest(moversSection(reading, correlation, extremes), extremes, history)
      : moversOfSection(reading)
    const over = window === '7d' ? [] : moversWindow(reading.value, span)
    const at = agesTo(history, week, last)
    const isEnded = over.length + told.statements.length === 0
    const [lastRow] = isEnded ? lastRanked(history, at) : []
    const before = lastRow && readMoversOf(history, weekUpTo(lastRow, week), universe, Number(n))
    const toldBefore = before && (hundred ? moversSection(before) : moversOfSection(before))
    const ended = isEnded
      ? rankingEnded(
          hundred ? 'moversTop100' : 'movers',
          lastRow,
          toldBefore && findingOf(toldBefore, words),
          at,
          words,
        )
      : undefined
    return {
      kind: 'section',
      section: { ...told, statements: [...over, ...told.statements] },
      ended,
      short: moversFacts(reading, words),
      details: [moversFields(reading, words), ...(view === 'table' ? moversTable(reading, words) : [])],
      ...(view !== 'table' && {
        chart: (look) =>
          chartOf('movers', reading, view === 'map' ? 'map' : hundred ? 'main' : 'universe', look),
      }),
      asOf: ended?.end ?? reading.asOf,
      sources: reading.sources,
      aged: agedRankings(history, span),
      ...(reading.coverage && { coverage: { ...reading.coverage, of: 'assets' as const } }),
    }
  },
})

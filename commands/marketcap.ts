/** `/marketcap`: the value of all crypto, or of what is left without bitcoin or stablecoins. */
import { choice, week } from '#src/bot/arguments.ts'
import { defineCommand } from '#src/bot/command.ts'
import { marketcapFields, marketcapTable } from '#src/briefing/details/market.ts'
import { drawnSources } from '#src/briefing/drawnsources.ts'
import { marketcapEnded } from '#src/briefing/endings.ts'
import { marketcapFacts } from '#src/briefing/facts/market.ts'
import { scopeSection } from '#src/briefing/sections/beyond.ts'
import { withStrongest } from '#src/briefing/strongest.ts'
import { chartOf } from '#src/briefing/topics.ts'
import { readExtremes } from '#src/services/extremes.ts'
import { rankExtremes } from '#src/services/extremes/salience.ts'
import { agesTo, lastMarketcap } from '#src/services/lastrows.ts'
import { type MarketcapReading, readMarketcap } from '#src/services/marketcap.ts'
import { readScope, type ScopedMarketcap, SCOPES } from '#src/services/marketcap/scope.ts'

const DAYS = { '30d': 30, '90d': 90, '180d': 180, '1y': 365 } as const

export default defineCommand({
  name: 'marketcap',
  aliases: ['mcap'],
  args: {
    scope: choice(SCOPES, {
      default: 'total',
      toggle: true,
      also: {
        exbtc: ['ex-btc', 'ビットコイン除く', 'ビットコインを除く', 'btc除く'],
        exstable: ['ex-stable', 'ステーブル除く', 'ステーブルを除く'],
      },
    }),
    window: choice(['30d', '90d', '180d', '1y'], { default: '1y', toggle: true }),
    view: choice(['chart', 'table'], { default: 'chart', toggle: true }),
    week: week(),
  },
  examples: ['/marketcap', '/mcap exbtc 90d', '/marketcap exstable table'],
  run({ scope, window, view, week }, { history, words, week: last }) {
    const reading = readMarketcap(history, week)
    const days = DAYS[window]
    const scoped = readScope(history, week, scope, [...new Set([1, 7, 30, days])], days)
    const change = scoped.changes.find((one) => one.days === 7)?.change
    // The whole year is the recap's.
    const isChosen = window !== '1y'
    const { weekChange: _, ...value } = scope === 'total' ? reading.value : ofScope(reading.value, scoped)
    const drawn = {
      ...reading,
      value: {
        ...value,
        series: scoped.series,
        ...(typeof change === 'number' && { weekChange: change }),
      },
    }
    const extremes = rankExtremes(readExtremes(history, week), [])
    const told = scopeSection(reading, scoped, extremes, isChosen)
    const section = scope === 'total' ? withStrongest(told, extremes, history) : told
    const at = agesTo(history, week, last)
    const ended =
      section.statements.length === 0 ? marketcapEnded(lastMarketcap(history, at), at, words) : undefined
    return {
      kind: 'section',
      section,
      ended,
      short: marketcapFacts(reading, scoped, days, words),
      details: [
        marketcapFields(reading, scoped, words),
        ...(view === 'table' ? [marketcapTable(scoped, words)] : []),
      ],
      ...(view === 'chart' && { chart: (look) => chartOf('marketcap', drawn, scope, look) }),
      asOf: ended?.end ?? reading.asOf,
      sources: reading.sources,
      drawnSources: drawnSources('marketcap', scope, reading),
    }
  },
})

/** How long ago it was as low or as high, of the scope in place of the total, whose round levels are not its. */
function ofScope(
  { lowestSince: _, highestSince: __, events, ...value }: MarketcapReading,
  { lowestSince, highestSince }: ScopedMarketcap,
): MarketcapReading {
  return {
    ...value,
    ...(lowestSince !== undefined && { lowestSince }),
    ...(highestSince !== undefined && { highestSince }),
    ...(events && { events: events.filter(({ kind }) => kind !== 'level') }),
  }
}

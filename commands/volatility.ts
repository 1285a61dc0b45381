/** `/volatility`: how much a coin's price moves, beside its own year or another coin. */
import { asset, choice, week } from '#src/bot/arguments.ts'
import { optional } from '#src/bot/arguments/optional.ts'
import { defineCommand } from '#src/bot/command.ts'
import { volatilityFields, volatilityTable } from '#src/briefing/details/movement.ts'
import { volatilityEnded } from '#src/briefing/endings.ts'
import { volatilityFacts } from '#src/briefing/facts/movement.ts'
import { volatilityWindowSection } from '#src/briefing/sections/beyond.ts'
import { volatilitySection } from '#src/briefing/sections/volatility.ts'
import { withStrongest } from '#src/briefing/strongest.ts'
import { chartOf } from '#src/briefing/topics.ts'
import { volatilityWindowChart } from '#src/charts/index.ts'
import { readExtremes } from '#src/services/extremes.ts'
import { rankExtremes } from '#src/services/extremes/salience.ts'
import { agesTo } from '#src/services/lastrows.ts'
import { readVolatility } from '#src/services/volatility.ts'
import { readImplied } from '#src/services/volatility/implied.ts'
import { readVolatilityWindow, type VolatilityWindow } from '#src/services/volatility/volatilitywindow.ts'

const DAYS = { '7d': 7, '30d': 30, '90d': 90 } as const

export default defineCommand({
  name: 'volatility',
  aliases: ['vol'],
  args: {
    asset: asset({ default: 'bitcoin' }),
    window: choice(['7d', '30d', '90d'], { default: '7d', toggle: true }),
    compare: optional(asset()),
    view: choice(['chart', 'table'], { default: 'chart', toggle: true }),
    week: week(),
  },
  examples: ['/volatility', '/vol eth 30d', '/volatility btc compare:eth'],
  run({ asset, window, compare, view, week }, { history, words, week: last }) {
    const days = DAYS[window]
    // Bitcoin is stated as in the recap: with ethereum behind it.
    const isRecap = !compare && asset.id === 'bitcoin'
    const others = compare ? [compare.id] : isRecap ? ['ethereum'] : []
    const reading = readVolatility(history, week, [...new Set([asset.id, ...others])])
    const extremes = rankExtremes(readExtremes(history, week), [])
    const coins = compare && compare.id !== asset.id ? [asset.id, compare.id] : [asset.id]
    const windows = coins.map((id) => readVolatilityWindow(history, week, id, days))
    const [first] = windows
    const implied = readImplied(history, asset.id, week)
    const row = reading.value.rows.find((one) => one.asset === asset.id)
    const section =
      days !== 7
        ? volatilityWindowSection(windows)
        : isRecap
          ? withStrongest(volatilitySection(reading, extremes), extremes, history)
          : volatilitySection(reading, extremes)
    const ended =
      section.statements.length === 0 && first
        ? volatilityEnded(first, agesTo(history, week, last), words)
        : undefined
    return {
      kind: 'section',
      section,
      ended,
      short: volatilityFacts(windows, row, implied, words),
      details: [
        ...(first ? [volatilityFields(first, row, implied, week, words)] : []),
        ...(view === 'table' ? [volatilityTable(windows, words)] : []),
      ],
      ...(view === 'chart' && {
        chart: (look) =>
          days === 7 && windows.length === 1 && !ended
            ? row && chartOf('volatility', reading, asset.id, look)
            : volatilityWindowChart(ended ? windows.map(upToLast) : windows, look, week),
      }),
      asOf: ended?.end ?? reading.asOf,
      sources: reading.sources,
      asset,
    }
  },
})

/** Up to the last value: the days after it are no part of the period that is drawn. */
function upToLast(window: VolatilityWindow): VolatilityWindow {
  const { series } = window
  return { ...window, series: series.slice(0, series.findLastIndex(([, value]) => value !== null) + 1) }
}

/** `/compare`: coins beside each other over one window. */
import { assets, choice, week } from '#src/bot/arguments.ts'
import { defineCommand } from '#src/bot/command.ts'
import { compareDetails } from '#src/briefing/details/prices.ts'
import { compareFacts } from '#src/briefing/facts/prices.ts'
import { compareSection } from '#src/briefing/sections/compare.ts'
import { compareChart } from '#src/charts/index.ts'
import { readCompare } from '#src/services/compare.ts'

const DAYS = { '7d': 7, '30d': 30, '90d': 90, '1y': 365 } as const

export default defineCommand({
  name: 'compare',
  args: {
    assets: assets({ least: 2, most: 6, default: 'bitcoin ethereum' }),
    window: choice(['7d', '30d', '90d', '1y'], { default: '30d', toggle: true }),
    view: choice(['chart', 'table'], { default: 'chart', toggle: true }),
    week: week(),
  },
  examples: ['/compare', '/compare btc eth sol 90d', '/compare eth sol xrp 1y table'],
  run({ assets, window, view, week }, { history, words, week: last }) {
    const at = week.edition === last.edition ? history.now : week.end
    const reading = readCompare(
      history,
      at,
      assets.map(({ id }) => id),
      DAYS[window],
    )
    return {
      kind: 'section',
      section: compareSection(reading),
      short: compareFacts(reading, words),
      details: compareDetails(reading, words),
      ...(view === 'chart' && {
        chart: (look) => compareChart(reading, look, at === week.end ? week : undefined),
      }),
      asOf: reading.to,
      sources: reading.sources,
    }
  },
})

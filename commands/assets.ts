/** `/assets`: crypto beside the other markets, ranked by the week's return. */
import { choice, week } from '#src/bot/arguments.ts'
import { defineCommand } from '#src/bot/command.ts'
import { assetsFields, assetsTable, coinsTable } from '#src/briefing/details/market.ts'
import { assetsFacts, coinsFacts } from '#src/briefing/facts/market.ts'
import { assetsSection } from '#src/briefing/sections/assets.ts'
import { largestSection } from '#src/briefing/sections/beyond.ts'
import { withStrongest } from '#src/briefing/strongest.ts'
import { chartOf } from '#src/briefing/topics.ts'
import { formatRange, rankingChart } from '#src/charts/index.ts'
import { weekBefore } from '#src/market/week.ts'
import { readExtremes } from '#src/services/extremes.ts'
import { rankExtremes } from '#src/services/extremes/salience.ts'
import { readAssets } from '#src/services/assets.ts'
import { readMoversOf } from '#src/services/movers/universe.ts'
import { agedRankings } from '#src/services/universe.ts'

/** How many of the largest coins the crypto set has. */
const LARGEST = 20

export default defineCommand({
  name: 'assets',
  aliases: ['cross'],
  args: {
    set: choice(['default', 'macro', 'crypto'], { default: 'default', toggle: true }),
    view: choice(['chart', 'table'], { default: 'chart', toggle: true }),
    week: week(),
  },
  examples: ['/assets', '/assets macro', '/assets crypto table'],
  run({ set, view, week }, { history, words }) {
    const reading = readAssets(history, week)
    const extremes = rankExtremes(readExtremes(history, week), [])
    // Without the coins that are shown beside the index: what is ranked, and yields and volatility.
    const rows = reading.value.rows.filter(
      (row) => set !== 'macro' || !['bitcoin', 'ethereum'].includes(row.id),
    )
    const largest = readMoversOf(history, week, 'top100', LARGEST).value.all.slice(0, LARGEST)
    const coins = largest.toSorted((a, b) => b.return - a.return)
    const table = () =>
      set === 'crypto'
        ? coinsTable(coins, words)
        : assetsTable(rows, readAssets(history, weekBefore(week)), words)
    return {
      kind: 'section',
      section:
        set === 'crypto'
          ? largestSection(reading, coins)
          : withStrongest(assetsSection(reading, extremes), extremes, history),
      short: set === 'crypto' ? coinsFacts(coins, words) : assetsFacts(reading, rows, words),
      details: [assetsFields(reading, words), ...(view === 'table' ? [table()] : [])],
      ...(view === 'chart' && {
        chart: (look) =>
          set === 'crypto'
            ? rankingChart(
                {
                  rows: coins.map((coin) => ({ name: coin.symbol, value: coin.return })),
                  week,
                  label: look.words.say('charts:ranking.coinsLabel'),
                  subtitle: look.words.say('charts:ranking.coins', {
                    count: coins.length,
                    period: formatRange(week.start, week.end, look.words, week.zone),
                  }),
                },
                look,
              )
            : chartOf('assets', { ...reading, value: { ...reading.value, rows } }, 'main', look),
      }),
      asOf: reading.asOf,
      sources: reading.sources,
      aged: agedRankings(history, week),
    }
  },
})

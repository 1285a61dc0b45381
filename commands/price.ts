/** `/price`: what coins cost, and how that changed. */
import { assets, choice, week } from '#src/bot/arguments.ts'
import { defineCommand } from '#src/bot/command.ts'
import { priceDetails } from '#src/briefing/details/prices.ts'
import { pricesEnded } from '#src/briefing/endings.ts'
import { priceFacts } from '#src/briefing/facts/prices.ts'
import { priceSection } from '#src/briefing/sections/price.ts'
import { priceChart } from '#src/charts/index.ts'
import { readExtremes, readLatestExtremes } from '#src/services/extremes.ts'
import { rankExtremes } from '#src/services/extremes/salience.ts'
import { agesTo, lastCloses } from '#src/services/lastrows.ts'
import { readPrices } from '#src/services/price.ts'

const DAYS = { '7d': 7, '30d': 30, '90d': 90, '1y': 365 } as const

export default defineCommand({
  name: 'price',
  args: {
    assets: assets({ most: 5, stable: true, default: 'bitcoin', follows: true }),
    window: choice(['7d', '30d', '90d', '1y'], { default: '30d', toggle: true }),
    view: choice(['chart', 'table'], { default: 'chart', toggle: true }),
    week: week(),
  },
  examples: ['/price', '/price btc eth sol', '/price eth 1y'],
  run({ assets, window, view, week }, { history, words, week: last }) {
    // Without a past week: the newest price of the record, which may be days younger than the last whole week.
    const isNow = week.edition === last.edition
    const at = isNow ? history.now : week.end
    const extremes = isNow ? readLatestExtremes(history, week) : readExtremes(history, week)
    const reading = readPrices(
      history,
      at,
      assets.map(({ id }) => id),
      DAYS[window],
    )
    const [only, ...others] = assets
    const section = priceSection(reading, rankExtremes(extremes, []))
    const now = agesTo(history, week, last)
    const ended =
      section.statements.length === 0
        ? pricesEnded(
            lastCloses(
              history,
              assets.map(({ id }) => id),
              now,
            ),
            assets,
            now,
            words,
          )
        : undefined
    return {
      kind: 'section',
      section,
      ended,
      short: priceFacts(reading, words),
      details: priceDetails(reading, view === 'table', words),
      ...(view === 'chart' && {
        chart: (look) => priceChart(reading, look, at === week.end ? week : undefined),
      }),
      asOf: ended?.end ?? Math.max(...reading.rows.map((row) => row.asOf)),
      sources: ended ? history.suppliers('prices_daily') : reading.sources,
      aged: [reading],
      ...(only && others.length === 0 && { asset: only }),
    }
  },
})

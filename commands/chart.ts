/** `/chart`: candles of one coin, with what is wished laid over them. */
import { asset, choice, week } from '#src/bot/arguments.ts'
import { defineCommand } from '#src/bot/command.ts'
import { chartDetails } from '#src/briefing/details/prices.ts'
import { chartFacts } from '#src/briefing/facts/prices.ts'
import { chartSection } from '#src/briefing/sections/chart.ts'
import { candlesChart } from '#src/charts/index.ts'
import { RequestError } from '#src/errors.ts'
import { OVERLAYS, readCandles, TIMEFRAMES } from '#src/services/candles.ts'

export default defineCommand({
  name: 'chart',
  args: {
    asset: asset({ default: 'bitcoin' }),
    frame: choice(TIMEFRAMES, { default: '1d', toggle: true }),
    type: choice(['candle', 'line'], { default: 'candle' }),
    overlay: choice(OVERLAYS, { default: 'none', toggle: true }),
    view: choice(['chart', 'table'], { default: 'chart' }),
    week: week(),
  },
  examples: ['/chart', '/chart eth 4h', '/chart btc 1w line overlay:oi'],
  run({ asset, frame, type, overlay, view, week }, { history, words, week: last }) {
    const at = week.edition === last.edition ? history.now : week.end
    const reading = readCandles(history, at, asset.id, frame, overlay)
    if ('missing' in reading) {
      throw new RequestError('commands.noCandles', {
        symbol: asset.symbol,
        frame: words.say(`charts:candles.frame.${frame}`),
      })
    }
    return {
      kind: 'section',
      section: chartSection(reading),
      short: chartFacts(reading, words),
      details: chartDetails(reading, view === 'table', words),
      ...(view === 'chart' && {
        chart: (look) => candlesChart(reading, type, look, at === week.end ? week : undefined),
      }),
      asOf: reading.to,
      sources: reading.sources,
      asset,
    }
  },
})

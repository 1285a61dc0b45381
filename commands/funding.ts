/** `/funding`: what holders of perpetuals pay each other, over venues and time. */
import { asset, choice, week } from '#src/bot/arguments.ts'
import { defineCommand } from '#src/bot/command.ts'
import { mustBeOnRecord } from '#src/bot/arguments/onrecord.ts'
import { fundingFields, fundingHistory, fundingVenues } from '#src/briefing/details/funding.ts'
import { nextFunding } from '#src/briefing/details/live.ts'
import { latestFunding } from '#src/briefing/details/latest.ts'
import { fundingFacts } from '#src/briefing/facts/funding.ts'
import { fundingSection } from '#src/briefing/sections/funding.ts'
import { withStrongest } from '#src/briefing/strongest.ts'
import { chartOf } from '#src/briefing/topics.ts'
import { fundingVenuesChart } from '#src/charts/fundingvenues.ts'
import { readExtremes } from '#src/services/extremes.ts'
import { rankExtremes } from '#src/services/extremes/salience.ts'
import { readFunding } from '#src/services/funding.ts'
import { fundingCoverage } from '#src/services/funding/coverage.ts'
import { readFundingWindow } from '#src/services/funding/fundingwindow.ts'
import { readLatestFunding } from '#src/services/latest/funding.ts'
import { lastDays } from '#src/services/window.ts'

const DAYS = { '1d': 1, '7d': 7, '30d': 30, '90d': 90, '180d': 180 } as const

export default defineCommand({
  name: 'funding',
  fetches: 'funding',
  args: {
    asset: asset({ default: 'bitcoin' }),
    window: choice(['1d', '7d', '30d', '90d', '180d'], { default: '180d', toggle: true }),
    unit: choice(['8h', 'apr'], { default: '8h' }),
    venues: choice(['top', 'all'], { default: 'top' }),
    view: choice(['chart', 'table', 'history'], { default: 'chart', toggle: true }),
    week: week(),
  },
  examples: ['/funding', '/funding eth 30d apr', '/funding btc view:table venues:all'],
  run({ asset, window, unit, venues, view, week }, { history, words, week: last }) {
    const reading = readFunding(history, week, asset.id)
    // The recap states ethereum's rate after bitcoin's.
    const other = asset.id === 'bitcoin' ? readFunding(history, week, 'ethereum') : undefined
    const isNow = week.edition === last.edition
    const latest = isNow ? readLatestFunding(history, week, asset.id) : undefined
    mustBeOnRecord(latest !== undefined || reading.value.venues.length > 0, 'funding', asset, history, words)
    const days = DAYS[window]
    const over = readFundingWindow(history, reading, days)
    const { daily, prices, venueDays } = reading.value
    const drawn = {
      ...reading,
      value: {
        ...reading.value,
        daily: lastDays(daily, week.end, days),
        prices: lastDays(prices, week.end, days),
        ...(venueDays && {
          venueDays: venueDays.map((one) => ({ ...one, days: lastDays(one.days, week.end, days) })),
        }),
      },
    }
    // What is to come belongs beside the newest week alone.
    const next = isNow ? (history.live?.nextFunding(asset.id) ?? []) : []
    const extremes = rankExtremes(readExtremes(history, week), [])
    return {
      kind: 'section',
      section:
        asset.id === 'bitcoin'
          ? withStrongest(fundingSection(reading, other, extremes), extremes, history)
          : fundingSection(reading, other, extremes),
      ...(latest && { latest: latestFunding(latest, { symbol: asset.symbol, week, unit }, words) }),
      short: fundingFacts(drawn, over, unit, latest, words),
      details: [
        fundingFields(reading, over, unit, words, latest !== undefined || !isNow),
        ...nextFunding(next, unit, words),
        ...(view === 'table' ? fundingVenues(reading, venues, unit, words) : []),
        ...(view === 'history' ? [fundingHistory(reading, over, unit, words)] : []),
      ],
      ...(view === 'chart' && {
        // A single day has no line: its rates are shown venue by venue.
        chart: (look) =>
          days === 1
            ? fundingVenuesChart(reading, unit, venues, look)
            : chartOf('funding', drawn, unit, look),
      }),
      asOf: latest?.asOf ?? reading.asOf,
      drawnAsOf: reading.asOf,
      sources: reading.sources,
      coverage: { ...fundingCoverage(reading.value, latest), of: 'venues' as const },
      asset,
    }
  },
})

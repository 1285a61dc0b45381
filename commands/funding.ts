/** `/funding`: what holders of perpetuals pay each other, over venues and time. */
import { asset, choice, week } from '#src/bot/arguments.ts'
import { defineCommand } from '#src/bot/command.ts'
import { mustBeOnRecord } from '#src/bot/arguments/onrecord.ts'
import { fundingFields, fundingHistory, fundingVenues } from '#src/briefing/details/funding.ts'
import { nextFunding } from '#src/briefing/details/live.ts'
import { latestFunding } from '#src/briefing/details/latest.ts'
import { fundingEnded } from '#src/briefing/endings.ts'
import { fundingFacts } from '#src/briefing/facts/funding.ts'
import { fundingSection } from '#src/briefing/sections/funding.ts'
import { fundingWindow } from '#src/briefing/sections/funding/window.ts'
import { withWindow } from '#src/briefing/sections/window.ts'
import { withStrongest } from '#src/briefing/strongest.ts'
import { chartOf } from '#src/briefing/topics.ts'
import { fundingVenuesChart } from '#src/charts/fundingvenues.ts'
import { readExtremes } from '#src/services/extremes.ts'
import { rankExtremes } from '#src/services/extremes/salience.ts'
import { readFunding } from '#src/services/funding.ts'
import { fundingCoverage } from '#src/services/funding/coverage.ts'
import { drawnOver, readFundingWindow } from '#src/services/funding/fundingwindow.ts'
import { agesTo, lastFunding, weekUpTo } from '#src/services/lastrows.ts'
import { readLatestFunding } from '#src/services/latest/funding.ts'

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
    const isEnded = latest === undefined && reading.value.venues.length === 0
    const at = agesTo(history, week, last)
    const lastRows = isEnded ? lastFunding(history, asset.id, at) : []
    const [lastRow] = lastRows
    // Days that have ended are drawn up to where they end.
    const ofDays = lastRow ? readFunding(history, weekUpTo(lastRow, week), asset.id) : reading
    const drawn = drawnOver(history, { ...ofDays, week }, days)
    // What is to come belongs beside the newest week alone.
    const next = isNow ? (history.live?.nextFunding(asset.id) ?? []) : []
    const extremes = rankExtremes(readExtremes(history, week), [])
    const told =
      asset.id === 'bitcoin'
        ? withStrongest(fundingSection(reading, other, extremes), extremes, history)
        : fundingSection(reading, other, extremes)
    return {
      kind: 'section',
      // The half year is the recap's.
      section: days === 180 ? told : withWindow(told, fundingWindow(reading.value, over), week.end),
      rates: unit,
      ...(latest && { latest: latestFunding(latest, { symbol: asset.symbol, week, unit }, words) }),
      ...(isEnded && { ended: fundingEnded(lastRows, asset, unit, at, words) }),
      short: fundingFacts(isEnded ? reading : drawn, over, unit, latest, words),
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
            : chartOf('funding', drawn, `${unit}-${days}`, look),
      }),
      asOf: latest?.asOf ?? ofDays.asOf,
      drawnAsOf: ofDays.asOf,
      sources: ofDays.sources,
      coverage: { ...fundingCoverage(reading.value, latest), of: 'venues' as const },
      asset,
    }
  },
})

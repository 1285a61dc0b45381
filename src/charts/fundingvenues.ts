/** Funding now, venue by venue. */
import { formatPercent } from '#src/i18n/numbers.ts'
import type { Reading } from '#src/market/reading.ts'
import type { FundingReading } from '#src/services/funding/reading.ts'
import type { Chart, ChartLook } from './look.ts'
import { rankingChart } from './ranking.ts'

/** The rates of the largest three venues, or of all, as 8-hour equivalents or a year. */
export function fundingVenuesChart(
  { value, week }: Reading<FundingReading>,
  unit: '8h' | 'apr',
  which: 'top' | 'all',
  look: ChartLook,
): Chart | undefined {
  const { words } = look
  const current = value.venues.filter(({ isOverdue }) => !isOverdue)
  const shown = which === 'all' ? current : current.slice(0, 3)
  const yearly = unit === 'apr'
  return rankingChart(
    {
      rows: shown
        .map(({ venue, rate8h }) => ({
          name: words.find(`glossary:venues.${venue}`) ?? venue,
          value: yearly ? rate8h * 1095 : rate8h,
        }))
        .sort((a, b) => b.value - a.value),
      label: words.say('charts:ranking.fundingNow'),
      subtitle: words.say('charts:ranking.venues', {
        symbol: value.symbol,
        unit: words.say(yearly ? 'charts:ranking.venuesApr' : 'charts:ranking.venues8h'),
        date: week.end,
      }),
      textOf: (rate) => formatPercent(rate, yearly ? 1 : 4, 'always'),
    },
    // Not the section's title: that is of the week's means.
    { ...look, title: words.say('charts:ranking.venuesTitle', { symbol: value.symbol }) },
  )
}

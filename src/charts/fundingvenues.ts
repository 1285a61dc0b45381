/** Funding now, venue by venue. */
import { formatPercent } from '#src/i18n/numbers.ts'
import { INTERVALS_A_YEAR, NEUTRAL_RATE } from '#src/market/perpetual.ts'
import type { Reading } from '#src/market/reading.ts'
import { DAY, floorToDay } from '#src/market/time.ts'
import type { FundingReading } from '#src/services/funding/reading.ts'
import type { Chart, ChartLook } from './look.ts'
import { rankingChart } from './ranking.ts'

/** The rates of the largest three venues, or of all, as 8-hour equivalents or a year; undefined of a single one. */
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
  const factor = yearly ? INTERVALS_A_YEAR : 1
  const digits = yearly ? 1 : 4
  const rows = shown
    .map(({ venue, rate8h }) => ({
      name: words.find(`glossary:venues.${venue}`) ?? venue,
      value: rate8h * factor,
    }))
    .sort((a, b) => b.value - a.value)
  const [highest, lowest] = [rows[0], rows.at(-1)]
  if (rows.length < 2 || !highest || !lowest) return undefined
  const textOf = (rate: number) => formatPercent(rate, digits, 'always')
  const neutral = formatPercent(NEUTRAL_RATE * factor, 2)
  // Not the section's title: that is of the week's means.
  const title = words.say('charts:ranking.venuesTitle', {
    symbol: value.symbol,
    high: textOf(highest.value),
    highVenue: highest.name,
    low: textOf(lowest.value),
    lowVenue: lowest.name,
  })
  return rankingChart(
    {
      rows,
      label: words.say('charts:ranking.fundingNow'),
      subtitle: words.say('charts:ranking.venues', {
        symbol: value.symbol,
        unit: words.say(yearly ? 'charts:ranking.venuesApr' : 'charts:ranking.venues8h'),
        date: floorToDay(week.end) - DAY,
      }),
      week,
      digits,
      benchmark: {
        value: NEUTRAL_RATE * factor,
        label: { text: words.say('charts:ranking.neutral', { rate: neutral }) },
      },
    },
    { ...look, title },
  )
}

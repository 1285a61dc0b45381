/** What a market thinks of the next rate decision: one bar an outcome, and the odds of a cut a week before. */
import { formatPercent } from '#src/i18n/numbers.ts'
import type { Reading } from '#src/market/reading.ts'
import { startOfDay } from '#src/market/time.ts'
import type { MacroReading } from '#src/services/macro/reading.ts'
import { formatDay } from './days.ts'
import type { Chart, ChartLook } from './look.ts'
import { listed } from './names.ts'
import { altOf, pagePlot } from './plot.ts'
import { rowsPlot, type ValueRow } from './rows.ts'
import { WIDE } from './spec.ts'

/** From the preferred source, which comes first. */
export function rateOdds({ value }: Reading<MacroReading>, look: ChartLook): Chart | undefined {
  const { words } = look
  const odds = value.odds[0]
  if (!odds) return undefined
  const rows = OUTCOMES.flatMap((outcome): ValueRow[] => {
    const probability = odds[outcome]
    if (probability === undefined) return []
    return [
      {
        name: words.say(`charts:macro.odds.${outcome}`),
        value: probability,
        tone: outcome === 'cutWeekAgo' ? 'sub' : 'accent',
        text: formatPercent(probability),
      },
    ]
  })
  if (rows.length === 0) return undefined
  const facts = { meeting: formatDay(startOfDay(odds.meeting), words), asOf: odds.asOf, source: odds.source }
  const spec = pagePlot(look, {
    ...rowsPlot(rows, words.say('charts:macro.odds.cut'), look),
    subtitle: words.say('charts:macro.oddsSubtitle', facts),
  })
  const list = listed(
    rows.map(({ name, text }) => `${name} ${text}`),
    words,
  )
  return { spec, alt: altOf(look, [words.say('charts:macro.oddsAlt', { ...facts, list })]), size: WIDE }
}

/** A week ago stands under the newest, for comparison. */
const OUTCOMES = ['cut', 'cutWeekAgo', 'hold', 'hike'] as const

/** Open interest over a window that was chosen, in dollars or in coins; of coins that is all that is said. */
import type { Reading } from '#src/market/reading.ts'
import { startOfDay } from '#src/market/time.ts'
import type { InterestChanges } from '#src/services/openinterest/changes.ts'
import type { OpenInterestReading } from '#src/services/openinterest.ts'
import { type Section, type Statement, state } from '../../section.ts'

/** A fall from the peak that is worth a sentence, fraction. */
const FAR = -0.05
const RULE = { rule: 'the same venues at both ends of the window' }

/** In dollars; nothing where the window has no change. */
export function interestWindow(
  { value: { rows } }: Reading<OpenInterestReading>,
  { changes, asset }: InterestChanges,
  days: number,
): Statement[] {
  const [row] = rows
  const change = changes.find((one) => one.days === days)?.usd
  if (row?.end === undefined || typeof change !== 'number') return []
  const values = { name: row.symbol, change, days, value: row.end }
  return [
    state(asset === 'total' ? 'openinterest.windowTotal' : 'openinterest.window', values, { ...RULE, days }),
  ]
}

/** The section in coins alone; of the total, which has no coins of its own, a sentence says so and the section follows. */
export function inCoins(
  section: Section,
  { value: { rows } }: Reading<OpenInterestReading>,
  { changes, asset }: InterestChanges,
  days: number,
): Section {
  const [row] = rows
  if (asset === 'total') {
    return { ...section, statements: [state('openinterest.noCoins', {}, RULE), ...section.statements] }
  }
  if (row?.coins === undefined) return section
  const { symbol: name, coins: value, drawn } = row
  const changeOver = (count: number) => changes.find((one) => one.days === count)?.coins
  // A record that is shorter than the window has the week's change at least.
  const over = typeof changeOver(days) === 'number' ? days : 7
  const [change, week] = [changeOver(over), changeOver(7)]
  const first =
    typeof change === 'number'
      ? state('openinterest.windowCoins', { name, change, days: over, value }, { ...RULE, days: over })
      : state('openinterest.levelCoins', { name, value }, RULE)
  const also =
    over !== 7 && typeof week === 'number' ? [state('openinterest.weekCoins', { change: week }, RULE)] : []
  const peak = drawn?.coinsPeak90d
  const fall = peak && drawn?.coinsEnd !== undefined ? drawn.coinsEnd / peak.value - 1 : 0
  const below =
    peak && fall <= FAR
      ? [
          state(
            'openinterest.belowPeakCoins',
            { name, drawdown: fall, peak: peak.value, date: startOfDay(peak.date) },
            { ...RULE, peak: peak.value, date: peak.date },
          ),
        ]
      : []
  const { chart: _, ...rest } = section
  return { ...rest, statements: [first, ...also, ...below] }
}

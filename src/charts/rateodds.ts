/** What a market thinks of the next rate decision: one bar an outcome, and the odds of a cut a week before. */
import { formatPercent } from '#src/i18n/numbers.ts'
import type { Reading } from '#src/market/reading.ts'
import { startOfDay } from '#src/market/time.ts'
import type { MacroReading } from '#src/services/macro/reading.ts'
import { lowSize } from './bars.ts'
import { formatDay } from './days.ts'
import { framed } from './framed.ts'
import type { Chart, ChartLook } from './look.ts'
import { listed } from './names.ts'
import type { Row } from './spec/rows.ts'

const ID = 'odds'

/** From the preferred source, which comes first. */
export function rateOdds({ value, week }: Reading<MacroReading>, look: ChartLook): Chart | undefined {
  const { words } = look
  const odds = value.odds[0]
  if (!odds) return undefined
  const rows = OUTCOMES.flatMap((outcome): Row[] => {
    const probability = odds[outcome]
    if (probability === undefined) return []
    const isBefore = outcome === 'cutWeekAgo'
    return [
      {
        name: { text: words.say(`charts:macro.odds.${outcome}`), strong: !isBefore },
        value: probability,
        // Odds have no sign; a week ago stands back.
        ink: isBefore ? 'zero' : 'slate',
        label: {
          text: formatPercent(probability),
          ink: isBefore ? 'sub' : 'text',
          strong: !isBefore,
          figure: { of: 'last', series: ID, value: probability },
        },
      },
    ]
  })
  if (rows.length === 0) return undefined
  const facts = { meeting: formatDay(startOfDay(odds.meeting), words), asOf: odds.asOf, source: odds.source }
  const list = listed(
    rows.map(({ name, label }) => `${name.text} ${label.text}`),
    words,
  )
  return framed(look, {
    subtitle: words.say('charts:macro.oddsSubtitle', facts),
    week,
    ...lowSize(rows.length, look),
    body: {
      type: 'rows',
      id: ID,
      name: words.say('charts:macro.odds.cut'),
      unit: 'percent',
      columns: [{ type: 'name' }, { type: 'value' }, { type: 'bar' }],
      reach: 1,
      rows,
    },
    alt: [words.say('charts:macro.oddsAlt', { ...facts, list })],
  })
}

/** A week ago stands under the newest, for comparison. */
const OUTCOMES = ['cut', 'cutWeekAgo', 'hold', 'hike'] as const

/** Named values as bars, for whatever is ranked beside the recap: venues, coins, windows. */
import { formatPercent } from '#src/i18n/numbers.ts'
import type { Week } from '#src/market/week.ts'
import { lowSize } from './bars.ts'
import { inkOfSign } from './colors.ts'
import { framed } from './framed.ts'
import type { Chart, ChartLook } from './look.ts'
import type { Rows } from './spec/rows.ts'

export interface ValueRow {
  readonly name: string
  /** Fraction. */
  readonly value: number
}

export interface RankingRequest {
  /** In the order of drawing. */
  readonly rows: readonly ValueRow[]
  /** What the bars measure, for tooltips. */
  readonly label: string
  readonly subtitle: string
  /** Whose number stands at the foot. */
  readonly week: Week
  /** Decimals of the percent beside a bar; one unless stated otherwise. */
  readonly digits?: number
  readonly benchmark?: Rows['benchmark']
}

const ID = 'ranking'

/** Bars are signed fractions; undefined where there are none. */
export function rankingChart(request: RankingRequest, look: ChartLook): Chart | undefined {
  const { rows, label, subtitle, week, digits = 1, benchmark } = request
  const [first, last] = [rows[0], rows.at(-1)]
  if (!first || !last) return undefined
  const { words } = look
  const textOf = (value: number) => formatPercent(value, digits, 'always')
  return framed(look, {
    subtitle,
    week,
    ...lowSize(rows.length, look),
    body: {
      type: 'rows',
      id: ID,
      name: label,
      unit: 'percent',
      columns: [{ type: 'name' }, { type: 'value' }, { type: 'bar' }],
      rows: rows.map(({ name, value }) => ({
        name: { text: name, strong: true },
        value,
        label: {
          text: textOf(value),
          ink: inkOfSign(Number((value * 100).toFixed(digits))),
          strong: true,
          figure: { of: 'last', series: ID, value },
        },
      })),
      ...(benchmark && { benchmark }),
    },
    alt: [
      words.say('charts:ranking.alt', {
        label,
        count: rows.length,
        first: first.name,
        firstValue: textOf(first.value),
        last: last.name,
        lastValue: textOf(last.value),
      }),
    ],
  })
}

/** How closely each pair of the largest coins moves together: a triangle, or a short table of few coins. */
import { formatNumber } from '#src/i18n/numbers.ts'
import type { Reading } from '#src/market/reading.ts'
import { DAY, floorToDay } from '#src/market/time.ts'
import type { CorrelationReading } from '#src/services/correlation.ts'
import { lowSize } from './bars.ts'
import { clusteredOrder } from './clusters.ts'
import { CORRELATION_BOUNDS } from './colors.ts'
import { formatDay } from './days.ts'
import { framed } from './framed.ts'
import type { Chart, ChartLook } from './look.ts'
import { agedSubtitle } from './alt.ts'
import type { Matrix } from './spec/matrix.ts'
import type { Rows } from './spec/rows.ts'

const ID = 'correlation'
const MOST_COINS = 12
/** Three coins have three pairs: a triangle of them would be no picture. */
const FEWEST_COINS = 4

interface Pairs {
  readonly symbols: readonly string[]
  readonly values: readonly (readonly (number | null)[])[]
}

/** `days` is how many returns the correlations are of. */
export function correlationMap(
  reading: Reading<CorrelationReading>,
  look: ChartLook,
  days: number,
): Chart | undefined {
  const { words } = look
  const { matrix } = reading.value
  if (!matrix) return undefined
  const drawn = largestOf(matrix)
  const pairs = pairsOf(drawn)
  const [low, high] = [pairs[0], pairs.at(-1)]
  if (!low || !high) return undefined
  // The day that the last close is of.
  const date = formatDay(floorToDay(reading.week.end) - DAY, words)
  const count = drawn.symbols.length
  const isTable = count < FEWEST_COINS
  const { of = 'all' } = matrix
  const ownCoins = of === 'named' || of === 'listed'
  const coins = words.say(`charts:correlation.coins.${of}`, { count })
  // The finding of a tier is not on this picture; its own is the closest and the loosest pair.
  const title = isTable
    ? look.title
    : words.say('charts:correlation.mapTitle', {
        high: high.value,
        highPair: high.name,
        low: low.value,
        lowPair: low.name,
      })
  return framed(
    { ...look, title },
    {
      subtitle: ownCoins
        ? words.say('charts:correlation.mapSubtitle', { days, coins, date })
        : agedSubtitle(words.say('charts:correlation.mapSubtitle', { days, coins, date }), reading, look),
      week: reading.week,
      ...(isTable && lowSize(pairs.length, look)),
      body: isTable ? tableOf(pairs, look) : triangleOf(drawn, look),
      alt: [
        words.say('charts:correlation.mapAlt', {
          days,
          coins,
          date,
          mean: pairs.reduce((sum, { value }) => sum + value, 0) / pairs.length,
          high: high.value,
          highPair: high.name,
          low: low.value,
          lowPair: low.name,
        }),
      ],
    },
  )
}

/** Coins are in the order of their market cap. JSON turns NaN into null, which a frozen reading may hold. */
function largestOf({ symbols, values }: NonNullable<CorrelationReading['matrix']>): Pairs {
  return {
    symbols: symbols.slice(0, MOST_COINS),
    values: values
      .slice(0, MOST_COINS)
      .map((row: readonly (number | null)[]) =>
        row.slice(0, MOST_COINS).map((value) => (value !== null && Number.isFinite(value) ? value : null)),
      ),
  }
}

function triangleOf({ symbols, values }: Pairs, { words }: ChartLook): Matrix {
  const order = clusteredOrder(values)
  const limits = [-1, ...CORRELATION_BOUNDS]
  return {
    type: 'matrix',
    names: order.map((index) => symbols[index] ?? ''),
    values: order.map((row) => order.map((column) => values[row]?.[column] ?? null)),
    classes: limits.map((from, index) => {
      const to = limits[index + 1]
      const bounds = { from: formatNumber(from, 1), to: formatNumber(to ?? 1, 1) }
      if (index === 0) return { from, text: words.say('charts:correlation.classes.under', bounds) }
      const key = to === undefined ? 'charts:correlation.classes.over' : 'charts:correlation.classes.between'
      return { from, text: words.say(key, bounds) }
    }),
  }
}

/** Correlations have no sign that is good or bad, so their bars are neutral. */
function tableOf(pairs: readonly Pair[], { words }: ChartLook): Rows {
  return {
    type: 'rows',
    id: ID,
    name: words.say('charts:correlation.pair'),
    unit: 'decimal',
    columns: [{ type: 'name' }, { type: 'value' }, { type: 'bar' }],
    reach: 1,
    rows: pairs.toReversed().map(({ name, value }) => ({
      name: { text: name, strong: true },
      value,
      ink: 'slate',
      label: {
        text: formatNumber(value, 2),
        strong: true,
        figure: { of: 'last', series: ID, value },
      },
    })),
  }
}

interface Pair {
  readonly name: string
  readonly value: number
}

/** Every pair once, least correlated first. */
function pairsOf({ symbols, values }: Pairs): Pair[] {
  return values
    .flatMap((row, i) =>
      row.flatMap((value, j) =>
        j > i && value !== null ? [{ name: `${symbols[i]}/${symbols[j]}`, value }] : [],
      ),
    )
    .sort((a, b) => a.value - b.value)
}

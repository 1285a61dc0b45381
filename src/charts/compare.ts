/** Coins beside each other: lines that all start at 100, on an axis of ratios. */
import { formatPercent } from '#src/i18n/numbers.ts'
import type { Point } from '#src/market/series.ts'
import { DAY } from '#src/market/time.ts'
import type { Week } from '#src/market/week.ts'
import type { CompareReading } from '#src/services/compare.ts'
import { formatDay } from './days.ts'
import { endOf, printed } from './endlabels.ts'
import { type CoinLine, drawable, linesChart, type LinesRequest, spanOf } from './lines.ts'
import type { Chart, ChartLook } from './look.ts'
import { decimalTick } from './ticks.ts'

/** `week` is shaded where it is reported. */
export function compareChart(
  { rows, events }: CompareReading,
  look: ChartLook,
  week?: Week,
): Chart | undefined {
  const lines = rows.map(({ asset, series }) => ({ id: asset.id, name: asset.symbol, points: series }))
  return indexedLines({ lines, events, ...(week && { week }) }, look)
}

/** Points are multiples of the first price, dated by the days that they close. */
export function indexedLines(
  request: Pick<LinesRequest, 'lines' | 'events' | 'week'>,
  look: ChartLook,
): Chart | undefined {
  const lines = drawable(request.lines.map((coin) => ({ ...coin, points: coin.points.map(indexed) })))
  const { words } = look
  const [from, to] = spanOf(lines)
  return linesChart(
    {
      ...request,
      lines,
      subtitle: words.say('charts:compare.subtitle', { from, to: formatDay(to, words) }),
      unit: 'decimal',
      axis: { format: decimalTick, zero: 'never', scale: 'log', base: 100 },
      textOf: (value) => formatPercent(changeOf(value), 1, 'always'),
      figureOf: ({ id }, value) => ({ of: 'change', series: id, value: changeOf(value), from }),
    },
    { ...look, title: titleOf(lines, Math.round((to - from) / DAY), look) },
  )
}

/** A close is the price at the midnight that ends its day. */
function indexed([day, value]: Point): Point {
  return [day + DAY, value === null ? null : value * 100]
}

function changeOf(index: number): number {
  return index / 100 - 1
}

/** What the drawn window made of them: best and worst with their changes. */
function titleOf(lines: readonly CoinLine[], days: number, { words, title }: ChartLook): string {
  const changes = lines
    .flatMap(({ name, points }) => {
      const end = endOf(points)
      return end ? [{ name, change: changeOf(end.value) }] : []
    })
    .sort((a, b) => b.change - a.change)
  const [best, worst] = [changes[0], changes.at(-1)]
  if (!best || !worst || best === worst) return title
  const rising = changes.filter(({ change }) => printed(change) > 0).length
  const falling = changes.filter(({ change }) => printed(change) < 0).length
  return words.say(`charts:compare.title.${wordingOf(changes.length, rising, falling)}`, {
    days,
    best: best.name,
    bestChange: best.change,
    worst: worst.name,
    worstChange: worst.change,
  })
}

function wordingOf(count: number, rising: number, falling: number) {
  if (count === 2) return 'pair'
  if (rising === count) return 'allRose'
  if (falling === count) return 'allFell'
  if (rising === 1 && falling === count - 1) return 'onlyRose'
  if (falling === 1 && rising === count - 1) return 'onlyFell'
  return 'mixed'
}

/** How closely coins move together: lines by tier of market cap, or a map of the largest. */
import type { Reading } from '#src/market/reading.ts'
import { DAY } from '#src/market/time.ts'
import type { CorrelationReading } from '#src/services/correlation.ts'
import type { Tier } from '#src/services/universe.ts'
import { dateAxis, hiddenAxis, valueAxis } from './axes.ts'
import { lineOf } from './datasets.ts'
import { daysOf, edgeTicks, formatDay, formatDays, valuesAt, weekTicks } from './days.ts'
import { extremesOf, isLine } from './extremes.ts'
import type { Chart, ChartLook } from './look.ts'
import { listed } from './names.ts'
import { agedSubtitle, altOf, pagePlot, panelPlot, type PlotRequest, skinOf } from './plot.ts'
import type { PlotSpec, Tone } from './spec.ts'
import { SQUARE, WIDE } from './spec.ts'
import { colorOf } from './theme.ts'
import { decimalTick } from './ticks.ts'

/** `view` is `tiers`, `map` or `map-90` (of so many days' returns); whichever can be drawn where the other has no data. */
export function correlation(
  reading: Reading<CorrelationReading>,
  look: ChartLook,
  view?: string,
): Chart | undefined {
  const map = /^map(?:-(\d+))?$/.exec(view ?? '')
  return map
    ? (correlationMap(reading, look, Number(map[1] ?? MAP_DAYS)) ?? correlationTiers(reading, look))
    : (correlationTiers(reading, look) ?? correlationMap(reading, look, MAP_DAYS))
}

export function correlationPanel(
  reading: Reading<CorrelationReading>,
  look: ChartLook,
): PlotSpec | undefined {
  const top = extremesOf(reading.value.series.top10)
  if (drawnTiers(reading.value).length === 0) return undefined
  return panelPlot(look, {
    ...request(reading.value, look, true),
    title: look.words.say('charts:correlation.panel'),
    ...(top && { value: { text: endText('top10', top.latest, look), tone: TONES.top10 } }),
  })
}

const TONES: Readonly<Record<Tier, Tone>> = { top10: 'accent', rank11to49: 'line', rank50to100: 'third' }
const WEEK = 7 * DAY
/** Returns that the recap's correlations are made of. */
const MAP_DAYS = 30

function correlationTiers(reading: Reading<CorrelationReading>, look: ChartLook): Chart | undefined {
  const { words } = look
  const tiers = drawnTiers(reading.value)
  if (tiers.length === 0) return undefined
  const days = daysOf(
    tiers.map((tier) => reading.value.series[tier]),
    WEEK,
  )
  const period = formatDays(days, words)
  const ends = tiers.flatMap((tier, dataset) => {
    const latest = extremesOf(reading.value.series[tier])?.latest
    return latest === undefined ? [] : [{ dataset, tier, text: endText(tier, latest, look) }]
  })
  const spec = pagePlot(look, {
    ...request(reading.value, look),
    subtitle: agedSubtitle(words.say('charts:correlation.subtitle', { period }), reading, look),
    endRoom: 165,
    marks: ends.map(({ dataset, tier, text }) => ({ type: 'end', dataset, text, tone: TONES[tier] })),
  })
  const list = listed(
    ends.map(({ text }) => text),
    words,
  )
  return { spec, alt: altOf(look, [words.say('charts:correlation.alt', { period, list })]), size: WIDE }
}

function correlationMap(
  reading: Reading<CorrelationReading>,
  look: ChartLook,
  days: number,
): Chart | undefined {
  const { words } = look
  const { matrix } = reading.value
  if (!matrix || matrix.symbols.length < 2) return undefined
  const pairs = pairsOf(matrix)
  const [low, high] = [pairs[0], pairs.at(-1)]
  if (!low || !high) return undefined
  const date = formatDay(reading.week.end, words)
  const spec = pagePlot(look, {
    type: 'bar',
    labels: [],
    datasets: [],
    scales: { x: hiddenAxis(0, 1), y: hiddenAxis(0, 1) },
    size: SQUARE,
    subtitle: agedSubtitle(words.say('charts:correlation.mapSubtitle', { days, date }), reading, look),
    marks: [
      {
        type: 'matrix',
        names: matrix.symbols,
        values: matrix.values.map((row) => row.map((value) => (isNumber(value) ? value : null))),
      },
      {
        type: 'legend',
        ramp: 'correlation',
        steps: LEGEND.map((value) => ({ value, text: stepText(value) })),
      },
    ],
  })
  const alt = altOf(look, [
    words.say('charts:correlation.mapAlt', {
      days,
      count: matrix.symbols.length,
      date,
      mean: pairs.reduce((sum, { value }) => sum + value, 0) / pairs.length,
      high: high.value,
      highPair: high.name,
      low: low.value,
      lowPair: low.name,
    }),
  ])
  return { spec, alt, size: SQUARE }
}

const LEGEND = [-0.2, 0, 0.2, 0.4, 0.6, 0.8, 0.9, 1]

function stepText(value: number): string {
  return value.toFixed(1).replace('-', '−')
}

/** JSON turns NaN into null, which a frozen reading may hold. */
function isNumber(value: number | null): value is number {
  return value !== null && Number.isFinite(value)
}

/** Every pair once, least correlated first. */
function pairsOf(matrix: NonNullable<CorrelationReading['matrix']>): { name: string; value: number }[] {
  return matrix.values
    .flatMap((row, i) =>
      row.flatMap((value, j) =>
        j > i && isNumber(value) ? [{ name: `${matrix.symbols[i]}/${matrix.symbols[j]}`, value }] : [],
      ),
    )
    .sort((a, b) => a.value - b.value)
}

function drawnTiers(reading: CorrelationReading): Tier[] {
  return (Object.keys(TONES) as Tier[]).filter((tier) => isLine(reading.series[tier]))
}

function endText(tier: Tier, value: number, { words }: ChartLook): string {
  return words.say('charts:correlation.end', { tier: words.say(`charts:correlation.tier.${tier}`), value })
}

function request(reading: CorrelationReading, look: ChartLook, panel = false): PlotRequest {
  const { words } = look
  const skin = skinOf(look)
  const tiers = drawnTiers(reading)
  const days = daysOf(
    tiers.map((tier) => reading.series[tier]),
    WEEK,
  )
  const lines = tiers.map((tier) => valuesAt(reading.series[tier], days))
  const axis = valueAxis(
    {
      values: lines.flat(),
      format: decimalTick,
      zero: 'never',
      count: panel ? 3 : 5,
      side: panel ? 'right' : 'left',
    },
    skin,
  )
  return {
    type: 'line',
    labels: days.map((day) => formatDay(day, words)),
    datasets: tiers.map((tier, i) =>
      lineOf({
        label: words.say(`charts:correlation.tier.${tier}`),
        data: lines[i] ?? [],
        color: colorOf(TONES[tier], skin),
        unit: 'decimal',
      }),
    ),
    scales: {
      x: dateAxis(panel ? edgeTicks(days, words) : weekTicks(days, words), skin, { inner: panel }),
      y: axis.options,
    },
  }
}

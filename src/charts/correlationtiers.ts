/** How closely coins move together, by tier of market cap: a pane a tier, each with the other tiers in grey. */
import { formatNumber } from '#src/i18n/numbers.ts'
import type { Reading } from '#src/market/reading.ts'
import { DAY } from '#src/market/time.ts'
import type { CorrelationReading } from '#src/services/correlation.ts'
import type { Tier } from '#src/services/universe.ts'
import { daysOf, formatDays } from './days.ts'
import { endOf } from './endlabels.ts'
import { weightiest } from './events.ts'
import { isLine } from './extremes.ts'
import { axisOver, framed, timeAxis, weekOf } from './framed.ts'
import type { Chart, ChartLook } from './look.ts'
import { listed } from './names.ts'
import { agedSubtitle } from './alt.ts'
import type { Label } from './spec/label.ts'
import type { EndBlock, LineSeries, Pane, ValueAxis } from './spec/panes.ts'
import { decimalTick } from './ticks.ts'

const ORDER: readonly Tier[] = ['top10', 'rank11to49', 'rank50to100']
/** Of the change beside each value. */
const WEEKS = 4

/** Undefined where no tier has two weeks. */
export function correlationTiers(reading: Reading<CorrelationReading>, look: ChartLook): Chart | undefined {
  const { words } = look
  const { series } = reading.value
  const tiers = ORDER.filter((tier) => isLine(series[tier]))
  if (tiers.length === 0) return undefined
  const lines = tiers.map((tier) => series[tier])
  const period = formatDays(daysOf(lines), words)
  const values = lines.flat().map(([, value]) => value)
  const axis = axisOver({ values, format: decimalTick, zero: 'never', count: 5 }, look)
  const span = timeAxis(lines, look, weekOf(reading))
  const list = listed(
    tiers.flatMap((tier) => {
      const end = endOf(series[tier])
      return end ? [words.say('charts:correlation.end', { tier: nameOf(tier, look), value: end.value })] : []
    }),
    words,
  )
  return framed(look, {
    subtitle: agedSubtitle(words.say('charts:correlation.subtitle', { period }), reading, look),
    aid: words.say('charts:aid.noZero'),
    week: reading.week,
    body: {
      type: 'panes',
      // Side by side on a phone they would be too narrow.
      arrangement: look.layout === 'phone' ? 'stacked' : 'beside',
      ...span,
      events: weightiest(reading.value.events, span, look),
      panes: tiers.map((tier) => paneOf(tier, tiers, axis, reading, look)),
    },
    alt: [words.say('charts:correlation.alt', { period, list })],
  })
}

function nameOf(tier: Tier, { words }: ChartLook): string {
  return words.say(`charts:correlation.tier.${tier}`)
}

function paneOf(
  tier: Tier,
  tiers: readonly Tier[],
  axis: ValueAxis,
  reading: Reading<CorrelationReading>,
  look: ChartLook,
): Pane {
  const lineOf = (one: Tier): LineSeries => ({
    type: 'line',
    id: one,
    name: nameOf(one, look),
    unit: 'decimal',
    points: reading.value.series[one],
    ...(one === tier ? { ink: 'slate', width: 4, dot: true } : { ink: 'fade:zero:0.7', width: 2 }),
  })
  return {
    title: nameOf(tier, look),
    weight: 1,
    axis,
    series: [...tiers.filter((one) => one !== tier), tier].map(lineOf),
    marks: [],
    ends: endBlocks(tier, reading, look),
  }
}

/** The newest value, and its difference from four weeks before: closer is neither gain nor loss, so it has no sign's colour. */
function endBlocks(
  tier: Tier,
  { value, week }: Reading<CorrelationReading>,
  { words, title }: ChartLook,
): EndBlock[] {
  const points = value.series[tier]
  const end = endOf(points)
  if (!end) return []
  const lines: Label[] = [
    {
      text: formatNumber(end.value, 2),
      figure: { of: 'last', series: tier, value: end.value, at: end.at },
    },
  ]
  const from = end.at - WEEKS * 7 * DAY
  const then = points.find(([at]) => at === from)?.[1]
  if (typeof then === 'number') {
    const difference = end.value - then
    lines.push(
      {
        text: formatNumber(difference, 2, 'always'),
        ink: 'sub',
        figure: { of: 'difference', series: tier, value: difference, from },
      },
      { text: words.say('charts:correlation.inWeeks', { weeks: WEEKS }), ink: 'sub' },
    )
  }
  const same = value.tiers.find((row) => row.tier === tier)?.shift?.now
  // The title may state a change, which is counted on the coins of four weeks ago alone: it stands here too.
  if (same !== undefined && title.includes(formatNumber(same, 2)) && formatNumber(same, 2) !== lines[0]?.text)
    lines.push(
      { text: words.say('charts:correlation.sameCoins'), ink: 'sub' },
      { text: formatNumber(same, 2), ink: 'sub' },
    )
  if (end.at < week.end - DAY) lines.push({ text: words.say('charts:ends.of', { date: end.at }), ink: 'sub' })
  return [{ value: end.value, ink: 'slate', lines }]
}

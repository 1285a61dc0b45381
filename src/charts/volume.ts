/** Weekly spot turnover: a bar a week, this week's in full colour, and the mean of the four before as a line. */
import { formatAmount } from '#src/i18n/numbers.ts'
import type { Reading } from '#src/market/reading.ts'
import { DAY } from '#src/market/time.ts'
import type { VolumeReading } from '#src/services/volume.ts'
import { dateAxis, valueAxis } from './axes.ts'
import { barsOf, casingOf, lineOf } from './datasets.ts'
import { daysOf, edgeTicks, formatDay, formatDays, gapsOf, valuesAt, weekTicks } from './days.ts'
import { extremesOf } from './extremes.ts'
import type { Chart, ChartLook } from './look.ts'
import { agedSubtitle, altOf, calloutOf, pagePlot, panelPlot, type PlotRequest, skinOf } from './plot.ts'
import type { PlotSpec } from './spec.ts'
import { WIDE } from './spec.ts'
import { mute, tokensOf } from './theme.ts'
import { moneyTick } from './ticks.ts'

/** `view` is `perp` where the reading's weeks are those of perpetuals. */
export function volume(reading: Reading<VolumeReading>, look: ChartLook, view?: string): Chart | undefined {
  const { words } = look
  const { value } = reading
  const ends = extremesOf(value.weeks)
  if (!ends || value.weeks.length < 2) return undefined
  const weeks = daysOf([value.weeks], WEEK)
  const data = valuesAt(value.weeks, weeks)
  const period = formatDays(weeks, words)
  const latest = value.week ?? ends.latest
  // Of the venues that are drawn, or not told beside them.
  const mean = value.meanPart ? undefined : value.mean4w
  const notes =
    value.ratio === undefined || value.meanPart
      ? []
      : [words.say('charts:notes.ofMean', { ratio: value.ratio })]
  const spec = pagePlot(look, {
    ...request(reading.value, look),
    subtitle: agedSubtitle(
      words.say(view === 'perp' ? 'charts:volume.perpSubtitle' : 'charts:volume.subtitle', { period }),
      reading,
      look,
    ),
    captions: {
      center: { text: calloutOf(look, formatAmount(latest, words.locale), 0, notes), tone: 'accent' },
      ...(meansBefore(data).some((one) => one !== null) && {
        right: { text: `— ${words.say('charts:volume.mean')}`, tone: 'line', strong: true },
      }),
    },
    // Half of the last week's label.
    endRoom: 14,
    marks: gapsOf(data).map((gap) => ({ type: 'missing', ...gap })),
  })
  const alt = altOf(look, [
    words.say(view === 'perp' ? 'charts:volume.perpAlt' : 'charts:volume.alt', {
      period,
      latest,
      high: ends.high,
      highDate: formatDay(ends.highDay, words),
    }),
    ...(mean === undefined ? [] : [words.say('charts:volume.altMean', { mean })]),
  ])
  return { spec, alt, size: WIDE }
}

export function volumePanel(reading: Reading<VolumeReading>, look: ChartLook): PlotSpec | undefined {
  const ends = extremesOf(reading.value.weeks)
  if (!ends || reading.value.weeks.length < 2) return undefined
  return panelPlot(look, {
    ...request(reading.value, look, true),
    title: look.words.say('charts:volume.panel'),
    value: { text: formatAmount(reading.value.week ?? ends.latest, look.words.locale), tone: 'accent' },
  })
}

const WEEK = 7 * DAY

function request(reading: VolumeReading, look: ChartLook, panel = false): PlotRequest {
  const { words } = look
  const skin = skinOf(look)
  const tokens = tokensOf(skin)
  const weeks = daysOf([reading.weeks], WEEK)
  const data = valuesAt(reading.weeks, weeks)
  const means = meansBefore(data)
  const axis = valueAxis(
    {
      values: data,
      format: moneyTick,
      zero: 'always',
      count: panel ? 3 : 5,
      side: panel ? 'right' : 'left',
      intl: COMPACT,
    },
    skin,
  )
  const bars = barsOf({
    label: words.say('charts:volume.series'),
    data,
    color: data.map((_, i) => (i === data.length - 1 ? tokens.accent : mute(tokens.accent, skin, 0.45))),
    unit: 'amount',
  })
  const line = lineOf({
    label: words.say('charts:volume.mean'),
    data: means,
    color: tokens.line,
    unit: 'amount',
    dots: 'last',
  })
  const x = dateAxis(panel ? edgeTicks(weeks, words) : weekTicks(weeks, words), skin, {
    offset: true,
    inner: panel,
  })
  return {
    type: 'bar',
    labels: weeks.map((week) => formatDay(week, words)),
    datasets: panel ? [bars] : [line, casingOf(line, skin), bars],
    scales: { x, y: axis.options },
  }
}

/** Mean of the four values before each; null unless all four are known. */
function meansBefore(values: readonly (number | null)[]): (number | null)[] {
  return values.map((_, i) => {
    const four = values.slice(Math.max(0, i - 4), i)
    if (four.length < 4) return null
    let sum = 0
    for (const value of four) {
      if (value === null) return null
      sum += value
    }
    return sum / 4
  })
}

const COMPACT = { notation: 'compact', style: 'currency', currency: 'USD' }

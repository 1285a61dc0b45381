/**
 * A chart for a plain Chart.js on a server: JSON without functions. Panes become stacked axes of values, rows lying bars;
 * what our layout would write beside the data stands in lines under the subtitle.
 */
import { formatFullDate } from '#src/i18n/dates.ts'
import { grammarOf } from '#src/i18n/grammar.ts'
import type { Plain } from '#src/market/reading.ts'
import { colorOf } from './colors.ts'
import type { ChartSpec, Skin } from './spec.ts'
import type { Pane, Panes, PaneSeries, ValueUnit } from './spec/panes.ts'
import type { Rows } from './spec/rows.ts'
import { FONT_FAMILY } from './faces.ts'

/** What a plain Chart.js cannot draw of a spec, in words; undefined where it can draw all. */
export function reasonNotPortable({ body }: ChartSpec): string | undefined {
  switch (body.type) {
    case 'front':
      return 'the sheet of a week'
    case 'tiles':
      return 'a treemap'
    case 'matrix':
      return 'a matrix'
    case 'curves':
      return 'curves beside bars'
    case 'rows':
      return undefined
    case 'panes':
      if (body.arrangement === 'beside') return 'panes beside each other'
      return body.panes.some(({ series }) => series.some(isUnknown)) ? 'candles' : undefined
  }
}

function isUnknown({ type }: PaneSeries): boolean {
  return type === 'candles' || type === 'range'
}

/** The configuration; the caller has asked whether the spec is portable. */
export function portableConfig(spec: ChartSpec): Plain {
  const { body, heading } = spec
  const drawn = body.type === 'rows' ? lyingBars(body, spec) : stackedLines(body as Panes, spec)
  const sub = colorOf('sub', spec)
  return {
    type: drawn.type,
    data: { labels: drawn.labels, datasets: drawn.datasets },
    options: {
      ...drawn.options,
      locale: grammarOf(spec.locale).tag,
      font: { family: FONT_FAMILY },
      layout: { padding: { left: 40, right: 40, top: 24, bottom: 16 } },
      plugins: {
        legend: { display: false },
        title: titleOf(heading.title, { size: 30, weight: 'bold' }, colorOf('text', spec)),
        subtitle: {
          ...titleOf('', { size: 20 }, sub),
          display: true,
          text: [heading.subtitle, ...drawn.notes],
          padding: { bottom: 16 },
        },
      },
      scales: {
        ...drawn.scales,
        x: { ...drawn.scales.x, title: titleOf(`${heading.source}  ·  ${heading.brand}`, { size: 18 }, sub) },
      },
    },
  }
}

interface Drawn {
  readonly type: 'bar' | 'line'
  readonly labels: readonly string[]
  readonly datasets: Plain
  readonly options: { readonly [name: string]: Plain }
  readonly scales: { readonly x: { readonly [name: string]: Plain }; readonly [name: string]: Plain }
  /** What stands beside the data in our own pictures. */
  readonly notes: readonly string[]
}

function stackedLines(body: Panes, spec: ChartSpec): Drawn {
  const times = [...new Set(body.panes.flatMap(({ series }) => series.flatMap(timesOf)))].sort(
    (a, b) => a - b,
  )
  const tick = { color: colorOf('sub', spec), font: { size: 18 } }
  const axes = body.panes.map((pane, index) => [
    `pane${index}`,
    {
      stack: 'panes',
      // Chart.js stacks from the bottom.
      stackWeight: pane.weight,
      weight: body.panes.length - index,
      min: pane.axis.min,
      max: pane.axis.max,
      type: pane.axis.scale === 'log' ? 'logarithmic' : 'linear',
      // The ends of our axes are no round values.
      ticks: { ...tick, maxTicksLimit: 5, includeBounds: false, format: NUMBERS[unitOf(pane)] },
      grid: { color: colorOf('grid', spec) },
      title: titleOf(pane.title ?? '', { size: 18 }, colorOf('text', spec)),
    },
  ])
  const context = { locale: spec.locale, zone: 'UTC', clock: 'UTC', reference: body.to }
  return {
    type: 'line',
    labels: times.map((time) => formatFullDate(time, context)),
    datasets: body.panes.flatMap((pane, index) =>
      pane.series.flatMap((series) => datasetOf(series, times, `pane${index}`, spec)),
    ),
    options: {},
    scales: {
      ...Object.fromEntries(axes),
      x: { ticks: { ...tick, maxTicksLimit: 7, maxRotation: 0 }, grid: { display: false } },
    },
    notes: [...body.panes.flatMap(notesOf), ...body.events.map(({ text, detail }) => joined([text, detail]))],
  }
}

function unitOf({ series }: Pane): ValueUnit {
  return series[0]?.unit ?? 'decimal'
}

/** How an axis prints its numbers: options of Intl.NumberFormat, as functions do not survive JSON. Chart.js has a least of its own. */
const NUMBERS: Readonly<Record<ValueUnit, Plain>> = {
  percent: { style: 'percent', minimumFractionDigits: 0, maximumFractionDigits: 1 },
  rate: { style: 'percent', minimumFractionDigits: 0, maximumFractionDigits: 4 },
  points: { minimumFractionDigits: 0, maximumFractionDigits: 2 },
  amount: { notation: 'compact', minimumFractionDigits: 0, maximumFractionDigits: 1 },
  price: { minimumFractionDigits: 0, maximumFractionDigits: 2 },
  coins: { notation: 'compact', minimumFractionDigits: 0, maximumFractionDigits: 1 },
  decimal: { minimumFractionDigits: 0, maximumFractionDigits: 2 },
}

function timesOf(series: PaneSeries): number[] {
  return series.type === 'line' || series.type === 'bars' ? series.points.map(([time]) => time) : []
}

function datasetOf(series: PaneSeries, times: readonly number[], axis: string, skin: Skin): Plain[] {
  if (series.type !== 'line' && series.type !== 'bars') return []
  const values = new Map(series.points)
  const data = times.map((time) => values.get(time) ?? null)
  const shared = { label: series.name, data, yAxisID: axis }
  if (series.type === 'bars') {
    const inks = new Map(
      series.points.map(([time, value], i) => [time, series.inks?.[i] ?? series.ink ?? signInk(value)]),
    )
    // The day that is not over, which the source line calls so.
    const hollow = series.partial ? series.points.at(-1)?.[0] : undefined
    return [
      {
        ...shared,
        type: 'bar',
        backgroundColor: times.map((time) =>
          colorOf(time === hollow ? 'ground' : (inks.get(time) ?? 'zero'), skin),
        ),
        ...(hollow !== undefined && {
          borderColor: times.map((time) => colorOf(inks.get(time) ?? 'zero', skin)),
          borderWidth: times.map((time) => (time === hollow ? 2 : 0)),
        }),
      },
    ]
  }
  return [
    {
      ...shared,
      type: 'line',
      borderColor: colorOf(series.ink, skin),
      borderWidth: series.width ?? 3,
      borderDash: series.dash ? [7, 5] : [],
      pointRadius: 0,
      fill: false,
      spanGaps: false,
    },
  ]
}

/** One line a pane: what its ends, levels and marked points say. */
function notesOf({ title, ends, marks }: Pane): string[] {
  const texts = [
    ...ends.map(({ lines, aside }) => joined([...lines.map(({ text }) => text), aside?.text])),
    ...marks.flatMap((mark) => {
      if (mark.type === 'point') return [joined([mark.label.text, mark.note])]
      return 'label' in mark && mark.label ? [mark.label.text] : []
    }),
  ]
  if (texts.length === 0) return []
  return [(title === undefined ? texts : [`${title}:`, ...texts]).join('  ')]
}

function lyingBars(body: Rows, spec: ChartSpec): Drawn {
  const rows = [...body.rows, ...(body.total ? [body.total] : [])]
  const tick = { color: colorOf('text', spec), font: { size: 18 } }
  return {
    type: 'bar',
    labels: rows.map(({ name, detail, label }) => joined([name.text, detail, label.text])),
    datasets: [
      {
        type: 'bar',
        label: body.name,
        data: rows.map(({ value }) => value),
        backgroundColor: rows.map(({ ink, value }) => colorOf(ink ?? signInk(value), spec)),
        barPercentage: 0.7,
      },
    ],
    options: { indexAxis: 'y' },
    scales: {
      x: {
        ticks: { display: false },
        grid: { display: false },
        ...(body.reach !== undefined && { max: body.reach }),
      },
      y: { ticks: { ...tick, autoSkip: false }, grid: { display: false } },
    },
    notes: [body.benchmark?.label.text, body.divider?.label.text].filter((text) => text !== undefined),
  }
}

function signInk(value: number | null): string {
  return value !== null && value < 0 ? 'down' : 'up'
}

function joined(texts: readonly (string | undefined)[]): string {
  return texts.filter(Boolean).join(' ')
}

function titleOf(text: string, font: { readonly [name: string]: Plain }, color: string) {
  return { display: text !== '', text, align: 'start', color, font: { ...font, family: FONT_FAMILY } }
}

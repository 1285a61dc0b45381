/** A plot for a Chart.js that knows neither our frame nor our functions: JSON with Chart.js's own titles. */
import type { Plain } from '#src/market/reading.ts'
import type { ChartSpec, Frame, PlotSpec } from './spec.ts'
import { FONT_FAMILY, SIZES, tokensOf } from './theme.ts'

/** What a plain Chart.js would leave out of a picture, in words; undefined where it would leave out nothing needed. */
export function reasonNotPortable(spec: ChartSpec): string | undefined {
  if (spec.kind === 'sheet') return 'a sheet of several charts'
  const types = new Set(spec.frame.marks.map((mark) => mark.type))
  return types.size === 0 ? undefined : `these marks: ${[...types].join(', ')}`
}

/** The configuration without functions: our frame's words as titles, written ticks as labels. */
export function portableConfig(spec: PlotSpec): Plain {
  const { config, frame } = spec
  const ticks = writtenTicks(config.options.scales)
  const options = withoutFunctions(config.options) as Record<string, Plain>
  const scales = { ...(options.scales as Record<string, Plain>) }
  const source = frame.heading ? `${frame.heading.source}  ·  ${frame.heading.brand}` : ''
  scales.x = {
    ...(scales.x as Record<string, Plain>),
    title: titleOf(source, SIZES.source, tokensOf(spec).sub),
  }
  return {
    type: config.type,
    data: {
      labels: ticks ? config.data.labels.map((_, i) => ticks[i] ?? '') : config.data.labels,
      datasets: config.data.datasets,
    },
    options: {
      ...options,
      font: { family: FONT_FAMILY },
      layout: { padding: { left: 40, right: 40, top: 24, bottom: 16 } },
      plugins: { legend: { display: false }, ...titlesOf(spec) },
      scales,
    },
  }
}

function titlesOf(spec: PlotSpec): Record<string, Plain> {
  const { heading, captions } = spec.frame
  const tokens = tokensOf(spec)
  return {
    title: {
      ...titleOf(heading?.title ?? '', SIZES.title, tokens.text),
      font: { size: SIZES.titleLeast, weight: 'bold' },
    },
    subtitle: {
      ...titleOf(heading?.subtitle ?? '', SIZES.subtitle, tokens.sub),
      text: [heading?.subtitle ?? '', ...captionTexts(captions)],
      padding: { bottom: 20 },
    },
  }
}

/** The callout and the second axis, which a reader cannot do without, in one line. */
function captionTexts(captions: Frame['captions']): string[] {
  const texts = [captions?.center?.text, captions?.right?.text].filter((text) => text !== undefined)
  return texts.length === 0 ? [] : [texts.join('    ')]
}

function titleOf(text: string, size: number, color: string): Record<string, Plain> {
  return { display: text !== '', text, align: 'start', color, font: { size } }
}

/** The labels of a date axis by index, where it has them. */
function writtenTicks(scales: Plain | undefined): Readonly<Record<number, string>> | undefined {
  const x = (scales as Readonly<Record<string, Plain>> | undefined)?.x as
    | Readonly<Record<string, Plain>>
    | undefined
  const ticks = x?.ticks as Readonly<Record<string, Plain>> | undefined
  return x?.type === 'category' ? (ticks?.labels as Readonly<Record<number, string>> | undefined) : undefined
}

/** Drops every entry that names a function. */
function withoutFunctions(value: Plain): Plain {
  if (Array.isArray(value)) return value.map(withoutFunctions)
  if (value === null || typeof value !== 'object') return value
  const kept = Object.entries(value).filter(([, item]) => typeof item !== 'string' || !item.startsWith('fn:'))
  return Object.fromEntries(kept.map(([key, item]) => [key, withoutFunctions(item)]))
}

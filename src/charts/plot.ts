/** Puts a topic's data into the common shape: page or panel, heading, paddings, tooltips. */
import type { Reading } from '#src/market/reading.ts'
import { HOUR } from '#src/market/time.ts'
import type { ChartLook } from './look.ts'
import type { Dataset, Frame, Heading, Options, PlotSpec, Size, Skin } from './spec.ts'
import { WIDE } from './spec.ts'
import { SIZES } from './theme.ts'

export interface PlotRequest {
  readonly type: 'bar' | 'line'
  readonly labels: readonly string[]
  readonly datasets: readonly Dataset[]
  readonly scales: Options
  /** `y` where bars lie down. */
  readonly indexAxis?: 'x' | 'y'
  readonly marks?: Frame['marks']
}

export interface PageRequest extends PlotRequest {
  readonly subtitle: string
  readonly captions?: Frame['captions']
  readonly size?: Size
  /** Room at the right for names at line ends. */
  readonly endRoom?: number
}

export interface PanelRequest extends PlotRequest {
  readonly title: string
  readonly value?: NonNullable<Frame['panel']>['value']
}

/** What a panel of a sheet measures. */
export const PANEL_SIZE: Size = { width: 550, height: 242 }

export function skinOf(look: ChartLook): Skin {
  return { theme: look.theme, colors: look.colors, locale: look.words.locale }
}

/** A whole picture. */
export function pagePlot(look: ChartLook, request: PageRequest): PlotSpec {
  const padding = {
    left: SIZES.margin,
    right: SIZES.margin + (request.endRoom ?? 0),
    top: request.captions ? 156 : request.indexAxis === 'y' ? 120 : 136,
    bottom: 54,
  }
  return {
    kind: 'plot',
    size: request.size ?? WIDE,
    ...skinOf(look),
    frame: {
      heading: headingOf(look, request.subtitle),
      ...(request.captions && { captions: request.captions }),
      marks: request.marks ?? [],
    },
    config: configOf(look, request, padding),
  }
}

/** One panel of a sheet. */
export function panelPlot(look: ChartLook, request: PanelRequest): PlotSpec {
  return {
    kind: 'plot',
    size: PANEL_SIZE,
    ...skinOf(look),
    frame: {
      panel: { title: request.title, ...(request.value && { value: request.value }) },
      marks: request.marks ?? [],
    },
    config: configOf(look, request, {
      left: 18,
      right: 18,
      top: request.indexAxis === 'y' ? 46 : 54,
      bottom: request.indexAxis === 'y' ? 8 : 12,
    }),
  }
}

/** Title, subtitle, source line and brand. A simulated history is named as one, whatever the source line says. */
export function headingOf(look: ChartLook, subtitle: string): Heading {
  return { title: look.title, subtitle, source: sourceOf(look), brand: look.words.say('charts:brand') }
}

/** The subtitle, with the age of what it shows where the youngest fact is older than the window's end by much. */
export function agedSubtitle(text: string, reading: Reading<unknown>, look: ChartLook): string {
  const stale = reading.week.end - reading.asOf > STALE_AFTER
  return stale ? text + look.words.say('charts:stale', { asOf: reading.asOf }) : text
}

/** Sentences and the source, at most 1024 characters; sentences in the middle give way first. */
export function altOf(look: ChartLook, sentences: readonly string[]): string {
  const { gap } = look.words.grammar
  const named = sourceOf(look).replace(/[.。]$/, '')
  // It is a sentence of its own here.
  const source = look.words.say('charts:sourceEnd', {
    source: named.charAt(0).toUpperCase() + named.slice(1),
  })
  const kept = [...sentences]
  const whole = () => [...kept, source].join(gap)
  while (kept.length > 1 && whole().length > ALT_MOST) kept.pop()
  const text = whole()
  return text.length <= ALT_MOST ? text : `${text.slice(0, ALT_MOST - 1)}…`
}

/** `▼ 最新 …（a、b）`: the newest value, its notes, and the triangle of its sign. */
export function calloutOf(look: ChartLook, value: string, sign: number, notes: readonly string[]): string {
  const arrow = sign > 0 ? '▲ ' : sign < 0 ? '▼ ' : ''
  const main = look.words.say('charts:latest', { arrow, value })
  if (notes.length === 0) return main
  const joined = notes.join(look.words.grammar.comma)
  return look.words.say('charts:callout', { main, notes: joined })
}

const ALT_MOST = 1024
/** Daily facts may be a day behind a boundary; beyond that their age is said. */
const STALE_AFTER = 36 * HOUR

function sourceOf({ words, source, simulated }: ChartLook): string {
  const label = words.say('charts:simulated')
  if (!simulated || source.includes(label)) return source
  const gap = words.grammar.wide
  return source === '' ? label : label + gap + source
}

function configOf(look: ChartLook, request: PlotRequest, padding: Options): PlotSpec['config'] {
  const { type, labels, datasets, scales, indexAxis = 'x' } = request
  return {
    type,
    data: { labels, datasets },
    options: {
      locale: look.words.grammar.tag,
      indexAxis,
      // Our paddings leave room for everything; Chart.js would add its own for points and labels.
      layout: { padding, autoPadding: false },
      interaction: { mode: 'index', intersect: false, axis: indexAxis },
      plugins: {
        legend: { display: false },
        tooltip: { filter: 'fn:named', callbacks: { label: 'fn:tooltip' } },
      },
      scales,
    },
  }
}

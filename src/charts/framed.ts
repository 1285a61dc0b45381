/** What every chart shares: the frame, the edition's week, the axis of time and the axis of values. */
import type { Reading } from '#src/market/reading.ts'
import { editionNumber } from '#src/market/editionnumber.ts'
import type { Point } from '#src/market/series.ts'
import type { Instant } from '#src/market/time.ts'
import type { Week } from '#src/market/week.ts'
import { type AxisRequest, axisOf } from './axis.ts'
import { daysOf, isWeek, monthTicks } from './days.ts'
import type { Chart, ChartLook } from './look.ts'
import { altOf, skinOf, sourceOf } from './alt.ts'
import { type Body, type ChartSpec, PHONE, type Size, WIDE } from './spec.ts'
import type { Panes, TimeTick, ValueAxis } from './spec/panes.ts'

export interface ChartRequest {
  readonly subtitle: string
  readonly body: Body
  /** Sentences for those who cannot see it. */
  readonly alt: readonly string[]
  /** What helps to read this picture, after the sources. */
  readonly aid?: string
  /** The week whose number stands at the foot. */
  readonly week?: Week
  readonly size?: Size
}

/** A picture of ours with its text alternative. */
export function framed(look: ChartLook, request: ChartRequest): Chart {
  const { words, layout = 'wide' } = look
  const size = request.size ?? (layout === 'phone' ? PHONE : WIDE)
  const source = [sourceOf(look), ...(request.aid === undefined ? [] : [request.aid])].join(
    words.grammar.stop + words.grammar.gap,
  )
  const brand = brandOf(request.week, look)
  const spec: ChartSpec = {
    layout,
    size,
    ...skinOf(look),
    heading: { title: look.title, subtitle: request.subtitle, source, brand },
    body: request.body,
  }
  return { spec, alt: altOf(look, request.alt), size }
}

/** The name, and the number of the week's edition. */
function brandOf(week: Week | undefined, { words }: ChartLook): string {
  const name = words.say('charts:brand')
  if (!week) return name
  return words.say('charts:numbered', { name, number: numberOf(week, words) })
}

/** `No. 46 / 2025`, `2025年 第46号`. */
export function numberOf({ end, zone }: Week, words: ChartLook['words']): string {
  return words.say('charts:number', editionNumber(end, zone))
}

/** A round axis over the values in the language of the look. */
export function axisOver(request: AxisRequest, { words }: ChartLook): ValueAxis {
  return axisOf(request, words.locale)
}

/** From the first to the last point of the lines, with its dates and the edition's week; `step` where points are of stretches. */
export function timeAxis(
  lines: readonly (readonly Point[])[],
  look: ChartLook,
  week?: Week,
  step?: number,
): Pick<Panes, 'from' | 'to' | 'step' | 'ticks' | 'week'> {
  const days = daysOf(lines)
  const from = days[0] ?? 0
  // Of hours the last day has more than its midnight.
  const last = lines.reduce((latest, line) => Math.max(latest, line.at(-1)?.[0] ?? 0), from)
  const ticks = Object.entries(monthTicks(days, look.words, look.layout === 'phone' ? 7 : 10)).flatMap(
    ([index, text]): TimeTick[] => {
      const at = days[Number(index)]
      return at === undefined ? [] : [{ at, text }]
    },
  )
  const to = last + (step ?? 0)
  return { from, to, ticks, ...(step !== undefined && { step }), ...bandOf(week, from, to, look) }
}

/** The edition's week, where it lies within the axis. */
function bandOf(
  week: Week | undefined,
  from: Instant,
  to: Instant,
  { words }: ChartLook,
): Pick<Panes, 'week'> {
  if (!week || week.start < from || week.start >= to) return {}
  return { week: { from: week.start, to: Math.min(week.end, to), text: words.say('charts:thisWeek') } }
}

/** The week of a reading, where its window is one. */
export function weekOf({ week }: Reading<unknown>): Week | undefined {
  return isWeek(week) ? week : undefined
}

/** Events: dashed lines through all panes, their words beside them. */
import type { Place } from '../scene.ts'
import type { EventMark, Panes } from '../spec/panes.ts'
import type { Draft, TextRequest } from './draft.ts'
import type { PlacedPane, Type } from './placed.ts'
import { type Candidate, freest } from './place.ts'

/** Segments of lines that the words of an event may hide; beyond that the data come first, but in the hero. */
const MOST_HIDDEN = 12
/** Heights at which words are tried within a pane. */
const PLACES = 17

/**
 * Where what belongs to the data has left room for the words; a line that cannot say what it is would be a riddle. Lines
 * lie under the item at `below`, so that no words are crossed.
 */
export function layEvents(
  draft: Draft,
  { events, panes }: Panes,
  placed: readonly PlacedPane[],
  below: number,
  type: Type,
): void {
  const [first] = placed
  if (!first) return
  const lines = drawnIn(first)
  for (const event of events.filter((one) => isWithin(one, first))) {
    const forms = [
      event,
      ...(event.briefDetail === undefined ? [] : [{ ...event, detail: event.briefDetail }]),
    ]
    // The longest form that hides nothing; else the one that hides the least.
    const ways = forms.flatMap((form) => wordsOf(draft, form, first, lines, panes.length > 1, type) ?? [])
    const least = Math.min(...ways.map(({ cost }) => cost))
    const words = ways.find(({ cost }) => cost === least)?.texts
    if (!words || (event.detail === undefined && least > MOST_HIDDEN)) continue
    for (const { box, x } of placed.filter((pane) => isWithin(event, pane))) {
      const at = x(event.at)
      const runs = [[[at, box.top] as const, [at, box.bottom] as const]]
      draft.line({ runs, ink: 'sub', width: 1.5, dash: [6, 5] }, below)
    }
    for (const one of words) draft.text(one)
  }
}

/** In the row above the first pane where it has room, else within that pane. */
function wordsOf(
  draft: Draft,
  event: EventMark,
  { box, x }: PlacedPane,
  lines: readonly (readonly Place[])[],
  isStacked: boolean,
  type: Type,
): { readonly texts: TextRequest[]; readonly cost: number } | undefined {
  const at = x(event.at)
  const widthOf = (text: string, weight: 'bold' | 'normal') => draft.measure(text, type.small, weight)
  const width = Math.max(
    widthOf(event.text, 'bold'),
    event.detail === undefined ? 0 : widthOf(event.detail, 'normal'),
  )
  const height = type.small * (event.detail === undefined ? 1.1 : 2.4)
  type Spot = {
    readonly x: number
    readonly top: number
    readonly align: 'left' | 'right'
    readonly isAbove: boolean
  }
  const spot = (left: boolean, top: number, isAbove: boolean): Candidate<Spot> => {
    const align = left ? ('right' as const) : ('left' as const)
    const edge = left ? at - 8 : at + 8
    const box = {
      left: left ? edge - width : edge,
      right: left ? edge : edge + width,
      top,
      bottom: top + height,
    }
    return { box, value: { x: edge, top, align, isAbove } }
  }
  const above =
    event.detail === undefined
      ? [spot(true, box.top - type.small * 1.35, true), spot(false, box.top - type.small * 1.35, true)]
      : []
  const inside = Array.from(
    { length: PLACES },
    (_, step) => box.bottom - height - 6 - (step * (box.bottom - box.top - height - 8)) / (PLACES - 1),
  ).flatMap((top) => [spot(true, top, false), spot(false, top, false)])
  const candidates = isStacked || event.detail === undefined ? [...above, ...inside] : inside
  const way = freest(candidates, {
    // A point that is named must be seen.
    boxes: [...draft.textBoxes(), ...draft.dotBoxes()],
    lines,
    within: {
      left: box.left,
      right: box.right,
      top: box.top - type.small * 1.4,
      bottom: box.bottom,
    },
  })
  if (!way) return undefined
  const { value: found, cost } = way
  const ink = { x: found.x, size: type.small, align: found.align, halo: type.ground, role: 'label' } as const
  const baseline = found.top + type.small * 0.92
  if (event.detail === undefined)
    return { cost, texts: [{ ...ink, text: event.text, y: baseline, ink: 'sub' }] }
  const texts: TextRequest[] = [
    { ...ink, text: event.text, y: baseline, weight: 'bold' },
    { ...ink, text: event.detail, y: baseline + type.small * 1.3, ink: 'sub' },
  ]
  return { cost, texts }
}

/** Lines, and candles by their wicks. */
function drawnIn({ pane, at, y }: PlacedPane): Place[][] {
  return pane.series.flatMap((series) => {
    if (series.type === 'line')
      return [
        series.points.flatMap(([time, value]): Place[] => (value === null ? [] : [[at(time), y(value)]])),
      ]
    if (series.type !== 'candles') return []
    return series.rows.map(([time, , high, low]): Place[] => [
      [at(time), y(high)],
      [at(time), y(low)],
    ])
  })
}

/** What lies outside the drawn time, as on a phone's shorter axis, has no place. */
function isWithin({ at }: EventMark, { box, x }: PlacedPane): boolean {
  return x(at) >= box.left && x(at) <= box.right
}

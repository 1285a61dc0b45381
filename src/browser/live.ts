/** A chart that answers to a pointer, a finger and the arrow keys, and shows a part of its time, whatever it is drawn on. */
import {
  paneAt,
  type Pixel,
  type Reading,
  readingAfter,
  readingOf,
  type Step,
  timesOf,
} from '#src/charts/pointed.ts'
import type { Scene, ScenePane } from '#src/charts/scene.ts'
import type { ChartSpec } from '#src/charts/spec.ts'
import type { Ink } from '#src/charts/spec/label.ts'
import { type Range, rangeWithin, zoomed } from '#src/charts/zoom.ts'
import { h } from './dom.ts'

/** What a chart is drawn on. */
export interface Ground {
  /** Hears the pointer and the keys. */
  readonly target: HTMLElement
  /** Holds what is marked and the words beside it; it has the picture's proportions and a position. */
  readonly element: HTMLElement
  /** Draws a picture in place of the last one. */
  draw(spec: ChartSpec): Scene
  /** A colour of CSS. */
  colorOf(ink: Ink): string
  /** Stands under the title of what is read, where there is more to say of its time. */
  noteOf?(reading: Reading): string | undefined
}

export interface Live {
  /** What is drawn now; the whole axis of time at first. */
  readonly range: () => Range | undefined
  setRange(range: Range | undefined): void
  /** Shows or hides a series by its id. */
  toggle(series: string, shown: boolean): void
}

/** Draws at once; `onRange` hears of each change of what is drawn. */
export function createLive(
  spec: ChartSpec,
  ground: Ground,
  onRange: (range: Range | undefined) => void = () => {},
): Live {
  const { target, element } = ground
  const marks = h('div', { class: 'marks', 'aria-hidden': 'true' })
  const readout = h('div', { class: 'readout', role: 'status', hidden: true })
  element.append(marks, readout)
  const hidden = new Set<string>()
  let range: Range | undefined
  let shown = spec
  let scene = draw()
  let now: Reading | undefined
  /** Where a drag began, and in which pane. */
  let dragged: { readonly x: number; readonly pane: ScenePane } | undefined
  target.addEventListener('pointermove', (event) => show(readingOf(shown, scene, placeOf(event))))
  target.addEventListener('pointerdown', startDrag)
  target.addEventListener('pointerup', endDrag)
  target.addEventListener('pointercancel', () => {
    dragged = undefined
  })
  // A finger that is lifted leaves too, and what it pointed at stays to be read.
  target.addEventListener('pointerleave', (event) => event.pointerType !== 'touch' && show(undefined))
  target.addEventListener('keydown', walk)
  target.addEventListener('wheel', zoomAt, { passive: false })
  return {
    range: () => range,
    setRange,
    toggle(series, isShown) {
      if (isShown) hidden.delete(series)
      else hidden.add(series)
      scene = draw()
      show(undefined)
    },
  }

  function setRange(next: Range | undefined): void {
    range = next && rangeWithin(spec, next)
    scene = draw()
    show(undefined)
    onRange(range)
  }

  function draw(): Scene {
    shown = without(range ? (zoomed(spec, range.from, range.to) ?? spec) : spec, hidden)
    return ground.draw(shown)
  }

  function placeOf(event: PointerEvent | WheelEvent): Pixel {
    const box = element.getBoundingClientRect()
    const { width, height } = scene.size
    return {
      x: ((event.clientX - box.left) / box.width) * width,
      y: ((event.clientY - box.top) / box.height) * height,
    }
  }

  function show(reading: Reading | undefined): void {
    now = reading
    readout.hidden = reading === undefined
    marks.replaceChildren(...(reading?.marked ?? []).map(markOf))
    if (!reading) return
    const note = ground.noteOf?.(reading)
    readout.replaceChildren(
      h('strong', {}, reading.title),
      ...(note === undefined ? [] : [h('small', {}, note)]),
      ...reading.lines.map(({ text, ink }) => {
        const swatch = h('i', { class: 'swatch', 'aria-hidden': 'true' })
        swatch.style.background = ground.colorOf(ink)
        return h('span', {}, swatch, text)
      }),
    )
    const { width, height } = scene.size
    readout.style.left = share(reading.x, width)
    readout.style.top = share(reading.y, height)
    readout.classList.toggle('leftward', reading.x > width / 2)
  }

  function markOf({ left, right, top, bottom }: Reading['marked'][number]): HTMLElement {
    const { width, height } = scene.size
    const mark = h('i', { class: right > left ? 'mark' : 'cross' })
    mark.style.left = share(left, width)
    mark.style.width = share(right - left, width)
    mark.style.top = share(top, height)
    mark.style.height = share(bottom - top, height)
    return mark
  }

  /** From value to value by arrow keys; back to nothing by Escape. */
  function walk(event: KeyboardEvent): void {
    if (event.altKey || event.ctrlKey || event.metaKey) return
    if (event.key === 'Escape') show(undefined)
    const step = STEPS[event.key]
    const next = step === undefined ? undefined : readingAfter(shown, scene, now, step)
    if (!next) return
    event.preventDefault()
    show(next)
  }

  /** A stretch that is dragged over is drawn large; a finger that moves up or down scrolls the page instead. */
  function startDrag(event: PointerEvent): void {
    const start = placeOf(event)
    show(readingOf(shown, scene, start))
    const pane = paneAt(scene.panes, start)
    if (!pane || event.pointerType === 'touch' || event.button !== 0) return
    target.setPointerCapture(event.pointerId)
    dragged = { x: start.x, pane }
  }

  function endDrag(event: PointerEvent): void {
    if (!dragged || spec.body.type !== 'panes') return
    const { x, pane } = dragged
    dragged = undefined
    const end = placeOf(event).x
    const [least, most] = [Math.min(x, end), Math.max(x, end)]
    const times = timesOf(pane).filter((time) => pane.at(time) >= least && pane.at(time) <= most)
    const [from, last] = [times[0], times.at(-1)]
    if (most - least <= 24 || from === undefined || last === undefined || times.length <= 3) return
    setRange({ from, to: last + (spec.body.step ?? 0) })
  }

  /** With the control key, as a browser zooms: the page itself is left alone. */
  function zoomAt(event: WheelEvent): void {
    const pane = event.ctrlKey ? paneAt(scene.panes, placeOf(event)) : undefined
    if (!pane || spec.body.type !== 'panes') return
    event.preventDefault()
    const whole = { from: spec.body.from, to: spec.body.to }
    const drawn = range ?? whole
    const factor = event.deltaY > 0 ? 1.25 : 0.8
    const part = (placeOf(event).x - pane.box.left) / (pane.box.right - pane.box.left)
    const middle = drawn.from + (drawn.to - drawn.from) * Math.min(1, Math.max(0, part))
    setRange({
      from: Math.max(whole.from, middle - (middle - drawn.from) * factor),
      to: Math.min(whole.to, middle + (drawn.to - middle) * factor),
    })
  }
}

const STEPS: Readonly<Record<string, Step>> = {
  ArrowLeft: -1,
  ArrowRight: 1,
  ArrowUp: -1,
  ArrowDown: 1,
  Home: 'first',
  End: 'last',
}

function share(part: number, whole: number): string {
  return `${(part / whole) * 100}%`
}

function without(spec: ChartSpec, hidden: ReadonlySet<string>): ChartSpec {
  const { body } = spec
  if (body.type !== 'panes' || hidden.size === 0) return spec
  const panes = body.panes.map((pane) => {
    const series = pane.series.filter(({ id }) => !hidden.has(id))
    return series.length === pane.series.length ? pane : { ...pane, series, ends: [], marks: [] }
  })
  return { ...spec, body: { ...body, panes } }
}

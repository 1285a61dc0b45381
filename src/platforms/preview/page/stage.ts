/** A chart's spec drawn live: the same picture as the PNG, with a crosshair for the pointer, a finger and arrow keys. */
import { measureOn, paintScene, type Pen } from '#src/charts/canvas.ts'
import { colorOf } from '#src/charts/colors.ts'
import { piecesOf } from '#src/i18n/isolates.ts'
import { layOut } from '#src/charts/layout/layout.ts'
import type { ScenePane } from '#src/charts/scene.ts'
import type { ChartSpec } from '#src/charts/spec.ts'
import { FONT_FAMILY } from '#src/charts/faces.ts'
import { type Range, rangeWithin, zoomed } from '#src/charts/zoom.ts'
import { h } from './dom.ts'
import { type Reading, readingAt, timesOf } from './pointed.ts'

export interface Stage {
  readonly element: HTMLElement
  /** What is drawn now; the whole axis of time at first. */
  readonly range: () => Range | undefined
  setRange(range: Range | undefined): void
  /** Shows or hides a series by its id. */
  toggle(series: string, shown: boolean): void
  /** The picture as it is drawn now. */
  png(): Promise<Blob>
}

export interface StageOptions {
  /** Names the picture for those who listen. */
  readonly label: string
  /** Hears of each change of what is drawn. */
  readonly onRange?: (range: Range | undefined) => void
}

export function createStage(spec: ChartSpec, { label, onRange }: StageOptions): Stage {
  const { width, height } = spec.size
  const element = h('div', { class: 'stage' })
  element.style.aspectRatio = `${width} / ${height}`
  const density = Math.min(3, Math.max(1, window.devicePixelRatio))
  const size = { width: width * density, height: height * density }
  const canvas = h('canvas', { ...size, tabindex: 0, role: 'img', 'aria-label': label })
  const cross = h('canvas', { ...size, class: 'cross', 'aria-hidden': 'true' })
  const readout = h('div', { class: 'readout', role: 'status', hidden: true })
  element.append(canvas, cross, readout)
  const hidden = new Set<string>()
  let range: Range | undefined
  let shown = spec
  let panes: readonly ScenePane[] = []
  let at: number | undefined
  /** Where a drag began, and in which pane. */
  let dragged: { readonly x: number; readonly pane: ScenePane } | undefined
  draw()
  canvas.addEventListener('pointermove', (event) => pointAt(placeOf(event)))
  canvas.addEventListener('pointerdown', startDrag)
  canvas.addEventListener('pointerup', endDrag)
  canvas.addEventListener('pointercancel', () => {
    dragged = undefined
  })
  // A finger that is lifted leaves too, and what it pointed at stays to be read.
  canvas.addEventListener('pointerleave', (event) => event.pointerType !== 'touch' && pointAt(undefined))
  canvas.addEventListener('keydown', walk)
  canvas.addEventListener('wheel', zoomAt, { passive: false })
  return {
    element,
    range: () => range,
    setRange,
    toggle(series, isShown) {
      if (isShown) hidden.delete(series)
      else hidden.add(series)
      draw()
    },
    png: () =>
      new Promise((resolve, reject) =>
        canvas.toBlob(
          (blob) => (blob ? resolve(blob) : reject(new Error('the picture is empty'))),
          'image/png',
        ),
      ),
  }

  function setRange(next: Range | undefined): void {
    range = next && rangeWithin(spec, next)
    at = undefined
    draw()
    onRange?.(range)
  }

  function draw(): void {
    const part = range ? (zoomed(spec, range.from, range.to) ?? spec) : spec
    shown = without(part, hidden)
    const pen = penOf(canvas, density)
    const surface = { pen, pathOf: (d: string) => new Path2D(d), runsOf }
    const scene = layOut(shown, measureOn(surface))
    pen.save()
    paintScene(surface, scene)
    pen.restore()
    panes = scene.panes
    pointAt(undefined)
  }

  /** Pixels of the picture. */
  function placeOf(event: PointerEvent | WheelEvent): { readonly x: number; readonly y: number } {
    const box = canvas.getBoundingClientRect()
    return {
      x: ((event.clientX - box.left) / box.width) * width,
      y: ((event.clientY - box.top) / box.height) * height,
    }
  }

  function pointAt(place: { readonly x: number; readonly y: number } | undefined): void {
    const pane = place && paneAt(panes, place)
    showReading(pane && place ? readingAt(shown, panes, pane, place.x) : undefined)
  }

  function showReading(reading: Reading | undefined): void {
    const pen = penOf(cross, density)
    pen.clearRect(0, 0, width, height)
    at = reading?.time
    readout.hidden = reading === undefined
    if (!reading) return
    pen.strokeStyle = colorOf('sub', spec)
    pen.lineWidth = 1.5
    pen.setLineDash([4, 4])
    for (const { box } of panes) {
      if (reading.x < box.left - 1 || reading.x > box.right + 1) continue
      pen.beginPath()
      pen.moveTo(reading.x, box.top)
      pen.lineTo(reading.x, box.bottom)
      pen.stroke()
    }
    readout.replaceChildren(
      h('strong', {}, reading.title),
      ...reading.lines.map(({ text, ink }) => {
        const swatch = h('i', { class: 'swatch', 'aria-hidden': 'true' })
        swatch.style.background = colorOf(ink, spec)
        return h('span', {}, swatch, text)
      }),
    )
    readout.style.left = `${(reading.x / width) * 100}%`
    readout.style.top = `${(reading.y / height) * 100}%`
    readout.classList.toggle('leftward', reading.x > width / 2)
  }

  /** Along the times of the first pane by arrow keys. */
  function walk(event: KeyboardEvent): void {
    const [pane] = panes
    const steps: Readonly<Record<string, number>> = {
      ArrowLeft: -1,
      ArrowRight: 1,
      ArrowUp: -1,
      ArrowDown: 1,
    }
    const times = pane ? timesOf(pane) : []
    const last = times.length - 1
    if (!pane || last < 0) return
    const before = at === undefined ? last + 1 : times.indexOf(at)
    const step = steps[event.key]
    const next =
      event.key === 'Home' ? 0 : event.key === 'End' ? last : step === undefined ? undefined : before + step
    const time = next === undefined ? undefined : times[Math.min(last, Math.max(0, next))]
    if (time === undefined) return
    event.preventDefault()
    showReading(readingAt(shown, panes, pane, pane.at(time)))
  }

  /** A stretch that is dragged over is drawn large; a finger that moves up or down scrolls the page instead. */
  function startDrag(event: PointerEvent): void {
    const start = placeOf(event)
    const pane = paneAt(panes, start)
    if (!pane || spec.body.type !== 'panes') return
    pointAt(start)
    if (event.pointerType === 'touch') return
    canvas.setPointerCapture(event.pointerId)
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
    const pane = event.ctrlKey ? paneAt(panes, placeOf(event)) : undefined
    if (!pane || spec.body.type !== 'panes') return
    event.preventDefault()
    const whole = { from: spec.body.from, to: spec.body.to }
    const now = range ?? whole
    const factor = event.deltaY > 0 ? 1.25 : 0.8
    const share = (placeOf(event).x - pane.box.left) / (pane.box.right - pane.box.left)
    const middle = now.from + (now.to - now.from) * Math.min(1, Math.max(0, share))
    const next = {
      from: Math.max(whole.from, middle - (middle - now.from) * factor),
      to: Math.min(whole.to, middle + (now.to - middle) * factor),
    }
    setRange(next)
  }
}

/** The page's fonts fall back by themselves, character by character. */
function runsOf(text: string): readonly { readonly text: string; readonly family: string }[] {
  return piecesOf(text).map((piece) => ({ text: piece.text, family: FONT_FAMILY }))
}

function penOf(
  canvas: HTMLCanvasElement,
  density: number,
): Pen & { clearRect(x: number, y: number, w: number, h: number): void } {
  const pen = canvas.getContext('2d')
  if (!pen) throw new Error('this browser cannot draw on a canvas')
  pen.setTransform(density, 0, 0, density, 0, 0)
  return pen as unknown as ReturnType<typeof penOf>
}

function paneAt(
  panes: readonly ScenePane[],
  { x, y }: { readonly x: number; readonly y: number },
): ScenePane | undefined {
  const isWithin = ({ box }: ScenePane) => x >= box.left - 12 && x <= box.right + 12
  return panes.find((pane) => isWithin(pane) && y >= pane.box.top - 40 && y <= pane.box.bottom + 12)
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

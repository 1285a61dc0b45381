/** A scene on a 2D canvas, the same in a browser and on the server. */
import { colorOf } from './colors.ts'
import type { Item, LineItem, Measure, RectItem, Scene, TextItem, Weight } from './scene.ts'
import type { Skin } from './spec.ts'

/** The part of a 2D canvas context that scenes are painted with. */
export interface Pen {
  font: string
  fillStyle: unknown
  strokeStyle: unknown
  lineWidth: number
  lineJoin: string
  lineCap: string
  textAlign: string
  textBaseline: string
  save(): void
  restore(): void
  beginPath(): void
  closePath(): void
  moveTo(x: number, y: number): void
  lineTo(x: number, y: number): void
  arc(x: number, y: number, radius: number, start: number, end: number): void
  rect(x: number, y: number, width: number, height: number): void
  roundRect(x: number, y: number, width: number, height: number, radius: number): void
  clip(): void
  fill(path?: unknown): void
  stroke(): void
  fillRect(x: number, y: number, width: number, height: number): void
  fillText(text: string, x: number, y: number): void
  strokeText(text: string, x: number, y: number): void
  measureText(text: string): { readonly width: number }
  setLineDash(pattern: number[]): void
  translate(x: number, y: number): void
  scale(x: number, y: number): void
}

export interface Canvas {
  readonly pen: Pen
  /** Outlines in the syntax of SVG. */
  readonly pathOf: (d: string) => unknown
  /** The pieces of a text, each in the family that can draw it. */
  readonly runsOf: (text: string) => readonly { readonly text: string; readonly family: string }[]
}

/** A font in the syntax of CSS, `size` in pixels. */
export function fontOf(size: number, weight: Weight, family: string): string {
  return `${weight === 'bold' ? 'bold ' : ''}${size}px ${family.includes(',') ? family : `"${family}"`}`
}

/** Widths as this canvas draws them. */
export function measureOn({ pen, runsOf }: Pick<Canvas, 'pen' | 'runsOf'>): Measure {
  return (text, size, weight) =>
    runsOf(text).reduce((sum, run) => {
      pen.font = fontOf(size, weight, run.family)
      return sum + pen.measureText(run.text).width
    }, 0)
}

/** Paints the items in their order. */
export function paintScene(canvas: Canvas, scene: Scene): void {
  for (const item of scene.items) paintItem(canvas, item, scene)
}

function paintItem(canvas: Canvas, item: Item, skin: Skin): void {
  const { pen } = canvas
  switch (item.type) {
    case 'rect':
      paintRect(pen, item, skin)
      return
    case 'line':
      paintLine(pen, item, skin)
      return
    case 'area':
      pen.beginPath()
      for (const [index, [x, y]] of item.points.entries()) index === 0 ? pen.moveTo(x, y) : pen.lineTo(x, y)
      pen.closePath()
      pen.fillStyle = colorOf(item.fill, skin)
      pen.fill()
      return
    case 'dot':
      if (item.ring !== undefined) paintDisc(pen, item.x, item.y, item.radius + 2, colorOf(item.ring, skin))
      paintDisc(pen, item.x, item.y, item.radius, colorOf(item.fill, skin))
      return
    case 'text':
      paintText(canvas, item, skin)
      return
    case 'path':
      pen.save()
      pen.translate(item.x, item.y)
      pen.scale(item.size / item.box, item.size / item.box)
      pen.fillStyle = colorOf(item.fill, skin)
      pen.fill(canvas.pathOf(item.d))
      pen.restore()
      return
  }
}

function paintRect(pen: Pen, { x, y, width, height, radius = 0, ...rect }: RectItem, skin: Skin): void {
  pen.beginPath()
  if (radius > 0) pen.roundRect(x, y, width, height, radius)
  else pen.rect(x, y, width, height)
  if (rect.fill !== undefined) {
    pen.fillStyle = colorOf(rect.fill, skin)
    pen.fill()
  }
  if (rect.stroke !== undefined) {
    pen.strokeStyle = colorOf(rect.stroke, skin)
    pen.lineWidth = rect.lineWidth ?? 1
    pen.setLineDash([])
    pen.stroke()
  }
  if (rect.hatch === undefined) return
  pen.save()
  pen.clip()
  pen.beginPath()
  for (let at = x - height; at < x + width; at += 9) {
    pen.moveTo(at, y + height)
    pen.lineTo(at + height, y)
  }
  pen.strokeStyle = colorOf(rect.hatch, skin)
  pen.lineWidth = 2
  pen.setLineDash([])
  pen.stroke()
  pen.restore()
}

function paintLine(pen: Pen, { runs, ink, width, dash = [], casing }: LineItem, skin: Skin): void {
  pen.beginPath()
  for (const run of runs) {
    for (const [index, [x, y]] of run.entries()) index === 0 ? pen.moveTo(x, y) : pen.lineTo(x, y)
  }
  pen.lineJoin = 'round'
  pen.lineCap = dash.length > 0 ? 'butt' : 'round'
  pen.setLineDash([...dash])
  if (casing !== undefined) {
    pen.strokeStyle = colorOf(casing, skin)
    pen.lineWidth = width + 4
    pen.stroke()
  }
  pen.strokeStyle = colorOf(ink, skin)
  pen.lineWidth = width
  pen.stroke()
}

function paintDisc(pen: Pen, x: number, y: number, radius: number, fill: string): void {
  pen.beginPath()
  pen.arc(x, y, radius, 0, 2 * Math.PI)
  pen.fillStyle = fill
  pen.fill()
}

/** Run by run from the left of the box, the halo of all of them first. */
function paintText({ pen, runsOf }: Canvas, item: TextItem, skin: Skin): void {
  pen.textAlign = 'left'
  pen.textBaseline = 'alphabetic'
  const runs = runsOf(item.text)
  let x = item.box.left
  const placed = runs.map((run, index) => {
    const at = { ...run, x, font: fontOf(item.size, item.weight, run.family) }
    // Where the last one ends is not asked.
    if (index < runs.length - 1) {
      pen.font = at.font
      x += pen.measureText(run.text).width
    }
    return at
  })
  if (item.halo !== undefined) {
    pen.strokeStyle = colorOf(item.halo, skin)
    pen.lineWidth = 6
    pen.lineJoin = 'round'
    pen.setLineDash([])
    for (const run of placed) {
      pen.font = run.font
      pen.strokeText(run.text, run.x, item.y)
    }
  }
  pen.fillStyle = colorOf(item.ink, skin)
  for (const run of placed) {
    pen.font = run.font
    pen.fillText(run.text, run.x, item.y)
  }
}

/** A scene while it is laid out: shapes are added, words are measured as they are placed. */
import type {
  AreaItem,
  Box,
  DotItem,
  Item,
  LineItem,
  Measure,
  PathItem,
  RectItem,
  Spot,
  TextItem,
  TextRole,
  Weight,
} from '../scene.ts'
import type { Ink } from '../spec/label.ts'

export interface TextRequest {
  readonly text: string
  readonly x: number
  /** The baseline. */
  readonly y: number
  readonly size: number
  readonly role: TextRole
  readonly weight?: Weight
  readonly ink?: Ink
  readonly align?: TextItem['align']
  readonly halo?: Ink
}

export interface Draft {
  readonly items: readonly Item[]
  readonly spots: readonly Spot[]
  readonly measure: Measure
  text(request: TextRequest): Box
  rect(rect: Omit<RectItem, 'type'>): void
  /** `place` is that of the item which it lies under; on top of all without it. */
  line(line: Omit<LineItem, 'type'>, place?: number): void
  area(area: Omit<AreaItem, 'type'>): void
  dot(dot: Omit<DotItem, 'type'>): void
  path(path: Omit<PathItem, 'type'>): void
  /** What a pointer reads there; nothing is drawn. */
  spot(spot: Spot): void
  /** Boxes of all words so far. */
  textBoxes(): readonly Box[]
  /** Boxes of all dots so far. */
  dotBoxes(): readonly Box[]
}

/** An empty scene. */
export function createDraft(measure: Measure): Draft {
  const items: Item[] = []
  const spots: Spot[] = []
  return {
    items,
    spots,
    measure,
    text(request) {
      const item = textItem(request, measure)
      if (item.text !== '') items.push(item)
      return item.box
    },
    rect: (rect) => void items.push({ type: 'rect', ...rect }),
    line: (line, place = items.length) => void items.splice(place, 0, { type: 'line', ...line }),
    area: (area) => void items.push({ type: 'area', ...area }),
    dot: (dot) => void items.push({ type: 'dot', ...dot }),
    path: (path) => void items.push({ type: 'path', ...path }),
    spot: (spot) => void spots.push(spot),
    textBoxes: () => items.flatMap((item) => (item.type === 'text' ? [item.box] : [])),
    dotBoxes: () => items.flatMap((item) => (item.type === 'dot' ? [dotBox(item)] : [])),
  }
}

function dotBox({ x, y, radius }: DotItem): Box {
  return { left: x - radius, right: x + radius, top: y - radius, bottom: y + radius }
}

function textItem(request: TextRequest, measure: Measure): TextItem {
  const { text, x, y, size, role, weight = 'normal', ink = 'text', align = 'left', halo } = request
  const box = textBox({ text, x, y, size, weight, align }, measure)
  return {
    type: 'text',
    text,
    x,
    y,
    size,
    role,
    weight,
    ink,
    align,
    box,
    ...(halo !== undefined && { halo }),
  }
}

/** Where the letters of a text will be: its width as measured, 0.88 of its size above the baseline and 0.2 below. */
export function textBox(
  at: Pick<TextItem, 'text' | 'x' | 'y' | 'size' | 'weight' | 'align'>,
  measure: Measure,
): Box {
  const width = measure(at.text, at.size, at.weight)
  const left = at.align === 'left' ? at.x : at.align === 'right' ? at.x - width : at.x - width / 2
  return { left, right: left + width, top: at.y - at.size * ASCENT, bottom: at.y + at.size * DESCENT }
}

/** The baseline that centres letters of a size on a line. */
export function baselineAt(centre: number, size: number): number {
  return centre + size * 0.36
}

const ASCENT = 0.88
const DESCENT = 0.2

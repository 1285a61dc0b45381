/** The outline of one glyph of a TrueType font, as SVG path data (OpenType specification: cmap, loca, glyf). */

/** A closed contour of points in font units, y upwards; those off the curve steer a quadratic one. */
type Contour = readonly Point[]

interface Point {
  readonly x: number
  readonly y: number
  readonly onCurve: boolean
}

/** Where the glyph goes: its box centred on `centre`, `width` wide. */
export interface Place {
  readonly centre: number
  readonly width: number
}

/** The glyph's path, y downwards, to two decimals. Throws an Error for a glyph that is missing or made of others. */
export function outlineOf(font: Buffer, character: string, { centre, width }: Place): string {
  const contours = contoursOf(font, glyphOf(font, character.codePointAt(0) ?? 0))
  const points = contours.flat()
  const [left, right] = [Math.min(...points.map(({ x }) => x)), Math.max(...points.map(({ x }) => x))]
  const [low, high] = [Math.min(...points.map(({ y }) => y)), Math.max(...points.map(({ y }) => y))]
  const scale = width / (right - left)
  const placed = (point: Point): Point => ({
    x: centre + (point.x - (left + right) / 2) * scale,
    y: centre - (point.y - (low + high) / 2) * scale,
    onCurve: point.onCurve,
  })
  return contours.map((contour) => pathOf(contour.map(placed))).join('')
}

function pathOf(contour: Contour): string {
  const full = withMiddles(contour)
  const first = full.findIndex(({ onCurve }) => onCurve)
  const ordered = [...full.slice(first), ...full.slice(0, first + 1)]
  const steps = ordered.map((point, index) => {
    if (index === 0) return `M${at(point)}`
    if (!point.onCurve) return `Q${at(point)} `
    return ordered[index - 1]?.onCurve ? `L${at(point)}` : at(point)
  })
  return `${steps.join('')}Z`
}

/** Between two points off the curve lies one on it. */
function withMiddles(contour: Contour): Contour {
  return contour.flatMap((point, index) => {
    const next = contour[(index + 1) % contour.length] ?? point
    if (point.onCurve || next.onCurve) return [point]
    return [point, { x: (point.x + next.x) / 2, y: (point.y + next.y) / 2, onCurve: true }]
  })
}

function at({ x, y }: Point): string {
  return `${Number(x.toFixed(2))} ${Number(y.toFixed(2))}`
}

/** The number of a character's glyph, from the table in format 12. */
function glyphOf(font: Buffer, code: number): number {
  const cmap = tableOf(font, 'cmap')
  for (let index = 0; index < font.readUInt16BE(cmap + 2); index++) {
    const table = cmap + font.readUInt32BE(cmap + 8 + 8 * index)
    if (font.readUInt16BE(table) !== 12) continue
    for (let group = 0; group < font.readUInt32BE(table + 12); group++) {
      const [first, last, glyph] = [0, 4, 8].map((offset) =>
        font.readUInt32BE(table + 16 + 12 * group + offset),
      ) as [number, number, number]
      if (code >= first && code <= last) return glyph + code - first
    }
  }
  throw new Error('the font has no glyph for this character')
}

function contoursOf(font: Buffer, glyph: number): readonly Contour[] {
  const loca = tableOf(font, 'loca')
  const isLong = font.readInt16BE(tableOf(font, 'head') + 50) === 1
  const start =
    tableOf(font, 'glyf') +
    (isLong ? font.readUInt32BE(loca + 4 * glyph) : 2 * font.readUInt16BE(loca + 2 * glyph))
  const count = font.readInt16BE(start)
  if (count < 0) throw new Error('the glyph is made of others')
  const ends = Array.from({ length: count }, (_, index) => font.readUInt16BE(start + 10 + 2 * index))
  const instructions = start + 10 + 2 * count
  const points = pointsOf(font, instructions + 2 + font.readUInt16BE(instructions), (ends.at(-1) ?? -1) + 1)
  return ends.map((end, index) => points.slice((ends[index - 1] ?? -1) + 1, end + 1))
}

const [ON_CURVE, REPEATED] = [0x01, 0x08]

function pointsOf(font: Buffer, from: number, count: number): readonly Point[] {
  const flags: number[] = []
  let position = from
  while (flags.length < count) {
    const flag = font.readUInt8(position++)
    const times = flag & REPEATED ? font.readUInt8(position++) + 1 : 1
    for (let time = 0; time < times; time++) flags.push(flag)
  }
  const xs = coordinates(0x02, 0x10)
  const ys = coordinates(0x04, 0x20)
  return flags.map((flag, index) => ({
    x: xs[index] ?? 0,
    y: ys[index] ?? 0,
    onCurve: (flag & ON_CURVE) !== 0,
  }))

  /** One axis: steps of a byte with its sign in the flag, of two bytes, or none. */
  function coordinates(short: number, same: number): readonly number[] {
    let value = 0
    return flags.map((flag) => {
      if (flag & short) value += font.readUInt8(position++) * (flag & same ? 1 : -1)
      else if (!(flag & same)) {
        value += font.readInt16BE(position)
        position += 2
      }
      return value
    })
  }
}

function tableOf(font: Buffer, tag: string): number {
  for (let index = 0; index < font.readUInt16BE(4); index++) {
    const entry = 12 + 16 * index
    if (font.toString('latin1', entry, entry + 4) === tag) return font.readUInt32BE(entry + 8)
  }
  throw new Error(`the font has no table ${tag}`)
}

/**
 * A scene as SVG, the second renderer beside the canvas: the same shapes at the same places, text as text in the reader's
 * own type, colours as CSS variables, so that one drawing serves both themes and all colour sets.
 */
import { colorOf, COLOR_SETS, THEMES } from './colors.ts'
import { FONTS } from './faces.ts'
import type { DotItem, Item, LineItem, PathItem, Place, RectItem, Scene, TextItem } from './scene.ts'
import type { Ink } from './spec/label.ts'
import type { Colors, Theme } from './spec.ts'

export interface Drawing {
  /** One `<svg>` element without colours of its own: `inkStyle` gives them. */
  readonly markup: string
  /** What it is drawn with. */
  readonly inks: readonly Ink[]
}

export interface SvgOptions {
  /** What the picture shows, for those who do not see it. */
  readonly alt: string
  /** Unique on the page: patterns are found by it. ASCII letters, digits, hyphens. */
  readonly id: string
}

/** Draws a scene. Texts are stretched to the widths that they were laid out with, so that no other face moves them. */
export function svgOf(scene: Scene, { alt, id }: SvgOptions): Drawing {
  const inks = new Set<Ink>()
  const hatches = new Set<Ink>()
  const color = (ink: Ink) => {
    inks.add(ink)
    return `var(${variableOf(ink)})`
  }
  const hatch = (ink: Ink) => {
    hatches.add(ink)
    return `url(#${id}-${nameOf(ink)})`
  }
  const shapes = alike(scene.items).map((items) => shapeOf(items, { color, hatch }))
  const patterns = [...hatches].map(
    (ink) =>
      `<pattern id="${id}-${nameOf(ink)}" width="9" height="9" patternUnits="userSpaceOnUse"><path d="M-1 10L10 -1M-1 1L1 -1M8 10L10 8" stroke="${color(ink)}" stroke-width="2"/></pattern>`,
  )
  const { width, height } = scene.size
  const markup = [
    `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 ${width} ${height}" width="${width}" height="${height}" role="img" aria-label="${escaped(alt)}" lang="${scene.locale}" stroke-linejoin="round" stroke-linecap="round">`,
    ...(patterns.length > 0 ? [`<defs>${patterns.join('')}</defs>`] : []),
    ...shapes,
    '</svg>',
  ].join('')
  return { markup, inks: [...inks] }
}

/** CSS declarations that give inks their colours in one theme and colour set. */
export function inkStyle(inks: Iterable<Ink>, theme: Theme, colors: Colors): string {
  return [...new Set(inks)]
    .toSorted()
    .map((ink) => `${variableOf(ink)}:${colorOf(ink, { theme, colors })}`)
    .join(';')
}

/**
 * The rules of a page on which readers choose: `data-theme` and `data-colors` of the root, and the reader's own theme where
 * none is chosen; on paper always the light one. Declarations that no theme and no set changes stand once.
 */
export function inkRules(inks: readonly Ink[]): string {
  const rules = COLOR_SETS.flatMap((colors) =>
    THEMES.map((theme) => {
      const set = colors === 'standard' ? '' : `[data-colors="${colors}"]`
      const style = inkStyle(inks, theme, colors)
      const chosen = `:root[data-theme="${theme}"]${set}{${style}}`
      if (theme === 'light') return `:root${set}{${style}}${chosen}`
      return `@media screen and (prefers-color-scheme:dark){:root:not([data-theme])${set}{${style}}}@media screen{${chosen}}`
    }),
  )
  return rules.join('\n')
}

/** A whole file: the drawing with its colours inside. */
export function svgFile({ markup, inks }: Drawing, theme: Theme, colors: Colors): string {
  const style = `<style>svg{${inkStyle(inks, theme, colors)}}text{font-family:${FONTS}}</style>`
  return `<?xml version="1.0" encoding="UTF-8"?>\n${markup.replace('>', `>${style}`)}\n`
}

interface Inks {
  readonly color: (ink: Ink) => string
  /** The fill that is slanted lines in an ink. */
  readonly hatch: (ink: Ink) => string
}

/** Neighbours that one path can draw: plain rectangles of one fill, lines of one stroke. */
function alike(items: readonly Item[]): Item[][] {
  const groups: Item[][] = []
  let look: string | undefined
  for (const item of items) {
    const own = lookOf(item)
    if (own !== undefined && own === look) groups.at(-1)?.push(item)
    else groups.push([item])
    look = own
  }
  return groups
}

/** Undefined of what is drawn on its own. */
function lookOf(item: Item): string | undefined {
  if (item.type === 'rect') {
    const { fill, stroke, radius = 0, hatch } = item
    return fill === undefined || stroke !== undefined || radius > 0 || hatch !== undefined
      ? undefined
      : `rect ${fill}`
  }
  // A casing lies over the line before it.
  if (item.type !== 'line' || item.casing !== undefined) return undefined
  return `line ${item.ink} ${item.width} ${item.dash?.join(' ') ?? ''}`
}

function shapeOf(items: readonly Item[], inks: Inks): string {
  const [item, ...others] = items as readonly [Item, ...Item[]]
  switch (item.type) {
    case 'rect':
      return others.length === 0 ? rectOf(item, inks) : rectsOf(items as readonly RectItem[], inks)
    case 'line':
      return lineOf({ ...item, runs: (items as readonly LineItem[]).flatMap(({ runs }) => runs) }, inks)
    case 'area':
      return `<path d="${pathOf([item.points])}Z" fill="${inks.color(item.fill)}"/>`
    case 'dot':
      return dotOf(item, inks)
    case 'text':
      return textOf(item, inks)
    case 'path':
      return outlineOf(item, inks)
  }
}

/** Bars of one colour. */
function rectsOf(rects: readonly RectItem[], { color }: Inks): string {
  const d = rects
    .map(
      ({ x, y, width, height }) =>
        `M${short(x)} ${short(y)}h${short(width)}v${short(height)}h${short(-width)}z`,
    )
    .join('')
  return `<path d="${d}" fill="${color(rects[0]?.fill ?? 'text')}"/>`
}

function rectOf(rect: RectItem, { color, hatch }: Inks): string {
  const { x, y, width, height, radius = 0, fill, stroke, lineWidth = 1 } = rect
  const place = `x="${short(x)}" y="${short(y)}" width="${short(width)}" height="${short(height)}"${radius > 0 ? ` rx="${short(radius)}"` : ''}`
  const outline = stroke === undefined ? '' : ` stroke="${color(stroke)}" stroke-width="${short(lineWidth)}"`
  const plain = `<rect ${place} fill="${fill === undefined ? 'none' : color(fill)}"${outline}/>`
  return rect.hatch === undefined ? plain : `${plain}<rect ${place} fill="${hatch(rect.hatch)}"/>`
}

function lineOf({ runs, ink, width, dash = [], casing }: LineItem, { color }: Inks): string {
  const dashes = dash.length > 0 ? ` stroke-dasharray="${dash.map(short).join(' ')}"` : ''
  const look = `fill="none"${dash.length > 0 ? ' stroke-linecap="butt"' : ''}${dashes}`
  const stroke = (one: string, wide: number) =>
    `<path d="${pathOf(runs)}" stroke="${one}" stroke-width="${short(wide)}" ${look}/>`
  return (casing === undefined ? '' : stroke(color(casing), width + 4)) + stroke(color(ink), width)
}

function dotOf({ x, y, radius, fill, ring }: DotItem, { color }: Inks): string {
  const disc = (size: number, ink: Ink) =>
    `<circle cx="${short(x)}" cy="${short(y)}" r="${short(size)}" fill="${color(ink)}"/>`
  return (ring === undefined ? '' : disc(radius + 2, ring)) + disc(radius, fill)
}

function textOf({ text, box, y, size, weight, ink, halo }: TextItem, { color }: Inks): string {
  const around = halo === undefined ? '' : ` stroke="${color(halo)}" stroke-width="6" paint-order="stroke"`
  const bold = weight === 'bold' ? ' font-weight="700"' : ''
  const width = box.right - box.left
  const fitted = width > 0 ? ` textLength="${short(width)}" lengthAdjust="spacingAndGlyphs"` : ''
  return `<text x="${short(box.left)}" y="${short(y)}" font-size="${short(size)}"${bold} fill="${color(ink)}"${around}${fitted}>${escaped(text)}</text>`
}

function outlineOf({ d, x, y, size, box, fill }: PathItem, { color }: Inks): string {
  return `<path d="${d}" transform="translate(${short(x)} ${short(y)}) scale(${Number((size / box).toFixed(4))})" fill="${color(fill)}"/>`
}

function pathOf(runs: readonly (readonly Place[])[]): string {
  return runs
    .map((run) => run.map(([x, y], index) => `${index === 0 ? 'M' : 'L'}${short(x)} ${short(y)}`).join(''))
    .join('')
}

/** To a tenth of a pixel. */
function short(value: number): string {
  return String(Math.round(value * 10) / 10)
}

/** The CSS variable that holds the colour of an ink. */
export function variableOf(ink: Ink): string {
  return `--${nameOf(ink)}`
}

/** An ink as part of a CSS name: `mix:up:0.3` is `ink-mix-up-0_3`, `scale:-2` is `ink-scale-m2`. */
function nameOf(ink: Ink): string {
  return `ink-${ink
    .replaceAll(':-', ':m')
    .replaceAll(':', '-')
    .replaceAll('.', '_')
    .replace(/[^\w-]/g, '_')}`
}

function escaped(text: string): string {
  return text
    .replaceAll('&', '&amp;')
    .replaceAll('<', '&lt;')
    .replaceAll('>', '&gt;')
    .replaceAll('"', '&quot;')
}

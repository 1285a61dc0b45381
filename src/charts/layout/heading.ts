/** The frame of every chart: rule, seal, title, subtitle, source and number. */
import { SEAL, SEAL_PATH } from '../seal.ts'
import type { ChartSpec } from '../spec.ts'
import type { Draft } from './draft.ts'
import { filled, fitted, shorten } from './fit.ts'
import type { Measures } from './measures.ts'

export interface BodyBox {
  readonly left: number
  readonly right: number
  readonly top: number
  readonly bottom: number
}

/** Draws the frame; returns what is left for the body. */
export function layHeading(draft: Draft, spec: ChartSpec, measures: Measures): BodyBox {
  const { margin, size, title, subtitle, rule, seal } = measures
  const { heading, locale } = spec
  draft.rect({ x: 0, y: 0, width: size.width, height: size.height, fill: 'ground' })
  draft.rect({ x: 0, y: 0, width: size.width, height: rule, fill: 'seal' })
  laySeal(draft, seal.x, seal.y, seal.size)
  const titled = fitted(
    heading.title,
    { width: title.width, size: title.size, least: title.least, lines: title.lines, weight: 'bold', locale },
    draft.measure,
  )
  // Two lines where one is the rule stand a little higher and closer.
  const line = titled.lines.length > 1 && title.lines === 2 ? titled.size + 5 : title.line
  let y = titled.lines.length > 1 && title.lines === 2 ? 48 : title.y
  for (const text of titled.lines) {
    draft.text({ text, x: margin, y, size: titled.size, weight: 'bold', role: 'title' })
    y += line
  }
  y += subtitle.gap - line
  const under = fitted(
    heading.subtitle,
    {
      width: size.width - 2 * margin - (y < seal.y + seal.size + 16 ? seal.size + 24 : 0),
      size: subtitle.size,
      least: title.lines === 2 ? 20 : 22,
      lines: 2,
      weight: 'normal',
      locale,
    },
    draft.measure,
  )
  for (const text of under.lines) {
    draft.text({ text, x: margin, y, size: under.size, ink: 'sub', role: 'subtitle' })
    y += subtitle.line
  }
  const bottom = layFoot(draft, spec, measures)
  return {
    left: margin,
    right: size.width - margin,
    top: Math.max(measures.top, y - subtitle.line + 20),
    bottom: Math.min(measures.bottom, bottom),
  }
}

/** The mark of the paper: the character on its red ground with a hairline. */
export function laySeal(draft: Draft, x: number, y: number, size: number): void {
  const unit = size / SEAL.size
  const { inset, width, radius, opacity } = SEAL.hairline
  draft.rect({ x, y, width: size, height: size, fill: 'seal', radius: SEAL.radius * unit })
  const inner = (SEAL.size - 2 * inset) * unit
  draft.rect({
    x: x + inset * unit,
    y: y + inset * unit,
    width: inner,
    height: inner,
    stroke: `fade:white:${opacity}`,
    lineWidth: width * unit,
    radius: radius * unit,
  })
  draft.path({ d: SEAL_PATH, x, y, size, box: SEAL.size, fill: 'white' })
}

/** Sources at the left, name and number at the right; below each other where they are too long. Returns its top. */
function layFoot(draft: Draft, spec: ChartSpec, { margin, size, source }: Measures): number {
  const { heading, locale } = spec
  const whole = size.width - 2 * margin
  const brandWidth = draft.measure(heading.brand, source.size, 'normal')
  const beside = whole - brandWidth - 32
  draft.text({
    text: heading.brand,
    x: size.width - margin,
    y: source.y,
    size: source.size,
    ink: 'sub',
    align: 'right',
    role: 'brand',
  })
  const widthOf = (text: string) => draft.measure(text, source.size, 'normal')
  const request = { size: source.size, least: source.size, lines: 3, weight: 'normal', locale } as const
  const within = (width: number) => fitted(heading.source, { ...request, width }, draft.measure).lines
  const fits = (lines: readonly string[]) => widthOf(lines.at(-1) ?? '') <= beside
  // The last line shares its row with the brand.
  const full = filled(heading.source, whole, locale, widthOf)
  const wide = within(whole)
  const narrow = within(beside)
  const isCut = narrow.at(-1)?.endsWith('…') === true
  const lines = [wide, full].find(fits) ?? (isCut ? wide : narrow)
  const rows = fits(lines) ? lines : [...lines, '']
  rows.forEach((text, index) => {
    const y = source.y - (rows.length - 1 - index) * source.line
    const shown = shorten(text, whole, source.size, 'normal', draft.measure)
    if (text !== '') draft.text({ text: shown, x: margin, y, size: source.size, ink: 'sub', role: 'source' })
  })
  return source.y - (rows.length - 1) * source.line - source.size - 10
}

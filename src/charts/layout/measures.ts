/** Sizes and margins of both layouts, in pixels of the picture. */
import type { Layout, Size } from '../spec.ts'

export interface Measures {
  readonly size: Size
  readonly margin: number
  readonly rule: number
  readonly seal: { readonly x: number; readonly y: number; readonly size: number }
  readonly title: {
    readonly size: number
    readonly least: number
    readonly y: number
    readonly line: number
    readonly width: number
    readonly lines: number
  }
  readonly subtitle: { readonly size: number; readonly gap: number; readonly line: number }
  /** Ticks, captions and labels. */
  readonly small: number
  readonly value: number
  readonly source: { readonly size: number; readonly y: number; readonly line: number }
  /** Where the body may begin at the earliest, and where it ends. */
  readonly top: number
  readonly bottom: number
}

export const MEASURES: Readonly<Record<Layout, Measures>> = {
  wide: {
    size: { width: 1200, height: 675 },
    margin: 40,
    rule: 6,
    seal: { x: 1108, y: 24, size: 52 },
    title: { size: 36, least: 30, y: 60, line: 40, width: 1040, lines: 2 },
    subtitle: { size: 22, gap: 38, line: 28 },
    small: 20,
    value: 24,
    source: { size: 20, y: 653, line: 24 },
    top: 118,
    bottom: 625,
  },
  phone: {
    size: { width: 720, height: 900 },
    margin: 32,
    rule: 6,
    seal: { x: 636, y: 24, size: 52 },
    title: { size: 34, least: 30, y: 60, line: 44, width: 588, lines: 3 },
    subtitle: { size: 24, gap: 44, line: 32 },
    small: 22,
    value: 28,
    source: { size: 22, y: 876, line: 28 },
    top: 160,
    bottom: 838,
  },
}

/** The measures of a layout in a picture of a size: a lower picture ends earlier. */
export function measuresOf(layout: Layout, size: Size): Measures {
  const measures = MEASURES[layout]
  const shift = size.height - measures.size.height
  const { source, bottom } = measures
  return { ...measures, size, bottom: bottom + shift, source: { ...source, y: source.y + shift } }
}

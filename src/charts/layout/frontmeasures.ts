/** Where everything on the front page is, in pixels, for both layouts. */
import type { Box } from '../scene.ts'
import type { Front } from '../spec/front.ts'
import type { Layout } from '../spec.ts'

export interface FrontMeasures {
  readonly margin: number
  readonly rule: number
  readonly seal: { readonly x: number; readonly y: number; readonly size: number }
  readonly name: { readonly x: number; readonly y: number; readonly size: number }
  readonly number: { readonly y: number; readonly size: number }
  readonly dates: { readonly y: number; readonly size: number }
  readonly lines: readonly [number, number]
  readonly headline: { readonly size: number; readonly least: number; readonly y: readonly [number, number] }
  readonly small: number
  readonly heroCaption: number
  readonly hero: Box
  readonly rowsCaption: number
  readonly rows: { readonly left: number; readonly top: number; readonly height: number }
  readonly row: {
    readonly name: number
    readonly value: number
    readonly size: number
    readonly change: number
    readonly changeY: number
    readonly spark: { readonly x: number; readonly width: number; readonly height: number }
    readonly strip: { readonly x: number; readonly y: number }
  }
  readonly sectors: {
    readonly top: number
    readonly height: number
    readonly lines: number
    readonly gap: number
    readonly name: number
    readonly size: number
  }
  readonly foot: number
}

export const FRONT_MEASURES: Readonly<Record<Layout, FrontMeasures>> = {
  wide: {
    margin: 40,
    rule: 8,
    seal: { x: 40, y: 22, size: 48 },
    name: { x: 103, y: 57, size: 28 },
    number: { y: 57, size: 22 },
    dates: { y: 57, size: 22 },
    lines: [79, 85],
    headline: { size: 37, least: 30, y: [128, 172] },
    small: 20,
    heroCaption: 208,
    hero: { left: 40, right: 708, top: 220, bottom: 540 },
    rowsCaption: 208,
    rows: { left: 740, top: 218, height: 54 },
    row: {
      name: 21,
      value: 47,
      size: 26,
      change: 24,
      changeY: 26,
      spark: { x: 938, width: 80, height: 32 },
      strip: { x: 1034, y: 41 },
    },
    sectors: { top: 552, height: 62, lines: 1, gap: 6, name: 20, size: 22 },
    foot: 653,
  },
  phone: {
    margin: 44,
    rule: 12,
    seal: { x: 44, y: 36, size: 68 },
    name: { x: 131, y: 86, size: 40 },
    number: { y: 62, size: 28 },
    dates: { y: 101, size: 27 },
    lines: [124, 131],
    headline: { size: 47, least: 36, y: [192, 248] },
    small: 26,
    heroCaption: 292,
    hero: { left: 44, right: 1036, top: 306, bottom: 692 },
    rowsCaption: 726,
    rows: { left: 44, top: 738, height: 75 },
    row: {
      name: 29,
      value: 63,
      size: 36,
      change: 36,
      changeY: 32,
      spark: { x: 400, width: 266, height: 46 },
      strip: { x: 742, y: 54 },
    },
    sectors: { top: 1198, height: 50, lines: 2, gap: 6, name: 22, size: 24 },
    foot: 1334,
  },
}

/** Rows no higher than this many times their usual height. */
const TALLEST = 1.35
/** Beside few and high rows there is room for whole names. */
const NAMED_SPARK = { x: 984, width: 46 }

/** The same page without sectors: hero and rows take their room. */
export function withoutSectors(layout: Layout, { rows: { rows } }: Front): FrontMeasures {
  const at = FRONT_MEASURES[layout]
  const { hero, sectors } = at
  const bottom = sectors.top + sectors.lines * sectors.height
  const count = Math.max(1, rows.length)
  const height = Math.min(at.rows.height * TALLEST, (bottom - at.rows.top) / count)
  if (layout === 'wide') {
    const row = { ...at.row, spark: { ...at.row.spark, ...NAMED_SPARK } }
    return { ...at, row, hero: { ...hero, bottom: bottom - 12 }, rows: { ...at.rows, height } }
  }
  // What the rows leave free the hero takes, at most half as high again.
  const free = Math.min((hero.bottom - hero.top) / 2, bottom - at.rows.top - height * count)
  return {
    ...at,
    hero: { ...hero, bottom: hero.bottom + free },
    rowsCaption: at.rowsCaption + free,
    rows: { ...at.rows, top: at.rows.top + free, height },
  }
}

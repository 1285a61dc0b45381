/** The front page: masthead, headline, hero, rows with their week and year, sectors. */
import type { Scene, ScenePane } from '../scene.ts'
import type { ChartSpec } from '../spec.ts'
import type { Front, FrontRow } from '../spec/front.ts'
import type { Draft } from './draft.ts'
import { fitted } from './fit.ts'
import { layFrontRow } from './frontrow.ts'
import { FRONT_MEASURES, type FrontMeasures, withoutSectors } from './frontmeasures.ts'
import { laySeal } from './heading.ts'
import { layPanes } from './panes.ts'

/** Gives the panes of the hero. */
export function layFront(draft: Draft, spec: ChartSpec, front: Front): Scene['panes'] {
  const at = front.sectors.length > 0 ? FRONT_MEASURES[spec.layout] : withoutSectors(spec.layout, front)
  const { width, height } = spec.size
  draft.rect({ x: 0, y: 0, width, height, fill: 'ground' })
  draft.rect({ x: 0, y: 0, width, height: at.rule, fill: 'seal' })
  layMasthead(draft, front, at, spec)
  layHeadline(draft, spec, at)
  const type = { small: at.small, value: at.small + 3, locale: spec.locale, ground: 'ground' }
  const panes: ScenePane[] = []
  if (front.hero) {
    draft.text({
      text: front.hero.caption,
      x: at.hero.left,
      y: at.heroCaption,
      size: at.small,
      ink: 'sub',
      role: 'caption',
    })
    panes.push(...layPanes(draft, front.hero.panes, at.hero, type).panes)
  }
  layRows(draft, front.rows, at, spec)
  laySectors(draft, front, at, spec)
  const { heading } = spec
  const addressWidth = front.address === '' ? 0 : draft.measure(front.address, at.small, 'normal') + 24
  const { lines } = fitted(
    heading.source,
    {
      width: width - 2 * at.margin - addressWidth,
      size: at.small,
      least: at.small,
      lines: 1,
      weight: 'normal',
      locale: spec.locale,
    },
    draft.measure,
  )
  draft.text({ text: lines[0] ?? '', x: at.margin, y: at.foot, size: at.small, ink: 'sub', role: 'source' })
  draft.text({
    text: front.address,
    x: width - at.margin,
    y: at.foot,
    size: at.small,
    align: 'right',
    role: 'brand',
  })
  return panes
}

/** One line in the wide layout; in the narrow one the number stands above the dates. */
function layMasthead(
  draft: Draft,
  { masthead }: Front,
  at: FrontMeasures,
  { size: { width }, layout }: ChartSpec,
): void {
  const { name, number, dates } = masthead
  const right = width - at.margin
  laySeal(draft, at.seal.x, at.seal.y, at.seal.size)
  const named = draft.text({ text: name, ...at.name, weight: 'bold', role: 'brand' })
  const beside =
    layout === 'wide'
      ? ({ x: named.right + 22, align: 'left', ink: 'sub' } as const)
      : ({ x: right, align: 'right' } as const)
  draft.text({ text: number, ...at.number, ...beside, weight: 'bold', role: 'brand' })
  draft.text({ text: dates, x: right, ...at.dates, ink: 'sub', align: 'right', role: 'subtitle' })
  const [thick, thin] = at.lines
  draft.line({
    runs: [
      [
        [at.margin, thick],
        [right, thick],
      ],
    ],
    ink: 'text',
    width: 3,
  })
  draft.line({
    runs: [
      [
        [at.margin, thin],
        [right, thin],
      ],
    ],
    ink: 'text',
    width: 1.5,
  })
}

function layHeadline(draft: Draft, { heading, locale, size: { width } }: ChartSpec, at: FrontMeasures): void {
  const { size, least, y } = at.headline
  const { lines, size: drawn } = fitted(
    heading.title,
    { width: width - 2 * at.margin, size, least, lines: 2, weight: 'bold', locale },
    draft.measure,
  )
  const middle = (y[0] + y[1]) / 2
  const baselines = lines.length === 1 ? [middle] : y
  for (const [index, text] of lines.entries()) {
    draft.text({
      text,
      x: at.margin,
      y: baselines[index] ?? middle,
      size: drawn,
      weight: 'bold',
      role: 'title',
    })
  }
}

function layRows(
  draft: Draft,
  { caption, rows }: Front['rows'],
  at: FrontMeasures,
  { size: { width }, layout }: ChartSpec,
): void {
  const right = width - at.margin
  const captionAt =
    layout === 'wide' ? ({ x: right, align: 'right' } as const) : ({ x: at.margin, align: 'left' } as const)
  draft.text({ text: caption, ...captionAt, y: at.rowsCaption, size: at.small, ink: 'sub', role: 'caption' })
  const shown: readonly FrontRow[] = rows.slice(0, 6)
  for (const [index, row] of shown.entries()) {
    const top = at.rows.top + index * at.rows.height
    layFrontRow(draft, row, { top, left: at.rows.left, right }, at)
    if (index === shown.length - 1) continue
    const y = top + at.rows.height
    draft.line({
      runs: [
        [
          [at.rows.left, y],
          [right, y],
        ],
      ],
      ink: 'grid',
      width: 1,
    })
  }
}

/** Best to worst, each on the colour of its sign; the strongest change has the strongest ground. */
function laySectors(
  draft: Draft,
  { sectors }: Front,
  at: FrontMeasures,
  { size: { width } }: ChartSpec,
): void {
  const { top, height, lines, gap, name: nameSize, size } = at.sectors
  if (sectors.length === 0) return
  const perLine = Math.ceil(sectors.length / lines)
  const strongest = Math.max(...sectors.map(({ value }) => Math.abs(value)), 1e-9)
  for (let line = 0; line < lines; line++) {
    const cells = sectors.slice(line * perLine, (line + 1) * perLine)
    const widths = cellWidths(cells, width - 2 * at.margin, perLine, at.sectors, draft)
    const y = top + line * (height + gap)
    let x = at.margin
    for (const [index, { name, value, text }] of cells.entries()) {
      const cell = widths[index] ?? 0
      const share = 0.12 + 0.34 * (Math.abs(value) / strongest)
      const fill = value === 0 ? 'panel' : `mix:${value > 0 ? 'up' : 'down'}:${share.toFixed(2)}`
      draft.rect({ x, y, width: cell, height, fill, radius: 4 })
      const middle = { x: x + cell / 2, align: 'center', role: 'cell' } as const
      draft.text({ ...middle, text: name, y: y + height / 2 - 5, size: nameSize })
      draft.text({ ...middle, text, y: y + height / 2 + size * 0.9, size, weight: 'bold' })
      x += cell + gap
    }
  }
}

/** All alike where every word has room; else as wide as their words, with what is left shared out. */
function cellWidths(
  cells: Front['sectors'],
  room: number,
  perLine: number,
  { gap, name: nameSize, size }: FrontMeasures['sectors'],
  draft: Draft,
): number[] {
  const alike = (room - gap * (perLine - 1)) / perLine
  const needs = cells.map(
    ({ name, text }) =>
      Math.max(draft.measure(name, nameSize, 'normal'), draft.measure(text, size, 'bold')) + 4,
  )
  if (needs.every((need) => need <= alike)) return needs.map(() => alike)
  const left = room - gap * (cells.length - 1) - needs.reduce((sum, need) => sum + need, 0)
  return needs.map((need) => need + left / cells.length)
}

/** Yield curves: changes as bars, the curve with years to scale, beside each other or one above the other. */
import type { Box, Place } from '../scene.ts'
import type { Curves, Yield } from '../spec/curves.ts'
import { printValue } from '../values.ts'
import { baselineAt, type Draft, textBox } from './draft.ts'
import type { Type } from './placed.ts'
import { firstFree } from './place.ts'
import { linear, type Scale } from './scale.ts'

/** Changes at the left, or above, and the curve beside or below them. */
export function layCurves(draft: Draft, body: Curves, area: Box, type: Type): void {
  const isWide = area.right - area.left > (area.bottom - area.top) * 1.4
  const head = type.value * 1.2
  const boxHeight = body.box ? type.small + type.value * 1.6 + 34 : 0
  const rows = body.changes.rows.length
  if (isWide) {
    const width = (area.right - area.left) * 0.42
    const left = { ...area, right: area.left + width }
    const right = { ...area, left: area.left + (area.right - area.left) * 0.5 }
    const room = area.bottom - area.top - head - 16 - (body.box ? boxHeight + 24 : 0)
    const bottom = area.top + head + 16 + Math.min(room, rows * type.small * 5)
    layChanges(draft, body, { ...left, bottom }, type)
    if (body.box)
      layBox(draft, body.box, { ...left, top: bottom + 20, bottom: bottom + 20 + boxHeight }, type)
    layCurve(draft, body, right, type)
    return
  }
  // The curve needs as much of the height as the bars.
  const bottom = area.top + head + 8 + Math.min(rows * type.small * 3.6, (area.bottom - area.top) * 0.4)
  layChanges(draft, body, { ...area, bottom }, type)
  let y = bottom + 12
  if (body.box) {
    const row = type.value + 28
    layBoxRow(draft, body.box, { ...area, top: y, bottom: y + row }, type)
    y += row + 12
  }
  layCurve(draft, body, { ...area, top: y }, type)
}

function layTitle(draft: Draft, text: string, box: Box, type: Type): number {
  draft.text({
    text,
    x: box.left,
    y: box.top + type.value,
    size: type.value - 1,
    weight: 'bold',
    role: 'caption',
  })
  return box.top + type.value * 1.2
}

/** A bar a tenor, with the two yields under it. */
function layChanges(draft: Draft, { changes }: Curves, box: Box, type: Type): void {
  const top = layTitle(draft, changes.title, box, type) + 24
  const height = (box.bottom - top) / Math.max(1, changes.rows.length)
  const thick = Math.min(height - type.small * 1.5, type.small * 2.4)
  const names = Math.max(...changes.rows.map(({ name }) => draft.measure(name, type.value, 'bold')))
  const labels =
    Math.max(...changes.rows.map(({ label }) => draft.measure(label.text, type.value, 'bold'))) + 14
  const values = changes.rows.flatMap(({ value }) => (value === null ? [] : [value]))
  const [least, most] = [Math.min(0, ...values), Math.max(0, ...values)]
  const left = box.left + names + 16 + (least < 0 ? labels : 0)
  const right = box.right - (most > 0 || least === 0 ? labels : 8)
  const x = linear(least, most === least ? least + 1 : most, left, right)
  const zero = x(0)
  changes.rows.forEach(({ name, value, label, detail }, index) => {
    const at = top + index * height
    const centre = at + thick / 2
    const isFall = (value ?? 0) < 0 || (most === 0 && least < 0)
    const end = x(value ?? 0)
    if (value !== null && value !== 0) {
      draft.rect({
        x: Math.min(zero, end),
        y: at,
        width: Math.abs(end - zero),
        height: thick,
        fill: 'slate',
      })
    }
    const words = { y: baselineAt(centre, type.value), size: type.value, weight: 'bold' } as const
    draft.text({ ...words, text: name, x: box.left + names, align: 'right', role: 'cell' })
    draft.spot({
      box: { ...box, top: at, bottom: at + thick + type.small * 1.4 },
      title: name,
      lines: [label.text, detail].map((text) => ({ text, ink: 'slate' })),
    })
    draft.text({
      ...words,
      text: label.text,
      ink: label.ink ?? 'text',
      x: isFall ? end - 12 : end + 12,
      align: isFall ? 'right' : 'left',
      role: 'end',
    })
    const under = { text: detail, size: type.small, weight: 'normal' } as const
    const width = draft.measure(detail, type.small, 'normal')
    draft.text({
      ...under,
      x: isFall
        ? Math.max(box.left, Math.min(zero - 14, box.right) - width)
        : Math.min(zero + 14, box.right - width),
      y: at + thick + type.small * 1.1,
      ink: 'sub',
      role: 'cell',
    })
  })
  const upright = [
    [zero, top - 14],
    [zero, box.bottom],
  ] as const
  draft.line({ runs: [upright], ink: 'zero', width: 2 })
}

function layBox(draft: Draft, { title, text }: NonNullable<Curves['box']>, box: Box, type: Type): void {
  const [width, height] = [box.right - box.left, box.bottom - box.top]
  draft.rect({ x: box.left, y: box.top, width, height, fill: 'panel', radius: 6 })
  const x = box.left + 18
  draft.text({ text: title, x, y: box.top + 12 + type.small, size: type.small, ink: 'sub', role: 'caption' })
  draft.text({
    text,
    x,
    y: box.bottom - 18,
    size: type.value * 1.15,
    weight: 'bold',
    role: 'label',
  })
}

/** Title and text in one row, where height is scarce. */
function layBoxRow(draft: Draft, { title, text }: NonNullable<Curves['box']>, box: Box, type: Type): void {
  const [width, height] = [box.right - box.left, box.bottom - box.top]
  const centre = (box.top + box.bottom) / 2
  draft.rect({ x: box.left, y: box.top, width, height, fill: 'panel', radius: 6 })
  draft.text({
    text: title,
    x: box.left + 18,
    y: baselineAt(centre, type.small),
    size: type.small,
    ink: 'sub',
    role: 'caption',
  })
  draft.text({
    text,
    x: box.right - 18,
    y: baselineAt(centre, type.value),
    size: type.value,
    weight: 'bold',
    align: 'right',
    role: 'label',
  })
}

function layCurve(draft: Draft, { curve }: Curves, box: Box, type: Type): void {
  const top = layTitle(draft, curve.title, box, type) + type.value * 1.6
  const bottom = box.bottom - type.small * 2.2
  const widest = Math.max(...curve.ticks.map(({ text }) => draft.measure(text, type.small, 'normal')))
  const plot = { left: box.left, right: box.right - widest - 16, top, bottom }
  const all = [...curve.now, ...curve.before]
  const years = all.map((one) => one.years)
  const yields = [...all.map(({ value }) => value), ...curve.ticks.map(({ value }) => value)]
  const x = linear(Math.min(...years), Math.max(...years), plot.left + 32, plot.right - 32)
  const y = linear(Math.min(...yields), Math.max(...yields), bottom - 16, top)
  const ticks = spaced(curve.ticks, y, type.small * 1.3)
  for (const { value, text } of ticks) {
    const run = [
      [plot.left, y(value)],
      [plot.right, y(value)],
    ] as const
    draft.line({ runs: [run], ink: 'grid', width: 1 })
    draft.text({
      text,
      x: box.right,
      y: baselineAt(y(value), type.small),
      size: type.small,
      ink: 'sub',
      align: 'right',
      role: 'tick',
    })
  }
  const before = placesOf(curve.before, x, y)
  const now = placesOf(curve.now, x, y)
  draft.line({ runs: [before], ink: 'zero', width: 2.5, dash: [8, 6], data: 'before' })
  for (const [px, py] of before) draft.dot({ x: px, y: py, radius: 5, fill: 'zero' })
  draft.line({ runs: [now], ink: 'slate', width: 3.5, data: 'now' })
  for (const [px, py] of now) draft.dot({ x: px, y: py, radius: 8, fill: 'slate', ring: 'ground' })
  layTenors(draft, curve.now, x, plot, type)
  laySpots(draft, curve, x, plot, type)
  layYields(draft, curve.now, [now, before], { ...plot, top: top - type.value * 1.5 }, type)
  const levels = ticks.map(({ value }): Place[] => [
    [plot.left, y(value)],
    [plot.right, y(value)],
  ])
  layLegend(draft, curve.legend, [now, before, ...levels], { ...plot, bottom: bottom - 6 }, type)
}

/** A tenor's yield now and a week before, read anywhere above or below its dots. */
function laySpots(draft: Draft, { now, before }: Curves['curve'], x: Scale, plot: Box, type: Type): void {
  const print = (value: number) => printValue(value, 'points', type.locale)
  for (const { years, name, value } of now) {
    const was = before.find((one) => one.years === years)
    const at = x(years)
    const box = { left: at - 14, right: at + 14, top: plot.top, bottom: plot.bottom }
    const lines = [{ text: print(value), ink: 'slate' }]
    draft.spot({
      box,
      title: name,
      lines: was ? [...lines, { text: print(was.value), ink: 'zero' }] : lines,
    })
  }
}

/** From the top down, those that do not stand too close to the one before. */
function spaced<T extends { readonly value: number }>(ticks: readonly T[], y: Scale, least: number): T[] {
  let last = Number.NEGATIVE_INFINITY
  return ticks.toReversed().filter(({ value }) => {
    if (y(value) - last < least) return false
    last = y(value)
    return true
  })
}

function placesOf(points: readonly Yield[], x: Scale, y: Scale): Place[] {
  return points.map(({ years, value }) => [x(years), y(value)])
}

/** Short tenors stand so close that only some have room. */
function layTenors(draft: Draft, points: readonly Yield[], x: Scale, plot: Box, type: Type): void {
  let right = Number.NEGATIVE_INFINITY
  for (const { years, name } of points) {
    const at = x(years)
    const half = draft.measure(name, type.small, 'normal') / 2
    if (at - half < right + 10) continue
    right = at + half
    const run = [
      [at, plot.bottom + 2],
      [at, plot.bottom + 9],
    ] as const
    draft.line({ runs: [run], ink: 'zero', width: 2 })
    draft.text({
      text: name,
      x: at,
      y: plot.bottom + 9 + type.small,
      size: type.small,
      ink: 'sub',
      align: 'center',
      role: 'tick',
    })
  }
}

/** The yield beside its dot, where no line passes. */
function layYields(
  draft: Draft,
  points: readonly Yield[],
  lines: readonly (readonly Place[])[],
  within: Box,
  type: Type,
): void {
  const [now] = lines
  points.forEach(({ text }, index) => {
    if (text === '') return
    const [px, py] = now?.[index] ?? [0, 0]
    const at = { text, size: type.value - 2, weight: 'bold' } as const
    const spot = (dx: number, dy: number, align: 'left' | 'center' | 'right') => {
      const place = { ...at, x: px + dx, y: baselineAt(py + dy, at.size), align } as const
      return { box: textBox(place, draft.measure), value: place }
    }
    const away = type.value * 1.1
    const candidates = [
      spot(0, -away, 'center'),
      spot(16, 4, 'left'),
      spot(-16, -4, 'right'),
      spot(0, away, 'center'),
      spot(16, away * 0.8, 'left'),
      spot(-16, -away * 0.8, 'right'),
    ]
    const place = firstFree(candidates, { boxes: draft.textBoxes(), lines, within: widened(within) })
    if (place) draft.text({ ...place, role: 'label', halo: type.ground })
  })
}

function widened(box: Box): Box {
  return { ...box, left: box.left - 8, right: box.right + 8 }
}

function layLegend(
  draft: Draft,
  text: string,
  lines: readonly (readonly Place[])[],
  plot: Box,
  type: Type,
): void {
  const spot = (y: number, align: 'left' | 'right') => {
    const place = {
      text,
      x: align === 'right' ? plot.right : plot.left + 4,
      y,
      size: type.small,
      weight: 'normal',
      align,
    } as const
    return { box: textBox(place, draft.measure), value: place }
  }
  const rows = Array.from({ length: 8 }, (_, step) => plot.bottom - 8 - step * type.small)
  const candidates = [
    ...rows.map((y) => spot(y, 'right')),
    ...rows.map((y) => spot(y, 'left')),
    spot(plot.top, 'left'),
  ]
  const place = firstFree(candidates, { boxes: draft.textBoxes(), lines, within: widened(plot) })
  if (place) draft.text({ ...place, ink: 'sub', role: 'label', halo: type.ground })
}

/** The row of dates under the panes, with the edition's week named among them. */
import { type Box, grown, overlap } from '../scene.ts'
import type { Panes, TimeTick } from '../spec/panes.ts'
import { type Draft, textBox } from './draft.ts'
import type { PlacedPane, Type } from './placed.ts'

/** The height of the row of dates, pixels. */
export function tickHeight(type: Type): number {
  return type.small + 18
}

/** The week's name first; a date that would touch another word gives way. */
export function layTicks(
  draft: Draft,
  { ticks, week }: Panes,
  placed: PlacedPane,
  area: Box,
  type: Type,
): void {
  const { box, x } = placed
  const y = box.bottom + 10 + type.small
  const taken: Box[] = []
  if (week) {
    const centre = (Math.max(box.left, x(week.from)) + Math.min(box.right, x(week.to))) / 2
    taken.push(
      draft.text({
        text: week.text,
        x: centre,
        y,
        size: type.small,
        weight: 'bold',
        align: 'center',
        role: 'tick',
      }),
    )
  }
  const dates = ticks.map((tick) => dateAt(tick, placed, y, area, type, draft))
  const stride = strideOf(dates)
  dates.forEach(({ tick, x: middle, bounds }, index) => {
    if ((dates.length - 1 - index) % stride !== 0) return
    if (taken.some((one) => overlap(grown(bounds, gapOf(tick) / 2), one))) return
    taken.push(
      draft.text({
        text: tick.text,
        x: middle,
        y,
        size: type.small,
        align: 'center',
        ink: 'sub',
        role: 'tick',
      }),
    )
    if (tick.span !== undefined) return
    const at = x(tick.at)
    draft.line({
      runs: [
        [
          [at, box.bottom + 4],
          [at, box.bottom + 10],
        ],
      ],
      ink: 'zero',
      width: 1.5,
    })
  })
}

interface PlacedDate {
  readonly tick: TimeTick
  readonly x: number
  readonly bounds: Box
}

/** Words at the edge move inward, and stay within the margins. */
function dateAt(
  tick: TimeTick,
  { box, x }: PlacedPane,
  y: number,
  area: Box,
  type: Type,
  draft: Draft,
): PlacedDate {
  const middle = x(tick.at + (tick.span ?? 0) / 2)
  const place = {
    text: tick.text,
    x: middle,
    y,
    size: type.small,
    weight: 'normal',
    align: 'center',
  } as const
  const bounds = textBox(place, draft.measure)
  const [left, right] = [Math.max(box.left - 36, area.left), Math.min(box.right + 36, area.right)]
  const shift = Math.max(0, left - bounds.left) - Math.max(0, bounds.right - right)
  const moved = { ...bounds, left: bounds.left + shift, right: bounds.right + shift }
  return { tick, x: middle + shift, bounds: moved }
}

/** Days of a week have their own panels, which part them already. */
function gapOf({ span }: TimeTick): number {
  return span === undefined ? 12 : 5
}

/** Every so many dates are written, counted from the newest, so that none touches the next. */
function strideOf(dates: readonly PlacedDate[]): number {
  for (let stride = 1; stride < dates.length; stride++) {
    const kept = dates.filter((_, index) => (dates.length - 1 - index) % stride === 0)
    if (
      kept.every(
        ({ tick, bounds }, i) => i === 0 || bounds.left - (kept[i - 1]?.bounds.right ?? 0) >= gapOf(tick),
      )
    )
      return stride
  }
  return Math.max(1, dates.length)
}

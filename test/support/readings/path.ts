/** The week of the fixture, and series that end with it. */
import type { Point } from '#src/market/series.ts'
import { DAY } from '#src/market/time.ts'
import { weekEnding } from '#src/market/week.ts'
import { dice } from '../dice.ts'

export const fixtureWeek = weekEnding('2025-11-24')
export const end = fixtureWeek.end

/** Daily points up to the window's end, through anchors of [days before the end, value], with a little noise. */
export function path(anchors: readonly (readonly [number, number])[], noise: number, seed: number): Point[] {
  const random = dice(seed)
  const points: Point[] = []
  const longest = anchors[0]?.[0] ?? 0
  for (let ago = longest; ago >= 0; ago--) {
    const right = anchors.findIndex(([days]) => days <= ago)
    const [toDays, to] = anchors[right] ?? [0, 0]
    const [fromDays, from] = anchors[Math.max(0, right - 1)] ?? [0, 0]
    const share = fromDays === toDays ? 1 : (fromDays - ago) / (fromDays - toDays)
    const level = from + (to - from) * share
    points.push([end - ago * DAY, ago === 0 ? level : level * (1 + (random() - 0.5) * noise)])
  }
  return points
}

/** One value a week: the latest as given, those before off by `slope` for each week and a little noise. */
export function weekly(latest: number, slope: number, noise: number, seed: number, count = 26): Point[] {
  const random = dice(seed)
  return Array.from({ length: count }, (_, i) => {
    const ago = count - 1 - i
    return [end - ago * 7 * DAY, latest + slope * ago + (ago === 0 ? 0 : (random() - 0.5) * noise)]
  })
}

/** Bitcoin’s price, which funding and open interest stand beside. */
export const prices = path(
  [
    [179, 108_000],
    [120, 118_000],
    [49, 125_500],
    [28, 114_500],
    [7, 94_500],
    [3, 84_600],
    [0, 87_900],
  ],
  0.025,
  1,
)

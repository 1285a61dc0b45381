/** What a value was before it crossed: a condition that holds for a while is reported when the reading before was beyond the level, too. */
import type { Firing, KnownValue } from '#src/chat/alert.ts'
import { isReplay } from '#src/market/asof.ts'
import type { History } from '#src/market/history.ts'
import { DAY } from '#src/market/time.ts'
import { isThere, needsMinutes, parseSeries } from '#src/market/watched.ts'
import { pastOf } from '../past.ts'
import type { Samples } from './level.ts'

/** How far back it is looked for. */
const BACK = 30 * DAY

/**
 * The last confirmed value on the other side of the level. Undefined where the reading before the firing is that value itself, and where
 * the record does not have that reading as it was judged: a later one could be missing.
 */
export function beforeCrossing(
  { series: name, kind, late, side, level, before }: Firing,
  { history, samples }: { readonly history: History; readonly samples: Samples },
): KnownValue | undefined {
  const isBeyond = (value: number) => isThere(name, { side, level }, value)
  if (kind !== 'crossed' || late || !before || !isBeyond(before.value)) return undefined
  const points = pointsOf(name, before.time, history, samples).filter(([time]) => time <= before.time)
  if (points.at(-1)?.[1] !== before.value) return undefined
  const found = points.findLast(([, value]) => !isBeyond(value))
  return found && { time: found[0], value: found[1] }
}

/** Values as they were judged, oldest first: of minutes the price of the venues together alone is kept. */
function pointsOf(name: string, until: number, history: History, samples: Samples): Samples {
  const series = parseSeries(name)
  if (!series) return []
  if (!needsMinutes(series) || isReplay(history)) return pastOf(series, history, until - BACK)?.points ?? []
  return series.kind === 'price' && series.venue === undefined ? samples : []
}

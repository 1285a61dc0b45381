/** What is known of the market while an alert is set: values as they are judged where they are, else as the record has them. */
import { type KnownNow, normalise, seriesOf } from '#src/alerts/normalise.ts'
import { usualMove, valueNow } from '#src/alerts/now.ts'
import { cadenceIn } from '#src/alerts/resolution.ts'
import { type Condition, type KnownValue, WATCHLIST, type WatchRule } from '#src/chat/alert.ts'
import { nearestOf } from '#src/briefing/alertfigures.ts'
import type { AlertDraft } from '#src/bot/alerts/line.ts'
import { parseSeries, printSeries, type WatchedSeries } from '#src/market/watched.ts'
import type { AlertScene } from './scene.ts'

/** Asked of the store for the series of these conditions; `coins` in the place of those on the owner's watchlist. */
export async function knownFor(
  conditions: readonly Condition[],
  scene: AlertScene,
  coins?: readonly string[],
): Promise<KnownNow> {
  const { store, access, owner, history, personal } = scene
  const isOfList = conditions.some((one) => 'asset' in one && one.asset === WATCHLIST)
  const watchlist = coins ?? (isOfList ? ((await access.watchlist?.(owner)) ?? []) : [])
  const names = conditions.flatMap((one) => coinsOf(one, watchlist).flatMap(seriesOf).map(printSeries))
  const observed = names.length === 0 ? [] : await store.observed([...new Set(names)])
  const values = new Map<string, KnownValue>(observed.map((one) => [one.series, one]))
  return {
    value(name) {
      const series = parseSeries(name)
      return values.get(name) ?? (series && valueNow(series, history))
    },
    usualMove: (asset) => usualMove(asset, history),
    watchlist,
    cadence: cadenceIn(history),
    now: personal.now,
  }
}

/** The series of a condition of one coin with its value now; undefined for a watchlist, and where nothing is known. */
export function standingOf(
  condition: Condition,
  known: KnownNow,
): { readonly series: WatchedSeries; readonly now: KnownValue | undefined } | undefined {
  if ('asset' in condition && condition.asset === WATCHLIST) return undefined
  const [series] = seriesOf(condition)
  return series && { series, now: known.value(printSeries(series)) }
}

/** The watch whose level is nearest to the value now; the first where no value is known. */
export function nearestWatch(
  draft: Pick<AlertDraft, 'condition' | 'repeat' | 'hold'>,
  known: KnownNow,
  watches: readonly WatchRule[] = normalise(draft, known),
): WatchRule | undefined {
  const found = watches.flatMap((watch) => {
    const value = known.value(watch.series)?.value
    return value === undefined ? [] : [{ watch, value }]
  })
  return nearestOf(found)?.watch ?? watches[0]
}

function coinsOf(condition: Condition, watchlist: readonly string[]): readonly Condition[] {
  if (!('asset' in condition) || condition.asset !== WATCHLIST) return [condition]
  return watchlist.map((asset) => ({ ...condition, asset }) as Condition)
}

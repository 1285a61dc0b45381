/** Alerts as the contract keeps them in a store, and firings of theirs. */
import type { AlertPlan, NewWatch } from '#src/chat/alert.ts'
import type { AppliedMove } from '#src/store/alerts/port.ts'
import type { Store } from '#src/store/open.ts'
import { alertPlanOf, newWatchOf } from '../../support/alerts.ts'

export const NOW = Date.parse('2025-11-24T05:00:00Z')
export const [MINUTE, HOUR, DAY] = [60_000, 3_600_000, 86_400_000]
export const ME = 'member:telegram:42'
export const MOST = { alerts: 30, watches: 200, total: 100_000 }

/** Adds one, of a member’s own unless it is said otherwise. */
export const add = async (
  { alerts }: Store,
  {
    owner = ME,
    plan = {},
    watches = [newWatchOf()],
  }: { owner?: string; plan?: Partial<AlertPlan>; watches?: readonly NewWatch[] } = {},
) => {
  const added = await alerts.add({
    owner,
    plan: alertPlanOf('telegram:42', NOW, plan),
    watches,
    now: NOW,
    most: MOST,
  })
  if (added === 'full') throw new Error('full')
  return added
}

/** A confirmed value of a series. */
export const write = ({ alertWork }: Store, value: number, time = NOW + MINUTE, series = 'price:bitcoin') =>
  alertWork.write([{ series, value, time, standing: 'confirmed', evidence: { sources: ['Binance'] } }])

/** The move of an armed watch that has been passed. */
export const fires = (id: number, changes: Partial<AppliedMove> = {}): AppliedMove => ({
  ...{ id, step: 0, from: 'armed', to: 'fired', since: NOW, time: NOW + MINUTE },
  reports: { kind: 'crossed', late: false, isPosted: true },
  ...changes,
})

export const times = { now: NOW + MINUTE, flushAt: NOW + MINUTE + 5000 }
/** When what was passed at `times` may be gathered. */
export const later = times.flushAt

/** So many alerts that have fired and wait in their box; gives their ids. */
export const fired = async (
  store: Store,
  count = 1,
  plan: Partial<AlertPlan> = {},
  time = NOW + MINUTE,
): Promise<readonly string[]> => {
  const ids: string[] = []
  for (let index = 0; index < count; index++) ids.push((await add(store, { plan })).id)
  for (const { id, time: known } of await store.alertWork.unjudged())
    if (known < time) await store.alertWork.judged([{ id, time: known }])
  await write(store, 89_000, time)
  const watches = (await Promise.all(ids.map((id) => store.alerts.watches(id)))).flat()
  await store.alertWork.apply(
    watches.map(({ id }) => fires(id, { time })),
    times,
  )
  return ids
}

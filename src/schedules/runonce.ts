/** Runs that members ask for by hand: a button that is clicked twice runs its schedule once. */
import type { Delivery } from '#src/chat/delivery.ts'

/** Milliseconds within which a second request for the same schedule is the first one's. */
export const TWICE = 5000
/** Schedules that are remembered; the oldest are forgotten first. */
const KEPT = 1000

/** `now` is in milliseconds since 1970. A run that fails may be asked for again at once. */
export function createRunOnce(
  now: () => number,
): (schedule: string, run: () => Promise<Delivery>) => Promise<Delivery> {
  const runs = new Map<string, { readonly at: number; readonly made: Promise<Delivery> }>()
  return (schedule, run) => {
    const last = runs.get(schedule)
    if (last && now() - last.at < TWICE) return last.made
    const one = { at: now(), made: run() }
    runs.delete(schedule)
    runs.set(schedule, one)
    one.made.catch(() => {
      if (runs.get(schedule) === one) runs.delete(schedule)
    })
    const oldest = runs.keys().next().value
    if (runs.size > KEPT && oldest !== undefined) runs.delete(oldest)
    return one.made
  }
}

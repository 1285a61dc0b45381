/** Alerts for tests: bitcoin below $90,000, each time. */
import type { AlertPlan, NewWatch } from '#src/chat/alert.ts'

const DAY = 86_400_000

export function alertPlanOf(target: string, now: number, changes: Partial<AlertPlan> = {}): AlertPlan {
  return {
    target,
    condition: { kind: 'price', asset: 'bitcoin', side: 'below', level: 90_000 },
    repeat: { kind: 'each', gap: 0 },
    ...{ hold: 0, until: now + 90 * DAY, silent: false },
    look: { language: 'ja', zone: 'Asia/Tokyo', theme: 'light', colors: 'standard' },
    ...changes,
  }
}

export function newWatchOf(changes: Partial<NewWatch> = {}): NewWatch {
  return {
    ...{ series: 'price:bitcoin', side: -1, fire: 90_000, rearm: 90_450, hold: 0 },
    ...{ repeat: { kind: 'each', gap: 0 }, state: 'armed' },
    before: { value: 92_000, time: Date.parse('2025-11-24T05:00:00Z') },
    ...changes,
  }
}

/** Plans of schedules for tests. */
import type { Plan } from '#src/chat/schedule.ts'

/** Every Monday at 09:30 in Tokyo: 00:30 UTC. */
export function planOf(target: string, changes: Partial<Plan> = {}): Plan {
  return {
    target,
    what: { kind: 'brief', length: 'full', windowZone: 'UTC' },
    when: { kind: 'weekly', weekday: 1, hour: 9, minute: 30 },
    zone: 'Asia/Tokyo',
    language: 'ja',
    theme: 'dark',
    colors: 'standard',
    options: {},
    grace: 6 * 3_600_000,
    late: 'post',
    coverage: { least: 0.8, patience: 2 * 3_600_000 },
    ...changes,
  }
}

/** The tick: every minute, what is due becomes deliveries. It is a hint alone, as each reads everything that is due. */
import { setImmediate } from 'node:timers/promises'
import cron from 'node-cron'
import type { Plan } from '#src/chat/schedule.ts'
import type { Clock } from '#src/clock.ts'
import type { Log } from '#src/log.ts'
import type { Ledger } from '#src/store/ledger.ts'
import { createStoreTrouble, type StoreTrouble } from '#src/store/trouble.ts'
import { nextRun } from './nextrun.ts'

export interface TickParts {
  readonly ledger: Pick<Ledger, 'enqueueDue'>
  readonly awaits: (plan: Plan, fireAt: number) => string | undefined
  /** Milliseconds since 1970. */
  readonly now: () => number
  /** Hears that deliveries wait. */
  readonly onDue: () => void
  /** Hears of a schedule whose stored plan cannot be read. */
  readonly onMalformed?: (schedule: string, problem: string) => void
}

/** Schedules in one transaction. */
const BATCH = 500
/** A tick this many milliseconds late is a tick nevertheless. */
const TOLERANCE = 30_000
/** Milliseconds without a tick after which one is made. */
const SILENCE = 90_000

/** Makes deliveries of all that is due; gives how many schedules were. */
export async function tick({ ledger, awaits, now, onDue, onMalformed }: TickParts): Promise<number> {
  let all = 0
  for (;;) {
    const taken = await ledger.enqueueDue({
      now: now(),
      most: BATCH,
      next: ({ when, zone }, after) => nextRun(when, zone, after),
      awaits,
      ...(onMalformed && { onMalformed }),
    })
    all += taken
    if (taken > 0) onDue()
    if (taken < BATCH) return all
    // Questions and answers come between.
    await setImmediate()
  }
}

/** Ticks once now and then at the start of every minute; gives what ends that, once a running tick is done. */
export function startTicking(
  parts: TickParts & { readonly clock: Clock; readonly log: Log; readonly trouble?: StoreTrouble },
): () => Promise<void> {
  let running: Promise<unknown> = Promise.resolve()
  let hasTicked = true
  const trouble = parts.trouble ?? createStoreTrouble(parts)
  const run = () => {
    hasTicked = true
    const onMalformed = (schedule: string, problem: string) =>
      parts.log.warn(`Schedule ${schedule} is held for an hour: ${problem}`)
    running = trouble.watch('Schedules could not be read', () => tick({ ...parts, onMalformed }))
    return running
  }
  // In any zone with summer time node-cron would fall silent for the hour that comes twice; so it would on a machine in
  // one, which is why the program reckons in UTC.
  const task = cron.schedule('* * * * *', run, {
    timezone: 'Etc/UTC',
    noOverlap: true,
    missedExecutionTolerance: TOLERANCE,
    suppressMissedWarning: true,
    logger: loggerFor(parts.log),
  })
  let unwatch = () => {}
  // Where the machine's clock is set back, node-cron waits until that has come round again.
  const watch = () => {
    if (!hasTicked) run()
    hasTicked = false
    unwatch = parts.clock.after(SILENCE, watch)
  }
  watch()
  run()
  return async () => {
    unwatch()
    await task.destroy()
    await running
  }
}

/** What node-cron has to say, where our log is: it would print it. */
function loggerFor({ warn }: Log) {
  const tell = (message: string | Error) => warn(`The minute tick: ${String(message)}`)
  return { info() {}, debug() {}, warn: tell, error: tell }
}

/**
 * The clock of a replay: it begins in the past, and its hours pass faster than the machine's. What waits is run in its order, each at
 * its own time. While something is being answered, judged or posted it goes no faster than any clock, so that nothing expires that the
 * machine is at work on.
 */
import type { Clock } from '#src/clock.ts'

export interface ReplayClock extends Clock {
  /** From now on time passes; as usual again from `to` on, in milliseconds since 1970. */
  start(to: number, onEnd: () => void): void
  /** Does work during which time passes as usual. */
  during<Value>(work: () => Promise<Value>): Promise<Value>
  /** Time passes as usual as long as this holds. */
  whileBusy(isBusy: () => boolean): void
  stop(): void
}

export interface ReplayClockParts {
  /** The machine's. */
  readonly real: Clock
  /** Milliseconds since 1970. */
  readonly from: number
  /** Milliseconds that pass in one. */
  readonly speed: number
}

/** Milliseconds of the replay that pass between two turns of the event loop at most: far less than a lease holds. */
const STRIDE = 5000
/** What was not made up for while the machine was at work is made up for later, up to so many milliseconds of the replay. */
const MOST_OWED = 120_000
/** Milliseconds between two looks for what is due. */
const [SHORTEST, LONGEST] = [1, 50]

export function createReplayClock({ real, from, speed }: ReplayClockParts): ReplayClock {
  let time = from
  let waiting: { readonly at: number; readonly run: () => void }[] = []
  let [held, owed] = [0, 0]
  let cancel = () => {}
  let [end, ended, onEnd] = [Number.POSITIVE_INFINITY, false, () => {}]
  const checks: (() => boolean)[] = []
  const isBusy = () => held > 0 || checks.some((holds) => holds())
  const look = Math.min(LONGEST, Math.max(SHORTEST, Math.floor(STRIDE / speed)))

  /** Runs what is due up to an instant. Stops with the first that is at work for longer. */
  function pass(until: number): void {
    for (;;) {
      const due = waiting.reduce<(typeof waiting)[number] | undefined>(
        (first, one) => (first && first.at <= one.at ? first : one),
        undefined,
      )
      if (!due || due.at > until) break
      waiting = waiting.filter((one) => one !== due)
      time = Math.max(time, due.at)
      due.run()
      if (isBusy()) return
    }
    time = Math.max(time, until)
  }

  function turn(last: number): void {
    cancel = real.after(owed > STRIDE / 2 ? SHORTEST : look, () => {
      const now = real.now()
      const passed = Math.max(0, now - last)
      const asUsual = ended || isBusy()
      owed = ended ? 0 : Math.min(MOST_OWED, owed + passed * speed)
      const before = time
      pass(time + (asUsual ? passed : Math.min(STRIDE, owed)))
      owed = Math.max(0, owed - (time - before))
      if (!ended && time >= end) {
        ended = true
        onEnd()
      }
      turn(now)
    })
  }

  return {
    machine: real,
    now: () => time,
    after(milliseconds, run) {
      const one = { at: time + Math.max(0, milliseconds), run }
      waiting.push(one)
      return () => {
        waiting = waiting.filter((other) => other !== one)
      }
    },
    start(to, hear) {
      ;[end, onEnd] = [to, hear]
      turn(real.now())
    },
    async during(work) {
      held += 1
      try {
        return await work()
      } finally {
        held -= 1
      }
    },
    whileBusy: (check) => void checks.push(check),
    stop: () => cancel(),
  }
}

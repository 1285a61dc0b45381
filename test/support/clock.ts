/** A clock that stands still until a test moves it, and a way to wait for what real sockets do. */
import { setImmediate as turn, setTimeout as pause } from 'node:timers/promises'
import type { Clock } from '#src/clock.ts'

export interface FakeClock extends Clock {
  /** Moves on, running what is due on the way in its order. */
  advance(milliseconds: number): void
  /** Moves to the next thing that waits and runs it; false where nothing waits. */
  skip(): boolean
  /** How many wait. */
  readonly waiting: number
}

export function createFakeClock(start = Date.UTC(2025, 10, 24)): FakeClock {
  let time = start
  let waiting: { readonly at: number; readonly run: () => void }[] = []
  const next = () => waiting.toSorted((a, b) => a.at - b.at)[0]
  const runNext = (until: number): boolean => {
    const due = next()
    if (!due || due.at > until) return false
    waiting = waiting.filter((one) => one !== due)
    time = Math.max(time, due.at)
    due.run()
    return true
  }
  return {
    now: () => time,
    after(milliseconds, run) {
      const one = { at: time + milliseconds, run }
      waiting.push(one)
      return () => {
        waiting = waiting.filter((other) => other !== one)
      }
    },
    advance(milliseconds) {
      const until = time + milliseconds
      while (runNext(until));
      time = until
    },
    skip: () => runNext(Number.POSITIVE_INFINITY),
    get waiting() {
      return waiting.length
    },
  }
}

/**
 * Milliseconds that this thread has computed. Who waits for sockets by turning the event loop computes all the time, but
 * not while a busy machine gives the time to others: in that time nothing can be told of the sockets.
 */
export function computed(): number {
  const { user, system } = process.threadCpuUsage()
  return (user + system) / 1000
}

/** Milliseconds of computing after which what is waited for comes from another process or from a library's own timer. */
const PATIENCE = 100
/** Longest wait, in milliseconds: a test that fails says what did not happen, before its own time is over. */
const LONGEST = 50_000

/**
 * Waits until a condition holds. Sockets are given their turns meanwhile; a wait that goes on leaves the processor to
 * others between its looks.
 */
export async function eventually(condition: () => boolean, what = 'what was waited for'): Promise<void> {
  const [since, end] = [computed(), performance.now() + LONGEST]
  while (!condition()) {
    if (performance.now() > end) throw new Error(`${what} did not happen within ${LONGEST / 1000} seconds`)
    if (computed() - since < PATIENCE) await turn()
    else await pause(2)
  }
}

/** Milliseconds of this thread's turns without a sound on the sockets after which only the clock can be what is waited for. */
const SILENCE = 15
/** The same in turns: one that computes for long is still one, and what it began comes in the next. */
const TURNS = 50

/**
 * Waits until nothing more happens on the sockets of a loopback, with the clock standing still. A silence is computed through: in a
 * wait that sleeps it would take a hundred times as long.
 */
export async function silence(isRunning: () => boolean, calls: () => number): Promise<void> {
  for (;;) {
    await eventually(() => !isRunning(), 'silence')
    const [since, seen] = [computed(), calls()]
    const isCalm = () => !isRunning() && calls() === seen
    let turns = 0
    while (isCalm() && (turns < TURNS || computed() - since < SILENCE)) {
      await turn()
      turns += 1
    }
    if (isCalm()) return
  }
}

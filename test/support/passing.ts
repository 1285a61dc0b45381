/** Time that passes only while a test waits, and only while nothing is under way on the sockets. */
import { setImmediate as turn } from 'node:timers/promises'
import { computed, type FakeClock } from './clock.ts'

/** Milliseconds of the clock that pass at once. */
const STEP = 250
/** Milliseconds between two clicks of somebody who knows the way. */
const LOOK = 1000
/** Milliseconds of this thread's turns without a sound before that, */
const SILENCE = 6
/** of which one turn of the event loop is at most so many. */
const TURN = 1
/** Milliseconds of this thread after which nothing will come. */
const PATIENCE = 20_000

export interface Passing {
  /** A member looks before they click. */
  look(): void
  /** Lets so many milliseconds pass, in which the program does what it can. */
  rest(milliseconds: number): Promise<void>
  /** Waits until a condition holds. */
  until(condition: () => boolean, what: string): Promise<void>
  /** What a promise gives. */
  result<Value>(work: Promise<Value>, what: string): Promise<Value>
}

/** `busy` says whether a call is under way. */
export function createPassing(clock: FakeClock, busy: () => boolean): Passing {
  const until = async (condition: () => boolean, what: string) => {
    const end = computed() + PATIENCE
    let [calm, last] = [0, computed()]
    while (!condition()) {
      if (last > end) throw new Error(`${what} did not happen`)
      await turn()
      const now = computed()
      calm = busy() ? 0 : calm + Math.min(now - last, TURN)
      last = now
      if (calm < SILENCE) continue
      clock.advance(STEP)
      calm = 0
    }
  }
  return {
    look: () => clock.advance(LOOK),
    rest(milliseconds) {
      const end = clock.now() + milliseconds
      return until(() => clock.now() >= end, 'a rest')
    },
    until,
    async result(work, what) {
      let done = false
      const finished = work.finally(() => {
        done = true
      })
      // Handled where it is awaited below.
      finished.catch(() => undefined)
      await until(() => done, what)
      return finished
    },
  }
}

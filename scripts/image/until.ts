/** Asks again until it holds, or until so many milliseconds have passed; false in the second case. */
export async function until(milliseconds: number, holds: () => Promise<boolean>): Promise<boolean> {
  const end = performance.now() + milliseconds
  while (performance.now() < end) {
    if (await holds()) return true
    await new Promise((done) => setTimeout(done, 20))
  }
  return false
}

/** Milliseconds in which the program must be ready, and in which it must have stopped. */
export const [READY_WITHIN, STOPPED_WITHIN] = [20_000, 15_000]

/** Seconds since a time of `performance.now()`, as printed. */
export function secondsSince(started: number, digits = 0): string {
  return ((performance.now() - started) / 1000).toFixed(digits)
}

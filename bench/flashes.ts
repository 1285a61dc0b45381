/**
 * What a record that nobody asked yet costs flashes, and how long the event loop is held at a time: `node bench/flashes.ts [folder …]`.
 * In one stretch it would be held for all of it.
 */
import { rehearseInSteps } from '#src/alerts/rehearse.ts'
import { latestInSteps } from '#src/alerts/settled.ts'
import { makeFlash, remakeInSteps } from '#src/editions/flash.ts'
import type { History } from '#src/market/history.ts'
import { DAY, floorToDay, HOUR } from '#src/market/time.ts'
import { ANY } from '#src/market/watched.ts'
import { candidatesInSteps, flashCandidates } from '#src/services/flash.ts'
import { inSteps, type Steps } from '#src/services/steps.ts'
import { readDataset } from '#src/sources/dataset/read.ts'
import { computed, median, print } from './print.ts'

const ROUNDS = 5
/** Milliseconds that the event loop may be held at a time. */
const LIMIT = 50
/** All that chats may choose. */
const WEEKS = [4, 12, 26, 52]
/** As an alert on any new low of half a year. */
const RULES = {
  condition: { kind: 'extreme', of: ANY, side: 'low', weeks: 26 },
  repeat: { kind: 'each', gap: 0 },
  hold: 0,
} as const

interface Work {
  readonly whole: number
  readonly longest: number
}

/** Each round reads the folder anew, so that nothing is remembered from the round before. */
export async function benchFlashes(folder: string): Promise<void> {
  const { history: known } = await readDataset(folder)
  const midnight = floorToDay(known.now)
  const eight = { from: known.now - 8 * DAY, to: known.now, weeks: 12 }
  const made = flashCandidates(known, eight).map((candidate) => makeFlash(known, candidate))
  const works: Readonly<Record<string, (history: History) => readonly Steps<unknown>[]>> = {
    'one look at the end of a day, chats of all rarities': (history) =>
      WEEKS.map((weeks) => candidatesInSteps(history, { from: midnight - 2 * HOUR, to: midnight, weeks })),
    [`${made.length} flashes of eight days held against it`]: (history) =>
      made.map((edition) => remakeInSteps(history, edition)),
    'an alert on extremes tried out': (history) => [rehearseInSteps(RULES, history, { watchlist: [] })],
    'the latest extremes, as such an alert is judged': (history) => [latestInSteps(history)],
  }
  for (const [name, steps] of Object.entries(works)) {
    const rounds: Work[] = []
    for (let round = 0; round < ROUNDS; round++) {
      const { history } = await readDataset(folder)
      rounds.push(await measured(steps(history)))
    }
    const of = (figure: keyof Work) => median(rounds.map((work) => work[figure])).toFixed(0)
    const most = Math.max(...rounds.map(({ longest }) => longest)).toFixed(0)
    print(
      `${name.padEnd(52)} ${of('whole')} ms; longest stretch ${of('longest')}, at most ${most} ms (limit ${LIMIT})`,
    )
  }
}

async function measured(all: readonly Steps<unknown>[]): Promise<Work> {
  const stretches: number[] = []
  let begun = computed()
  const end = async () => {
    stretches.push(computed() - begun)
    begun = computed()
  }
  for (const steps of all) {
    await inSteps(steps, end)
    await end()
  }
  return { whole: stretches.reduce((sum, one) => sum + one, 0), longest: Math.max(...stretches) }
}

if (import.meta.main) for (const folder of process.argv.slice(2)) await benchFlashes(folder)

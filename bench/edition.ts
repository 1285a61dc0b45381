/** CPU time of one edition from loaded history, and of what the weeks before it told: `node bench/edition.ts [folder …]`. */
import { earlierInSteps } from '#src/editions/earlier.ts'
import { makeEdition } from '#src/editions/make.ts'
import { lastWeekAt, weekBefore } from '#src/market/week.ts'
import { readExtremes } from '#src/services/extremes.ts'
import { readDataset } from '#src/sources/dataset/read.ts'
import { computed, median, print } from './print.ts'

const ROUNDS = 5
/** Milliseconds that the event loop may be held while a week that nobody froze is made, and of the edition itself. */
const STEP_LIMIT = 300
const LIMIT = 150

/** Each round reads the folder anew, so that nothing is remembered from the round before. */
export async function benchEdition(folder: string): Promise<void> {
  const before: number[] = []
  const longest: number[] = []
  const own: number[] = []
  for (let round = 0; round < ROUNDS; round++) {
    const { history } = await readDataset(folder)
    const week = lastWeekAt(history.now)
    const steps: number[] = []
    let begun = computed()
    await earlierInSteps(history, week, async () => {
      steps.push(computed() - begun)
      begun = computed()
    })
    before.push(steps.reduce((sum, step) => sum + step, 0))
    longest.push(Math.max(...steps))
    own.push(time(() => makeEdition(history, week)))
  }
  print(`weeks before it   ${median(before).toFixed(0)} ms (median of ${ROUNDS})`)
  print(`  longest step    ${median(longest).toFixed(0)} ms (limit ${STEP_LIMIT} ms)`)
  print(`edition after it  ${median(own).toFixed(0)} ms (limit ${LIMIT} ms)`)
  await benchExtremes(folder)
}

/** The ledger of a history that nobody asked yet, and of the week before once it is known. */
async function benchExtremes(folder: string): Promise<void> {
  const first: number[] = []
  const next: number[] = []
  for (let round = 0; round < ROUNDS; round++) {
    const { history } = await readDataset(folder)
    const week = lastWeekAt(history.now)
    first.push(time(() => readExtremes(history, week)))
    next.push(time(() => readExtremes(history, weekBefore(week))))
  }
  const [once, again] = [median(first), median(next)]
  print(`extremes          ${once.toFixed(0)} ms first, ${again.toFixed(0)} ms next week (aim 50 ms)`)
}

function time(step: () => unknown): number {
  const start = computed()
  step()
  return computed() - start
}

if (import.meta.main) for (const folder of process.argv.slice(2)) await benchEdition(folder)

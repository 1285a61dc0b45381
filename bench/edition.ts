/** Metrics and sections of one edition from loaded history: `node bench/edition.ts [folder …]`. */
import { weeklySections } from '#src/briefing/weekly.ts'
import { makeEdition } from '#src/editions/make.ts'
import { lastWeekAt, weekBefore } from '#src/market/week.ts'
import { readExtremes } from '#src/services/extremes.ts'
import { readDataset } from '#src/sources/dataset/read.ts'
import { median, print } from './print.ts'

const ROUNDS = 5
const LIMIT = 150

/** Each round reads the folder anew, so that nothing is remembered from the round before. */
export async function benchEdition(folder: string): Promise<void> {
  const cold: number[] = []
  const next: number[] = []
  for (let round = 0; round < ROUNDS; round++) {
    const { history } = await readDataset(folder)
    const week = lastWeekAt(history.now)
    cold.push(time(() => weeklySections(makeEdition(history, week).readings)))
    next.push(time(() => weeklySections(makeEdition(history, week).readings)))
  }
  print(`edition, first    ${median(cold).toFixed(0)} ms (limit ${LIMIT} ms, median of ${ROUNDS})`)
  print(`edition, again    ${median(next).toFixed(0)} ms`)
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
  const start = performance.now()
  step()
  return performance.now() - start
}

if (import.meta.main) for (const folder of process.argv.slice(2)) await benchEdition(folder)

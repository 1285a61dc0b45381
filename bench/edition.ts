/** Metrics and sections of one edition from loaded history: `node bench/edition.ts [folder …]`. */
import { weeklySections } from '#src/briefing/weekly.ts'
import { makeEdition } from '#src/editions/make.ts'
import { lastWeekAt } from '#src/market/week.ts'
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
}

function time(step: () => unknown): number {
  const start = performance.now()
  step()
  return performance.now() - start
}

if (import.meta.main) for (const folder of process.argv.slice(2)) await benchEdition(folder)

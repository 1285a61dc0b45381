/** How long a dataset folder takes to load and to write: `node bench/dataset.ts [folder]`, data/sample by default. */
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { readDataset } from '#src/sources/dataset/read.ts'
import { writeDataset } from '#src/sources/dataset/write.ts'

const folder = process.argv[2] ?? 'data/sample'
const print = (line: string) => process.stdout.write(`${line}\n`)

const { value: first, milliseconds: cold } = await timed(() => readDataset(folder))
const { history, refused } = first
const candles = history.assets.reduce((sum, { id }) => sum + (history.dailyCandles(id)?.times.length ?? 0), 0)
print(
  `${history.name}: ${history.assets.length} assets, ${candles} daily candles, ${refused.length} rows refused`,
)
print(`load, cold       ${cold.toFixed(0)} ms`)

const loads: number[] = []
for (let run = 0; run < 5; run += 1) loads.push((await timed(() => readDataset(folder))).milliseconds)
print(`load, warm       ${loads.toSorted((a, b) => a - b)[2]?.toFixed(0)} ms (median of 5)`)

const copy = await mkdtemp(join(tmpdir(), 'kawaraban-bench-'))
try {
  const { milliseconds } = await timed(() => writeDataset(copy, history))
  print(`write            ${milliseconds.toFixed(0)} ms`)
} finally {
  await rm(copy, { recursive: true, force: true })
}
print(`resident memory  ${(process.memoryUsage.rss() / 2 ** 20).toFixed(0)} MiB`)

async function timed<T>(step: () => Promise<T>): Promise<{ value: T; milliseconds: number }> {
  const start = performance.now()
  const value = await step()
  return { value, milliseconds: performance.now() - start }
}

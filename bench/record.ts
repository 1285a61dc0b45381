/** How fast the record writes and reads, and how big it is: `node bench/record.ts [observations]`, a million by default. */
import { mkdtemp, rm, stat } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { Observation } from '#src/market/observation.ts'
import { DAY, HOUR } from '#src/market/time.ts'
import { openThreadedStore } from '#src/store/thread/open.ts'
import { median, print } from './print.ts'

const COUNT = Number(process.argv[2] ?? 1_000_000)
const BATCH = 10_000
const SERIES = 100
const START = Date.UTC(2024, 0, 1)
const home = await mkdtemp(join(tmpdir(), 'kawaraban-record-'))
try {
  const store = await openThreadedStore(home)
  const times: number[] = []
  for (let first = 0; first < COUNT; first += BATCH) {
    const observations = Array.from({ length: Math.min(BATCH, COUNT - first) }, (_, index) =>
      observation(first + index),
    )
    const began = performance.now()
    await store.record.keep({ observations, observedAt: START })
    times.push(performance.now() - began)
  }
  const total = times.reduce((sum, time) => sum + time, 0)
  print(`write            ${Math.round(COUNT / (total / 1000)).toLocaleString('en')} observations a second`)
  print(`batch of 10,000  ${median(times).toFixed(0)} ms (median)`)

  const { series } = await store.record.changed(0)
  const reads: number[] = []
  // Beside other programs a read waits for its turn: what it works itself is told, too.
  const worked: number[] = []
  for (const { id } of series.slice(0, 20)) {
    const began = performance.now()
    const used = process.cpuUsage()
    const { times: rows } = await store.record.columns(id, START, START + 365 * DAY)
    reads.push(performance.now() - began)
    const { user, system } = process.cpuUsage(used)
    worked.push((user + system) / 1000)
    if (reads.length === 1) print(`a year of hours  ${rows.length} rows`)
  }
  print(
    `read             ${median(reads).toFixed(1)} ms (median of 20), ${median(worked).toFixed(1)} ms of work`,
  )
  await store.close()
  const { size } = await stat(join(home, 'kawaraban.sqlite'))
  print(
    `size             ${(size / 2 ** 20).toFixed(0)} MiB, ${Math.round(size / COUNT)} bytes an observation`,
  )
} finally {
  await rm(home, { recursive: true, force: true })
}

/** Hours of one asset after another, in the order in which they would be collected. */
function observation(index: number): Observation {
  const [series, hour] = [index % SERIES, Math.floor(index / SERIES)]
  const price = 100 + series + Math.sin(hour)
  return {
    table: 'prices_hourly',
    of: { asset: `asset-${series}` },
    time: START + hour * HOUR,
    values: { close: price, open: price - 1, high: price + 1, low: price - 2 },
    source: 'Binance',
  }
}

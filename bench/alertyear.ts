/** How often each kind of alert fires, and how many messages that makes in a week of the recorded year: the table of docs/alerts.md. */
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { History } from '#src/market/history.ts'
import { DAY, dayOf, floorToDay, type Instant } from '#src/market/time.ts'
import { readDataset } from '#src/sources/dataset/read.ts'
import { replayYear, type YearOf } from '../test/support/alertyear.ts'
import { benchFolders, median, print } from './print.ts'

/** As they would be typed, with what holds where nothing is said. */
export const LINES = [
  ...['btc < 100000', 'btc > 100000', 'eth < 3000', 'eth > 4000', 'sol < 200'],
  ...['btc ±5% 1h', 'eth ±5% 1h', 'btc ±5% 24h', 'eth ±5% 24h', 'sol ±5% 24h'],
  ...['btc 3% step', 'eth 3% step', 'sol 3% step'],
  ...['btc funding > 0.03%', 'btc funding > 0.01%', 'eth funding > 0.03%', 'eth funding > 0.01%'],
  ...['btc funding flips', 'eth funding flips', 'btc funding negative 6x', 'eth funding negative 6x'],
  ...['btc oi -10% 24h', 'btc oi -10% 24h usd'],
  ...['btc vol7 > 50%', 'eth vol7 > 50%', 'sol vol7 > 80%'],
  ...['total < 3T', 'total < 3.5T', 'sol rank <= 5', 'bnb rank <= 4'],
  ...['btc low 12w', 'btc high 12w', 'btc oi low 12w', 'btc funding low 12w', 'any low 12w', 'any high 12w'],
  ...['btc < 100000 remind 4h', 'btc funding > 0.01% remind 1d'],
] as const

export interface YearRow {
  readonly line: string
  readonly firings: number
  readonly messages: number
  /** Messages of a week: mean, median, most. */
  readonly mean: number
  readonly median: number
  readonly most: number
}

/** Of what was posted in whole weeks from an instant on. */
export function rowOf({ line, firings, messages }: YearOf, from: Instant, weeks: number): YearRow {
  const counts = Array.from({ length: weeks }, (_, week) => {
    const [start, end] = [from + week * 7 * DAY, from + (week + 1) * 7 * DAY]
    return messages.filter((at) => at > start && at <= end).length
  })
  const all = counts.reduce((sum, count) => sum + count, 0)
  return {
    ...{ line, firings: firings.length, messages: all },
    ...{ mean: all / weeks, median: median(counts), most: Math.max(...counts) },
  }
}

export function tableOf(rows: readonly YearRow[]): readonly string[] {
  return [
    '| alert | fired | messages | a week | median | most |',
    '|---|---:|---:|---:|---:|---:|',
    ...rows.map(
      ({ line, firings, messages, mean, median: middle, most }) =>
        `| \`${line}\` | ${firings} | ${messages} | ${mean.toFixed(2)} | ${middle} | ${most} |`,
    ),
  ]
}

/** The whole weeks of a record, which end with its end. */
export function weeksOf({ from, now }: Pick<History, 'from' | 'now'>) {
  const weeks = Math.floor((floorToDay(now) - from - DAY) / (7 * DAY))
  return { weeks, from: floorToDay(now) - weeks * 7 * DAY, to: floorToDay(now) }
}

async function benchYear(): Promise<void> {
  const { plausible: history } = await readDataset(benchFolders().at(-1) ?? 'data/sample')
  const { weeks, from, to } = weeksOf(history)
  const home = await mkdtemp(join(tmpdir(), 'kawaraban-year-'))
  try {
    const began = process.cpuUsage()
    const years = await replayYear({ history, lines: LINES, from, to, home })
    const { user, system } = process.cpuUsage(began)
    print(`${history.name}: ${weeks} weeks from ${dayOf(from)} to ${dayOf(to)}`)
    print(`${((user + system) / 1e6).toFixed(0)} s of CPU`)
    for (const line of tableOf(years.map((one) => rowOf(one, from, weeks)))) print(line)
    const late = years.flatMap(({ firings }) => firings).filter((one) => one.late).length
    print(`${late} late`)
  } finally {
    await rm(home, { recursive: true })
  }
}

if (import.meta.main) await benchYear()

/** A tick over a million watches of 4,000 series: quiet, and with ten thousand that fire. `node bench/alerts.ts` */
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { monitorEventLoopDelay } from 'node:perf_hooks'
import { DatabaseSync } from 'node:sqlite'
import { tick } from '#src/alerts/tick.ts'
import type { WatchedReading } from '#src/market/watched.ts'
import { fileIn, openStore } from '#src/store/open.ts'
import { openThreadedStore } from '#src/store/thread/open.ts'
import { print } from './print.ts'

const [COINS, WATCHES, ALERTS, CHATS] = [500, 1_000_000, 100_000, 10_000]
const KINDS = [
  'price:#',
  'spread:#',
  'funding:#',
  'predicted:#',
  'run:#',
  'rank:#',
  'change:#:1h',
  'change:#:24h',
]
const START = Date.parse('2025-11-24T05:00:00Z')
const MINUTE = 60_000
const names = Array.from({ length: COINS }, (_, coin) =>
  KINDS.map((kind) => kind.replace('#', `coin${coin}`)),
).flat()

/** Levels lie evenly between the value and its double or nothing: a fall of 2 % passes one watch in a hundred. */
async function seed(home: string): Promise<void> {
  await (await openStore(home)).close()
  const database = new DatabaseSync(fileIn(home), { enableForeignKeyConstraints: false })
  const run = (text: string, rows: number, row: (index: number) => readonly (string | number | null)[]) => {
    const statement = database.prepare(text)
    for (let index = 0; index < rows; index++) statement.run(...row(index))
  }
  database.exec('begin')
  run(
    `insert into observed (id, name, value, time, before_value, before_time, standing, evidence_json, judged, blind_told, created_at)
     values (?, ?, 100, ?, null, null, 'confirmed', null, 1, 0, ?)`,
    names.length,
    (index) => [index + 1, names[index] ?? '', START, START],
  )
  run(
    `insert into box (target, schedule, owner, flush_at, last_at, day, sent_today, state, reason, listed)
     values (?, ?, ?, null, null, null, 0, 'open', null, null)`,
    CHATS,
    (index) => [`telegram:${index}`, `s${index}`, `member:telegram:${index}`],
  )
  run(
    `insert into alert (id, owner, number, target, plan_json, state, trouble, until, snoozed_until, is_list, expiry_told, revision, created_at, ended_at, deleted_at)
     values (?, ?, ?, ?, '{}', 'active', null, ?, null, 1, 0, 1, ?, null, null)`,
    ALERTS,
    (index) => [
      `a${index}`,
      `member:telegram:${index % CHATS}`,
      index,
      `telegram:${index % CHATS}`,
      START + 1e10,
      START,
    ],
  )
  run(
    `insert into watch (id, alert, series, side, state, fire, rearm, hold, repeat, gap, move_by, since, wake_at, step)
     values (?, ?, ?, ?, 'armed', ?, ?, 0, 'each', 0, null, null, null, 0)`,
    WATCHES,
    (index) => {
      const side = index % 2 ? 1 : -1
      const fire = 100 + side * (0.01 + (100 * ((index * 7919) % WATCHES)) / WATCHES)
      return [
        index + 1,
        `a${index % ALERTS}`,
        ((index * 31) % names.length) + 1,
        side,
        fire,
        fire - side * 0.5,
      ]
    },
  )
  database.exec('commit; analyze')
  database.close()
}

export async function benchAlerts(): Promise<void> {
  const home = await mkdtemp(join(tmpdir(), 'kawaraban-alerts-'))
  try {
    await seed(home)
    const resident = process.memoryUsage.rss()
    const opening = performance.now()
    const store = await openThreadedStore(home)
    print(`opened in                ${(performance.now() - opening).toFixed(0)} ms`)
    let now = START
    const measured = async (label: string, value: number) => {
      now += MINUTE
      const observe = async () =>
        names.map(
          (series): WatchedReading => ({
            series,
            value,
            time: now,
            standing: 'confirmed',
            evidence: { sources: ['Binance'] },
          }),
        )
      const delay = monitorEventLoopDelay({ resolution: 1 })
      const [cpu, began] = [process.cpuUsage(), performance.now()]
      delay.enable()
      const { reported } = await tick({ work: store.alertWork, observe, now: () => now, since: START })
      delay.disable()
      const { user, system } = process.cpuUsage(cpu)
      const [wall, seconds] = [performance.now() - began, (user + system) / 1e6]
      print(
        `${label.padEnd(24)} ${seconds.toFixed(2)} s of CPU, ${(wall / 1000).toFixed(2)} s in all, event loop held ${(delay.max / 1e6).toFixed(0)} ms at most, ${reported} report`,
      )
    }
    for (let count = 0; count < 3; count++) await measured('quiet', 100 + count * 0.001)
    await measured('fall of 2 %', 98)
    await measured('back, and beyond', 102)
    print(`memory beyond the start  ${((process.memoryUsage.rss() - resident) / 1024 / 1024).toFixed(0)} MB`)
    await store.close()
  } finally {
    await rm(home, { recursive: true })
  }
}

if (import.meta.main) await benchAlerts()

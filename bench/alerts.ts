/**
 * A tick over a million watches of 4,000 series: quiet, and with ten thousand that fire. `node bench/alerts.ts`, with the watches on the
 * PostgreSQL of TEST_DATABASE_URL where that names an empty database.
 */
import { spawnSync } from 'node:child_process'
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { Kysely, sql } from 'kysely'
import { fileIn, openStore } from '#src/store/open.ts'
import { openPostgres } from '#src/store/postgres.ts'
import { openSqlite } from '#src/store/sqlite.ts'
import { SERIES, START } from './alertseries.ts'
import { median, print } from './print.ts'

const WATCHES = Number(process.env.WATCHES ?? 1_000_000)
const [ALERTS, CHATS] = [WATCHES / 10, 10_000]
/** Starts that are compared, of a store with watches and of one without. */
const STARTS = 5
const SCRIPT = fileURLToPath(new URL('./alertticks.ts', import.meta.url))

/** What a process prints that has opened a store. */
interface Opened {
  readonly milliseconds: number
  /** Of processor time. */
  readonly cpu: number
  /** Megabytes in memory, before it was opened and at the end. */
  readonly memory: number
}

/** Levels lie evenly between the value and its double or nothing: a fall of 2 % passes one watch in a hundred. */
async function seed(home: string, url?: string): Promise<void> {
  await (await openStore(home, url)).close()
  const database = new Kysely<unknown>({
    dialect: url === undefined ? openSqlite(fileIn(home)).dialect : openPostgres(url),
  })
  const run = (text: ReturnType<typeof sql>) => text.execute(database)
  const numbers = (count: number) =>
    sql`(with recursive n(i) as (select 0 union all select i + 1 from n where i < ${sql.lit(count - 1)}) select i from n) as n`
  const name = sql.join(SERIES.map((series, index) => sql`(${sql.lit(index + 1)}, ${sql.lit(series)})`))
  const start = sql.lit(START)
  await run(sql`insert into observed (id, name, value, time, before_value, before_time, standing, evidence_json, judged, blind_told, created_at)
    select column1, column2, 100, ${start}, null, null, 'confirmed', null, 1, 0, ${start} from (values ${name}) as named`)
  await run(sql`insert into schedule (id, owner, number, target, revision, plan_json, state, trouble, refusals, skips_next, next_run_at, created_at, deleted_at, reviewed)
    select 's' || i, 'alerts:telegram:' || i, 1, 'telegram:' || i, 1, '{}', 'active', null, 0, 0, null, ${start}, null, 0 from ${numbers(CHATS)}`)
  await run(sql`insert into box (target, schedule, owner, flush_at, last_at, day, sent_today, state, reason, listed)
    select 'telegram:' || i, 's' || i, 'member:telegram:' || i, null, null, null, 0, 'open', null, null from ${numbers(CHATS)}`)
  await run(sql`insert into alert (id, owner, number, target, plan_json, state, trouble, until, snoozed_until, is_list, expiry_told, revision, created_at, ended_at, deleted_at)
    select 'a' || i, 'member:telegram:' || (i % ${sql.lit(CHATS)}), i, 'telegram:' || (i % ${sql.lit(CHATS)}), '{"look":{}}', 'active', null,
      ${sql.lit(START + 1e10)}, null, 1, 0, 1, ${start}, null, null from ${numbers(ALERTS)}`)
  // Floating from the start: whole numbers would be divided as such.
  const fire = sql`100 + (2 * (i % 2) - 1) * (0.01 + 100.0 * ((cast(i as bigint) * 7919) % ${sql.lit(WATCHES)}) / ${sql.lit(WATCHES)})`
  await run(sql`insert into watch (id, alert, series, side, state, fire, rearm, hold, repeat, gap, move_by, since, wake_at, step)
    select i + 1, 'a' || (i % ${sql.lit(ALERTS)}), (i * 31) % ${sql.lit(SERIES.length)} + 1, 2 * (i % 2) - 1, 'armed', ${fire},
      ${fire} - (2 * (i % 2) - 1) * 0.5, 0, 'each', 0, null, null, null, 0 from ${numbers(WATCHES)}`)
  if (url !== undefined) await run(sql`analyze`)
  await database.destroy()
}

/** Runs the ticks in a process of their own, as the program is one: without what it took to make the watches. */
function open(args: readonly string[]): Opened {
  const { stdout, status } = spawnSync(
    process.execPath,
    ['--disable-warning=ExperimentalWarning', '--max-semi-space-size=8', SCRIPT, ...args],
    { encoding: 'utf8', stdio: ['ignore', 'pipe', 'inherit'] },
  )
  const lines = stdout.trimEnd().split('\n')
  if (status !== 0) throw new Error('the ticks failed')
  for (const line of lines.slice(0, -1)) print(line)
  return JSON.parse(lines.at(-1) ?? '') as Opened
}

export async function benchAlerts(): Promise<void> {
  const homes = await Promise.all(
    ['full', 'empty'].map((name) => mkdtemp(join(tmpdir(), `kawaraban-${name}-`))),
  )
  const [full = '', empty = ''] = homes
  const url = process.env.TEST_DATABASE_URL
  try {
    await seed(full, url)
    if (url !== undefined) return void open([full, 'ticks', url])
    await (await openStore(empty)).close()
    // In turn, so that what else the machine does meets both alike.
    const starts = Array.from({ length: STARTS }, () => [open([full]), open([empty])] as const)
    const of = (index: 0 | 1, figure: keyof Opened) => median(starts.map((pair) => pair[index][figure]))
    const beyond = (figure: keyof Opened) => `${(of(0, figure) - of(1, figure)).toFixed(0)}`
    print(
      `opening                  ${of(0, 'milliseconds').toFixed(0)} ms, ${of(0, 'cpu').toFixed(0)} ms of CPU: ${beyond('milliseconds')} and ${beyond('cpu')} ms more than a store without watches`,
    )
    const [after, without] = [open([full, 'ticks']), open([empty, 'quiet'])]
    print(
      `memory                   ${after.memory.toFixed(0)} MB, ${(after.memory - without.memory).toFixed(0)} MB more than with a store without watches`,
    )
  } finally {
    for (const home of homes) await rm(home, { recursive: true })
  }
}

if (import.meta.main) await benchAlerts()

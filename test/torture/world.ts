/** Thousands of channels on both loopback platforms, a schedule for each that is due, and what moderators are told. */
import { fork } from 'node:child_process'
import { once } from 'node:events'
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { Kysely, sql } from 'kysely'
import type { Timings } from '#src/delivery/timings.ts'
import { fileIn, openStore } from '#src/store/open.ts'
import { openPostgres } from '#src/store/postgres.ts'
import { openSqlite } from '#src/store/sqlite.ts'
import { APPLICATION, GUILD } from '../support/discord/events.ts'
import { TOKEN as DISCORD_TOKEN } from '../support/discord/server.ts'
import { planOf } from '../support/plans.ts'
import { TOKEN as TELEGRAM_TOKEN } from '../support/telegram/server.ts'
import { channelsOf } from './channels.ts'
import type { Addresses, Asked, PlatformsSettings, Seen } from './platforms.ts'
import type { WorkerSettings } from './processes.ts'

export interface WorldOptions {
  /** Of each platform. */
  readonly channels: number
  readonly scale: number
  readonly timings: Partial<Timings>
  /** Enforces the documented limits, `scale` times over. */
  readonly enforced?: boolean
  /** The address of an empty PostgreSQL database; SQLite without. */
  readonly database?: string
  /** Of all targets, so many get their schedule only while the run goes on, from a gateway. */
  readonly later?: number
  /** Milliseconds that the platforms take to answer. */
  readonly latency?: number
}

export interface Row {
  readonly id: string
  readonly schedule: string
  readonly target: string
  readonly state: string
  readonly tries: number
  readonly parts: number | null
}

export type World = Awaited<ReturnType<typeof createWorld>>

const PLATFORMS = fileURLToPath(new URL('./platforms.ts', import.meta.url))

export async function createWorld({
  channels: count,
  scale,
  timings,
  enforced = false,
  database: url,
  later = 0,
  latency = 0,
}: WorldOptions) {
  const home = await mkdtemp(join(tmpdir(), 'kawaraban-torture-'))
  const { targets } = channelsOf(count)
  const platformSettings: PlatformsSettings = { channels: count, limits: enforced ? scale : 0, latency }
  const platforms = fork(PLATFORMS, [JSON.stringify(platformSettings)], {
    execArgv: ['--disable-warning=ExperimentalWarning'],
  })
  const [{ discord, telegram }] = (await once(platforms, 'message')) as [Addresses]

  const store = await openStore(home, url)
  const fireAt = Date.now() - 1000
  const queue = targets.slice(0, targets.length - later)
  const adding = async () => {
    for (let target = queue.pop(); target !== undefined; target = queue.pop())
      await store.schedules.add(target, planOf(target), fireAt, 'system', fireAt)
  }
  await Promise.all(Array.from({ length: url === undefined ? 1 : 10 }, adding))
  await store.close()
  const database = new Kysely<unknown>({
    dialect: url === undefined ? openSqlite(fileIn(home)).dialect : openPostgres(url),
  })
  const read = async <One>(query: string) => (await sql.raw<One>(query).execute(database)).rows

  const settings: WorkerSettings = {
    home,
    database: url,
    discord: { api: discord, token: DISCORD_TOKEN, guild: GUILD, application: APPLICATION },
    telegram: { root: telegram, token: TELEGRAM_TOKEN },
    scale,
    channels: count,
    timings,
    later,
  }
  const ask = (asked: Asked) => void platforms.send(asked)
  let asking: Promise<unknown> = Promise.resolve()
  return {
    settings,
    targets,
    /** What the ledger says now. */
    rows: () => read<Row>('SELECT id, schedule, target, state, tries, parts FROM delivery'),
    /** Deliveries that are not decided, or not told yet. */
    async open(): Promise<number> {
      const [row] = await read<{ made: number | string; over: number | string }>(
        `SELECT count(*) AS made, sum(CASE WHEN state IN ('pending', 'claimed', 'sending') OR tell_after IS NOT NULL THEN 0 ELSE 1 END) AS over FROM delivery`,
      )
      return targets.length - Number(row?.over ?? 0)
    },
    integrity: async () =>
      (await read<{ integrity_check: string }>('PRAGMA integrity_check')).map((row) => row.integrity_check),
    /** What the platforms have seen. */
    seen(): Promise<Seen> {
      // One question at a time: answers carry no number.
      const next = asking.then(async () => {
        ask({ kind: 'seen' })
        const [seen] = (await once(platforms, 'message')) as [Seen]
        return seen
      })
      asking = next
      return next
    },
    /** The next answers of both platforms get lost, after what was asked was done or before. */
    loseAnswer: (accepted: boolean) => ask({ kind: 'lose', accepted }),
    /** From now on every answer arrives: those that were still to get lost are not. */
    keepAnswers: () => ask({ kind: 'keep' }),
    async close(): Promise<void> {
      await database.destroy()
      platforms.disconnect()
      await once(platforms, 'exit')
      await rm(home, { recursive: true, force: true })
    },
  }
}

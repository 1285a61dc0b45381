/**
 * Two processes that judge, gather and post alerts, killed a hundred times at random moments; on PostgreSQL the database server is
 * killed as well. None is lost, none arrives twice, and what may have arrived is reported.
 */
import { type ChildProcess, fork } from 'node:child_process'
import { join } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import { Kysely, sql } from 'kysely'
import { expect, it, onTestFinished } from 'vitest'
import { gatherDue } from '#src/alerts/gather.ts'
import { tick } from '#src/alerts/tick.ts'
import type { NewWatch } from '#src/chat/alert.ts'
import { nonceOf } from '#src/delivery/nonce.ts'
import { fileIn, openStore, type Store } from '#src/store/open.ts'
import { openPostgres } from '#src/store/postgres.ts'
import { openSqlite } from '#src/store/sqlite.ts'
import { alertPlanOf } from '../support/alerts.ts'
import { temporaryFolder } from '../support/folder.ts'
import { shownIn } from './alertplatforms.ts'
import { type AlertProcessSettings, quickly, readingsAt, valueAt } from './alertworld.ts'
import { HAS_SERVER, startServer } from './server.ts'

const [KILLS, SERIES, CHATS] = [100, 40, 60]
const MOST = { alerts: 1e6, watches: 1e6, total: 1e6 }
/** Milliseconds between two deaths of the database server. */
const CRASH_EVERY = 20_000
/** Milliseconds that all that is open takes at most once nobody is killed any more. */
const SETTLED = 240_000

it('B10: notification lost when restarted before the flush: F1 on SQLite, 100 kills', async () => {
  await torture({})
}, 900_000)

it.skipIf(!HAS_SERVER)(
  'F1 and F2 on PostgreSQL: 100 kills, and the database server dies as well',
  async () => {
    const server = await startServer()
    onTestFinished(server.stop)
    await torture({ database: server.url, crash: server.crash })
  },
  900_000,
)

async function torture({
  database,
  crash,
}: {
  readonly database?: string
  readonly crash?: () => Promise<void>
}): Promise<void> {
  const home = await temporaryFolder()
  const began = Date.now()
  const now = quickly(began)
  const store = await openStore(home, database)
  onTestFinished(() => store.close())
  for (let chat = 0; chat < CHATS; chat++) await set(chat, store, now())

  // One that ends in peace leaves its compiled code, with which the others begin sooner.
  const first = start({ home, database, began, judges: false })
  await first.ready
  first.process.kill('SIGTERM')
  await first.ended
  let kills = 0
  let crashes = 0
  const enough = () => kills + crashes >= KILLS
  const settings: AlertProcessSettings = { home, database, began, judges: true }
  const life = async () => {
    while (!enough()) {
      const child = start(settings)
      const works = await child.ready
      await sleep(100 + Math.random() * 500)
      if (works) kills += 1
      child.process.kill('SIGKILL')
      await child.ended
    }
  }
  const crashing = async () => {
    while (crash && !enough()) {
      await sleep(CRASH_EVERY * (0.5 + Math.random()))
      await crash()
      crashes += 1
    }
  }
  await Promise.all([life(), life(), crashing()])

  const frozen = now()
  const parts = { work: store.alertWork, settings: async () => ({}), onGathered: () => {} }
  const observe = async (rows: Parameters<typeof readingsAt>[0]) => readingsAt(rows, frozen)
  await tick({ work: store.alertWork, observe, now: () => frozen, since: 0 })
  for (let minute = 0; minute < 3; minute++)
    await gatherDue({ ...parts, now: () => frozen + minute * 61_000 + 6000 })

  const connection = new Kysely<unknown>({
    dialect: database === undefined ? openSqlite(fileIn(home)).dialect : openPostgres(database),
  })
  onTestFinished(() => connection.destroy())
  const all = async <Row>(text: string) => (await sql.raw<Row>(text).execute(connection)).rows
  // What a dead process had taken up to be reported would be taken up again in a minute.
  await all('update delivery set tell_after = 0 where tell_after is not null and notice is null')
  // What is left is posted and reported by one that lives.
  const last = start({ ...settings, judges: false })
  const until = Date.now() + SETTLED
  const open = async () => {
    const [row] = await all<{ count: number }>(`select count(*) as count from delivery
      where state in ('pending', 'claimed', 'sending') or tell_after is not null`)
    return Number(row?.count)
  }
  while ((await open()) > 0 && Date.now() < until) await sleep(200)
  last.process.kill('SIGKILL')
  await last.ended
  expect(
    await all(`select id, state, run_after, tell_after, notice, error_code, error_text from delivery
      where state in ('pending', 'claimed', 'sending') or tell_after is not null`),
  ).toEqual([])
  await judgeRun({ all, home, minute: Math.floor(frozen / 60_000), kills, crashes, began })
}

interface Ran {
  readonly all: <Row>(text: string) => Promise<readonly Row[]>
  readonly home: string
  /** The last that was judged. */
  readonly minute: number
  readonly kills: number
  readonly crashes: number
  readonly began: number
}

async function judgeRun({ all, home, minute, kills, crashes, began }: Ran): Promise<void> {
  const firings = await all<{ watch: number; step: number; fate: string; delivery: string | null }>(
    'select watch, step, fate, delivery from firing',
  )
  const watches = await all<WatchRow>('select id, step, state, side, fire, rearm, series from watch')
  const deliveries = await all<DeliveryRow>('select id, state, resends, platform from delivery')
  const { posts, reports } = shownIn(home)
  expect(firings.length).toBeGreaterThan(1000)
  expect(posts.size).toBeGreaterThan(100)

  // Every step of a watch is there, once, and in one delivery or still to be gathered.
  const steps = Map.groupBy(firings, ({ watch }) => Number(watch))
  for (const { id, step } of watches)
    expect((steps.get(Number(id)) ?? []).map((one) => Number(one.step)).toSorted((a, b) => a - b)).toEqual(
      Array.from({ length: Number(step) }, (_, index) => index + 1),
    )
  const byId = new Map(deliveries.map((one) => [one.id, one]))
  const lost = firings.filter(
    ({ fate, delivery }) => fate === 'gathered' && !(delivery !== null && byId.has(delivery)),
  )
  expect(lost, 'gathered, and in no message').toEqual([])
  const early = firings.filter(({ fate, delivery }) => fate === 'waits' && delivery !== null)
  expect(early, 'waiting, though in a message').toEqual([])
  const used = new Set(firings.map(({ delivery }) => delivery))
  const empty = deliveries.filter(({ id }) => !used.has(id))
  expect(empty, 'messages of no firing').toEqual([])

  // No crossing was passed over: nobody is armed beyond the level that was judged last, or fired though it came back.
  const wrong = watches.filter(({ state, side, fire, rearm, series }) => {
    const value = valueAt(Number(series), minute)
    return (
      (state === 'armed' && side * (value - fire) >= 0) || (state === 'fired' && side * (value - rearm) <= 0)
    )
  })
  expect(wrong, 'watches that missed a crossing').toEqual([])

  // None is shown twice; what is known as sent is there, and what may be is reported, and is nothing else's fate.
  const count = ({ id, resends }: DeliveryRow) =>
    Array.from({ length: Number(resends) + 1 }, (_, resend) => posts.get(nonceOf(id, 0, resend)) ?? 0).reduce(
      (sum, shown) => sum + shown,
    )
  const doubled = deliveries.filter((one) => count(one) > 1)
  expect(doubled, 'shown twice').toEqual([])
  const unseen = deliveries.filter((one) => one.state === 'sent' && count(one) === 0)
  expect(unseen, 'known as sent, and never shown').toEqual([])
  const open = deliveries.filter((one) => !['sent', 'uncertain'].includes(one.state))
  expect(open, 'neither sent nor uncertain').toEqual([])
  const uncertain = deliveries.filter(({ state }) => state === 'uncertain')
  const unreported = uncertain.filter(({ id }) => !reports.has(id))
  expect(unreported, 'uncertain, and not reported').toEqual([])
  const wrongly = [...reports.keys()].filter((id) => byId.get(id)?.state !== 'uncertain')
  expect(wrongly, 'reported, and not uncertain').toEqual([])
  const on = (platform: string) => uncertain.filter((one) => one.platform === platform).length
  // Some must have been in flight, or the kills proved nothing; Discord's nonces leave nothing unknown.
  expect(on('telegram')).toBeGreaterThan(0)
  expect(on('discord')).toBe(0)
  process.stdout.write(
    `${kills} kills, ${crashes} of the server in ${Math.round((Date.now() - began) / 1000)} s: ${firings.length} firings, ${deliveries.length} messages, ${uncertain.length} uncertain, all reported\n`,
  )
}

interface WatchRow {
  readonly id: number
  readonly step: number
  readonly state: string
  readonly side: number
  readonly fire: number
  readonly rearm: number
  readonly series: number
}

interface DeliveryRow {
  readonly id: string
  readonly state: string
  readonly resends: number
  readonly platform: string
}

/** Ten alerts of one chat: members' own on Telegram and Discord, every fifth a channel's. */
async function set(chat: number, { alerts }: Store, now: number): Promise<void> {
  const platform = chat % 2 === 0 ? 'telegram' : 'discord'
  const target = `${platform}:${chat + 1}`
  const owner = chat % 5 === 0 ? target : `member:${platform}:${chat + 1}`
  const watches = Array.from({ length: 10 }, (_, index): NewWatch => {
    const series = (chat * 7 + index * 3) % SERIES
    const side = index % 2 ? 1 : -1
    const fire = 100 + side * (2 + (index % 5))
    return {
      ...{ series: `price:coin${series}`, side, fire, rearm: fire - side, hold: 0 },
      ...{ repeat: { kind: 'each', gap: 0 }, state: 'armed', before: { value: 100, time: now } },
    }
  })
  const wish = { owner, plan: alertPlanOf(target, now), watches, now, most: MOST }
  expect(await alerts.add(wish)).not.toBe('full')
}

function start(settings: AlertProcessSettings) {
  const script = new URL('alertprocess.ts', import.meta.url).pathname
  const child: ChildProcess = fork(script, [JSON.stringify(settings)], {
    stdio: ['ignore', 'inherit', 'inherit', 'ipc'],
    env: { ...process.env, NODE_COMPILE_CACHE: join(settings.home, 'compiled') },
  })
  const ended = new Promise<void>((resolve) => {
    child.once('exit', () => resolve())
  })
  return {
    process: child,
    ended,
    /** Whether it works. */
    ready: new Promise<boolean>((resolve) => {
      child.once('message', () => resolve(true))
      child.once('exit', () => resolve(false))
    }),
  }
}

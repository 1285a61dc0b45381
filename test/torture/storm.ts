/**
 * Alerts of many people that fire at once: their messages leave by the program itself, through both platforms' client libraries, to
 * loopback platforms that enforce the documented limits; questions are asked meanwhile.
 */
import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { readFileSync } from 'node:fs'
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { DatabaseSync } from 'node:sqlite'
import { setTimeout as pause } from 'node:timers/promises'
import { fileURLToPath } from 'node:url'
import { gatherDue } from '#src/alerts/gather.ts'
import { tick } from '#src/alerts/tick.ts'
import { systemClock } from '#src/clock.ts'
import { fileIn, openStore, type Store } from '#src/store/open.ts'
import { alertPlanOf, newWatchOf } from '../support/alerts.ts'
import { commandEvent } from '../support/discord/events.ts'
import type { InteractionRecord } from '../support/discord/interactions.ts'
import { startLoopback as startDiscord, TOKEN as DISCORD_TOKEN } from '../support/discord/server.ts'
import { watchStalls } from '../support/stall.ts'
import { DOCUMENTED } from '../support/telegram/flood.ts'
import { startLoopback as startTelegram, TOKEN as TELEGRAM_TOKEN } from '../support/telegram/server.ts'
import type { LoopDelay } from './loopdelay.ts'

export interface Storm {
  /** Of each platform. */
  readonly people: number
  /** Alerts of each of them that fire. */
  readonly each: number
}

export interface Weathered {
  /** Seconds from when the program was connected until the last message was accepted, by platform. */
  readonly seconds: Readonly<Record<Platform, number>>
  /** Refusals for too many requests. */
  readonly refused: Readonly<Record<Platform, number>>
  /** Messages that arrived, and chats that have not exactly one. */
  readonly messages: number
  readonly wrong: readonly string[]
  readonly problems: readonly string[]
  /** Questions that were asked, and milliseconds until 99 of 100 were acknowledged. */
  readonly asked: number
  readonly acknowledged: number
  /** Of the program's event loop. */
  readonly delay: LoopDelay
  /** Milliseconds of the longest time in which this process could not run, and of all of them together. */
  readonly stall: { readonly longest: number; readonly total: number }
  /** Seconds of processor time that the program took for it. */
  readonly cpu: number
  readonly log: string
}

type Platform = 'discord' | 'telegram'

const FILE = (name: string) => fileURLToPath(new URL(name, import.meta.url))
const MOST = { alerts: 1e6, watches: 1e6, total: 1e6 }
/** Milliseconds between two questions. */
const EVERY = 250

/** Sends all that fires, or as much as is sent within so many milliseconds. */
export async function weather({ people, each }: Storm, within: number): Promise<Weathered> {
  const home = await mkdtemp(join(tmpdir(), 'kawaraban-storm-'))
  const buckets = { limit: 5, window: 5, global: 50 }
  const discord = await startDiscord({ clock: systemClock, buckets })
  const telegram = await startTelegram({ clock: systemClock, forgetful: true, limits: DOCUMENTED })
  const numbers = Array.from({ length: people }, (_, index) => index)
  const ids = {
    discord: numbers.map((index) => String(1_500_000_000_000_000_000n + BigInt(index))),
    telegram: numbers.map((index) => 1_500_000_000 + index),
  }
  for (const id of ids.discord) discord.channels.add({ id, type: 1 })
  for (const id of ids.telegram) telegram.chats.add({ id, type: 'private' })
  const targets = [...ids.discord.map((id) => `discord:${id}`), ...ids.telegram.map((id) => `telegram:${id}`)]
  const first = await openStore(home)
  for (const target of targets) await add(first, target)
  multiply(fileIn(home), each)
  // Before the program starts: what this process does then would keep the platforms in it from seeing when a message arrives.
  await fire(first)
  await first.close()

  const child = spawn(
    process.execPath,
    [
      ...['--disable-warning=ExperimentalWarning', '--max-semi-space-size=8'],
      ...['--import', FILE('./loopdelay.ts'), FILE('../../src/main.ts'), 'start'],
    ],
    {
      stdio: ['ignore', 'ignore', 'pipe', 'ipc'],
      env: {
        ...{ PATH: process.env.PATH, KAWARABAN_DATA: 'data/sample', KAWARABAN_HOME: home, PORT: '0' },
        ...{ DISCORD_TOKEN, DISCORD_API: discord.api, TELEGRAM_TOKEN, TELEGRAM_API_ROOT: telegram.root },
      },
    },
  )
  let log = ''
  child.stderr?.on('data', (part: Buffer) => {
    log += part.toString('utf8')
  })
  const ended = once(child, 'exit')
  try {
    while (discord.gateway.identified.length === 0 || !telegram.updates.polled) {
      if (child.exitCode !== null) throw new Error(`the program did not start: ${log}`)
      await pause(100)
    }
    const stalls = watchStalls()
    child.send('begin')
    const before = cpuOf(child.pid)
    const began = performance.now()
    const seconds = { discord: Number.POSITIVE_INFINITY, telegram: Number.POSITIVE_INFINITY }
    const shown = {
      discord: () => ids.discord.map((id) => discord.channels.get(id)?.messages.length ?? 0),
      telegram: () => ids.telegram.map((id) => telegram.chats.get(id)?.messages.length ?? 0),
    }
    const asked: InteractionRecord[] = []
    const isOver = () => Number.isFinite(seconds.discord) && Number.isFinite(seconds.telegram)
    for (let n = 0; !isOver() && performance.now() - began < within; n++) {
      asked.push(ask(n))
      await pause(EVERY)
      for (const platform of ['discord', 'telegram'] as const) {
        const isDone = !Number.isFinite(seconds[platform]) && shown[platform]().every((count) => count > 0)
        if (isDone) seconds[platform] = (performance.now() - began) / 1000
      }
    }
    const told = once(child, 'message')
    child.send('end')
    const [delay] = (await told) as [LoopDelay]
    // The last questions get their time, too.
    await pause(3000)
    const took = asked
      .map(({ acknowledged }) => acknowledged?.took ?? Number.POSITIVE_INFINITY)
      .toSorted((a, b) => a - b)
    const counts = [...shown.discord(), ...shown.telegram()]
    return {
      ...{ seconds, delay, log, stall: stalls(), cpu: cpuOf(child.pid) - before, asked: asked.length },
      refused: { discord: discord.refused, telegram: telegram.refused.get(429) ?? 0 },
      messages: counts.reduce((sum, count) => sum + count, 0),
      wrong: targets.filter((_, index) => counts[index] !== 1),
      problems: [...discord.problems, ...telegram.problems],
      acknowledged: took[Math.ceil(took.length * 0.99) - 1] ?? Number.POSITIVE_INFINITY,
    }
  } finally {
    child.kill('SIGTERM')
    await ended
    await discord.close()
    await telegram.close()
    await rm(home, { recursive: true, force: true })
  }

  function ask(n: number): InteractionRecord {
    // Another member in another channel each time: no cooldown answers in the program's place.
    const where = {
      member: String(1_700_000_000_000_000_000n + BigInt(n)),
      channel: String(1_750_000_000_000_000_000n + BigInt(n)),
    }
    return discord.interact(commandEvent('price', { assets: 'btc' }, where))
  }
}

/** Seconds of processor time of a process, as Linux counts them. */
function cpuOf(process: number | undefined): number {
  const [, , , , , , , , , , , user = 0, system = 0] = readFileSync(`/proc/${process}/stat`, 'utf8')
    .replace(/^.*\) /s, '')
    .split(' ')
    .map(Number)
  return (user + system) / 100
}

/** As it is printed under a test. */
export function told({ seconds, messages, asked, acknowledged, delay, stall, cpu }: Weathered): string {
  const ms = (value: number) => `${value.toFixed(0)} ms`
  return `${messages} messages; Telegram ${seconds.telegram.toFixed(1)} s, Discord ${seconds.discord.toFixed(1)} s; of ${asked} questions 99 % acknowledged within ${ms(acknowledged)}; event-loop delay p99.9 ${ms(delay.p999)}; longest stall of an idle process beside it ${ms(stall.longest)}; ${cpu.toFixed(1)} s of CPU\n`
}

async function add(store: Store, target: string): Promise<void> {
  const now = Date.now() - 600_000
  const level = 90_000
  const added = await store.alerts.add({
    owner: `member:${target}`,
    plan: alertPlanOf(target, now, {
      condition: { kind: 'price', asset: 'bitcoin', side: 'below', level },
    }),
    watches: [newWatchOf({ fire: level, rearm: level * 1.005, before: { value: 92_000, time: now } })],
    ...{ now, most: MOST },
  })
  if (added === 'full') throw new Error('the store takes no more alerts')
}

/** Each alert so many times, by its number: one by one they would take minutes to be added. */
function multiply(file: string, times: number): void {
  const database = new DatabaseSync(file)
  const numbers = `with recursive n(i) as (select 1 union all select i + 1 from n where i < ${times})`
  if (times > 1)
    database.exec(`begin;
      insert into alert ${numbers} select id || '-' || i, owner, number + i, target, plan_json, state, trouble, until,
        snoozed_until, is_list, expiry_told, revision, created_at, ended_at, deleted_at from alert, n where i < ${times};
      insert into watch ${numbers} select id + 1000000 * i, alert || '-' || i, series, side, state, fire - i, rearm, hold,
        repeat, gap, move_by, since, wake_at, step from watch, n where i < ${times};
      commit`)
  database.close()
}

/** They fire in one tick, and are gathered when they have waited for one another. */
async function fire({ alertWork: work, memory }: Store): Promise<void> {
  const fired = Date.now() - 10_000
  await tick({
    work,
    observe: async (rows) =>
      rows.map(({ name: series }) => ({
        ...{ series, value: 80_000, time: fired, standing: 'confirmed' },
        evidence: { sources: ['Binance', 'Bybit'] },
      })),
    now: () => fired,
    since: fired,
  })
  await gatherDue({ work, settings: memory.settings, now: Date.now, onGathered: () => {} })
}

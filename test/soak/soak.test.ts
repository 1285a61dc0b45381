/** An hour of mixed load in some five minutes: nothing grows, nothing is dropped, nothing goes uncaught. */
import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { expect, it } from 'vitest'
import { systemClock } from '#src/clock.ts'
import { urlSetting } from '#src/config/sources.ts'
import { nextRun } from '#src/schedules/nextrun.ts'
import { tick } from '#src/schedules/tick.ts'
import { openStore } from '#src/store/open.ts'
import { eventually } from '../support/clock.ts'
import { startLoopback as startDiscord, TOKEN as DISCORD_TOKEN } from '../support/discord/server.ts'
import { readHistory, sampleFolder } from '../support/editions.ts'
import { knownAt } from '../support/market/collecting.ts'
import { LOOPBACK_SUPPLIERS, startMarket } from '../support/market/server.ts'
import { smallMarket } from '../support/market/small.ts'
import { planOf } from '../support/plans.ts'
import { startLoopback as startTelegram, TOKEN as TELEGRAM_TOKEN } from '../support/telegram/server.ts'
import { type Scale, scaledClock } from './clock.ts'
import { load } from './load.ts'
import type { ProgramSettings, Sample } from './program.ts'

const [MINUTE, HOUR, MB] = [60_000, 3_600_000, 1e6]
/** So many seconds of the hour pass in one. */
const FACTOR = 16
/** Milliseconds in which caches fill and code gets warm, before anything is compared. */
const WARM = 60_000
const [CHANNELS, CHATS] = [60, 30]

it('goes through an hour of questions, posts, collecting and faults without growing', async () => {
  const home = await mkdtemp(join(tmpdir(), 'kawaraban-soak-'))
  const sample = smallMarket(await readHistory(sampleFolder))
  const scale: Scale = {
    start: sample.now - HOUR - (WARM * FACTOR) / 2,
    startedAt: Date.now() + 5000,
    factor: FACTOR,
  }
  const clock = scaledClock(scale)
  const discord = await startDiscord({ clock: systemClock })
  const telegram = await startTelegram({ clock: systemClock, forgetful: true })
  const market = await startMarket(sample, clock.now)
  const store = await openStore(home)
  const observations = knownAt(sample, scale.start)
  await store.record.keep({ observations, observedAt: scale.start, assets: sample.assets })

  const channels = Array.from({ length: CHANNELS }, (_, index) =>
    String(1_600_000_000_000_000_000n + BigInt(index)),
  )
  for (const id of channels) discord.channels.add({ id, type: 0, name: `market-${id.slice(-2)}` })
  const chats = Array.from({ length: CHATS }, (_, index) =>
    telegram.chats.add({ id: 900_000 + index, type: 'private' }),
  )
  const targets = [...channels.map((id) => `discord:${id}`), ...chats.map(({ id }) => `telegram:${id}`)]
  for (const [index, target] of targets.entries()) {
    const what =
      index % 3 === 0
        ? ({ kind: 'brief', length: 'compact', windowZone: 'UTC' } as const)
        : ({ kind: 'command', name: 'funding', args: { asset: 'bitcoin' } } as const)
    // Every chat has two posts an hour, of minutes of their own.
    for (const minute of [index % 60, (index + 30) % 60]) {
      const when = { kind: 'cron', expression: `${minute} * * * *` } as const
      const plan = planOf(target, { what, when, zone: 'UTC', language: index % 2 === 0 ? 'ja' : 'en' })
      const first = nextRun(when, plan.zone, scale.start)
      if (first === undefined) throw new Error('the schedule never runs')
      await store.schedules.add(target, plan, first, '42', scale.start)
    }
  }

  const settings: ProgramSettings = {
    scale,
    environment: {
      ...Object.fromEntries(LOOPBACK_SUPPLIERS.map((name) => [urlSetting(name), market.url(name)])),
      ...{ KAWARABAN_DATA: 'live', KAWARABAN_HOME: home, PORT: '0', ADMIN_PORT: '0' },
      ...{ SOURCES_OFF: 'fedfunds,fred' },
      ...{ DISCORD_TOKEN, DISCORD_API: discord.api, TELEGRAM_TOKEN, TELEGRAM_API_ROOT: telegram.root },
      ALERT_CHATS: `telegram:${chats[0]?.id}`,
    },
  }
  const script = fileURLToPath(new URL('./program.ts', import.meta.url))
  const child = spawn(
    process.execPath,
    [
      '--expose-gc',
      '--disable-warning=ExperimentalWarning',
      '--max-semi-space-size=8',
      script,
      JSON.stringify(settings),
    ],
    { stdio: ['ignore', 'pipe', 'pipe'] },
  )
  const ended = once(child, 'exit') as Promise<[number | null, string | null]>
  const samples: (Sample & { readonly at: number })[] = []
  let [ready, log] = [false, '']
  child.stderr.on('data', (part: Buffer) => {
    log += part.toString('utf8')
  })
  child.stdout.on('data', (part: Buffer) => {
    for (const line of part.toString('utf8').split('\n').filter(Boolean)) {
      const message = JSON.parse(line) as Sample | { readonly ready: true }
      if ('ready' in message) ready = true
      else samples.push({ ...message, at: performance.now() })
    }
  })
  try {
    await eventually(() => ready || child.exitCode !== null, 'the start')
    // The program's own tick is once a minute of the machine's clock; this one keeps to the scaled clock's.
    const ticking = setInterval(
      () =>
        tick({ ledger: store.ledger, awaits: () => undefined, now: clock.now, onDue: () => {} }).catch(
          () => undefined,
        ),
      MINUTE / FACTOR,
    )
    const began = performance.now()
    const world = { discord, telegram, market, channels, chats }
    const { asked, answered, faults } = await load(world, WARM + HOUR / FACTOR)
    clearInterval(ticking)
    const open = async () => Object.values(await store.ledger.open()).reduce((sum, count) => sum + count, 0)
    const patience = performance.now() + 60_000
    while ((await open()) > 0 && performance.now() < patience)
      await new Promise((done) => setTimeout(done, 200))
    const left = await open()
    child.kill('SIGTERM')
    const [code] = await ended

    const measured = samples.filter(({ at }) => at > began + WARM)
    const third = Math.floor(measured.length / 3)
    const mean = (of: (one: Sample) => number, some: readonly Sample[]) =>
      some.reduce((sum, one) => sum + of(one), 0) / some.length
    const grown = (of: (one: Sample) => number) =>
      mean(of, measured.slice(-third)) - mean(of, measured.slice(0, third))
    // Requests under way come and go, more of them on a busy machine: a leak raises what never goes away.
    const least = (of: (one: Sample) => number, some: readonly Sample[]) => Math.min(...some.map(of))
    const kept = (of: (one: Sample) => number) =>
      least(of, measured.slice(-third)) - least(of, measured.slice(0, third))
    const last = measured.at(-1)
    const growth = {
      heap: grown(({ heap }) => heap) / MB,
      external: grown(({ external }) => external) / MB,
      handles: kept(({ handles }) => handles),
      files: kept(({ files = 0 }) => files),
    }
    const posts = discord.seen('POST', /^\/channels\/\d+\/messages$/).length
    const calls = [...market.calls().values()].reduce((sum, count) => sum + count, 0)
    const lines = [
      `asked ${asked}, answered ${answered}; ${posts} posts on Discord, ${calls} calls to sources, ${faults} faults`,
      `from the first third of the hour to the last: ${formatFigures(growth)}`,
      `at its end: ${formatFigures({ heap: (last?.heap ?? 0) / MB, memory: (last?.rss ?? 0) / MB, files: last?.files ?? 0 })}`,
      `event-loop delay, ms: ${formatFigures(last?.delay ?? {})}`,
    ]
    process.stdout.write(`${lines.join('\n')}\n`)
    expect(last?.uncaught).toEqual([])
    expect(code, log.slice(-2000)).toBe(0)
    expect(left, 'deliveries that have not ended').toBe(0)
    expect(answered / asked).toBeGreaterThan(0.9)
    // The record and the caches of new answers grow by some megabytes an hour at first; a leak would by tens.
    expect(growth.heap).toBeLessThan(15)
    expect(growth.external).toBeLessThan(15)
    expect(growth.handles).toBeLessThan(15)
    expect(growth.files).toBeLessThan(15)
  } finally {
    child.kill('SIGKILL')
    await ended
    await Promise.all([discord.close(), telegram.close(), market.close(), store.close()])
    await rm(home, { recursive: true, force: true })
  }
})

function formatFigures(figures: Readonly<Record<string, number>>): string {
  return Object.entries(figures)
    .map(([name, value]) => `${name} ${value.toFixed(1)}`)
    .join(', ')
}

/**
 * How fast the bot answers, with its store on disk and its charts drawn in the worker: `node bench/answers.ts`.
 *
 * Warm: one question again and again. Cold: questions never asked before, each with its chart drawn to PNG. Load: 200
 * questions a second for 30 seconds, 5 of them a second with a chart that nobody has seen yet. The questioner shares
 * the process with the bot, so the event loop's delay is that of both.
 */
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { monitorEventLoopDelay } from 'node:perf_hooks'
import { setTimeout as sleep } from 'node:timers/promises'
import { type BotParts, createBot } from '#src/bot/router.ts'
import type { Bot } from '#src/bot/bot.ts'
import { loadCommands } from '#src/bot/registry.ts'
import type { ChartSpec } from '#src/charts/index.ts'
import { createLocalRenderer } from '#src/charts/local.ts'
import type { Renderer } from '#src/charts/renderer.ts'
import type { History } from '#src/market/history.ts'
import { DAY } from '#src/market/time.ts'
import { lastWeekAt, weekBefore } from '#src/market/week.ts'
import { rankedCoins } from '#src/services/universe.ts'
import { readDataset } from '#src/sources/dataset/read.ts'
import { openThreadedStore } from '#src/store/thread/open.ts'
import { print } from './print.ts'

export interface AnswerTimes {
  /** Milliseconds of a question that has been answered before. */
  readonly warm: { readonly p50: number; readonly p99: number }
  /** Milliseconds from `/funding btc` of a week that nobody asked for to its PNG. */
  readonly funding: { readonly p50: number; readonly p95: number }
  /** Milliseconds from another new question to its PNG. */
  readonly cold: { readonly p50: number; readonly p95: number }
  readonly load: {
    readonly asked: number
    readonly charts: number
    /** Milliseconds. */
    readonly p99: number
    readonly longest: number
    /** Longest that the event loop was kept busy in one go. */
    readonly blocked: number
  }
}

const PER_SECOND = 200
const NEW_CHARTS_PER_SECOND = 5
const WARM = 5000
const COLD = 60

export async function benchAnswers({ seconds = 30 } = {}): Promise<AnswerTimes> {
  const home = await mkdtemp(join(tmpdir(), 'kawaraban-bench-'))
  const store = await openThreadedStore(home)
  const renderer = createLocalRenderer()
  const { history } = await readDataset('data/sample')
  const commands = await loadCommands(new URL('../commands/', import.meta.url))
  const parts: BotParts = {
    commands,
    history: () => history,
    memory: store.memory,
    log: { info: () => undefined, warn: print, error: print },
    now: Date.now,
    status: () => ({ version: '', startedAt: 0, now: 0, platforms: [] }),
    rates: { burst: 1e6, every: 1 },
    chatRates: { burst: 1e6, every: 1 },
  }
  const questions = newQuestions(history)
  try {
    const bot = createBot(parts)
    // The first picture starts the worker, and the first readings are made.
    await ask(bot, renderer, 'funding btc')
    await ask(bot, renderer, 'brief')
    const weeks = pastWeeks(history)
    const funding = await inARow(weeks.length, () => ask(bot, renderer, `funding btc ${weeks.pop()}`))
    const cold = await inARow(COLD, () => ask(bot, renderer, questions.next().value ?? ''))
    const warm = await inARow(WARM, () => ask(bot, undefined, 'funding btc'))
    return {
      warm: { p50: quantile(warm, 0.5), p99: quantile(warm, 0.99) },
      funding: { p50: quantile(funding, 0.5), p95: quantile(funding, 0.95) },
      cold: { p50: quantile(cold, 0.5), p95: quantile(cold, 0.95) },
      load: await underLoad(bot, renderer, questions, seconds),
    }
  } finally {
    await renderer.close()
    await store.close()
    await rm(home, { recursive: true, force: true })
  }
}

/** The Mondays of the record but the last, from its second month on: each is a reading and a picture never made before. */
function pastWeeks(history: History): string[] {
  const weeks: string[] = []
  let week = weekBefore(lastWeekAt(history.now))
  while (week.start > history.from + 30 * DAY) {
    weeks.push(week.edition)
    week = weekBefore(week)
  }
  return weeks
}

/** Questions that differ in coin, window and theme: each needs a reading and a picture of its own. */
function* newQuestions(history: History): Generator<string, undefined> {
  const coins = rankedCoins(history, history.now).map(({ asset }) => asset.id)
  for (const window of ['30d', '90d', '7d', '1y']) {
    for (const coin of coins) {
      yield `price ${coin} ${window}`
      if (window !== '1y') yield `compare bitcoin ${coin === 'bitcoin' ? 'ethereum' : coin} ${window}`
    }
  }
}

/** Answers a question, and draws its pictures where there is a renderer. Gives the milliseconds. */
async function ask(bot: Bot, renderer: Renderer | undefined, line: string, member = 'm'): Promise<number> {
  const start = performance.now()
  const [name = '', ...words] = line.split(' ')
  const { message } = await bot.answer({
    platform: 'discord',
    chat: 'discord:1',
    member,
    manager: false,
    place: 'guild',
    chatLanguage: 'ja',
    input: { kind: 'command', name, words },
  })
  if (renderer) await Promise.all(message.images.map(({ spec }) => renderer.render(spec as ChartSpec)))
  return performance.now() - start
}

async function inARow(count: number, run: () => Promise<number>): Promise<number[]> {
  const times: number[] = []
  for (let i = 0; i < count; i++) times.push(await run())
  return times
}

/** Questions come on time whether or not earlier ones are answered, as those of people do. */
async function underLoad(
  bot: Bot,
  renderer: Renderer,
  questions: Iterator<string>,
  seconds: number,
): Promise<AnswerTimes['load']> {
  const known = [
    'funding btc',
    'volatility',
    'marketcap',
    'help funding',
    'explain funding',
    'movers view:table',
  ]
  for (const line of known) await ask(bot, renderer, line)
  const loop = monitorEventLoopDelay({ resolution: 5 })
  loop.enable()
  const waiting: Promise<number>[] = []
  let charts = 0
  const start = performance.now()
  for (let sent = 0; sent < PER_SECOND * seconds; sent++) {
    const early = start + (sent * 1000) / PER_SECOND - performance.now()
    if (early > 1) await sleep(early)
    const isNew = sent % (PER_SECOND / NEW_CHARTS_PER_SECOND) === 0
    const line = isNew ? questions.next().value : undefined
    if (line !== undefined) charts += 1
    waiting.push(ask(bot, renderer, line ?? known[sent % known.length] ?? '', `m${sent % 500}`))
  }
  const times = await Promise.all(waiting)
  loop.disable()
  return {
    asked: times.length,
    charts,
    p99: quantile(times, 0.99),
    longest: Math.max(...times),
    blocked: loop.max / 1e6,
  }
}

function quantile(values: readonly number[], share: number): number {
  const sorted = values.toSorted((a, b) => a - b)
  return sorted[Math.min(sorted.length - 1, Math.floor(share * sorted.length))] ?? Number.NaN
}

if (import.meta.main) {
  const { warm, funding, cold, load } = await benchAnswers({ seconds: Number(process.argv[2] ?? 30) })
  const ms = (value: number) => `${value.toFixed(1)} ms`
  print(`/funding btc, answered before      p50 ${ms(warm.p50)}, p99 ${ms(warm.p99)} (limit 5 ms)`)
  print(`/funding btc, a week never asked   p50 ${ms(funding.p50)}, p95 ${ms(funding.p95)} (limit 120 ms)`)
  print(`a new question with its PNG        p50 ${ms(cold.p50)}, p95 ${ms(cold.p95)} (limit 120 ms)`)
  print(`${load.asked} questions at ${PER_SECOND} a second, ${load.charts} new charts among them:`)
  print(`  p99 ${ms(load.p99)}, longest ${ms(load.longest)} (limit 3000 ms)`)
  print(`  event loop kept busy for         ${ms(load.blocked)} at most (limit 100 ms)`)
}

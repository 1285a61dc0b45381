/**
 * A crash loop: who delivers is killed twenty times in five minutes, and started again each time, while five hundred
 * channels of each platform are to get the briefing. The platforms keep their documented limits and answer after 0.7 s, so
 * that kills meet calls under way. All times are those of life.
 */
import { expect, it, onTestFinished } from 'vitest'
import { startProcess, type WorkerProcess } from './processes.ts'
import { createWorld, type World } from './world.ts'

const CHANNELS = 500
const KILLS = 20
const LATENCY = 700
const MINUTES = 5
/** Of each platform's channels, at most so many may be left to a person. */
const MOST = { discord: 0.05, telegram: 0.15 }
const SEED = Number(process.argv.find((one) => one.startsWith('--seed='))?.slice(7) ?? 20_251_124)

it('twenty kills in five minutes leave few posts to a person, none twice, none lost', async () => {
  const world = await createWorld({
    channels: CHANNELS,
    scale: 1,
    timings: {},
    enforced: true,
    latency: LATENCY,
  })
  let worker: WorkerProcess | undefined
  onTestFinished(async () => {
    worker?.kill()
    await worker?.ended
    await world.close()
  })
  const random = randomFrom(SEED)
  const began = performance.now()
  for (let kills = 0; kills < KILLS; kills++) {
    worker = startProcess(world.settings)
    // Half to one and a half of the time that is left for each.
    const each = (began + MINUTES * 60_000 - performance.now()) / (KILLS - kills)
    await wait(each * (0.5 + random()))
    const states = statesOf(await world.rows())
    worker.kill()
    await worker.ended
    process.stdout.write(`killed ${kills + 1} after ${seconds(began)} s: ${states}\n`)
    expect((await world.seen()).more).toEqual([])
  }
  const took = seconds(began)

  worker = startProcess(world.settings)
  const isOver = async () => (await world.rows()).every(({ state }) => ENDED.has(state))
  while (!(await isOver()) && seconds(began) < took + PATIENCE) await wait(500)
  const drained = seconds(began) - took
  worker.stop()
  await worker.ended

  const rows = await world.rows()
  const seen = await world.seen()
  const uncertain = rows.filter(({ state }) => state === 'uncertain').map(({ target }) => target)
  const on = (platform: string) => uncertain.filter((target) => target.startsWith(platform)).length
  process.stdout.write(
    `seed ${SEED}: ${KILLS} kills in ${took} s, ${2 * CHANNELS} channels; uncertain ${((on('discord') / CHANNELS) * 100).toFixed(1)} % on Discord, ${((on('telegram') / CHANNELS) * 100).toFixed(1)} % on Telegram; the rest was there ${drained} s after the last\n`,
  )
  expect(rows).toHaveLength(2 * CHANNELS)
  expect(rows.filter(({ state }) => state !== 'sent' && state !== 'uncertain')).toEqual([])
  expect(seen.more).toEqual([])
  const shown = new Set(seen.once)
  expect(rows.filter(({ target, state }) => state === 'sent' && !shown.has(target))).toEqual([])
  // The kills met something, or they proved nothing.
  expect(on('telegram')).toBeGreaterThan(0)
  expect(on('discord') / CHANNELS).toBeLessThanOrEqual(MOST.discord)
  expect(on('telegram') / CHANNELS).toBeLessThanOrEqual(MOST.telegram)
  // A request is cut off by a kill, and what the platform had asked its sender to wait dies with that.
  expect(seen.problems.filter((one) => !/aborted|before its retry_after/.test(one))).toEqual([])
}, 600_000)

/** Seconds in which what is left must be decided. */
const PATIENCE = 150

const ENDED: ReadonlySet<string> = new Set(['sent', 'uncertain', 'failed', 'dead', 'expired', 'skipped'])

function statesOf(rows: Awaited<ReturnType<World['rows']>>): string {
  const states = Map.groupBy(rows, ({ target, state }) => `${target.split(':')[0]} ${state}`)
  return [...states]
    .map(([state, some]) => `${state} ${some.length}`)
    .toSorted()
    .join(', ')
}

/** Numbers from 0 to 1, the same for the same seed (mulberry32). */
function randomFrom(seed: number): () => number {
  let state = seed
  return () => {
    state = (state + 0x6d2b79f5) | 0
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state)
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4_294_967_296
  }
}

/** Whole ones since then. */
function seconds(began: number): number {
  return Math.round((performance.now() - began) / 1000)
}

function wait(milliseconds: number): Promise<void> {
  return new Promise((resolve) => {
    setTimeout(resolve, milliseconds)
  })
}

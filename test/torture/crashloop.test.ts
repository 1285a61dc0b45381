/**
 * A crash loop: the program itself is killed twenty times in five minutes, and started again each time, while five hundred
 * channels of each platform are to get the briefing. The platforms keep their documented limits and answer after 0.7 s, so
 * that every kill meets calls under way. All times are those of life.
 */
import { type ChildProcess, spawn } from 'node:child_process'
import { once } from 'node:events'
import { fileURLToPath } from 'node:url'
import { expect, it, onTestFinished } from 'vitest'
import { createWorld, type World } from './world.ts'

const CHANNELS = 500
const KILLS = 20
const LATENCY = 700
const MINUTES = 5
/** Of each platform's channels, at most so many may be left to a person. */
const MOST = { discord: 0.05, telegram: 0.15 }
const SEED = Number(process.argv.find((one) => one.startsWith('--seed='))?.slice(7) ?? 20_251_124)
const MAIN = fileURLToPath(new URL('../../src/main.ts', import.meta.url))

it('twenty kills in five minutes leave few posts to a person, none twice, none lost', async () => {
  const world = await createWorld({
    ...{ channels: CHANNELS, scale: 1, timings: {}, enforced: true, latency: LATENCY },
    what: { kind: 'brief', length: 'compact', windowZone: 'UTC' },
  })
  let program: ChildProcess | undefined
  onTestFinished(async () => {
    if (program && program.exitCode === null && program.signalCode === null) {
      program.kill('SIGKILL')
      await once(program, 'exit')
    }
    await world.close()
  })
  const random = randomFrom(SEED)
  const began = performance.now()
  const left: string[] = []
  for (let kills = 0; kills < KILLS; kills++) {
    program = startProgram(world)
    // Half to one and a half of what is left for each.
    const each = (began + MINUTES * 60_000 - performance.now()) / (KILLS - kills)
    await wait(each * (0.5 + random()))
    expect(program.exitCode, 'the program ended by itself').toBe(null)
    program.kill('SIGKILL')
    await once(program, 'exit')
    expect((await world.seen()).more).toEqual([])
    left.push(statesOf(await world.rows()))
  }
  const took = (performance.now() - began) / 1000

  program = startProgram(world)
  const isOver = async () => (await world.rows()).every(({ state }) => ENDED.has(state))
  while (!(await isOver()) && performance.now() - began < (MINUTES + 4) * 60_000) await wait(500)
  const drained = (performance.now() - began) / 1000 - took
  program.kill('SIGTERM')
  expect(await once(program, 'exit')).toEqual([0, null])

  const rows = await world.rows()
  const seen = await world.seen()
  const uncertain = rows.filter(({ state }) => state === 'uncertain').map(({ target }) => target)
  const on = (platform: string) => uncertain.filter((target) => target.startsWith(platform)).length
  process.stdout.write(
    `seed ${SEED}: ${KILLS} kills in ${took.toFixed(0)} s, ${2 * CHANNELS} channels; uncertain ${((on('discord') / CHANNELS) * 100).toFixed(1)} % on Discord, ${((on('telegram') / CHANNELS) * 100).toFixed(1)} % on Telegram; the rest was there ${drained.toFixed(0)} s after the last\n${left.join('\n')}\n`,
  )
  expect(rows).toHaveLength(2 * CHANNELS)
  expect(rows.filter(({ state }) => state !== 'sent' && state !== 'uncertain')).toEqual([])
  expect(seen.more).toEqual([])
  const shown = new Set(seen.once)
  const whole = new Set(
    rows.flatMap(({ target, state }) => {
      const count = seen.messages[target] ?? 0
      return state === 'sent' ? [`${target.split(':')[0]} ${count}`] : []
    }),
  )
  // Each that is called sent is as long as the others of its platform.
  expect(whole.size).toBe(2)
  expect(rows.filter(({ target, state }) => state === 'sent' && !shown.has(target))).toEqual([])
  // The kills met something, or they proved nothing.
  expect(on('telegram')).toBeGreaterThan(0)
  expect(on('discord') / CHANNELS).toBeLessThanOrEqual(MOST.discord)
  expect(on('telegram') / CHANNELS).toBeLessThanOrEqual(MOST.telegram)
  expect(seen.problems.filter((one) => !one.includes('aborted'))).toEqual([])
}, 600_000)

const ENDED: ReadonlySet<string> = new Set(['sent', 'uncertain', 'failed', 'dead', 'expired', 'skipped'])

function startProgram({ settings: { home, discord, telegram } }: World): ChildProcess {
  return spawn(process.execPath, ['--disable-warning=ExperimentalWarning', MAIN, 'start'], {
    stdio: ['ignore', 'ignore', 'inherit'],
    env: {
      PATH: process.env.PATH,
      KAWARABAN_DATA: 'data/sample',
      KAWARABAN_HOME: home,
      PORT: '0',
      DISCORD_TOKEN: discord.token,
      DISCORD_API: discord.api,
      TELEGRAM_TOKEN: telegram.token,
      TELEGRAM_API_ROOT: telegram.root,
    },
  })
}

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

function wait(milliseconds: number): Promise<void> {
  return new Promise((resolve) => {
    setTimeout(resolve, milliseconds)
  })
}

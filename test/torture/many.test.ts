/**
 * Twenty thousand channels on several processes: two gateways of the program itself that share Discord's shards, and two
 * workers, on one PostgreSQL server. The platforms enforce five times their documented limits, so that it takes a minute
 * and a quarter in place of six.
 */
import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { expect, it, onTestFinished } from 'vitest'
import { startProcess } from './processes.ts'
import { HAS_SERVER, startServer } from './server.ts'
import { createWorld, type World } from './world.ts'

const CHANNELS = 10_000
const SCALE = 5
const TIMINGS = { beat: 2000, silence: 6000 }
const RESERVE = 0.1
const MAIN = fileURLToPath(new URL('../../src/main.ts', import.meta.url))

it.skipIf(!HAS_SERVER)(
  'twenty thousand channels get the edition once, from two workers, beside two gateways',
  async () => {
    const server = await startServer()
    onTestFinished(server.stop)
    const options = { channels: CHANNELS, scale: SCALE, timings: TIMINGS, enforced: true }
    const world = await createWorld({ ...options, database: server.url })
    onTestFinished(world.close)
    const gateways = await Promise.all([startGateway(world, '0-1/4'), startGateway(world, '2-3/4')])
    const workers = [startProcess(world.settings), startProcess(world.settings)]
    onTestFinished(async () => {
      for (const one of workers) one.kill()
      await Promise.all(workers.map(({ ended }) => ended))
    })
    await Promise.all(workers.map(({ ready }) => ready))
    const began = performance.now()
    while ((await world.open()) > 0 && performance.now() - began < 240_000) await wait(500)
    const took = (performance.now() - began) / 1000
    for (const one of workers) one.stop()
    await Promise.all(workers.map(({ ended }) => ended))

    const seen = await world.seen()
    const ideal = CHANNELS / (30 * SCALE * (1 - RESERVE))
    const rows = await world.rows()
    const byWorker = workers.map(({ costs }) => ((costs.at(-1)?.cpu ?? 0) / 1000).toFixed(0))
    process.stdout.write(
      `${2 * CHANNELS} channels in ${took.toFixed(1)} s; the limits less the reserve allow ${ideal.toFixed(1)} s; refusals ${JSON.stringify(seen.refused)}; processor seconds of the workers ${byWorker.join(', ')}; longest stall of the platforms ${seen.stall.toFixed(0)} ms\n`,
    )
    expect(rows.filter(({ state }) => state === 'sent')).toHaveLength(2 * CHANNELS)
    expect(seen.once).toHaveLength(2 * CHANNELS)
    expect(seen.shards.toSorted(([one], [other]) => one - other)).toEqual([
      [0, 4],
      [1, 4],
      [2, 4],
      [3, 4],
    ])
    expect(seen.problems).toEqual([])
    // Neither gateway has ended, and each ends in peace when it is told to.
    for (const gateway of gateways) expect(await gateway.stop()).toBe(0)
  },
  420_000,
)

/** The program itself in this role; it is there when its shards are. */
async function startGateway({ settings, seen }: World, shards: string) {
  const { home, database, discord, telegram } = settings
  const child = spawn(
    process.execPath,
    ['--disable-warning=ExperimentalWarning', MAIN, 'start', '--role', 'gateway'],
    {
      stdio: 'ignore',
      env: {
        PATH: process.env.PATH,
        KAWARABAN_DATA: 'data/sample',
        KAWARABAN_HOME: join(home, `gateway-${shards.replace('/', '-')}`),
        DATABASE_URL: database,
        DISCORD_TOKEN: discord.token,
        DISCORD_API: discord.api,
        DISCORD_SHARDS: shards,
        TELEGRAM_TOKEN: telegram.token,
        TELEGRAM_API_ROOT: telegram.root,
      },
    },
  )
  const ended = once(child, 'exit')
  onTestFinished(async () => {
    child.kill('SIGKILL')
    await ended
  })
  const [first, last] = shards.split('/')[0]?.split('-').map(Number) as [number, number]
  const began = performance.now()
  const isThere = async () => {
    const known = new Set((await seen()).shards.map(([shard]) => shard))
    return known.has(first) && known.has(last)
  }
  while (!(await isThere())) {
    if (child.exitCode !== null || performance.now() - began > 60_000)
      throw new Error(`no gateway for ${shards}`)
    await wait(200)
  }
  return {
    /** Gives the code with which it ends. */
    async stop(): Promise<number | null> {
      child.kill('SIGTERM')
      return ((await ended) as [number | null])[0]
    },
  }
}

function wait(milliseconds: number): Promise<void> {
  return new Promise((resolve) => {
    setTimeout(resolve, milliseconds)
  })
}

/**
 * Kill torture: two processes deliver one edition to ten thousand channels, and are killed a hundred times at random
 * moments, with answers lost in between; on PostgreSQL with a gateway beside them, and the database server is killed
 * too. The ledger's times are a tenth of life's or less, so that what takes minutes there takes seconds here; the rest is
 * as in life. The kills themselves assert nothing but what must always hold.
 */
import { expect, it, onTestFinished } from 'vitest'
import { type WorkerProcess, startProcess } from './processes.ts'
import { HAS_SERVER, startServer } from './server.ts'
import { createWorld, type World } from './world.ts'

const CHANNELS = 5000
const KILLS = 100
const SEED = Number(process.argv.find((one) => one.startsWith('--seed='))?.slice(7) ?? 20_251_124)

/** Milliseconds. */
const TIMINGS = {
  claimLease: 6000,
  sendLease: 4500,
  nonceWindow: 9000,
  longestCall: 2000,
  beat: 400,
  poll: 100,
  silence: 1200,
  noticeLease: 12_000,
  quiet: 500,
  longestQuiet: 3000,
  apart: 1000,
}

/** Milliseconds that one lives at most. */
const LIFE = { worker: 1500, gateway: 5000 }
/** Documented limits, so many times over. */
const SCALE = 10
/** On PostgreSQL: schedules that a gateway adds meanwhile. */
const LATER = 600
/** Milliseconds between two deaths of the database server. */
const CRASH_EVERY = 12_000

it('a hundred kills, and every channel is decided once', async () => {
  const world = await createWorld({ channels: CHANNELS, scale: SCALE, timings: TIMINGS })
  const complaints = await torture(world)
  expect(await world.integrity()).toEqual(['ok'])
  // A notice whose answer was lost is sent again, and the log says so.
  expect(
    complaints.split('\n').filter((line) => /could not be(?! notified)|was left to its lease/.test(line)),
  ).toEqual([])
}, 600_000)

it.skipIf(!HAS_SERVER)(
  'the same on PostgreSQL, with a gateway and the database server killed as well',
  async () => {
    const server = await startServer()
    onTestFinished(server.stop)
    const options = { channels: CHANNELS, scale: SCALE, timings: TIMINGS, later: LATER }
    const world = await createWorld({ ...options, database: server.url })
    await torture(world, server.crash)
  },
  600_000,
)

/** Gives what the processes complained of. */
async function torture(world: World, crash?: () => Promise<void>): Promise<string> {
  const random = randomFrom(SEED)
  const alive = new Set<WorkerProcess>()
  onTestFinished(async () => {
    for (const one of alive) one.kill()
    await Promise.all([...alive].map((one) => one.ended))
    await world.close()
  })
  const first = startProcess(world.settings)
  await first.ready
  first.stop()
  await first.ended

  const began = performance.now()
  const kills = { worker: 0, gateway: 0, server: 0 }
  const enough = () => kills.worker + kills.gateway + kills.server >= KILLS
  let complaints = ''
  let open = Number.POSITIVE_INFINITY
  const fell: string[] = []
  const over = () => enough() && open === 0

  const slot = async (role: 'worker' | 'gateway'): Promise<void> => {
    while (!over()) {
      const child = startProcess(world.settings, role)
      alive.add(child)
      const works = await child.ready
      let isHere = true
      child.ended.then(() => {
        isHere = false
      })
      // Where all was sent before the last kill, notices alone would lose the answers that are left, and wait ever longer.
      if (enough()) world.keepAnswers()
      while (enough() && !over() && isHere) await wait(200)
      if (enough()) child.stop()
      else {
        await wait(20 + random() * LIFE[role])
        // A gateway ends when it has nothing left to do, and nobody can start without a database.
        if (role === 'worker' && works && !isHere) fell.push(child.complaints())
        for (let count = 0; count < 2; count++) world.loseAnswer(random() < 0.8)
        child.kill()
        if (isHere) kills[role]++
        await checkAlways(world)
      }
      await child.ended
      complaints += child.complaints()
      alive.delete(child)
      if (role === 'gateway' && !isHere) await wait(500)
    }
  }
  const crashing = async (): Promise<void> => {
    while (crash && !enough()) {
      await wait(CRASH_EVERY * (0.5 + random()))
      await crash()
      kills.server++
    }
  }
  const counting = async (): Promise<void> => {
    while (!over()) {
      await wait(250)
      // While the database is away nobody knows.
      open = await world.open().catch(() => Number.POSITIVE_INFINITY)
    }
  }
  await Promise.all([
    slot('worker'),
    slot('worker'),
    ...(crash ? [slot('gateway')] : []),
    crashing(),
    counting(),
  ])
  const took = (performance.now() - began) / 1000

  const rows = await world.rows()
  const seen = await world.seen()
  const states = Map.groupBy(rows, ({ target, state }) => `${target.split(':')[0]} ${state}`)
  const counts = [...states].map(([state, some]) => `${state} ${some.length}`).toSorted()
  process.stdout.write(
    `seed ${SEED}: killed ${JSON.stringify(kills)} in ${took.toFixed(0)} s; ${counts.join(', ')}; ${seen.reports.length} reports; longest use of a nonce ${(seen.longestNonce / 1000).toFixed(1)} s\n`,
  )
  // One row and one decision for each channel.
  expect(rows).toHaveLength(2 * CHANNELS)
  expect(new Set(rows.map(({ schedule }) => schedule)).size).toBe(2 * CHANNELS)
  expect(new Set(rows.map(({ target }) => target)).size).toBe(2 * CHANNELS)
  expect(rows.filter(({ state }) => !['sent', 'uncertain'].includes(state))).toEqual([])
  // What is called sent is there, once, and nothing else is there but what is called uncertain.
  expect(seen.more).toEqual([])
  const once = new Set(seen.once)
  expect(rows.filter(({ target, state }) => state === 'sent' && !once.has(target))).toEqual([])
  const uncertain = rows.filter(({ state }) => state === 'uncertain')
  const reported = new Set(seen.reports.map(({ id }) => id))
  expect(uncertain.filter(({ id }) => !reported.has(id))).toEqual([])
  expect(seen.reports.filter(({ state }) => state !== 'uncertain')).toEqual([])
  // On Discord nobody is told twice: not by a process that was killed before it put down that it had told.
  const told = seen.reports.filter(({ platform }) => platform === 'discord').map(({ id }) => id)
  expect(told.length).toBe(new Set(told).size)
  // Some must have been in flight, or the kills proved nothing; and Discord's nonces spare moderators questions. In life
  // they spare nearly all: there a process starts in a small part of the nonce's window, here in half of it.
  const on = (platform: string) => uncertain.filter(({ target }) => target.startsWith(platform)).length
  expect(on('telegram')).toBeGreaterThan(0)
  expect(on('discord')).toBeLessThan(on('telegram'))
  // Where the platform itself stood still, what had been sent in time arrived later.
  expect(seen.longestNonce).toBeLessThanOrEqual(TIMINGS.nonceWindow + seen.stall)
  // No process that worked ended by itself.
  expect(fell).toEqual([])
  // A request that was cut off by a kill is no fault of its sender.
  expect(seen.problems.filter((one) => !one.includes('aborted'))).toEqual([])
  return complaints
}

/** Whatever was killed: nobody sees a second message. */
async function checkAlways(world: World): Promise<void> {
  expect((await world.seen()).more).toEqual([])
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

/**
 * Kill torture: two processes deliver one edition to ten thousand channels, and are killed a hundred times at random
 * moments, with answers lost in between. The ledger's times are a tenth of life's, so that what takes minutes there
 * takes seconds here; the rest is as in life. The kills themselves assert nothing but what must always hold.
 */
import { expect, it, onTestFinished } from 'vitest'
import { type WorkerProcess, startProcess } from './processes.ts'
import { createWorld, type World } from './world.ts'

const CHANNELS = 5000
const KILLS = 100
const SEED = Number(process.argv.find((one) => one.startsWith('--seed='))?.slice(7) ?? 20_251_124)

/** A tenth of the times in life, in milliseconds. */
const TIMINGS = {
  claimLease: 6000,
  sendLease: 4500,
  nonceWindow: 9000,
  beat: 1000,
  poll: 100,
  silence: 3000,
}

/** Documented limits, so many times over. */
const SCALE = 10

it('a hundred kills, and every channel is decided once', async () => {
  const random = randomFrom(SEED)
  const world = await createWorld({ channels: CHANNELS, scale: SCALE, timings: TIMINGS })
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
  let kills = 0
  let complaints = ''
  const over = () => kills >= KILLS && world.open() === 0

  const slot = async (): Promise<void> => {
    while (!over()) {
      const child = startProcess(world.settings)
      alive.add(child)
      await child.ready
      while (kills >= KILLS && !over()) await wait(200)
      if (kills < KILLS) {
        await wait(20 + random() * 1000)
        loseAnswers(world, random)
        child.kill()
        kills++
        checkAlways(world)
      } else child.stop()
      await child.ended
      complaints += child.complaints()
      alive.delete(child)
    }
  }
  await Promise.all([slot(), slot()])
  const took = (performance.now() - began) / 1000

  const rows = world.rows()
  const states = Map.groupBy(rows, ({ target, state }) => `${target.split(':')[0]} ${state}`)
  const counts = [...states].map(([state, some]) => `${state} ${some.length}`).toSorted()
  process.stdout.write(
    `seed ${SEED}: ${kills} kills in ${took.toFixed(0)} s; ${counts.join(', ')}; ${world.reports.length} reports; answers never lost: ${world.telegram.faults.left + world.discord.faults.left}\n`,
  )
  // One row and one decision for each channel.
  expect(rows).toHaveLength(2 * CHANNELS)
  expect(new Set(rows.map(({ schedule }) => schedule)).size).toBe(2 * CHANNELS)
  expect(rows.filter(({ state }) => !['sent', 'uncertain'].includes(state))).toEqual([])
  checkAlways(world)
  // What is called sent is there, and nothing else is there but what is called uncertain.
  for (const { target, state } of rows) if (state === 'sent') expect(world.shownIn(target), target).toBe(1)
  const uncertain = rows.filter(({ state }) => state === 'uncertain')
  const reported = new Set(world.reports.map(({ id }) => id))
  expect(uncertain.filter(({ id }) => !reported.has(id))).toEqual([])
  expect(world.reports.filter(({ state }) => state !== 'uncertain')).toEqual([])
  // Some must have been in flight, or the kills proved nothing.
  expect(uncertain.length).toBeGreaterThan(0)
  expect(longestUseOfANonce(world)).toBeLessThanOrEqual(TIMINGS.nonceWindow)
  expect(world.integrity()).toEqual(['ok'])
  // A request that was cut off by a kill is no fault of its sender.
  const problems = [...world.discord.problems, ...world.telegram.problems]
  expect(problems.filter((one) => !one.includes('aborted'))).toEqual([])
  expect(complaints.split('\n').filter((line) => /could not be|was left to its lease/.test(line))).toEqual([])
}, 600_000)

/** Whatever was killed: nobody sees a second message. */
function checkAlways(world: World): void {
  expect(world.targets.filter((target) => world.shownIn(target) > 1)).toEqual([])
}

/** A few answers that will be lost: after what was asked was done, mostly. */
function loseAnswers({ discord, telegram }: World, random: () => number): void {
  for (let count = 0; count < 2; count++) {
    const accepted = random() < 0.8
    telegram.faults.add(/^sendPhoto$/, { kind: 'reset', accepted })
    discord.faults.add('POST', /\/messages$/, { kind: 'reset', accepted })
  }
}

/** Milliseconds between the first and the last request with the same nonce. */
function longestUseOfANonce({ discord }: World): number {
  const first = new Map<string, number>()
  let longest = 0
  for (const { body, at } of discord.seen('POST', /\/messages$/)) {
    const { nonce = '' } = body as { nonce?: string }
    const began = first.get(nonce) ?? at
    first.set(nonce, began)
    longest = Math.max(longest, at - began)
  }
  return longest
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

/**
 * What a machine does to its programs: another program locks the store for a hundred seconds, ten thousand schedules fall
 * due in one minute, the disk is full. Questions are answered meanwhile, and the event loop never stands still.
 */
import { execFileSync } from 'node:child_process'
import { closeSync, openSync, rmSync, writeSync } from 'node:fs'
import { mkdtemp } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { DatabaseSync } from 'node:sqlite'
import { expect, it, onTestFinished } from 'vitest'
import { fileIn, openStore } from '#src/store/open.ts'
import { textOf } from '../support/discord/interactions.ts'
import { planOf } from '../support/plans.ts'
import { channelsOf } from './channels.ts'
import { startProgram, told, type Watched } from './program.ts'

const SCHEDULES = 10_000
/** Schedules of one owner. */
const OWNED = 25
const LOCKED = 100_000
/** Milliseconds that the limits allow: of delay at p99.9, and until a question is acknowledged. */
const [DELAY, ACKNOWLEDGED] = [100, 1000]

const homeIn = (folder: string) => mkdtemp(join(folder, 'kawaraban-blocked-'))

it('a lock of another program for 100 s delays nobody', async () => {
  const home = await homeIn(tmpdir())
  const program = await startProgram(home)
  expect(hasButtons(await program.see('price', { assets: 'btc' }))).toBe(true)
  const other = new DatabaseSync(fileIn(home), { timeout: 60_000 })
  other.exec('begin immediate')
  const until = performance.now() + LOCKED
  const watched = await program.watch(() => performance.now() > until)
  other.exec('rollback')
  other.close()
  process.stdout.write(`store locked for ${LOCKED / 1000} s: ${told(watched)}`)
  expectNoDelay(watched)
  expectAnswers(watched)
  // Told when it begins, not with every question.
  expect(program.log().match(/go without buttons and counts/g)).toHaveLength(1)
  await buttonsAgain(program)
})

it('ten thousand schedules that fall due in one minute delay nobody, nor does posting', async () => {
  const home = await homeIn(tmpdir())
  const { discord } = channelsOf(SCHEDULES)
  const store = await openStore(home)
  const later = Date.now() + 7 * 86_400_000
  for (let from = 0; from < SCHEDULES; from += OWNED) {
    const plans = discord
      .slice(from, from + OWNED)
      .map((id) => ({ plan: planOf(`discord:${id}`), nextRunAt: later }))
    await store.schedules.addAll(`discord:guild:${from}`, plans, 'system', Date.now())
  }
  await store.close()
  const program = await startProgram(home)
  for (const id of discord) program.loopback.channels.add({ id, type: 0 })
  await program.see('price', { assets: 'btc' })

  const database = new DatabaseSync(fileIn(home), { timeout: 60_000 })
  onTestFinished(() => database.close())
  database.prepare('update schedule set next_run_at = ?').run(Date.now())
  const count = (where: string) =>
    Number(database.prepare(`select count(*) as n from delivery ${where}`).get()?.n ?? 0)
  let until = performance.now() + 150_000
  let isMade = false
  const watched = await program.watch(() => {
    // They are due within a minute; half a minute of posting is watched after that.
    if (!isMade && count('') === SCHEDULES) [isMade, until] = [true, performance.now() + 30_000]
    return performance.now() > until
  })
  const posted = count("where state = 'sent'")
  process.stdout.write(`${SCHEDULES} due in a minute, ${posted} of them posted: ${told(watched)}`)
  expect(count('')).toBe(SCHEDULES)
  expect(posted).toBeGreaterThan(100)
  expectNoDelay(watched)
  expectAnswers(watched)
  expect(watched.asked.every((one) => hasButtons(one))).toBe(true)
})

it('a full disk leaves answers without buttons, says so, and is over when there is room', async (context) => {
  const disk = await homeIn(tmpdir())
  try {
    execFileSync('mount', ['-t', 'tmpfs', '-o', 'size=4m', 'tmpfs', disk], { stdio: 'ignore' })
  } catch {
    return context.skip('a small disk can be mounted by root alone')
  }
  onTestFinished(() => void execFileSync('umount', ['--lazy', disk]))
  const program = await startProgram(join(disk, 'home'))
  expect(hasButtons(await program.see('price', { assets: 'btc' }))).toBe(true)
  const fill = join(disk, 'fill')
  fillUp(fill)
  const until = performance.now() + 20_000
  const watched = await program.watch(() => performance.now() > until)
  process.stdout.write(`disk full: ${told(watched)}`)
  expectNoDelay(watched)
  expectAnswers(watched)
  expect(hasButtons(watched.asked.at(-1))).toBe(false)
  expect(program.log()).toMatch(/go without buttons and counts[^\n]*database or disk is full/)
  expect(program.log()).not.toContain('cannot rollback')
  rmSync(fill)
  await buttonsAgain(program)
})

type Question = Watched['asked'][number]

/**
 * Bounds are those of a machine that runs this alone: what an idle process beside it had to wait is added; for a question
 * and its acknowledgement twice, as each has to get its turn.
 */
function expectNoDelay({ delay, acknowledged, stall }: Watched): void {
  expect(delay.p999).toBeLessThan(DELAY + stall)
  expect(acknowledged).toBeLessThan(ACKNOWLEDGED + 2 * stall)
}

function expectAnswers({ asked }: Watched): void {
  expect(asked.length).toBeGreaterThan(20)
  const empty = asked.filter((one) => !/BTC|ETH/.test(textOf(shownOf(one))))
  expect(empty.map((one) => textOf(shownOf(one)))).toEqual([])
}

function shownOf(record: Question | undefined) {
  return record?.original ?? record?.follows[0]
}

function hasButtons(record: Question | undefined): boolean {
  return JSON.stringify(shownOf(record)?.body ?? {}).includes('"custom_id"')
}

async function buttonsAgain(program: Awaited<ReturnType<typeof startProgram>>): Promise<void> {
  const until = performance.now() + 30_000
  let isBack = false
  while (!isBack && performance.now() < until)
    isBack = hasButtons(await program.see('price', { assets: 'eth' }))
  expect(isBack).toBe(true)
  expect(program.log()).toMatch(/The store answers again after \d+ s/)
}

/** Until not one more byte finds room. */
function fillUp(file: string): void {
  const to = openSync(file, 'w')
  try {
    for (let bytes = 65_536; bytes >= 1; ) {
      try {
        writeSync(to, Buffer.alloc(bytes))
      } catch {
        bytes = Math.floor(bytes / 2)
      }
    }
  } finally {
    closeSync(to)
  }
}

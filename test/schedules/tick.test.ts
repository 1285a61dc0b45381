/** The minute tick: at every minute, whatever zone the machine is in and whatever becomes of its clock. */
import { execFileSync } from 'node:child_process'
import { fileURLToPath } from 'node:url'
import { afterEach, beforeEach, describe, expect, it, onTestFinished, vi } from 'vitest'
import { systemClock } from '#src/clock.ts'
import { startTicking } from '#src/schedules/tick.ts'

const [SECOND, MINUTE, HOUR] = [1000, 60_000, 3_600_000]
const START = Date.parse('2026-06-01T08:59:30Z')

describe('the tick', () => {
  let ticks: number[]
  let warnings: string[]
  let failures: number

  beforeEach(() => {
    vi.useFakeTimers({ toFake: ['Date', 'setTimeout', 'clearTimeout'], now: START })
    ;[ticks, warnings, failures] = [[], [], 0]
  })
  afterEach(() => {
    vi.useRealTimers()
  })

  function start(): () => Promise<void> {
    const stop = startTicking({
      ledger: {
        enqueueDue: async ({ now }) => {
          if (failures-- > 0) throw new Error('the disk is full')
          ticks.push(now)
          return 0
        },
      },
      awaits: () => undefined,
      now: Date.now,
      onDue() {},
      clock: systemClock,
      log: { info() {}, warn: (text) => warnings.push(text), error: (text) => warnings.push(text) },
    })
    onTestFinished(() => stop())
    return stop
  }
  const pass = (milliseconds: number) => vi.advanceTimersByTimeAsync(milliseconds)
  const sinceStart = () => ticks.map((at) => (at - START) / SECOND)

  it('comes at once and at the start of every minute', async () => {
    start()
    await pass(3 * MINUTE)
    expect(sinceStart()).toEqual([0, 30, 90, 150])
  })

  it('comes late rather than not at all where the process was kept from it', async () => {
    start()
    await pass(29 * SECOND)
    vi.setSystemTime(START + 55 * SECOND)
    await pass(MINUTE)
    expect(sinceStart()[1]).toBeGreaterThanOrEqual(55)
    expect(ticks.length).toBeGreaterThanOrEqual(2)
  })

  it('comes within a minute and a half after three hours of sleep, and then every minute', async () => {
    start()
    await pass(40 * SECOND)
    vi.setSystemTime(START + 3 * HOUR)
    await pass(90 * SECOND)
    expect(ticks.at(-1)).toBeGreaterThan(START + 3 * HOUR)
    const before = ticks.length
    await pass(5 * MINUTE)
    expect(ticks.length - before).toBeGreaterThanOrEqual(5)
  })

  it('goes on where the clock is set back by hours', async () => {
    start()
    await pass(2 * MINUTE)
    vi.setSystemTime(START - 5 * HOUR)
    await pass(10 * MINUTE)
    expect(ticks.filter((at) => at < START).length).toBeGreaterThanOrEqual(3)
  })

  it('goes on after the store failed, and says so', async () => {
    failures = 1
    start()
    await pass(31 * SECOND)
    expect(warnings).toEqual([expect.stringContaining('the disk is full')])
    expect(sinceStart()).toEqual([30])
  })

  it('ends when it is stopped', async () => {
    const stop = start()
    await pass(0)
    await stop()
    await pass(5 * MINUTE)
    expect(sinceStart()).toEqual([0])
    expect(vi.getTimerCount()).toBe(0)
  })
})

describe('the tick on a machine in New York', () => {
  const ticksFrom = (from: string, minutes: number): string[] => {
    const file = fileURLToPath(new URL('./ticking.ts', import.meta.url))
    const output = execFileSync(process.execPath, [file, from, String(minutes), '10000'], {
      env: { ...process.env, TZ: 'America/New_York', NODE_NO_WARNINGS: '1' },
      encoding: 'utf8',
      timeout: 300_000,
    })
    return JSON.parse(output)
  }

  it.each([
    ['that comes twice', '2026-11-01T04:55:20Z'],
    ['that is left out', '2026-03-08T06:00:20Z'],
  ])('comes every minute of the hour %s, and of those about it', (_, from) => {
    const ticks = ticksFrom(from, 190)
    const first = Math.floor(Date.parse(from) / MINUTE)
    expect(ticks.map((at) => Date.parse(at) / MINUTE - first)).toEqual(
      Array.from({ length: 191 }, (_, n) => n),
    )
  })
})

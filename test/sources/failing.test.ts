/** Trying again and leaving alone: only what may pass, scattered, never beyond the deadline. */
import { describe, expect, it } from 'vitest'
import { createBreaker } from '#src/sources/breaker.ts'
import { retryAfterOf } from '#src/sources/faults.ts'
import { type RetryRule, retry } from '#src/sources/retry.ts'
import { SupplierError, type SupplierFault } from '#src/sources/supplier.ts'

const START = Date.UTC(2025, 10, 24)
const failure = (fault: SupplierFault, retryAfter?: number) =>
  new SupplierError({
    supplier: 'test',
    fault,
    detail: fault,
    ...(retryAfter === undefined ? {} : { retryAfter }),
  })

function trying(more: Partial<RetryRule> = {}) {
  let time = START
  const waits: number[] = []
  const rule: RetryRule = {
    attempts: 4,
    base: 1000,
    longest: 3000,
    now: () => time,
    pause: async (milliseconds) => {
      waits.push(milliseconds)
      time += milliseconds
    },
    random: () => 1,
    ...more,
  }
  return { rule, waits }
}

describe('trying again', () => {
  it('pauses twice as long each time, up to the longest, and gives up with the last error', async () => {
    const { rule, waits } = trying()
    let calls = 0
    const work = retry(async () => {
      calls += 1
      throw failure('down')
    }, rule)
    await expect(work).rejects.toThrow('test: down')
    expect([calls, waits]).toEqual([4, [1000, 2000, 3000]])
  })

  it('scatters its pauses', async () => {
    const { rule, waits } = trying({ random: () => 0.25 })
    await retry(async (attempt) => {
      if (attempt < 3) throw failure('timeout')
    }, rule)
    expect(waits).toEqual([250, 500])
  })

  it('waits at least as long as the supplier asks', async () => {
    const { rule, waits } = trying({ random: () => 0 })
    await retry(async (attempt) => {
      if (attempt === 1) throw failure('limited', 7000)
    }, rule)
    expect(waits).toEqual([7000])
  })

  it.each<SupplierFault>([
    'blocked',
    'denied',
    'malformed',
    'unknown',
  ])('does not repeat %s', async (fault) => {
    const { rule, waits } = trying()
    await expect(
      retry(async () => {
        throw failure(fault)
      }, rule),
    ).rejects.toThrow(fault)
    expect(waits).toEqual([])
  })

  it('does not repeat an error of ours', async () => {
    const { rule, waits } = trying()
    await expect(
      retry(async () => {
        throw new TypeError('ours')
      }, rule),
    ).rejects.toThrow('ours')
    expect(waits).toEqual([])
  })

  it('does not go beyond the deadline', async () => {
    const { rule, waits } = trying({ deadline: START + 2500 })
    await expect(
      retry(async () => {
        throw failure('down')
      }, rule),
    ).rejects.toThrow('down')
    expect(waits).toEqual([1000])
  })
})

describe('a breaker', () => {
  function fuse() {
    let time = START
    let calls = 0
    const breaker = createBreaker({
      supplier: 'test',
      failures: 3,
      first: 1000,
      longest: 3000,
      now: () => time,
    })
    const run = (error?: Error) =>
      breaker
        .run(async () => {
          calls += 1
          if (error) throw error
        })
        .then(
          () => 'done',
          (reason: Error) => reason.message,
        )
    return { breaker, run, calls: () => calls, advance: (by: number) => (time += by) }
  }

  it('opens after so many failures in a row, and tells since when and why', async () => {
    const { breaker, run, calls, advance } = fuse()
    for (const fault of ['down', 'timeout', 'limited'] as const) {
      await run(failure(fault))
      advance(10)
    }
    expect(breaker.state()).toEqual({
      state: 'open',
      since: START,
      at: START + 20,
      fault: 'limited',
      why: 'test: limited',
      until: START + 1020,
    })
    expect(await run()).toContain(
      'left alone until 2025-11-24T00:00:01.020Z, failing since 2025-11-24T00:00:00Z',
    )
    expect(calls()).toBe(3)
  })

  it('is closed again by one success', async () => {
    const { breaker, run, advance } = fuse()
    for (let count = 0; count < 3; count += 1) await run(failure('down'))
    advance(1000)
    expect(breaker.state().state).toBe('half-open')
    expect(await run()).toBe('done')
    expect(breaker.state()).toEqual({ state: 'closed' })
  })

  it('lets one call try, and no second one beside it', () => {
    const { breaker, advance } = fuse()
    for (let count = 0; count < 3; count += 1) breaker.failed(failure('down'))
    advance(1000)
    breaker.enter()
    expect(() => breaker.enter()).toThrow(SupplierError)
  })

  it('stays open longer after each try that fails, up to the longest', async () => {
    const { breaker, run, advance } = fuse()
    for (let count = 0; count < 3; count += 1) await run(failure('down'))
    const opened = [1000]
    for (const wait of [1000, 2000, 3000]) {
      advance(wait)
      await run(failure('down'))
      opened.push((breaker.state().until ?? 0) - START)
    }
    expect(opened).toEqual([1000, 3000, 6000, 9000])
  })

  it.each<SupplierFault>([
    'blocked',
    'denied',
  ])('opens at once for its longest where it is %s', async (fault) => {
    const { breaker, run } = fuse()
    await run(failure(fault))
    expect(breaker.state()).toMatchObject({ state: 'open', until: START + 3000 })
  })

  it('does not count what says nothing of the supplier', async () => {
    const { breaker, run } = fuse()
    for (let count = 0; count < 5; count += 1) {
      await run(failure('unknown'))
      await run(new Error('given up'))
    }
    expect(breaker.state()).toEqual({ state: 'closed' })
  })

  it('counts failures in a row alone', async () => {
    const { breaker, run } = fuse()
    for (let count = 0; count < 5; count += 1) {
      await run(failure('down'))
      await run(failure('down'))
      await run()
    }
    expect(breaker.state().state).toBe('closed')
  })
})

describe('Retry-After', () => {
  it.each([
    ['7', 7000],
    ['0', 0],
    [new Date(START + 90_000).toUTCString(), 90_000],
    [new Date(START - 90_000).toUTCString(), undefined],
    ['soon', undefined],
    ['', undefined],
    [null, undefined],
  ])('%j asks for %j milliseconds', (header, wait) => {
    expect(retryAfterOf(header, START)).toBe(wait)
  })
})

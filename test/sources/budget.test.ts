/** Budgets: never more than there is in any stretch, first come first served, held when asked. */
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { pause } from '#src/clock.ts'
import { createBudget } from '#src/sources/budget.ts'
import { createFakeClock } from '../support/clock.ts'

function purse(tokens: number, per: number) {
  const clock = createFakeClock(1_000_000)
  const budget = createBudget({
    name: 'test',
    tokens,
    per,
    now: clock.now,
    pause: (milliseconds, signal) => pause(clock, milliseconds, signal),
  })
  /** Moves time until everything has been given. */
  const settle = async (work: Promise<unknown>) => {
    let done = false
    work.finally(() => (done = true)).catch(() => {})
    for (let turns = 0; !done; turns += 1) {
      for (let count = 0; count < 100; count += 1) await Promise.resolve()
      if (!done && !clock.skip() && turns > 10_000) throw new Error('nothing waits, and nothing comes')
    }
  }
  return { clock, budget, settle }
}

describe('a budget', () => {
  it('never spends more than it has in any stretch of its length, whatever is asked', async () => {
    await fc.assert(
      fc.asyncProperty(
        fc.integer({ min: 1, max: 50 }),
        fc.array(fc.tuple(fc.integer({ min: 0, max: 1 }), fc.integer({ min: 0, max: 3000 })), {
          maxLength: 40,
        }),
        async (tokens, asks) => {
          const { clock, budget, settle } = purse(tokens, 1000)
          const spent: { at: number; weight: number }[] = []
          const work = asks.map(async ([heavy, later]) => {
            await new Promise<void>((resolve) => clock.after(later, resolve))
            const weight = heavy ? tokens : Math.ceil(tokens / 3)
            await budget.take(weight)
            spent.push({ at: clock.now(), weight })
          })
          await settle(Promise.all(work))
          expect(spent).toHaveLength(asks.length)
          for (const { at } of spent) {
            const within = spent.filter((one) => one.at >= at && one.at < at + 1000)
            expect(within.reduce((sum, { weight }) => sum + weight, 0)).toBeLessThanOrEqual(tokens)
          }
        },
      ),
      { numRuns: 60 },
    )
  })

  it('serves in the order in which it was asked, a heavy one is not overtaken', async () => {
    const { budget, settle } = purse(10, 1000)
    const order: string[] = []
    const take = (name: string, weight: number) => budget.take(weight).then(() => order.push(name))
    await settle(Promise.all([take('a', 6), take('heavy', 10), take('b', 1), take('c', 1)]))
    expect(order).toEqual(['a', 'heavy', 'b', 'c'])
  })

  it('reports what is left, and gets it back as time goes', async () => {
    const { clock, budget } = purse(10, 1000)
    await budget.take(4)
    expect(budget.left()).toBe(6)
    clock.advance(999)
    expect(budget.left()).toBe(6)
    clock.advance(1)
    expect(budget.left()).toBe(10)
  })

  it('spends nothing while it is held', async () => {
    const { clock, budget, settle } = purse(10, 1000)
    budget.hold(60_000)
    expect(budget.left()).toBe(0)
    const start = clock.now()
    await settle(budget.take(1))
    expect(clock.now() - start).toBe(60_000)
  })

  it('makes nobody wait for a hold of more than a minute, whether it came before or meanwhile', async () => {
    const { clock, budget, settle } = purse(1, 1000)
    await budget.take(1)
    const waiting = budget.take(1)
    for (let count = 0; count < 10; count += 1) await Promise.resolve()
    budget.hold(3_600_000)
    await expect(settle(waiting).then(() => waiting)).rejects.toMatchObject({ fault: 'limited' })
    await expect(budget.take(1)).rejects.toThrow('test: asked to be left alone for another 3599 s')
    expect(budget.heldFor()).toBe(3_599_000)
    clock.advance(3_600_000)
    await budget.take(1)
    expect(budget.heldFor()).toBe(0)
  })

  it('releases a caller who gives up at once, and spends nothing', async () => {
    const { clock, budget, settle } = purse(1, 1000)
    await budget.take(1)
    const stop = new AbortController()
    const given = budget.take(1, stop.signal)
    const next = budget.take(1)
    stop.abort(new Error('given up'))
    await expect(given).rejects.toThrow('given up')
    const start = clock.now()
    await settle(next)
    expect(clock.now() - start).toBe(1000)
  })

  it('believes a supplier that counts more than it did', async () => {
    const { budget } = purse(100, 1000)
    await budget.take(10)
    budget.reported(80)
    expect(budget.left()).toBe(20)
    budget.reported(5)
    expect(budget.left()).toBe(20)
  })

  it('refuses what can never be spent', async () => {
    await expect(purse(10, 1000).budget.take(11)).rejects.toThrow('test: 11 can never be spent of 10')
  })
})

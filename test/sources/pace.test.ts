/** The pace of a supplier whose limit nobody knows. */
import { describe, expect, it } from 'vitest'
import { createPace, type PaceRule } from '#src/sources/pace.ts'
import { SupplierError } from '#src/sources/supplier.ts'

const KEYLESS = { start: 10_000, slow: 20_000, least: 6000 }

function paced(rule: Pick<PaceRule, 'start' | 'slow' | 'least'> = KEYLESS) {
  let time = 0
  const pause = async (milliseconds: number) => {
    time += milliseconds
  }
  const pace = createPace({ name: 'x', ...rule, now: () => time, pause })
  const moveOn = (by: number) => {
    time += by
  }
  return { pace, now: () => time, moveOn }
}

async function timesOf({ pace, now }: ReturnType<typeof paced>, calls: number): Promise<number[]> {
  const times: number[] = []
  for (let call = 0; call < calls; call += 1) {
    await pace.take(1)
    times.push(now())
    pace.answered()
  }
  return times
}

describe('a pace', () => {
  it('asks at once, then one call in each interval', async () => {
    expect(await timesOf(paced(), 3)).toEqual([0, 10_000, 20_000])
  })

  it('is a fifth faster after ten good answers, and never below the least', async () => {
    const one = paced()
    await timesOf(one, 10)
    expect(one.pace.interval()).toBe(8000)
    await timesOf(one, 10)
    expect(one.pace.interval()).toBe(6400)
    await timesOf(one, 30)
    expect(one.pace.interval()).toBe(6000)
  })

  it('rests for a minute after a refusal, then goes at the slow interval, and counts to ten anew', async () => {
    const one = paced()
    await timesOf(one, 15)
    const refused = one.now()
    one.pace.hold(20_000)
    expect(one.pace.left()).toBe(0)
    const [first = 0, second = 0] = await timesOf(one, 2)
    expect([first - refused, second - first]).toEqual([60_000, 20_000])
    await timesOf(one, 7)
    expect(one.pace.interval()).toBe(20_000)
    await timesOf(one, 1)
    expect(one.pace.interval()).toBe(16_000)
  })

  it('rests as long as it is asked to, and rejects a call that would wait for longer than a minute', async () => {
    const one = paced()
    one.pace.hold(120_000)
    await expect(one.pace.take(1)).rejects.toBeInstanceOf(SupplierError)
    one.moveOn(60_000)
    await one.pace.take(1)
    expect(one.now()).toBe(120_000)
  })

  it('serves those who wait in the order in which they came', async () => {
    const { pace, now } = paced()
    const order: string[] = []
    await Promise.all(['a', 'b', 'c'].map((name) => pace.take(1).then(() => order.push(`${name} ${now()}`))))
    expect(order).toEqual(['a 0', 'b 10000', 'c 20000'])
  })

  it('starts with a key at 25 calls a minute and reaches 60', async () => {
    const one = paced({ start: 2400, slow: 4800, least: 1000 })
    expect(60_000 / one.pace.interval()).toBe(25)
    await timesOf(one, 60)
    expect(60_000 / one.pace.interval()).toBe(60)
  })

  it('goes on where the clock was set back', async () => {
    const one = paced()
    await one.pace.take(1)
    one.moveOn(-3_600_000)
    await one.pace.take(1)
    expect(one.now()).toBe(10_000 - 3_600_000)
  })
})

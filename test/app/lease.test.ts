/** Leases on every kind of database: one holder at a time, and the next one after a crash. */
import { expect, it, onTestFinished } from 'vitest'
import { keepLease } from '#src/app/lease.ts'
import { createFakeClock, eventually } from '../support/clock.ts'
import { DATABASES } from '../support/databases.ts'

const log = { info() {}, warn() {}, error() {} }

for (const { name, open } of DATABASES) {
  it(`${name} gives a lease to one at a time, and to the next when it has ended or is given up`, async () => {
    const { leases } = await open()
    expect(await leases.take('posts', 'a', 1000, 2000)).toBe(true)
    expect(await leases.take('posts', 'b', 1999, 3000)).toBe(false)
    expect(await leases.take('posts', 'a', 1999, 3000)).toBe(true)
    expect(await leases.take('other', 'b', 1999, 3000)).toBe(true)
    expect(await leases.take('posts', 'b', 3000, 4000)).toBe(true)
    expect(await leases.take('posts', 'a', 3001, 4000)).toBe(false)
    await leases.release('posts', 'a')
    expect(await leases.take('posts', 'a', 3001, 4000)).toBe(false)
    await leases.release('posts', 'b')
    expect(await leases.take('posts', 'a', 3001, 4000)).toBe(true)
  })

  it(`${name} hands a kept lease over at once when it is given up, and after its term when nobody renews it`, async () => {
    const { leases } = await open()
    const clock = createFakeClock(0)
    const events: string[] = []
    const keep = (who: string) => {
      const lease = keepLease({
        ...{ name: 'updates', leases, clock, log },
        onTaken: () => events.push(`${who} has it`),
        onLost: () => events.push(`${who} lost it`),
      })
      onTestFinished(() => lease.close())
      return lease
    }
    const first = keep('first')
    await first.ready
    const second = keep('second')
    await second.ready
    expect([first.held(), second.held()]).toEqual([true, false])
    for (let time = 0; time < 100_000; time += 5000) {
      await clock.advance(5000)
      await Promise.all([first.ready, leases.take('nothing', 'x', 0, 1)])
      expect(first.held() && second.held()).toBe(false)
    }
    await first.close()
    await clock.advance(5000)
    await eventually(() => second.held())
    expect(events).toEqual(['first has it', 'second has it'])
    // What a process that was killed leaves.
    await second.close()
    await leases.take('updates', 'dead', clock.now(), clock.now() + 30_000)
    const third = keep('third')
    await third.ready
    expect(third.held()).toBe(false)
    for (let time = 0; time < 35_000; time += 5000) {
      await clock.advance(5000)
      await leases.take('nothing', 'x', 0, 1)
    }
    await eventually(() => third.held())
  })
}

it('is let go of in time where the store does not answer any more', async () => {
  const clock = createFakeClock(0)
  let away = false
  const events: string[] = []
  const lease = keepLease({
    ...{ name: 'updates', clock, log },
    leases: {
      take: async () => {
        if (away) throw new Error('the server is away')
        return true
      },
      release: async () => {},
    },
    onTaken: () => events.push(`taken at ${clock.now()}`),
    onLost: () => events.push(`lost at ${clock.now()}`),
  })
  onTestFinished(() => lease.close())
  await lease.ready
  away = true
  for (let time = 0; time < 40_000; time += 5000) {
    await clock.advance(5000)
    await lease.ready
  }
  expect(events).toEqual(['taken at 0', 'lost at 25000'])
})

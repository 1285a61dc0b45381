import { expect, it } from 'vitest'
import type { Job } from '#src/collector/jobs.ts'
import { createReturning } from '#src/collector/returning.ts'
import { machine, NOW, supplierOf, venue } from '../support/backfill.ts'
import { MINUTE } from '#src/market/time.ts'
import { SupplierError } from '#src/sources/supplier.ts'

const failing = (since: number) => ({ state: 'open' as const, since, at: since, fault: 'blocked' as const })

function noting() {
  const lifted: string[] = []
  const jobOf = (mark: string, name: string) =>
    ({ mark, feedSources: [{ supplier: supplierOf(name, {}) }] }) as unknown as Job
  const returning = createReturning({
    jobs: [jobOf('a caps', 'a'), jobOf('b caps', 'b')],
    retries: { lift: (mark) => void lifted.push(mark) },
    onBack: (name) => void lifted.push(name),
  })
  return { lifted, returning }
}

it('hears once of a supplier that told nothing for a while and answers again, though some of its feeds still fail', () => {
  const { lifted, returning } = noting()
  returning.note('a', undefined, 5)
  returning.note('a', failing(10), 5)
  returning.note('a', failing(10), undefined)
  expect(lifted).toEqual([])
  returning.note('a', failing(10), 20)
  returning.note('a', undefined, 30)
  expect(lifted).toEqual(['a caps', 'a'])
})

it('says nothing of a supplier of which one feed fails while others answer', () => {
  const { lifted, returning } = noting()
  for (const [worst, lastAnswer] of [
    [failing(10), 10],
    [failing(10), 20],
    [undefined, 30],
  ] as const) {
    returning.note('a', worst, lastAnswer)
  }
  expect(lifted).toEqual([])
})

it.each([
  ['blocked', undefined],
  ['malformed', 'page'],
] as const)('lets the backfill ask at once what waits (%s)', async (fault, answer) => {
  const { start, now, moveTo } = await machine()
  let refuses = true
  const x = venue('x', now, () =>
    refuses
      ? new SupplierError({ supplier: 'x', fault, detail: 'refuses', ...(answer && { answer }) })
      : undefined,
  )
  const { backfill } = await start([x.supplier])
  await backfill.work()
  refuses = false
  moveTo(NOW + 2 * MINUTE)
  await backfill.work()
  const asked = x.asks.length
  expect(asked).toBe(1)
  await backfill.resume('y')
  await backfill.work()
  expect(x.asks.length).toBe(asked)
  await backfill.resume('x')
  await backfill.work()
  expect(x.asks.length).toBeGreaterThan(asked)
  expect(now() - NOW).toBeLessThan(5 * MINUTE)
})

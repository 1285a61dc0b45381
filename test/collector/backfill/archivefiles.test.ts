/** Files of an archive: those that are not there yet, those that make no sense, and those that are looked at again. */
import { describe, expect, it } from 'vitest'
import { DAY, HOUR, type Instant } from '#src/market/time.ts'
import type { Past } from '#src/sources/supplier.ts'
import { machine, NOW, supplierOf } from '../../support/backfill.ts'

/** Files of one day each, as an archive has them. */
function archive(state: (day: Instant) => 'there' | 'not-yet' | 'gap') {
  const days: string[] = []
  const past: Past = {
    kind: 'interest.archive',
    tables: ['open_interest'],
    ...{ days: 5, step: DAY, subjects: () => ['bitcoin'] },
    async fetch({ from }) {
      days.push(new Date(from).toISOString().slice(5, 10))
      const its = state(from)
      if (its !== 'there') return { observations: [], refusals: [], missing: its }
      const of = { venue: 'binance', asset: 'bitcoin' }
      const values = { open_interest_usd: 1e9 }
      return {
        observations: [{ table: 'open_interest', of, time: from, values, source: 'Binance' }],
        refusals: [],
      }
    },
  }
  return { days, supplier: supplierOf('binance', { pasts: [past] }) }
}

describe('a file of an archive', () => {
  it('is looked at again for the days alone that were kept of it', async () => {
    const { start, moveTo, now } = await machine()
    const today = Date.UTC(2025, 10, 21)
    const days: string[] = []
    const of = { venue: 'binance', asset: 'bitcoin' }
    const row = { table: 'open_interest' as const, of, source: 'Binance' }
    const filesOf = (kind: string, usd: number): Past => ({
      ...{ kind, tables: ['open_interest'], days: 5, step: 6 * DAY },
      subjects: () => (kind === 'interest.archive' ? ['bitcoin'] : []),
      async fetch({ from, to }) {
        const times = Array.from({ length: (to - from) / DAY }, (_, at) => from + at * DAY)
        days.push(...times.map((time) => new Date(time).toISOString().slice(5, 10)))
        const values = { open_interest_usd: usd }
        return { observations: times.map((time) => ({ ...row, time, values })), refusals: [] }
      },
    })
    const pasts = [
      { ...filesOf('interest.archive', 1e9), again: 'interest.again' },
      { ...filesOf('interest.again', 2e9), corrects: true },
    ]
    const { backfill, store, history, lines, end } = await start([
      supplierOf('binance-archive', { pasts, title: 'Binance archive' }),
    ])
    // One day in the middle, that the exchange itself told.
    const own = today - 2 * DAY
    await store.record.keep({
      observations: [{ ...row, time: own, values: { open_interest_usd: 3e9 } }],
      observedAt: now(),
    })
    await history.refresh()
    await backfill.work()
    const planned = (await store.backfill.all()).filter(({ kind }) => kind === 'interest.again')
    expect(planned.map(({ from, to }) => [(today - from) / DAY, (today - to) / DAY])).toEqual([
      [5, 2],
      [1, -1],
    ])
    days.length = 0
    // Two others, that the exchange itself told after the file: another number or the same, it is the later word.
    moveTo(NOW + 2 * DAY)
    const ownLater = (day: number, usd: number) => {
      return { ...row, time: today - day * DAY, values: { open_interest_usd: usd } }
    }
    await store.record.keep({
      observations: [ownLater(4, 1e9), ownLater(3, 2.5e9)],
      observedAt: now(),
    })
    await history.refresh()
    moveTo(NOW + 7 * DAY + HOUR)
    await backfill.work()
    expect(days).not.toContain('11-19')
    const series = history.current().openInterest('bitcoin', 'binance')
    expect(series && [...series.values]).toEqual([2e9, 1e9, 2.5e9, 3e9, 2e9, 2e9])
    // The row of a day that had not ended stood for nothing: it is added, and corrects none.
    expect(lines.filter((line) => line.startsWith('backfill: Binance archive corrects its'))).toHaveLength(2)
    await end()
  })

  it('that is not there yet is looked for after six hours, and the others meanwhile', async () => {
    const { start, now, moveTo } = await machine()
    const today = Date.UTC(2025, 10, 21)
    const { supplier, days } = archive((day) =>
      day === today && now() < NOW + 5 * HOUR ? 'not-yet' : 'there',
    )
    const { backfill, history, store, lines, end } = await start([supplier])
    await backfill.work()
    expect(days).toEqual(['11-21', '11-20', '11-19', '11-18', '11-17', '11-16'])
    // The page that is missing is a job of its own, which waits.
    expect(backfill.progress()).toMatchObject([{ of: 2, done: 1 }])
    expect(lines.filter((line) => /interest\.archive from binance: /.test(line))).toEqual([])
    moveTo(NOW + 5 * HOUR)
    await backfill.work()
    expect(days.length).toBe(6)
    moveTo(NOW + 6 * HOUR)
    await backfill.work()
    expect(days.slice(6)).toEqual(['11-21'])
    expect(history.current().openInterest('bitcoin', 'binance')?.times.length).toBe(6)
    expect(lines.at(-1)).toBe('backfill: interest.archive from binance: 2 of 2')
    expect((await store.backfill.all()).every(({ state }) => state === 'done')).toBe(true)
    await end()
  })

  it('that makes no sense is asked for three times in a week, then named', async () => {
    const { start, moveTo } = await machine()
    const bad = Date.UTC(2025, 10, 19)
    const { supplier, days } = archive((day) => (day === bad ? 'gap' : 'there'))
    const { backfill, store, lines, end } = await start([supplier])
    for (const hours of [0, 56, 112, 168, 224, 280]) {
      moveTo(NOW + hours * HOUR)
      await backfill.work()
    }
    expect(days.filter((day) => day === '11-19').length).toBe(3)
    expect(lines.at(-1)).toBe('backfill: interest.archive from binance: 1 of 2, 1 given up')
    expect((await store.backfill.all()).filter(({ state }) => state === 'gap').map(({ id }) => id)).toEqual([
      'binance interest.archive bitcoin 2025-11-19',
    ])
    await end()
  })
})

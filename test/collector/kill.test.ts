/** A collector that is killed between any two pages, and started again, loses nothing that was kept and doubles nothing. */
import { describe, expect, it } from 'vitest'
import { createCollector } from '#src/collector/collector.ts'
import { openHistory } from '#src/collector/history.ts'
import { observationsOf } from '#src/collector/observations.ts'
import { DAY } from '#src/market/time.ts'
import type { FeedQuery, Page, Supplier } from '#src/sources/supplier.ts'
import { SupplierError } from '#src/sources/supplier.ts'
import { openStore } from '#src/store/open.ts'
import { temporaryFolder } from '../support/folder.ts'

const START = Date.UTC(2025, 10, 1)
const NOW = START + 20 * DAY + 5 * 60_000
const ASSETS = ['bitcoin', 'ethereum', 'solana'].map((id) => ({
  ...{ id, symbol: id.slice(0, 3).toUpperCase(), name: id, sectors: [] },
  kind: 'coin' as const,
}))

/** A venue that tells closes five days a page, and may be out of order from some page on. */
function venue(name: string, price: number, brokenAfter = Number.POSITIVE_INFINITY): Supplier {
  let pages = 0
  async function* fetch({ assets = [], from, to }: FeedQuery): AsyncGenerator<Page> {
    for (const asset of assets) {
      for (let day = Math.max(START, Math.ceil(from / DAY) * DAY); day + DAY <= to; day += 5 * DAY) {
        pages += 1
        if (pages > brokenAfter) throw new SupplierError({ supplier: name, fault: 'down', detail: 'is down' })
        const days = Array.from({ length: 5 }, (_, index) => day + index * DAY).filter(
          (one) => one + DAY <= to,
        )
        const observations = days.map((time) => ({
          ...{ table: 'prices_daily' as const, of: { asset }, time, source: name },
          values: { close: price + (time - START) / DAY },
        }))
        yield { observations, refusals: [], through: { asset, time: (days.at(-1) ?? day) + DAY } }
      }
      yield { observations: [], refusals: [], through: { asset, time: to - DAY } }
    }
  }
  const feed = {
    name: 'candles.daily' as const,
    tables: ['prices_daily' as const],
    reach: 'past' as const,
    cost: () => 1,
    fetch,
  }
  return {
    name,
    title: name,
    feeds: [feed],
    probe: async () => ({ latency: 1 }),
    budget: () => undefined,
    close: async () => {},
  }
}

async function collected(
  home: string,
  suppliers: readonly Supplier[],
  killedAfter = Number.POSITIVE_INFINITY,
) {
  const store = await openStore(home)
  let kept = 0
  const record = {
    ...store.record,
    async keep(page: Parameters<typeof store.record.keep>[0]) {
      kept += 1
      if (kept > killedAfter) throw new Error('killed')
      return store.record.keep(page)
    },
  }
  await store.record.keep({ observations: [], observedAt: START, assets: ASSETS })
  const history = await openHistory(store.record, () => NOW)
  const collector = createCollector({ record, history, suppliers, now: () => NOW })
  const pass = await collector.tick().catch((error: Error) => error.message)
  await history.refresh()
  const rows = [...observationsOf(history.current())].map(({ of, time, values, source }) => ({
    of,
    time,
    values,
    source,
  }))
  const statuses = collector.suppliers()
  await collector.close()
  await store.close()
  return { rows, pass, statuses }
}

describe('a collector', () => {
  it('that is killed after any page goes on where it was', async () => {
    const whole = await collected(await temporaryFolder(), [venue('Binance', 100)])
    expect(whole.rows.length).toBe(60)
    for (let killedAfter = 0; killedAfter < 16; killedAfter += 1) {
      const home = await temporaryFolder()
      const first = await collected(home, [venue('Binance', 100)], killedAfter)
      if (killedAfter < 12) expect(first.pass).toBe('killed')
      const second = await collected(home, [venue('Binance', 100)])
      expect(second.rows).toEqual(whole.rows)
      // What had been kept was not told a second time.
      if (typeof second.pass !== 'string') expect(second.pass.added).toBe(60 - first.rows.length)
    }
  })

  it('asks the next venue for what the preferred one did not tell, and says who is silent', async () => {
    const { rows, statuses, pass } = await collected(await temporaryFolder(), [
      venue('Binance', 100, 5),
      // Another venue's closes differ a little.
      venue('Bybit', 100.05),
    ])
    expect(rows.length).toBe(60)
    const closes = (asset: string) =>
      rows.filter(({ of }) => of.asset === asset).map(({ values }) => Number(values.close))
    expect(closes('bitcoin').filter((close) => !Number.isInteger(close))).toEqual([])
    expect(closes('solana').filter((close) => Number.isInteger(close))).toEqual([])
    expect(pass).toMatchObject({ open: 0 })
    expect(statuses.map(({ name, state, fault }) => [name, state, fault])).toEqual([
      ['Binance', 'failing', 'down'],
      ['Bybit', 'answering', undefined],
    ])
  })
})

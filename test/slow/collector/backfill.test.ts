/** A source that was away for days is asked for those days once it is back, though its past had been fetched before. */
import { describe, expect, it } from 'vitest'
import { DAY, dayOf, floorToDay, HOUR, type Instant, MINUTE } from '#src/market/time.ts'
import type { History } from '#src/market/history.ts'
import type { Past, PastQuery } from '#src/sources/supplier.ts'
import { machine, NOW, supplierOf } from '../../support/backfill.ts'
import { readHistory, sampleFolder } from '../../support/editions.ts'
import { temporaryFolder } from '../../support/folder.ts'
import { startCollecting } from '../../support/market/collecting.ts'
import { smallMarket } from '../../support/market/small.ts'

const TODAY = floorToDay(NOW)

/** The turnover of one market by day, up to the last day that is over; `knows` says which days it can tell. */
function turnover(now: () => Instant, knows: (day: Instant) => boolean = () => true) {
  const asks: PastQuery[] = []
  const past: Past = {
    ...{ kind: 'turnover.perp', tables: ['perp_volume'], days: 60, step: 62 * DAY },
    subjects: () => ['x'],
    onRecord: (history, venue) => history.volume('perp', venue)?.times,
    async fetch(ask) {
      asks.push(ask)
      const days = Array.from({ length: 60 }, (_, at) => floorToDay(now()) - (60 - at) * DAY)
      const served = days.filter((day) => day >= ask.from && day < ask.to && knows(day))
      return { observations: served.map(rowOf), refusals: [], end: true }
    },
  }
  return { asks, supplier: supplierOf('charts', { pasts: [past] }) }
}

function rowOf(day: Instant) {
  const of = { table: 'perp_volume' as const, of: { venue: 'x' }, time: day, source: 'X' }
  return { ...of, values: { volume_usd: 1e9 } }
}

function daysOf(history: History, since: Instant) {
  return [...(history.volume('perp', 'x')?.times ?? [])].filter((day) => day >= since).map(dayOf)
}

describe('days that a source missed while it was away', () => {
  it('are asked for once it is back, and not again', async () => {
    const { start, now, moveTo } = await machine()
    const { asks, supplier } = turnover(now)
    const { store, history, backfill } = await start([supplier])
    await backfill.work()
    expect(asks).toHaveLength(1)
    // Told live again five days later.
    moveTo(NOW + 5 * DAY)
    await history.refresh()
    await backfill.work()
    expect(asks).toHaveLength(1)
    await store.record.keep({ observations: [rowOf(TODAY + 4 * DAY)], observedAt: now() })
    await history.refresh()
    await backfill.work()
    expect(asks.slice(1).map(({ from, to }) => [dayOf(from), dayOf(to)])).toEqual([
      [dayOf(TODAY), dayOf(TODAY + 4 * DAY)],
    ])
    expect(daysOf(history.current(), TODAY)).toHaveLength(5)
    await backfill.work()
    expect(asks).toHaveLength(2)
  })

  it('that nobody knows are asked for once, and leave later ones to be asked for', async () => {
    const { start, now, moveTo } = await machine()
    const { asks, supplier } = turnover(now, (day) => day < TODAY || day >= TODAY + 6 * DAY)
    const { store, history, backfill } = await start([supplier])
    await backfill.work()
    const back = async (day: Instant) => {
      moveTo(day + DAY + HOUR)
      await store.record.keep({ observations: [rowOf(day)], observedAt: now() })
      await history.refresh()
      await backfill.work()
      await backfill.work()
    }
    await back(TODAY + 4 * DAY)
    expect(asks).toHaveLength(2)
    await back(TODAY + 5 * DAY)
    expect(asks).toHaveLength(2)
    await back(TODAY + 8 * DAY)
    expect(asks.at(-1)).toMatchObject({ from: TODAY + 6 * DAY, to: TODAY + 8 * DAY })
    expect(asks).toHaveLength(3)
  })
})

describe('an outage of three days on the loopback market', () => {
  it('leaves no hole in turnover and odds, whose past had been fetched before', {
    timeout: 120_000,
  }, async () => {
    const market = smallMarket(await readHistory(sampleFolder), 3)
    const begun = market.now - 9 * DAY + 18 * HOUR
    const one = await startCollecting({
      ...{ history: market, home: await temporaryFolder(), at: begun, backfilled: true },
      ...{ exchanges: ['binance'], services: ['coingecko', 'polymarket', 'kalshi'] },
    })
    const away = [market.now - 7 * DAY, market.now - 4 * DAY] as const
    for (let time = begun; time <= market.now + HOUR; time += 6 * HOUR) {
      one.moveTo(time + 3 * MINUTE)
      const isAway = time >= away[0] && time < away[1]
      for (const name of ['binance', 'polymarket', 'kalshi'])
        one.loopbackMarket.fail(name, isAway ? 'down' : undefined)
      await one.collector.tick()
      await one.backfill.work()
    }
    const known = one.history.current()
    const lately = Array.from({ length: 8 }, (_, at) => market.now - (8 - at) * DAY)
    const hasQuote = (name: string) => (day: Instant) =>
      known.rateOdds.some(({ source, time }) => source === name && floorToDay(time) === day)
    const lacking = {
      binance: lately.filter((day) => ![...(known.volume('perp', 'binance')?.times ?? [])].includes(day)),
      polymarket: lately.filter((day) => !hasQuote('polymarket')(day)),
      kalshi: lately.filter((day) => !hasQuote('kalshi')(day)),
    }
    expect(lacking).toEqual({ binance: [], polymarket: [], kalshi: [] })
    await one.close()
  })
})

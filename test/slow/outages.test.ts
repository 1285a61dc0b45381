/** Forty-eight hours of collecting while the suppliers fail in turn: nothing is lost that one of them could have told. */
import { setFlagsFromString } from 'node:v8'
import { runInNewContext } from 'node:vm'
import { describe, expect, it } from 'vitest'
import { observationsOf } from '#src/collector/observations.ts'
import type { History } from '#src/market/history.ts'
import type { Observation } from '#src/market/observation.ts'
import { DAY, floorToDay, HOUR, type Instant, MINUTE } from '#src/market/time.ts'
import { FURTHER } from '#src/sources/fred/series.ts'
import { readHistory, sampleFolder } from '../support/editions.ts'
import { temporaryFolder } from '../support/folder.ts'
import { type Collecting, knownAt, startCollecting } from '../support/market/collecting.ts'
import { FAULTS, type Fault } from '../support/market/faults.ts'
import { SPOILS } from '../support/market/spoiled.ts'
import { LOOPBACK_SUPPLIERS } from '../support/market/server.ts'
import { smallMarket } from '../support/market/small.ts'

/** What can be asked for later: a source tells the past of it. */
const PAST = [
  'prices_daily',
  'prices_hourly',
  'funding',
  'cross_assets',
  'macro',
  'yield_curves',
  'sentiment',
]
/** Nobody waits for an answer that does not come; a supplier that is silent so is one that resets. */
const KINDS = FAULTS.filter(
  // Sources that are wrong in single rows are the matter of the table: what they report of the present is kept as reported.
  (fault) => fault !== 'timeout' && !(SPOILS as readonly string[]).includes(fault),
)
const LENGTH = 80 * MINUTE
/** Whom the collector asks: the archive tells of the past, to the backfill, which has a test of its own. */
const ASKED = LOOPBACK_SUPPLIERS.filter((name) => name !== 'binance-archive')

interface Outage {
  readonly supplier: string
  readonly fault: Fault
}

/** Every 80 minutes three others fail, each in a way of its own; the last half hour all are well. */
function outagesAt(since: Instant, time: Instant, first: number): readonly Outage[] {
  const turn = Math.floor((time - since) / LENGTH)
  if (turn >= (2 * DAY) / LENGTH) return []
  // 17 ways and 16 suppliers: hardly a supplier fails twice alike.
  return [0, 5, 9].map((step) => ({
    supplier: ASKED[(first + turn + step) % ASKED.length] as string,
    fault: KINDS[(turn * 4 + step) % KINDS.length] as Fault,
  }))
}

describe('forty-eight hours of collecting while suppliers fail in turn', () => {
  it.each([
    0, 4, 8,
  ])('leave no gap that a source could have filled, nothing false, and the memory as it was (%i)', async (first) => {
    const market = smallMarket(await readHistory(sampleFolder))
    const start = market.now - 2 * DAY
    const collecting = await startCollecting({
      history: market,
      home: await temporaryFolder(),
      at: start - HOUR,
    })
    await collecting.store.record.keep({
      observations: knownAt(market, start - HOUR),
      observedAt: start - HOUR,
      assets: market.assets,
    })
    const heaps: number[] = []
    const began = new Map<string, number>()
    let failing: readonly Outage[] = []
    for (let time = start; time <= market.now + HOUR / 2; time += HOUR / 4) {
      collecting.moveTo(time + 2 * MINUTE)
      const outages = outagesAt(start - HOUR / 2, time, first)
      const isNew = outages[0]?.supplier !== failing[0]?.supplier
      for (const { supplier } of failing) collecting.loopbackMarket.fail(supplier, undefined)
      for (const { supplier, fault } of outages) {
        collecting.loopbackMarket.fail(supplier, fault)
        if (isNew) began.set(supplier, (began.get(supplier) ?? 0) + 1)
      }
      failing = outages
      await collecting.collector.tick()
      collecting.loopbackMarket.forget()
      if ((time - start) % (12 * HOUR) === 0) heaps.push(heapAfterCollection())
    }
    const { gaps, false: others } = differencesOf(market, collecting, start)
    expect(gaps).toEqual([])
    expect(others).toEqual([])
    expect(collecting.loopbackMarket.refused).toEqual([])
    // One line when a supplier falls silent and one when it is back, whatever number of feeds it has.
    const lines = (supplier: string) =>
      collecting.lines.filter((line) => line.startsWith(`${supplier}: `) && !line.includes(' rows refused'))
    for (const supplier of ASKED) {
      const back = lines(supplier).filter((line) => line.endsWith(': answers again'))
      expect(lines(supplier).length, lines(supplier).join('\n')).toBeLessThanOrEqual(
        2 * (began.get(supplier) ?? 0),
      )
      expect(lines(supplier).length - back.length, lines(supplier).join('\n')).toBe(back.length)
    }
    const notWell = collecting.collector
      .suppliers()
      .filter(({ state, ofPast }) => state !== 'answering' && !ofPast)
    expect(notWell).toEqual([])
    // Two days of rows are kept in the columns of the history; beside them nothing grows.
    const [before = 0, after = 0] = [heaps[1], heaps.at(-1)]
    expect((after - before) / 1e6, heaps.join(' ')).toBeLessThan(4)
    await collecting.close()
  })
})

/** Of the facts of these days: those that are missing though a source tells the past of them, and those that are not so. */
function differencesOf(market: History, collecting: Collecting, since: Instant) {
  const known = new Map(
    [...observationsOf(collecting.history.current())]
      .filter(({ time, table }) => time >= since - DAY && table !== 'calendar')
      .map((one) => [nameOf(one), one] as const),
  )
  // Beside coins nothing has candles that are collected.
  const coins = new Set(market.assets.filter(({ kind }) => kind === 'coin').map(({ id }) => id))
  const facts = knownAt(market, market.now).filter(
    ({ time, table, of }) => time >= since - DAY && (table !== 'prices_daily' || coins.has(of.asset ?? '')),
  )
  const isPast = ({ table, of, time }: Observation) =>
    PAST.includes(table) ||
    (table === 'market_caps' && time < floorToDay(market.now)) ||
    (table === 'open_interest' && ['binance', 'bybit', 'okx'].includes(of.venue ?? ''))
  const gaps = facts.filter((one) => isPast(one) && !known.has(nameOf(one))).map(nameOf)
  const others = facts.flatMap((one) => {
    const recorded = known.get(nameOf(one))
    const differs = Object.entries(one.values).filter(
      ([column, value]) =>
        recorded && Math.abs((recorded.values[column] ?? Number.NaN) - value) > Math.abs(value) * 1e-6,
    )
    return differs.map(
      ([column, value]) => `${nameOf(one)} ${column}: ${recorded?.values[column]}, not ${value}`,
    )
  })
  const names = new Set([...observationsOf(market)].map(nameOf))
  const isBeyond = ({ of }: Observation) => FURTHER.some(({ series }) => series === of.series)
  const invented = [...known].flatMap(([name, one]) =>
    PAST.includes(one.table) && !names.has(name) && !isBeyond(one) ? [name] : [],
  )
  return { gaps, false: [...others, ...invented] }
}

function nameOf({ table, of, time }: Observation): string {
  return [table, ...Object.values(of), new Date(time).toISOString().slice(0, 16)].join(' ')
}

setFlagsFromString('--expose-gc')
const collectGarbage = runInNewContext('gc') as () => void

function heapAfterCollection(): number {
  collectGarbage()
  return process.memoryUsage().heapUsed
}

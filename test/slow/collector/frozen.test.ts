/** A venue that stands still answers rightly shaped yesterdays: none of its running candles may pass for a close. */
import { beforeAll, describe, expect, it } from 'vitest'
import type { History } from '#src/market/history.ts'
import { valueAt } from '#src/market/series.ts'
import { DAY, HOUR, MINUTE } from '#src/market/time.ts'
import { DEFAULT_EXCHANGES } from '#src/sources/names.ts'
import { createTestBot, realCommands, textOf } from '../../support/bot.ts'
import { readHistory, sampleFolder } from '../../support/editions.ts'
import { temporaryFolder } from '../../support/folder.ts'
import { knownAt, startCollecting } from '../../support/market/collecting.ts'
import { smallMarket } from '../../support/market/small.ts'

let market: History
beforeAll(async () => {
  market = smallMarket(await readHistory(sampleFolder), 6)
})

/** The record as it was six hours before the boundary, of exchanges in this order. */
async function collecting(exchanges: readonly string[]) {
  const at = market.now - 6 * HOUR
  const one = await startCollecting({
    history: market,
    home: await temporaryFolder(),
    at,
    exchanges,
    services: [],
  })
  await one.store.record.keep({ observations: knownAt(market, at), observedAt: at, assets: market.assets })
  return one
}

/** Coins that the venue trades. */
const coins = (venue: string) =>
  market.assets
    .filter(({ id, kind }) => kind === 'coin' && (venue !== 'hyperliquid' || market.funding(id, venue)))
    .map(({ id }) => id)

/** The closes of the `count` days that ended last but `but`, as they are known, by coin, the last first. */
function closesOf(history: History, venue: string, { count = 3, but = 0 } = {}) {
  const days = Array.from({ length: count }, (_, back) => market.now - (1 + but + back) * DAY)
  return Object.fromEntries(
    coins(venue).map((id) => {
      const candles = history.dailyCandles(id)
      const closes = candles && { times: candles.times, values: candles.close }
      return [id, days.map((day) => closes && valueAt(closes, day))]
    }),
  )
}

describe.each(DEFAULT_EXCHANGES)('%s, preferred, frozen a day ago', (venue) => {
  it('writes no half day over a close, as it did, and the next venue tells the day that it lacks', async () => {
    const others = DEFAULT_EXCHANGES.filter((name) => name !== venue)
    const one = await collecting([venue, ...others])
    one.loopbackMarket.fail(venue, 'frozen')
    await one.collector.tick()
    one.moveTo(market.now + 2 * MINUTE)
    await one.collector.tick()
    expect(closesOf(one.history.current(), venue)).toEqual(closesOf(market, venue))
    expect(one.collector.suppliers().find(({ name }) => name === venue)?.fault).toBe('stale')
    await one.close()
  })

  it('alone leaves the day missing, not guessed, and tells it once it is well', async () => {
    const one = await collecting([venue])
    one.loopbackMarket.fail(venue, 'frozen')
    await one.collector.tick()
    one.moveTo(market.now + 2 * MINUTE)
    await one.collector.tick()
    const last = Object.values(closesOf(one.history.current(), venue, { count: 1 })).flat()
    expect(last.filter((close) => close !== undefined)).toEqual([])
    const before = { count: 3, but: 1 }
    expect(closesOf(one.history.current(), venue, before)).toEqual(closesOf(market, venue, before))
    one.loopbackMarket.fail(venue, undefined)
    one.moveTo(one.now() + 11 * MINUTE)
    await one.collector.tick()
    one.moveTo(one.now() + 11 * MINUTE)
    await one.collector.tick()
    expect(closesOf(one.history.current(), venue)).toEqual(closesOf(market, venue))
    await one.close()
  })
})

describe.each(DEFAULT_EXCHANGES)('%s, frozen for a day', (venue) => {
  it('counted as answering once it answered for the past: it tells nothing, and all of it is old', async () => {
    const one = await collecting(DEFAULT_EXCHANGES)
    one.moveTo(market.now - 5 * HOUR)
    await one.collector.tick()
    one.loopbackMarket.fail(venue, 'frozen')
    const status = () => one.collector.suppliers().find(({ name }) => name === venue)
    const begun = status()?.lastAnswer
    // Pages of the past are answered at some of these hours, and its own lists at none.
    for (const hours of [2, 3, 4, 5]) {
      one.moveTo(market.now - 5 * HOUR + hours * HOUR + 2 * MINUTE)
      await one.collector.tick()
      expect(status()).toMatchObject({ state: 'failing', fault: 'stale', lastAnswer: begun })
      expect(status()?.tables.filter(({ fails }) => !fails)).toEqual([])
    }
    const { ask } = createTestBot({
      commands: await realCommands(),
      history: one.history.current,
      status: () => ({
        ...{ version: '0.0.0', startedAt: one.now(), now: one.now(), platforms: [] },
        suppliers: one.collector.suppliers(),
      }),
    })
    const title = status()?.title ?? ''
    for (const command of ['sources', 'status']) {
      const text = textOf((await ask(command)).message)
      expect(text).toContain(`${title}: old data only, since`)
      expect(text).not.toContain(`{"name":"${title}","value":"answering`)
    }
    one.loopbackMarket.fail(venue, undefined)
    one.moveTo(market.now + HOUR)
    await one.collector.tick()
    expect(status()?.state).toBe('answering')
    await one.close()
  })
})

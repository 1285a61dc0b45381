/** Open interest of this moment, asked of the venues' own adapters over the loopback market. */
import { describe, expect, it, onTestFinished } from 'vitest'
import { createInterestNow } from '#src/app/livevalues.ts'
import { EXCHANGES } from '#src/sources/exchanges/index.ts'
import { DEFAULT_EXCHANGES } from '#src/sources/names.ts'
import { createFakeClock } from '../support/clock.ts'
import { sampleHistory } from '../support/histories.ts'
import { startMarket } from '../support/market/server.ts'

const HOUR = 3_600_000

async function begin() {
  const sample = await sampleHistory()
  const clock = createFakeClock(sample.now + 5 * HOUR)
  const market = await startMarket(sample, clock.now)
  onTestFinished(() => market.close())
  const venues = DEFAULT_EXCHANGES.flatMap(
    (name) =>
      EXCHANGES[name]?.({
        ...{ url: market.url(name), now: clock.now, assets: () => sample.assets, pause: async () => {} },
      }) ?? [],
  )
  return { market, clock, interest: createInterestNow({ venues, clock }) }
}

describe('open interest of this moment', () => {
  it('is reported by every venue in dollars and coins, dated by now', async () => {
    const { interest, clock } = await begin()
    const readings = (await interest.ask(['bitcoin'])).get('bitcoin') ?? []
    expect(readings.map(({ venue }) => venue).toSorted()).toEqual(DEFAULT_EXCHANGES.toSorted())
    for (const { usd, coins, time, venue } of readings) {
      expect(usd, venue).toBeGreaterThan(1e8)
      expect(coins, venue).toBeGreaterThan(1000)
      expect(clock.now() - time, venue).toBeLessThan(60_000)
    }
  })

  it('is that of the others where a venue fails, stands still or counts nothing', async () => {
    for (const fault of ['reset', 'frozen', 'zero'] as const) {
      const { interest, market } = await begin()
      market.fail('okx', fault)
      const readings = (await interest.ask(['bitcoin'])).get('bitcoin') ?? []
      expect(readings.map(({ venue }) => venue).toSorted(), fault).toEqual(
        DEFAULT_EXCHANGES.filter((name) => name !== 'okx').toSorted(),
      )
    }
  })
})

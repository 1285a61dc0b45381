/** Closes of the last hours, asked of the venues' own adapters over the loopback market. */
import { describe, expect, it, onTestFinished } from 'vitest'
import { createHours } from '#src/app/livevalues.ts'
import { closesOf } from '#src/alerts/past.ts'
import { EXCHANGES } from '#src/sources/exchanges/index.ts'
import { DEFAULT_EXCHANGES } from '#src/sources/names.ts'
import { createFakeClock } from '../support/clock.ts'
import { sampleHistory } from '../support/histories.ts'
import { startMarket } from '../support/market/server.ts'

const [MINUTE, HOUR] = [60_000, 3_600_000]

async function begin() {
  const sample = await sampleHistory()
  const last = sample.now - 19 * HOUR
  // Five hours later, and two minutes into the sixth.
  const clock = createFakeClock(last + 5 * HOUR + 2 * MINUTE)
  const market = await startMarket(sample, clock.now)
  onTestFinished(() => market.close())
  const venues = DEFAULT_EXCHANGES.flatMap(
    (name) =>
      EXCHANGES[name]?.({
        ...{ url: market.url(name), now: clock.now, assets: () => sample.assets, pause: async () => {} },
      }) ?? [],
  )
  const hours = createHours({ venues, clock })
  return { sample, last, market, hours, ask: () => hours.ask(['bitcoin', 'ethereum'], last) }
}

describe('closes of the last hours', () => {
  it('are reported by every venue, of each hour that is over, dated by its end', async () => {
    const { sample, last, hours, ask } = await begin()
    const reported = await ask()
    const ends = [1, 2, 3, 4, 5].map((hour) => last + hour * HOUR)
    for (const asset of ['bitcoin', 'ethereum']) {
      const own = Map.groupBy(reported.get(asset) ?? [], ({ venue }) => venue)
      expect([...own.keys()].toSorted()).toEqual(hours.venues.toSorted())
      const known = closesOf(asset, sample)
      for (const [venue, closes] of own) {
        expect(
          closes.map(({ time }) => time),
          venue,
        ).toEqual(ends)
        for (const { time, price } of closes) {
          const close = known?.values[known.times.indexOf(time)] ?? Number.NaN
          expect(Math.abs(price / close - 1), venue).toBeLessThan(0.005)
        }
      }
    }
  })

  it('are those of the others where a venue fails', async () => {
    const { market, hours, ask } = await begin()
    market.fail('okx', 'reset')
    const reported = (await ask()).get('bitcoin') ?? []
    const venues = [...new Set(reported.map(({ venue }) => venue))]
    expect(venues.toSorted()).toEqual(hours.venues.filter((name) => name !== 'okx').toSorted())
  })
})

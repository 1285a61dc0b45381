/** What a page of the past adds to what was told live. */
import { expect, it } from 'vitest'
import { lackingOn } from '#src/collector/backfill/page.ts'
import type { History } from '#src/market/history.ts'
import type { Observation } from '#src/market/observation.ts'
import { seriesOf } from '#src/market/series.ts'
import { DAY } from '#src/market/time.ts'
import { buildHistory } from '../../support/history.ts'

it('leaves implied volatility as it was reported live, by the last hour, and fills the days before', () => {
  const live = {
    impliedVolatility: (asset: string) => (asset === 'bitcoin' ? seriesOf([[DAY, 0.41]]) : undefined),
  }
  const history = { ...buildHistory({}), live } as unknown as History
  const row = (asset: string, time: number): Observation => ({
    ...{ table: 'implied_volatility', of: { asset, venue: 'deribit' }, time },
    ...{ values: { close: 41.02 }, source: 'Deribit' },
  })
  const page = [row('bitcoin', 0), row('bitcoin', DAY), row('ethereum', DAY)]
  expect(lackingOn(history, page)).toEqual([page[0], page[2]])
})

/** What a question asks for is what its picture shows: the window, the scope, and no other one. */
import { describe, expect, it } from 'vitest'
import type { ChartSpec } from '#src/charts/spec.ts'
import type { Panes } from '#src/charts/spec/panes.ts'
import { DAY } from '#src/market/time.ts'
import { readMarketcap } from '#src/services/marketcap.ts'
import { ask, contextFor, loadHistory } from './asking.ts'

const sample = await loadHistory('data/sample')

describe.each([
  ['/funding btc', [7, 30]],
  ['/openinterest btc', [7, 30, 90]],
  ['/openinterest total', [30, 90]],
  ['/marketcap', [30, 90]],
  ['/marketcap exbtc', [30, 90]],
] as const)('the picture of %s', (typed, windows) => {
  it.each(windows)('shows the %i days that were asked for, wide and on a phone', async (days) => {
    for (const { from, to } of await bodiesOf(`${typed} ${days}d`)) {
      const drawn = (to - from) / DAY
      expect(drawn).toBeLessThanOrEqual(days)
      expect(drawn).toBeGreaterThan(days * 0.8)
    }
  })
})

it('what is left without bitcoin has no mark of the total: neither when it was as low, nor a round level', async () => {
  const { week } = contextFor(sample, 'en')
  const { lowestSince, highestSince } = readMarketcap(sample, week).value
  const totals = [lowestSince, highestSince].filter((day) => typeof day === 'string')
  for (const { panes, events } of await bodiesOf('/marketcap exbtc')) {
    const [pane] = panes
    const dotted = pane?.marks.filter(({ type }) => type === 'level')
    if (totals.length > 0) expect(dotted).toEqual([])
    expect(events.some(({ text }) => text.includes('T'))).toBe(false)
  }
})

async function bodiesOf(typed: string): Promise<Panes[]> {
  const { message } = await ask(typed, sample, 'en')
  const [image] = message.images
  const specs = [image?.spec, image?.phone?.spec] as ChartSpec[]
  return specs.map((spec) => (spec?.body.type === 'panes' ? spec.body : expect.fail('panes were expected')))
}

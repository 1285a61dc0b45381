import { expect, it } from 'vitest'
import { weekEnding } from '#src/market/week.ts'
import { readVolume } from '#src/services/volume.ts'
import { heldUp } from '#src/services/volume/support.ts'
import { readHistory } from '../../support/histories.ts'
import { describeWithShared } from '../../support/shared.ts'

it('calls volume held up only beside a price that fell three times as much', () => {
  expect(heldUp(0.98, -0.069)).toBe(true)
  expect(heldUp(0.98, -0.061)).toBe(true)
  expect(heldUp(0.979, -0.061)).toBe(false)
  expect(heldUp(1.0, -0.03)).toBe(true)
  expect(heldUp(1.0, -0.029)).toBe(false)
  expect(heldUp(1.05, -0.1)).toBe(false)
  expect(heldUp(0.89, -0.5)).toBe(false)
  expect(heldUp(0.98, 0.069)).toBe(false)
  expect(heldUp(0.98, undefined)).toBe(false)
})

describeWithShared('spot volume of the recorded history', ['dataset'], (dataset) => {
  it('compares the nine venues that both weeks have (17 November 2025)', async () => {
    const history = await readHistory(dataset)
    const { value, figures } = readVolume(history, weekEnding('2025-11-17'))
    expect(value.compared).toMatchObject({
      week: expect.closeTo(423.4e9, -8),
      before: expect.closeTo(514.9e9, -8),
      change: expect.closeTo(-0.178, 3),
    })
    expect(value.compared?.venues).toHaveLength(9)
    expect(figures['volume.spot.weekChange']?.value).toBe(value.compared?.change)
  })

  it('leaves a venue out of both weeks where it lacks a day of one', async () => {
    const history = await readHistory(dataset)
    const short = {
      ...history,
      volume: (market: 'spot' | 'perp', venue: string) => {
        const series = history.volume(market, venue)
        if (market !== 'spot' || venue !== 'okx' || !series) return series
        return { times: series.times.slice(0, -1), values: series.values.slice(0, -1) }
      },
    }
    const { value } = readVolume(short, weekEnding('2025-11-17'))
    expect(value.week).toBe(value.compared?.week)
    expect(value.parts?.[0]?.leftOut).toEqual([
      { market: 'spot', venue: 'okx', lacks: { day: '2025-11-16', days: 1 } },
    ])
    expect(value.compared?.venues).toHaveLength(8)
    expect(value.compared?.venues).not.toContain('okx')
  })
})

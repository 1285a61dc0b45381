/** The map of movers, read back: areas by market cap, a scale that fits the window, numbers for what the title names. */
import { describe, expect, it } from 'vitest'
import { chartOf } from '#src/briefing/topics.ts'
import type { Chart } from '#src/charts/look.ts'
import type { ChartSpec } from '#src/charts/spec.ts'
import type { Tiles } from '#src/charts/spec/tiles.ts'
import { fixtureLook } from '../support/charts.ts'
import { fixtureReadings } from '../support/readings.ts'

const ja = fixtureLook('ja')
const en = fixtureLook('en')
const { movers } = fixtureReadings()

describe('the map of movers', () => {
  it('holds every coin once, bitcoin and ethereum as text above', () => {
    const { groups, above } = tilesOf(chartOf('movers', movers, 'map', en))
    const ids = groups.flatMap(({ tiles }) => tiles.map(({ id }) => id))
    expect(new Set(ids).size).toBe(ids.length)
    expect(ids).not.toContain('bitcoin')
    expect(ids.length + above.length).toBe(movers.value.all.length)
  })

  it('has areas of market cap', () => {
    const { groups } = tilesOf(chartOf('movers', movers, 'map', en))
    const weights = new Map(groups.flatMap(({ tiles }) => tiles.map(({ id, weight }) => [id, weight])))
    for (const { asset, marketCap } of movers.value.all) {
      if (weights.has(asset)) expect(weights.get(asset)).toBe(marketCap)
    }
  })

  it('has a scale that nine of ten coins are within', () => {
    for (const factor of [1, 3, 10]) {
      const all = movers.value.all.map((coin) => ({ ...coin, return: coin.return * factor }))
      const chart = chartOf('movers', { ...movers, value: { ...movers.value, all } }, 'map', en)
      const { groups, limit } = tilesOf(chart)
      const values = groups.flatMap(({ tiles }) => tiles.map(({ value }) => Math.abs(value)))
      const within = values.filter((value) => value <= limit).length / values.length
      expect(limit === 1 || within >= 0.9).toBe(true)
    }
  })

  it('names the best and the worst, and every coin of the title', () => {
    const coin = movers.value.all.find(({ asset }) => asset !== 'bitcoin' && asset !== 'ethereum')
    if (!coin) throw new Error('the fixture has no other coin')
    const title = `${coin.symbol} +1.0%`
    const { named } = tilesOf(chartOf('movers', movers, 'map', { ...en, title }))
    const ranked = movers.value.all.toSorted((a, b) => b.return - a.return)
    expect(named).toEqual(expect.arrayContaining([coin.asset, ranked[0]?.asset, ranked.at(-1)?.asset]))
  })

  it('calls coins that happen to be on record no largest ones', () => {
    const value = { ...movers.value, all: movers.value.all.slice(0, 13) }
    const altIn = (look: typeof en) => chartOf('movers', { ...movers, value }, 'map', look)?.alt
    expect(altIn(en)).toContain('Week return of the 13 coins counted in the top 100')
    expect(altIn(ja)).toContain('時価総額上位100位のうち集計した13銘柄の週間騰落率')
  })
})

function tilesOf(chart: Chart | undefined): Tiles {
  const { body } = chart?.spec as ChartSpec
  if (body?.type !== 'tiles') throw new Error('tiles were expected')
  return body
}

/** Charts of what is rare: names longer than a line, prices that never move, are all but equal, or are nothing. */
import { describe, expect, it } from 'vitest'
import { candlesChart, compareChart, priceChart, volatilityWindowChart } from '#src/charts/index.ts'
import { layOut } from '#src/charts/layout/layout.ts'
import type { Chart, ChartLook } from '#src/charts/look.ts'
import { LOCALES } from '#src/i18n/locale.ts'
import { DAY } from '#src/market/time.ts'
import { fixtureLook } from '../support/charts.ts'
import { fixtureWeek } from '../support/readings/path.ts'

const { end } = fixtureWeek
const NAMES = ['BTC', '币安人生', 'شيبا'.repeat(10), 'W'.repeat(120), '']
const DAYS = 40

/** By the day. */
const PRICES = {
  usual: (i: number) => 100 + ((i * 7) % 13),
  equal: () => 1,
  'all but equal': (i: number) => 0.1 * (1 + (i % 3) * 1e-16),
  tiny: (i: number) => 1.234e-8 * (1 + i / 100),
  huge: (i: number) => 1e13 + i * 1e11,
  'nothing at last': (i: number) => (i > 30 ? 0 : 1),
} as const

/** Every chart that commands draw of such prices. */
function chartsOf(name: string, priceOn: (i: number) => number, look: ChartLook): (Chart | undefined)[] {
  const days = Array.from({ length: DAYS }, (_, i) => ({ time: end - (DAYS - i) * DAY, price: priceOn(i) }))
  const series = days.map(({ time, price }) => [time, price] as const)
  const candles = days.map(({ time, price }) => {
    return { time, open: price, high: price * 1.02, low: price * 0.98, close: price }
  })
  const assets = ['bitcoin', 'a', 'b', 'c', 'd', 'e', 'f'].map((id) => ({ id, symbol: `${name}${id}`, name }))
  const rows = assets.map((asset) => ({ asset, series, price: 1, asOf: end, changeWindow: 0 }))
  const [asset] = assets
  const candled = (overlay: string, timeframe = '1d') =>
    ({ asset, candles, overlay, timeframe, over: series, volumes: series, sources: [] }) as never
  return [
    candlesChart(candled('none'), 'candle', look, fixtureWeek),
    candlesChart(candled('ma', '4h'), 'line', look),
    candlesChart(candled('funding'), 'candle', look),
    candlesChart(candled('oi', '1w'), 'candle', look),
    ...[1, 7].map((count) =>
      priceChart({ at: end, days: DAYS, rows: rows.slice(0, count), sources: [] } as never, look),
    ),
    compareChart({ rows, sources: [] } as never, look, fixtureWeek),
    volatilityWindowChart(
      rows.map((row) => ({ ...row, asset: row.asset.id, symbol: row.asset.symbol, days: 30 })) as never,
      look,
    ),
  ]
}

describe.each(LOCALES)('in %s', (locale) => {
  describe.each(['wide', 'phone'] as const)('%s', (layout) => {
    const look = { ...fixtureLook(locale), layout }

    it.each(Object.entries(PRICES))('prices that are %s have finite places', (_, priceOn) => {
      for (const chart of chartsOf('BTC', priceOn, look)) {
        if (!chart) continue
        const { items } = layOut(chart.spec, widthOf)
        expect(JSON.stringify(items)).not.toMatch(/null|NaN|undefined/)
      }
    })

    it.each(NAMES)('"%s" leaves no picture, nor the lines without room', (name) => {
      for (const chart of chartsOf(name, PRICES.usual, look)) {
        const { items, size, panes } = layOut((chart ?? expect.fail('there is no chart')).spec, widthOf)
        for (const item of items) {
          if (item.type !== 'text') continue
          expect(item.box.left, item.text).toBeGreaterThanOrEqual(0)
          expect(item.box.right, item.text).toBeLessThanOrEqual(size.width)
        }
        for (const { box } of panes) expect(box.right - box.left).toBeGreaterThan(size.width / 4)
      }
    })
  })
})

it('candles from a price of nothing are left out, as they have no change', () => {
  const charts = chartsOf('BTC', () => 0, fixtureLook('en'))
  expect(charts.slice(0, 4)).toEqual([undefined, undefined, undefined, undefined])
})

/** About as wide as letters and numbers are. */
function widthOf(text: string, size: number): number {
  return [...text].length * size * 0.6
}

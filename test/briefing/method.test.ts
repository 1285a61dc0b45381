import { beforeAll, describe, expect, it } from 'vitest'
import { missingInSection, nameMissing } from '#src/briefing/method.ts'
import { SECTORS } from '#src/market/sector.ts'
import { figuresOf } from '#src/editions/make.ts'
import type { MissingFigure, MissingReason } from '#src/market/reading.ts'
import { editionOf, mondays, readHistory, sampleFolder } from '../support/editions.ts'
import { describeWithShared } from '../support/shared.ts'
import { en, ja } from './handmade.ts'

const symbolOf = (asset: string) => ({ bitcoin: 'BTC', ethereum: 'ETH' })[asset] ?? asset.toUpperCase()
const miss = (figure: string, reason: MissingReason = 'no-data'): MissingFigure => ({ figure, reason })
const name = (...missing: MissingFigure[]) => nameMissing(missing, en, symbolOf)

/** Every name that the design publishes, with one member for each placeholder. */
const PUBLISHED = [
  ...['start', 'end', 'weekReturn'].map((part) => `price.solana.${part}`),
  'index.top30.weekReturn',
  ...['crypto', 'bitcoin', 'sp500', 'gold', 'usdjpy', 'kospi', 'tlt'].map((id) => `assets.${id}.weekReturn`),
  'assets.us10y.weekChange',
  ...['rank', 'of', 'weeksLast', 'weeksFirst'].map((part) => `assets.crypto.${part}`),
  ...['start', 'end', 'weekChange'].map((part) => `marketcap.total.${part}`),
  ...['crossed', 'bitcoinShare', 'ethereumShare', 'drawdown'].map((part) => `marketcap.${part}`),
  ...['rate8h', 'weekMean8h', 'apr', 'percentile1y', 'okx.weekMean8h', 'binance.run'].map(
    (part) => `funding.bitcoin.${part}`,
  ),
  ...['start', 'end', 'weekChange', 'peak90d', 'peak90dDate', 'drawdown90d', 'weekChangePercentile'].flatMap(
    (part) => [`openinterest.total.${part}`, `openinterest.ethereum.${part}`],
  ),
  ...['coins', 'quadrant'].map((part) => `openinterest.bitcoin.${part}`),
  'openinterest.total.fallFromLongTail',
  ...['rv7d', 'rv30d', 'rv7dHourly', 'rv7dWeekAgo', 'rv7dPercentile1y', 'dvol'].map(
    (part) => `volatility.bitcoin.${part}`,
  ),
  ...['mean', 'mean4wAgo', 'medianReturn'].flatMap((part) =>
    ['top10', 'rank11to49', 'rank50to100'].map((tier) => `correlation.${tier}.${part}`),
  ),
  'breadth.top100',
  ...SECTORS.flatMap((sector) =>
    ['weekReturn', 'members', 'breadth', 'best', 'worst'].map((part) => `sectors.${sector}.${part}`),
  ),
  ...['week', 'mean4w', 'ratio', 'spotShare'].map((part) => `volume.spot.${part}`),
  'movers.gainers',
  'movers.losers',
  ...['payrolls_change', 'unemployment_rate', 'cpi_yoy', 'uk_cpi_yoy'].flatMap((series) =>
    ['latest', 'previous', 'releasedAt'].map((part) => `macro.${series}.${part}`),
  ),
  ...['cut', 'hold', 'hike'].map((part) => `macro.odds.2025-12-10.${part}`),
  ...['jgb', 'ust'].flatMap((curve) =>
    ['slope2s10s', 'weekChange', 'shape'].map((part) => `macro.curve.${curve}.${part}`),
  ),
  ...['leverage', 'funding', 'spotShare', 'volatility'].map((part) => `positioning.${part}`),
  'sentiment.fearGreed',
]

describe('a missing figure', () => {
  it.each(PUBLISHED)('%s has a name in both languages', (figure) => {
    expectNamed(figure)
  })

  it('that nobody supplied needs no reason; every other reason is reported once for all that share it', () => {
    expect(name(miss('volatility.bitcoin.dvol'))).toBe('implied volatility (DVOL)')
    expect(name(miss('breadth.top100', 'record-too-short'), miss('movers.gainers', 'record-too-short'))).toBe(
      'breadth, gainers and losers (record too short)',
    )
    expect(nameMissing([miss('breadth.top100', 'gap')], ja, symbolOf)).toBe(
      '値上がり銘柄の比率（記録に欠け）',
    )
  })

  it('of one kind is named once, and prices are counted', () => {
    expect(name(miss('funding.bitcoin.rate8h'), miss('funding.bitcoin.apr'))).toBe('BTC funding')
    expect(name(miss('price.a.start'), miss('price.a.end'))).toBe('prices of one coin')
    expect(name(miss('price.a.start'), miss('price.b.start'))).toBe('prices of two coins')
    expect(nameMissing([miss('price.a.start'), miss('price.b.start')], ja, symbolOf)).toBe('2銘柄の価格')
  })

  it('names the venue whose funding of a day is missing: others may have settled', () => {
    expect(name(miss('funding.bitcoin.hyperliquid.day'))).toBe('BTC funding on Hyperliquid')
  })

  it('goes without saying where what it is made from is missing too', () => {
    expect(
      name(miss('index.top30.weekReturn'), miss('assets.crypto.rank'), miss('assets.crypto.weeksLast')),
    ).toBe('Kawaraban Top 30')
    expect(name(miss('assets.crypto.rank'))).toBe('rank of crypto among assets')
  })

  it('of a fall whose peak is too long ago is not reported as a total that is missing', () => {
    const share = name(miss('openinterest.total.fallFromLongTail', 'record-too-short'))
    expect(share).toBe(name(miss('openinterest.total.peak90d', 'record-too-short')))
    expect(share).not.toBe(name(miss('openinterest.total.end', 'record-too-short')))
  })

  it('among many of its kind is reported as one', () => {
    const sectors = SECTORS.map((sector) => miss(`sectors.${sector}.weekReturn`, 'too-few-members'))
    expect(name(...sectors.slice(0, 2))).toBe('L1 sector index, L2 sector index (too few members)')
    expect(name(...sectors)).toBe(`indices of ${SECTORS.length} sectors (too few members)`)
  })

  it('that no reader looks for in a section is reported in the method alone', () => {
    const inMethod = ['price.solana.end', 'positioning.leverage', 'correlation.top10.mean4wAgo']
    expect(missingInSection(inMethod.map((figure) => miss(figure)))).toEqual([])
    expect(missingInSection([miss('breadth.top100')])).toHaveLength(1)
  })
})

describe('the figures of an edition', () => {
  let names: string[]

  beforeAll(async () => {
    const history = await readHistory(sampleFolder)
    const edition = editionOf(history, mondays('2024-11-04', history).at(-1) ?? '')
    names = Object.keys(figuresOf(edition.readings))
  })

  it('would all be named if they were missing', () => {
    expect(names.length).toBeGreaterThan(300)
    for (const figure of names) expectNamed(figure)
  })
})

describeWithShared('the figures that are expected', ['dataset', 'expected'], (dataset) => {
  it('would all be named if they were missing, in the first week and the last', async () => {
    const history = await readHistory(dataset)
    for (const monday of ['2025-03-03', '2025-11-17']) {
      const { readings } = editionOf(history, monday)
      for (const { missing } of Object.values(readings)) for (const { figure } of missing) expectNamed(figure)
    }
  })
})

function expectNamed(figure: string): void {
  for (const words of [ja, en]) {
    const text = nameMissing([miss(figure)], words, symbolOf)
    expect(text, figure).not.toBe('')
    expect(text, figure).not.toContain(figure)
    expect(text, figure).not.toMatch(/\w\.\w|\{|undefined/)
  }
}

import { describe, expect, it } from 'vitest'
import { chartSection } from '#src/briefing/sections/chart.ts'
import { compareSection } from '#src/briefing/sections/compare.ts'
import { priceSection } from '#src/briefing/sections/price.ts'
import { formatSections, titleOf } from '#src/briefing/format.ts'
import { createWords } from '#src/i18n/words.ts'
import { readCandles } from '#src/services/candles.ts'
import { readCompare } from '#src/services/compare.ts'
import { readPrices } from '#src/services/price.ts'
import { isGap } from '#src/services/publish.ts'
import { buildHistory, generate, instantOf } from '../support/history.ts'

const at = instantOf('2025-06-16')
const [en, ja] = [createWords('en', 'UTC', at), createWords('ja', 'Asia/Tokyo', at)]
const history = buildHistory({
  assets: [
    { id: 'bitcoin', symbol: 'BTC' },
    { id: 'ethereum', symbol: 'ETH' },
  ],
  daily: {
    bitcoin: ['2025-05-07', ...generate(39, (i) => 100 + i), 110],
    ethereum: ['2025-05-07', ...generate(39, () => 50), 60],
    young: ['2025-06-15', 1],
  },
})

describe('the price of one coin', () => {
  const section = priceSection(readPrices(history, at, ['bitcoin'], 30))

  it('is reported with its day, its week and the distance from the high', () => {
    expect(formatSections([section], en)[0]?.sentences).toEqual([
      'BTC stands at $110.00: down 20.3% over 24 hours, down 16.7% over seven days.',
      'Over 30 days it is up 0.9%.',
      'That is 20% below its highest price on our record, $138.00 on 14 June.',
    ])
    expect(titleOf(section, ja)).toBe('BTC、30日間で0.9%高の110.00ドル')
  })

  it('is reported alone where there is nothing to compare it with', () => {
    const young = priceSection(readPrices(history, at, ['young'], 30))
    expect(young.statements.map(({ key }) => key)).toEqual(['price.level', 'price.atHigh'])
  })
})

describe('several prices', () => {
  it('say who rose and who fell', () => {
    const section = priceSection(readPrices(history, at, ['bitcoin', 'ethereum'], 30))
    expect(formatSections([section], ja)[0]?.sentences).toEqual([
      '30日間ではETHが20.0%高、BTCが0.9%高です。現在はBTC 110.00ドル、ETH 60.00ドルです。',
    ])
  })
})

describe('a comparison', () => {
  it('reports who gained, who moved most, and names who is left out', () => {
    const section = compareSection(readCompare(history, at, ['bitcoin', 'ethereum', 'young'], 30))
    expect(section.statements.map(({ key }) => key)).toEqual(['compare.apart', 'compare.volatility'])
    expect(section.missing).toEqual([{ figure: 'price.young.end', reason: 'record-too-short' }])
    expect(titleOf(section, en)).toBe('ETH +20.0%, BTC +0.9% over 30 days')
  })
})

describe('a chart', () => {
  it('reports the change and the range of its candles', () => {
    const reading = readCandles(history, at, 'ethereum', '1d', 'none')
    if (isGap(reading)) throw new Error(reading.missing)
    expect(formatSections([chartSection(reading)], en)[0]?.sentences).toEqual([
      'From 7 May to 15 June ETH rose 20.0%, to $60.00.',
      'It traded between $50.00 (7 May) and $60.00 (15 June).',
    ])
  })
})

import { describe, expect, it } from 'vitest'
import { outlookSection } from '#src/briefing/sections/outlook.ts'
import type { Verdicts } from '#src/services/verdicts.ts'
import { keysOf, readingOf, statementOf, textsOf } from '../handmade.ts'
import { fundingOf, HYPERLIQUID, leverageOf, venueWeek } from '../verdicts.ts'

function section(verdicts: Verdicts) {
  return outlookSection(readingOf('positioning', { verdicts }))
}

describe('the verdict on coins', () => {
  const still = { low: -0.004, high: 0.003 }
  it.each([
    ['unwound', { word: 'unwound', coinsWeek: { low: -0.145, high: -0.128 } }],
    ['unwoundPeak', { word: 'unwound', coinsWeek: still, coinsFromPeak: { low: -0.25, high: -0.21 } }],
    ['rebuilt', { word: 'rebuilt' }],
    ['added', { word: 'added' }],
    ['added', { word: 'mixed', coinsWeek: { low: 0.019, high: 0.035 } }],
    ['fewer', { word: 'mixed', coinsWeek: { low: -0.051, high: -0.028 } }],
    ['calm', { word: 'calm', coinsWeek: still }],
    ['unclear', { word: 'mixed', coinsWeek: { low: -0.015, high: 0.006 } }],
  ] as const)('is told as %s', (key, more) => {
    expect(keysOf(section({ leverage: leverageOf(more) }))).toEqual([key])
  })

  it('names the range over the hours, with signs only where they differ', () => {
    const sentences = (low: number, high: number) =>
      textsOf(
        section({ leverage: leverageOf({ word: 'mixed', coinsWeek: { low, high } }) }).statements[0] as never,
      )
    expect(sentences(0.046, 0.077)).toEqual([
      'BTCの建玉は枚数で5〜8%増えました。',
      'BTC open interest rose 5–8% in coins.',
    ])
    expect(sentences(-0.054, -0.052)[0]).toContain('5.2〜5.4%減')
    expect(sentences(-0.032, -0.032)[0]).toContain('3.2%減')
    expect(sentences(0.004, 0.016)[0]).toContain('0.4〜1.6%増')
    expect(sentences(-0.015, 0.006)).toEqual([
      'BTCの建玉は枚数で−1.5〜+0.6%と、増減は読み取り時刻によって変わります。',
      'BTC open interest changed by −1.5% to +0.6% in coins: its direction hangs on the hour of reading.',
    ])
  })

  it('"leverage has been cut" is not said of a week in which coins rose', () => {
    const [ja, en] = textsOf(statementOf(section({ leverage: leverageOf() }), 'added'))
    expect(`${ja}${en}`).not.toMatch(/解消|整理|cut|unwound/)
  })
})

describe('the verdict on funding', () => {
  it('is told venue by venue, those of one word together', () => {
    const venues = [venueWeek(), venueWeek({ venue: 'okx' }), HYPERLIQUID]
    expect(textsOf(statementOf(section({ funding: fundingOf(venues) }), 'funding'))).toEqual([
      '資金調達率は、Binance、OKXが基準（0.01%）を下回るプラス、Hyperliquidが基準（0.01%）並みの中立です。',
      'Funding is positive but below the default 0.01% on Binance and OKX and neutral around the default 0.01% on Hyperliquid.',
    ])
  })

  it('"negative" is a word of the venue whose settlements were, not of all', () => {
    const venues = [venueWeek({ word: 'negative', mean: -0.000015 }), HYPERLIQUID]
    const [, en] = textsOf(statementOf(section({ funding: fundingOf(venues, { sign: 'split' }) }), 'funding'))
    expect(en).toContain('mostly negative on Binance')
    expect(en).toContain('neutral around the default 0.01% on Hyperliquid')
  })
})

it('tells the share of spot against earlier weeks, and is told last where it is as usual', () => {
  const spot = (word: 'low' | 'normal' | 'high') => section({ spot: { word, share: 0.21, percentile: 0.9 } })
  expect(keysOf(spot('high'))).toEqual(['spotHigh'])
  expect(keysOf(spot('low'))).toEqual(['spotLow'])
  expect(statementOf(spot('normal'), 'spotNormal').salience).toBe(0)
})

it('says nothing without verdicts, and nothing that is no verdict', () => {
  expect(section({}).statements).toEqual([])
  const all = section({
    leverage: leverageOf(),
    funding: fundingOf([venueWeek()]),
    spot: { word: 'high', share: 0.2, percentile: 0.9 },
  })
  for (const statement of all.statements) {
    expect(textsOf(statement).join()).not.toMatch(
      /\bwill\b|should|expect|buy|sell\b|forced|crowd|tends|でしょう|見込|べき|強制|出にく|傾向|とされる/,
    )
  }
})

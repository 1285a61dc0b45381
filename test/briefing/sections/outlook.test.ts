import { describe, expect, it } from 'vitest'
import { outlookSection } from '#src/briefing/sections/outlook.ts'
import type { PositioningReading } from '#src/services/positioning.ts'
import { keysOf, readingOf, statementOf, told } from '../telling.ts'

const NORMAL: Partial<PositioningReading> = {
  leverage: 'normal',
  funding: 'normal',
  fundingSign: 'positive',
  spotShare: 'normal',
  volatility: 'normal',
}

function section(value: Partial<PositioningReading>) {
  return outlookSection(readingOf('positioning', { verdicts: {}, ...value }))
}

function conclusion(value: Partial<PositioningReading>): string | undefined {
  return keysOf(section({ ...NORMAL, ...value }))[1]
}

describe('positioning', () => {
  it('is read from its gauges by the first rule that holds', () => {
    const negative = { funding: 'low', fundingSign: 'negative' } as const
    expect(conclusion({ leverage: 'low', ...negative, spotShare: 'high' })).toBe('unwoundSpotLed')
    expect(conclusion({ leverage: 'low', ...negative })).toBe('unwoundNegative')
    expect(conclusion({ drawdown90d: -0.2, ...negative })).toBe('unwoundNegative')
    expect(conclusion({ leverage: 'high', funding: 'high' })).toBe('crowdedLongs')
    expect(conclusion({ leverage: 'high' })).toBe('leverageHigh')
    expect(conclusion({ leverage: 'low' })).toBe('unwound')
    expect(conclusion({ drawdown90d: -0.19 })).toBe('balanced')
    expect(conclusion({ volatility: 'high' })).toBe('stormy')
    expect(conclusion(negative)).toBe('negativeFunding')
    expect(conclusion({ volatility: 'low' })).toBe('calm')
  })

  it('is called balanced only where no gauge is at an extreme', () => {
    expect(conclusion({})).toBe('balanced')
    expect(conclusion({ funding: 'high' })).toBe('fundingHigh')
    expect(conclusion({ funding: 'low' })).toBe('fundingLow')
    expect(conclusion({ spotShare: 'high' })).toBe('spotHigh')
    expect(conclusion({ spotShare: 'low' })).toBe('spotLow')
  })

  it('says nothing of a leverage that is not known', () => {
    const { leverage: _, ...unknown } = NORMAL
    const still = statementOf(section({ ...unknown, volatility: 'low' }), 'still')
    expect(told(still).join()).not.toMatch(/レバレッジ|everage/)
  })

  it('lists its gauges in words, funding below zero as negative, volatility as elevated or subdued', () => {
    const levels = statementOf(
      section({
        leverage: 'low',
        funding: 'low',
        fundingSign: 'negative',
        spotShare: 'high',
        volatility: 'high',
      }),
      'levels',
    )
    expect(told(levels)).toEqual([
      'レバレッジ：低い　資金調達率：マイナス　現物比率：高い　ボラティリティ：高め\n',
      'Leverage: low. Funding: negative. Spot share: high. Volatility: elevated.\n',
    ])
  })

  it('is not read from fewer than two gauges', () => {
    expect(keysOf(section({ volatility: 'low' }))).toEqual([])
    expect(keysOf(section({}))).toEqual([])
  })

  it('never forecasts and never advises', () => {
    const rules: Partial<PositioningReading>[] = [
      { leverage: 'low', fundingSign: 'negative', spotShare: 'high' },
      { leverage: 'high', funding: 'high' },
      { leverage: 'high' },
      { leverage: 'low' },
      { volatility: 'high' },
      { volatility: 'low' },
      {},
    ]
    for (const rule of rules) {
      const [, second] = section({ ...NORMAL, ...rule }).statements
      expect(second && told(second).join()).not.toMatch(
        /\bwill\b|should|expect|buy|sell\b|でしょう|見込|べき|買い時/,
      )
    }
  })
})

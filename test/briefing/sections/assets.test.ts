import { describe, expect, it } from 'vitest'
import { assetsSection } from '#src/briefing/sections/assets.ts'
import type { AssetRow, AssetsReading } from '#src/services/assets.ts'
import { keysOf, readingOf, statementOf, told } from '../telling.ts'

const CRYPTO: AssetRow = { id: 'crypto', class: 'crypto', weekReturn: -0.072 }

function section(value: Partial<AssetsReading>, rows: readonly AssetRow[] = [CRYPTO]) {
  return assetsSection(
    readingOf('assets', { rows, rankHistory: [], riskOff: false, sellingWasCrypto: false, ...value }),
  )
}

/** Weekly ranks out of nine, this week first; null is a week that could not be ranked. */
function ranks(...list: (number | null)[]): AssetsReading['rankHistory'] {
  return list.flatMap((rank, weeks) => {
    const edition = new Date(Date.parse('2025-11-24') - weeks * 7 * 86_400_000).toISOString().slice(0, 10)
    return rank === null ? [] : [{ edition, rank, of: 9 }]
  })
}

describe('the rank of crypto', () => {
  it('that is last for the n-th week is a streak, rarer the longer ago the last one was', () => {
    const place = { rank: 9, of: 9, weeksLast: 3, weeksFirst: 0 }
    const statement = statementOf(
      section({ ...place, rankHistory: ranks(9, 9, 9, 4, 2, 3, 9, 9, 9, 1) }),
      'worstStreak',
    )
    expect(told(statement, 'lead')).toEqual([
      '暗号資産は主要9資産中の最下位。3週連続です。',
      'Crypto was the worst of nine major assets, for the third straight week.',
    ])
    // The streak before ended six weeks ago.
    expect(statement.salience).toBeCloseTo(1 - 1 / 6, 12)
  })

  it('that is last for the first week is no streak, nor where the record cannot tell how long it is one', () => {
    const history = ranks(9, 4, 2)
    expect(keysOf(section({ rank: 9, of: 9, weeksLast: 1, rankHistory: history }))).toEqual(['worst'])
    expect(keysOf(section({ rank: 9, of: 9, rankHistory: history }))).toEqual(['worst'])
  })

  it('that is first is told likewise', () => {
    expect(
      keysOf(section({ rank: 1, of: 9, weeksLast: 0, weeksFirst: 2, rankHistory: ranks(1, 1, 5) })),
    ).toEqual(['bestStreak'])
    const best = statementOf(section({ rank: 1, of: 9, weeksFirst: 1, rankHistory: ranks(1, 5) }), 'best')
    expect(told(best)[1]).toContain('nine')
  })

  it('shared with another is neither first nor last', () => {
    expect(keysOf(section({ rank: 1, of: 9, weeksFirst: 0, rankHistory: ranks(1, 5) }))).toEqual(['placed'])
    expect(keysOf(section({ rank: 8, of: 9, weeksLast: 0, rankHistory: ranks(8, 5) }))).toEqual(['placed'])
  })

  it('that left the last place after two weeks or more says so', () => {
    const left = section({ rank: 4, of: 9, rankHistory: ranks(4, 9, 9, 9, 2) })
    expect(told(statementOf(left, 'leftLast'), 'lead')).toEqual([
      '暗号資産は3週続いた最下位を脱し、主要9資産中4位でした。',
      'Crypto left last place after three weeks: fourth of nine major assets.',
    ])
    expect(keysOf(section({ rank: 4, of: 9, rankHistory: ranks(4, 9, 5) }))).toEqual(['placed'])
  })

  it('does not bridge a week without a rank', () => {
    expect(keysOf(section({ rank: 4, of: 9, rankHistory: ranks(4, 9, null, 9, 9) }))).toEqual(['placed'])
    expect(keysOf(section({ rank: 4, of: 9, rankHistory: ranks(4, 9, 9, null, 9) }))).toEqual(['leftLast'])
  })

  it('that is not known leaves the return, and no index leaves the coins', () => {
    expect(keysOf(section({}))).toEqual(['unranked'])
    expect(keysOf(section({}, [{ id: 'bitcoin', class: 'crypto', weekReturn: -0.069 }]))).toEqual([
      'coinsOnly',
    ])
  })
})

describe('two that moved', () => {
  const coins = (bitcoin: number, ethereum: number) =>
    section({}, [
      { id: 'bitcoin', class: 'crypto', weekReturn: bitcoin },
      { id: 'ethereum', class: 'crypto', weekReturn: ethereum },
    ])

  it('the same way share a verb', () => {
    expect(told(statementOf(coins(-0.069, -0.091), 'coinsAlike'))).toEqual([
      'BTCは6.9%、ETHは9.1%の下落です。',
      'BTC fell 6.9% and ETH 9.1%.',
    ])
  })

  it('apart, or not at all, do not', () => {
    expect(keysOf(coins(0.069, -0.091))).toEqual(['coinsApart'])
    expect(told(statementOf(coins(-0.0003, -0.02), 'coinsApart'))).toEqual([
      'BTCは横ばいで、ETHは2.0%下落しました。',
      'BTC was unchanged while ETH fell 2.0%.',
    ])
  })
})

describe('the other markets', () => {
  const equity = (id: string, weekReturn: number): AssetRow => ({
    id,
    class: 'equity',
    weekReturn,
    closes: { from: '2025-11-14', to: '2025-11-21' },
  })

  it('are told by the strongest and the weakest, together or apart', () => {
    expect(keysOf(section({}, [equity('sp500', -0.01), equity('nasdaq100', -0.027)]))).toEqual([
      'equitiesAlike',
    ])
    const apart = section({}, [equity('nikkei225', 0.012), equity('nasdaq100', -0.012)])
    expect(told(statementOf(apart, 'equitiesApart'))[1]).toBe(
      'Among equities, the Nikkei 225 rose 1.2% while the Nasdaq 100 fell 1.2%.',
    )
    expect(keysOf(section({}, [equity('sp500', 0.01)]))).toEqual(['equity'])
    const calm = [equity('nikkei225', 0.002), equity('nasdaq100', -0.002)]
    expect(keysOf(section({}, calm))).toEqual(['equitiesCalm'])
  })

  it('are told as risk-off by rule alone', () => {
    const rows = [equity('sp500', -0.021), equity('nasdaq100', -0.027)]
    expect(told(statementOf(section({ riskOff: true }, rows), 'riskOff'))[1]).toBe(
      'The Nasdaq 100 dropped 2.7% as risk appetite faded.',
    )
    expect(statementOf(section({ riskOff: true }, rows), 'riskOff').evidence).toEqual({
      closes: ['sp500: 2025-11-14 to 2025-11-21', 'nasdaq100: 2025-11-14 to 2025-11-21'],
    })
  })

  it('say "only" of gold where crypto lost twice as much', () => {
    const gold = (weekReturn: number): AssetRow => ({ id: 'gold', class: 'commodity', weekReturn })
    const dollar: AssetRow = { id: 'dxy', class: 'fx', weekReturn: 0.009 }
    expect(keysOf(section({}, [CRYPTO, gold(-0.003), dollar]))).toContain('goldHeld')
    expect(keysOf(section({}, [CRYPTO, gold(-0.04), dollar]))).toContain('goldDollar')
    expect(keysOf(section({}, [CRYPTO, gold(-0.0001), dollar]))).toContain('goldDollar')
    expect(keysOf(section({}, [CRYPTO, gold(0.02), dollar]))).toContain('goldDollarAlike')
    expect(keysOf(section({}, [CRYPTO, gold(0.02)]))).toContain('gold')
  })

  it('name the yen from one per cent on', () => {
    const yen = (weekReturn: number) => keysOf(section({}, [{ id: 'usdjpy', class: 'fx', weekReturn }]))
    expect([yen(0.012), yen(-0.012), yen(0.009)]).toEqual([['yenWeaker'], ['yenStronger'], []])
  })
})

import { describe, expect, it } from 'vitest'
import { extremeIdOf } from '#src/briefing/extremes.ts'
import { assetsSection } from '#src/briefing/sections/assets.ts'
import { DAY } from '#src/market/time.ts'
import type { AssetsReading } from '#src/services/assets.ts'
import type { AssetRow } from '#src/services/assets/row.ts'
import type { RankedExtreme } from '#src/services/extremes/extreme.ts'
import { entry, keysOf, readingOf, statementOf, textsOf } from '../handmade.ts'

const CRYPTO: AssetRow = { id: 'crypto', class: 'crypto', weekReturn: -0.072 }

function section(
  value: Partial<AssetsReading>,
  rows: readonly AssetRow[] = [CRYPTO],
  extremes: readonly RankedExtreme[] = [],
) {
  const reading = { rows, rankHistory: [], riskOff: false, sellingWasCrypto: false, ...value }
  return assetsSection(readingOf('assets', reading), extremes)
}

function coin(price: number, weekReturn: number, streak = 0) {
  return { price, asOf: 0, weekReturn, streak }
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
    for (const text of textsOf(statement))
      expect(text).toMatch(/主要9資産で3週連続の最下位|last of nine major assets for a third week/)
    // The streak before ended six weeks ago.
    expect(statement.salience).toBeCloseTo((0.85 * Math.log(7)) / Math.log(261), 12)
    expect(statement.needed).toBe(true)
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
    expect(textsOf(best)[1]).toContain('nine')
  })

  it('shared with another is neither first nor last', () => {
    expect(keysOf(section({ rank: 1, of: 9, weeksFirst: 0, rankHistory: ranks(1, 5) }))).toEqual(['placed'])
    expect(keysOf(section({ rank: 8, of: 9, weeksLast: 0, rankHistory: ranks(8, 5) }))).toEqual(['placed'])
  })

  it('that left the last place after two weeks or more says so', () => {
    const left = section({ rank: 4, of: 9, rankHistory: ranks(4, 9, 9, 9, 2) })
    for (const text of textsOf(statementOf(left, 'leftLast'))) {
      expect(text).toMatch(
        /3週.*主要9資産.*4位|主要9資産.*4位.*3週|three weeks.*fourth of nine|fourth of nine.*three weeks/,
      )
    }
    expect(keysOf(section({ rank: 4, of: 9, rankHistory: ranks(4, 9, 5) }))).toEqual(['placed'])
  })

  it('does not bridge a week without a rank', () => {
    expect(keysOf(section({ rank: 4, of: 9, rankHistory: ranks(4, 9, null, 9, 9) }))).toEqual(['placed'])
    expect(keysOf(section({ rank: 4, of: 9, rankHistory: ranks(4, 9, 9, null, 9) }))).toEqual(['leftLast'])
  })

  it('that is not known leaves the return, and no index leaves the coins', () => {
    expect(keysOf(section({}))).toEqual(['unranked'])
    expect(keysOf(section({ bitcoin: coin(86_512, -0.069) }, []))).toEqual(['coinsOnly'])
    expect(keysOf(section({ bitcoin: { price: 86_512, asOf: 0 } }, []))).toEqual(['bitcoinPrice'])
  })
})

describe('an index of fewer coins', () => {
  it('says how many where far fewer than thirty are', () => {
    expect(keysOf(section({ members: 25 }))).toEqual(['unranked'])
    const few = statementOf(section({ members: 13 }), 'indexOfFewer')
    expect(few.needed).toBe(true)
    expect(textsOf(few)).toEqual([
      '指数に本来入る30銘柄のうち、今週集計できたのは13銘柄です。',
      'Of the 30 coins that belong in the index, 13 could be counted this week.',
    ])
  })
})

describe('bitcoin and ethereum', () => {
  it('are told with their prices', () => {
    const both = section({ bitcoin: coin(86_512, -0.069), ethereum: coin(2_818, 0.0003) }, [])
    expect(textsOf(statementOf(both, 'coins'))).toEqual([
      'BTCは8万6,512ドル（6.9%安）、ETHは2,818ドル（横ばい）で週を終えました。',
      'BTC ended at $86,512, down 6.9%, and ETH at $2,818, unchanged.',
    ])
  })

  it('have a streak from three weeks on', () => {
    const streak = (weeks: number) => keysOf(section({ bitcoin: coin(1, 0.01, weeks) }, []))
    expect([streak(2), streak(3), streak(-3)]).toEqual([
      ['coinsOnly'],
      ['coinsOnly', 'winningStreak'],
      ['coinsOnly', 'losingStreak'],
    ])
  })
})

const DOLLAR: AssetRow = { id: 'dxy', class: 'fx', weekReturn: 0.009 }

function gold(weekReturn: number): AssetRow {
  return { id: 'gold', class: 'commodity', weekReturn }
}

describe('the gap to the next market', () => {
  const last = { rank: 9, of: 9, weeksLast: 1, rankHistory: ranks(9, 4) }

  it('is told from five points on, and where it moved by two', () => {
    const gap = (gap: number, before?: number) =>
      keysOf(section({ ...last, gap: { neighbour: 'tlt', gap, ...(before !== undefined && { before }) } }))
    expect([gap(-0.049), gap(-0.05), gap(-0.097, -0.024), gap(-0.06, -0.05), gap(0.06)]).toEqual([
      ['worst'],
      ['worst', 'gapBehind'],
      ['worst', 'gapBehindMoved'],
      ['worst', 'gapBehind'],
      ['worst', 'gapAhead'],
    ])
    const moved = section({ ...last, gap: { neighbour: 'tlt', gap: -0.0974, before: -0.0235 } })
    expect(textsOf(statementOf(moved, 'gapBehindMoved'))).toEqual([
      'すぐ上の資産との差は、前週の2.4ポイントから9.7ポイントに広がりました。',
      'Its gap to the next asset widened from 2.4 to 9.7 points.',
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
    expect(textsOf(statementOf(apart, 'equitiesApart'))[1]).toBe(
      'Among equities, the Nikkei 225 gained 1.2% and the Nasdaq 100 lost 1.2%.',
    )
    expect(keysOf(section({}, [equity('sp500', 0.01)]))).toEqual(['equity'])
    const calm = [equity('nikkei225', 0.002), equity('nasdaq100', -0.002)]
    expect(keysOf(section({}, calm))).toEqual(['equitiesCalm'])
  })

  it('are told as risk-off by rule alone', () => {
    const rows = [equity('sp500', -0.021), equity('nasdaq100', -0.027)]
    expect(textsOf(statementOf(section({ riskOff: true }, rows), 'riskOff'))[1]).toBe(
      'It was a risk-off week: every equity index fell, the Nasdaq 100 most, by 2.7%.',
    )
    expect(statementOf(section({ riskOff: true }, rows), 'riskOff').evidence).toMatchObject({
      closes: ['sp500: 2025-11-14 to 2025-11-21', 'nasdaq100: 2025-11-14 to 2025-11-21'],
    })
  })

  it('are told as crypto’s own selling by rule alone, gold in the same sentence', () => {
    const rows = [CRYPTO, equity('sp500', 0.001), equity('nasdaq100', -0.002), gold(0.022), DOLLAR]
    const own = section({ sellingWasCrypto: true }, rows)
    expect(keysOf(own)).toEqual(['unranked', 'sellingWasCrypto'])
    expect(textsOf(statementOf(own, 'sellingWasCrypto'))).toEqual([
      '株式はほぼ横ばい、金は2.2%高で、売りは暗号資産に集中しました。',
      'Equities were little changed and gold gained 2.2%: the selling was crypto’s own.',
    ])
  })

  it('say of an Asian close that it came before the US move', () => {
    const rows = [{ ...equity('nikkei225', 0.051), rank: 1 }, equity('nasdaq100', -0.023)]
    const earlierClose = { asian: 'nikkei225', us: 'nasdaq100', day: '2025-11-21', dayReturn: -0.035 }
    const first = section({ earlierClose }, rows)
    expect(textsOf(statementOf(first, 'earlierCloseLeads'))).toEqual([
      '首位の日経平均は5.1%高ですが、21日の終値は米国株の下げより前のものです。ナスダック100は2.3%安でした。',
      'The Nikkei 225 led (+5.1%), but its close of the 21st came before the fall in US shares; the Nasdaq 100 lost 2.3%.',
    ])
    expect(statementOf(first, 'earlierCloseLeads').needed).toBe(true)
    const other = [{ ...equity('nikkei225', 0.051), rank: 2 }, equity('nasdaq100', -0.023)]
    expect(keysOf(section({ earlierClose }, other))).toEqual(['earlierClose'])
  })

  it('say "only" of gold where crypto lost three times as much', () => {
    const held = section({ goldHeld: true }, [CRYPTO, gold(-0.003), DOLLAR])
    expect(textsOf(statementOf(held, 'goldHeld'))).toEqual([
      '上位30銘柄指数の7.2%安に対し、金は0.3%安にとどまりました。',
      'Gold lost only 0.3%, while our top-30 index lost 7.2%.',
    ])
    expect(keysOf(section({}, [CRYPTO, gold(-0.003), DOLLAR]))).toContain('goldDollar')
    expect(keysOf(section({}, [CRYPTO, gold(0.02), DOLLAR]))).toContain('goldDollar')
    expect(keysOf(section({}, [CRYPTO, gold(0.02)]))).toContain('gold')
  })

  it('name the yen from one per cent on', () => {
    const yen = (weekReturn: number) => keysOf(section({}, [{ id: 'usdjpy', class: 'fx', weekReturn }]))
    expect([yen(0.012), yen(-0.012), yen(0.009)]).toEqual([['yenWeaker'], ['yenStronger'], []])
  })
})

describe('markets that hold an entry of the ledger', () => {
  const row = (id: string, of: AssetRow['class']): AssetRow => ({
    id,
    class: of,
    weekReturn: 0.001,
    closes: { from: '2025-11-14', to: '2025-11-21' },
  })
  const friday = Date.parse('2025-11-21')
  const since = Date.parse('2025-05-07')

  it('speak of a close by its day, but for the last', () => {
    const low = entry({ series: 'cross.oil.close', kind: 'low', value: 58.9, at: friday, since })
    const high = entry({ series: 'cross.vix.close', kind: 'high', value: 25.31, at: friday - 4 * DAY, since })
    const said = section({}, [row('oil', 'commodity'), row('vix', 'volatility')], [low, high])
    expect(said.statements.map((one) => textsOf(one))).toEqual([
      [
        '原油（WTI）は58.90ドルと、5月7日以来の安値です。',
        'WTI crude closed at $58.90, its lowest close since 7 May.',
      ],
      [
        'VIXは17日に25.31と、5月7日以来の高さになりました。',
        'The VIX closed at 25.31 on the 17th, the highest since 7 May.',
      ],
    ])
    expect(said.statements[0]).toMatchObject({ salience: 0.5, extremes: [extremeIdOf(low)] })
  })

  it('speak of records, ties and weeks as such', () => {
    const record = entry({ series: 'cross.gold.close', kind: 'high', value: 4043.3, at: friday, since: null })
    const tie = entry({
      series: 'cross.dxy.close',
      kind: 'low',
      value: 96.63,
      at: friday,
      since,
      equal: true,
    })
    const week = entry({
      series: 'cross.sp500.weekReturn',
      kind: 'largest-fall',
      value: -0.031,
      at: friday,
      since,
    })
    const rows = [row('gold', 'commodity'), row('dxy', 'fx'), row('sp500', 'equity')]
    expect(
      section({}, rows, [record, tie, week])
        .statements.slice(1)
        .map((one) => textsOf(one)[0]),
    ).toEqual([
      '金は4,043ドルと、1月以降の記録の最高値です。',
      'ドル指数は96.63と、5月7日以来の低さ（同水準）です。',
      'S&P500種は週間で3.1%安と、5月7日までの週以来の下落率です。',
    ])
  })

  it('are silent about what is withheld', () => {
    const withheld = {
      ...entry({ series: 'cross.oil.close', kind: 'low', at: friday }),
      guard: 'gap' as const,
    }
    expect(keysOf(section({}, [row('oil', 'commodity')], [withheld]))).toEqual([])
  })
})

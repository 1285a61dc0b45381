import { describe, expect, it } from 'vitest'
import { marketcapSection } from '#src/briefing/sections/marketcap.ts'
import { startOfDay } from '#src/market/time.ts'
import type { RankedExtreme } from '#src/services/extremes/extreme.ts'
import type { Crossing, MarketcapReading } from '#src/services/marketcap.ts'
import { keysOf, readingOf, statementOf, textsOf, week } from '../handmade.ts'
import { entry } from '../verdicts.ts'

const RECORD = '2024-10-01'

function section(value: Partial<MarketcapReading>, extremes: readonly RankedExtreme[] = []) {
  return marketcapSection(
    readingOf('marketcap', { crossed: [], series: [], recordStart: RECORD, ...value }),
    extremes,
  )
}

const FALL = { start: 3.2e12, end: 2.98e12, weekChange: -0.069 }

function fall(crossing: Partial<Crossing>, ...more: Crossing[]) {
  return section({ ...FALL, crossed: [down(crossing), ...more] })
}

function down(crossing: Partial<Crossing> = {}): Crossing {
  return { level: 3e12, direction: 'down', date: '2025-11-22', lastOnThisSide: '2025-04-22', ...crossing }
}

function snapshot(more: Partial<RankedExtreme>): RankedExtreme {
  return entry('marketcap.total.snapshot', { recordStart: startOfDay(RECORD), ...more })
}

describe('the hundred largest together', () => {
  it('are unchanged where their change prints as 0.0 %', () => {
    const of = (change: number) =>
      textsOf(statementOf(section({ end: 3e12, hundred: { change, members: 98 } }), 'hundred'))
    expect(of(0.0003)).toEqual([
      '総額の記録はまだ1週間に満たず、現在の上位100銘柄（両端の時価総額がそろう98銘柄）の合計でみると前週から横ばいです。',
      'Its record is younger than a week; today’s hundred largest (98 with a cap at both ends) were unchanged in sum.',
    ])
    expect(of(-0.012)[1]).toContain('came to −1.2% together')
  })
})

describe('a round level', () => {
  it('that was crossed down says since when it had not been below', () => {
    const statement = statementOf(fall({}), 'crossedDown')
    expect(textsOf(statement)).toEqual([
      '時価総額は6.9%減の2.98兆ドル。11月22日に、4月以来初めて3兆ドルの大台を下回りました。',
      'Total market cap fell 6.9% to $2.98T, slipping under $3T on 22 November for the first time since April.',
    ])
    expect(statement.evidence).toMatchObject({ lastOnThisSide: '2025-04-22', recordStart: RECORD })
    // 22 April to 24 November are 30 whole weeks.
    expect(statement.salience).toBeCloseTo(Math.log(31) / Math.log(261), 12)
  })

  it('that was crossed less than eight weeks ago is crossed again', () => {
    expect(keysOf(fall({ lastOnThisSide: '2025-10-01' }))).toEqual(['crossedDownAgain'])
    expect(keysOf(fall({ lastOnThisSide: '2025-09-29' }))).toEqual(['crossedDown'])
  })

  it('that was never crossed before is told with where the record begins', () => {
    const statement = statementOf(fall({ lastOnThisSide: null }), 'crossedDownFirst')
    expect(textsOf(statement)[1]).toContain('for the first time on our record (since October 2024)')
  })

  it('makes no claim across a gap in the record, nor on a record of less than 180 days', () => {
    const gap = statementOf(fall({ gapSince: '2025-06-01' }), 'crossedDownUnseen')
    expect(textsOf(gap)[1]).not.toMatch(/first|since/)
    const young = section({ ...FALL, recordStart: '2025-05-27', crossed: [down({ lastOnThisSide: null })] })
    expect(keysOf(young)).toEqual(['crossedDownUnseen'])
    const old = section({ ...FALL, recordStart: '2025-05-26', crossed: [down({ lastOnThisSide: null })] })
    expect(keysOf(old)).toEqual(['crossedDownFirst'])
  })

  it('that was crossed down, up and down again is new by its first crossing of the week', () => {
    const up: Crossing = { level: 3e12, direction: 'up', date: '2025-11-20', lastOnThisSide: '2025-11-19' }
    const again = down({ date: '2025-11-23', lastOnThisSide: '2025-11-20' })
    const statement = statementOf(fall({ date: '2025-11-19' }, up, again), 'crossedDown')
    expect(textsOf(statement)[1]).toContain('on 19 November')
  })

  it('that was left and regained within the week was only dipped under, or peeked over', () => {
    const out = down({ date: '2025-11-20' })
    const up: Crossing = { level: 3e12, direction: 'up', date: '2025-11-22', lastOnThisSide: '2025-11-19' }
    const dipped = section({ start: 3.1e12, end: 3.05e12, weekChange: -0.016, crossed: [out, up] })
    expect(textsOf(statementOf(dipped, 'dipped'))[1]).toEqual(
      'Total market cap slipped under $3T on 20 November but recovered, to end at $3.05T (down 1.6% on the week).',
    )
    const peeked = section({
      start: 2.9e12,
      end: 2.95e12,
      weekChange: 0.017,
      crossed: [
        { ...up, date: '2025-11-19' },
        { ...out, date: '2025-11-21' },
      ],
    })
    expect(textsOf(statementOf(peeked, 'peeked'))[1]).toContain('rose above $3T on 19 November')
  })
})

describe('an entry of the ledger', () => {
  const boundary = (more: Partial<RankedExtreme>) =>
    snapshot({ scope: 'boundary', at: week.end, value: 4.3e12, kind: 'high', ...more })
  const rise = { start: 3.96e12, end: 4.3e12, weekChange: 0.086 }
  const up: Crossing = { level: 4e12, direction: 'up', date: '2025-11-19', lastOnThisSide: '2025-11-10' }

  it('"recovers $4T" does not hide that the end is the highest of the record', () => {
    const record = boundary({ since: null, weeks: 59, salience: 0.72 })
    const first = section({ ...rise, crossed: [up] }, [record])
    expect(textsOf(statementOf(first, 'high'))).toEqual([
      '時価総額は8.6%増の4.30兆ドルと、2024年10月以降の記録で最高です。',
      'Total market cap rose 8.6% to $4.30T, the highest on our record (since October 2024).',
    ])
    expect(statementOf(first, 'high').salience).toBe(0.72)
    expect(keysOf(first)).toEqual(['high'])
  })

  it('of the same weeks leaves the word to the level that was crossed', () => {
    const lowest = boundary({ kind: 'low', value: 2.98e12, since: startOfDay('2025-04-20'), weeks: 31 })
    const level = { series: 'marketcap.total.beyond', kind: 'first-beyond', level: 3e12 } as const
    const beyond: RankedExtreme = { ...lowest, ...level, direction: 'down' }
    expect(keysOf(section({ ...FALL, crossed: [down()] }, [lowest, beyond]))).toEqual(['crossedDown'])
    const years = boundary({ kind: 'low', value: 2.98e12, since: startOfDay('2024-10-20'), weeks: 57 })
    expect(keysOf(section({ ...FALL, crossed: [down()] }, [years, beyond]))).toEqual(['low'])
  })

  it('is told as the lowest since a date, and nothing is claimed where it is withheld', () => {
    const lowest = boundary({ kind: 'low', value: 3.28e12, weeks: 21 })
    const fell = { start: 3.6e12, end: 3.28e12, weekChange: -0.093 }
    expect(textsOf(statementOf(section(fell, [lowest]), 'low'))[1]).toBe(
      'Total market cap fell 9.3% to $3.28T, the lowest since 23 June.',
    )
    expect(keysOf(section(fell, [{ ...lowest, guard: 'short-record' }]))).toEqual(['change'])
    expect(keysOf(section(fell))).toEqual(['change'])
  })

  it('inside the week is told with where the week ended, the later of two first', () => {
    const high = snapshot({
      kind: 'high',
      at: startOfDay('2025-11-18'),
      value: 4.38e12,
      since: null,
      weeks: 59,
    })
    const low = snapshot({
      at: startOfDay('2025-11-22'),
      value: 3.79e12,
      since: startOfDay('2025-08-04'),
      weeks: 15,
    })
    const back = section({ start: 4.3e12, end: 4e12, weekChange: -0.07 }, [high, low])
    expect(keysOf(back)).toEqual(['lowInside', 'touched'])
    expect(textsOf(statementOf(back, 'lowInside'))).toEqual([
      '時価総額は22日に3.79兆ドルと8月4日以来の低水準となりましたが、4.00兆ドル（前週比7.0%減）まで戻して週を終えました。',
      'Total market cap touched $3.79T on the 22nd, the lowest since 4 August, and recovered to $4.00T (down 7.0% on the week).',
    ])
    expect(textsOf(statementOf(back, 'touched'))[1]).toBe(
      'On the 18th it was $4.38T, the highest on our record (since October 2024).',
    )
    // Where the week ended at it, there is nothing to come back from.
    expect(keysOf(section({ start: 4e12, end: 3.8e12, weekChange: -0.05 }, [low]))).toEqual(['change'])
  })
})

describe('the distance from the record’s highest', () => {
  const peak = { value: 4.24e12, date: '2025-10-07' }
  const far = { start: 3.2e12, end: 2.98e12, weekChange: -0.069, drawdown: -0.3, peak }

  it('says since when the record goes, and is news when it passes a further tenth', () => {
    expect(textsOf(statementOf(section(far), 'belowPeak'))).toEqual([
      '2024年10月以降の記録の最高（10月7日、4.24兆ドル）からは30%低い水準です。',
      'It is 30% below the highest on our record since October 2024, $4.24T on 7 October.',
    ])
    expect(statementOf(section(far), 'belowPeak').salience).toBeGreaterThan(0.3)
    const still = statementOf(section({ ...far, drawdown: -0.28 }), 'belowPeak')
    expect(still.salience).toBeLessThan(0.3)
  })

  it('"the peak" that is one of the record’s first days, or of a young record, is none', () => {
    expect(keysOf(section({ ...far, recordStart: '2025-10-02' }))).toEqual(['change'])
    expect(keysOf(section({ ...far, peak: { value: 4.24e12, date: '2024-10-07' } }))).toEqual(['change'])
    expect(keysOf(section({ ...far, peak: { value: 4.24e12, date: '2024-10-08' } }))).toContain('belowPeak')
  })
})

describe('the shares', () => {
  const shares = { end: 2.98e12, bitcoinShare: 0.586, ethereumShare: 0.114 }

  it('are fillers unless one moved by a point in the week', () => {
    const still = section({ ...shares, bitcoinShareWeekAgo: 0.577, ethereumShareWeekAgo: 0.114 })
    expect(statementOf(still, 'shares').salience).toBeLessThan(0.3)
    const moved = section({ ...shares, bitcoinShareWeekAgo: 0.575 })
    expect(textsOf(statementOf(moved, 'bitcoinShareMoved'))).toEqual([
      'BTCドミナンス（占有率）は前週の57.5%から58.6%に上昇しました。',
      'BTC’s share of the total is 58.6%, up from 57.5% a week before.',
    ])
    expect(keysOf(section({ ...shares, ethereumShareWeekAgo: 0.125 }))).toContain('ethereumShareMoved')
    expect(keysOf(section({ end: 4.2e12, bitcoinShare: 0.586 }))).toEqual(['levelOnly', 'shareBitcoin'])
  })
})

it('says nothing where nothing is known', () => {
  expect(keysOf(section({}))).toEqual([])
})

import { describe, expect, it } from 'vitest'
import { fundingSection } from '#src/briefing/sections/funding.ts'
import { DAY, HOUR, startOfDay } from '#src/market/time.ts'
import type { RankedExtreme } from '#src/services/extremes/extreme.ts'
import type { FundingReading } from '#src/services/funding/reading.ts'
import type { FundingVerdict, SignRun } from '#src/services/verdicts.ts'
import { keysOf, readingOf, statementOf, textsOf, week } from '../handmade.ts'
import { entry, fundingOf, HYPERLIQUID, venueWeek } from '../verdicts.ts'

function reading(value: Partial<FundingReading>) {
  return readingOf('funding', {
    asset: 'bitcoin',
    symbol: 'BTC',
    referenceVenue: 'binance',
    venues: [],
    absentVenues: [],
    weighting: 'equal' as const,
    turnedThisWeek: false,
    daily: [],
    prices: [],
    ...value,
  })
}

function section(
  verdict: FundingVerdict,
  more: Partial<FundingReading> = {},
  extremes: RankedExtreme[] = [],
) {
  return fundingSection(reading({ verdict, ...more }), undefined, extremes)
}

/** A week on Hyperliquid that stood still. */
const atHyperliquid = (mean: number) =>
  venueWeek({ venue: 'hyperliquid', mean, meanBefore: mean, negative: 0 })

const endRun = (settlements: number, sign: SignRun['sign'] = 'negative', to = week.end): SignRun => ({
  sign,
  settlements,
  hours: 8 * settlements,
  from: to - (settlements - 1) * 8 * HOUR,
  to,
})

describe('the week of funding', () => {
  it('names its venues, counts the settlements of the reference and sets it beside the default rate', () => {
    expect(textsOf(statementOf(section(fundingOf([venueWeek(), HYPERLIQUID])), 'lowNeutral'))).toEqual([
      'BTCの資金調達率はBinanceの週平均で0.0061%（20回中19回がプラス）と基準の0.01%を下回ったのに対し、Hyperliquidは0.0100%と基準並みでした。',
      'BTC funding averaged 0.0061% on Binance (19 of 20 settlements positive), below the default rate of 0.01%, while Hyperliquid averaged 0.0100%, close to it.',
    ])
  })

  it('contrasts venues only where one of them is not under the default rate', () => {
    const beside = (...means: number[]) =>
      keysOf(section(fundingOf([venueWeek(), ...means.map((mean) => atHyperliquid(mean))])))
    expect(beside(0.000079)).toEqual(['lowAll'])
    expect(beside(0.00008)).toEqual(['lowNeutral'])
    expect(beside(0.000121)).toEqual(['low'])
    expect(beside(0.00005, 0.00006, 0.00007)).toEqual(['lowAll'])
    expect(beside(0.00005, 0.00009, 0.00013)).toEqual(['low'])
    const all = section(fundingOf([venueWeek(), atHyperliquid(0.00005)]))
    expect(textsOf(statementOf(all, 'lowAll'))).toEqual([
      'BTCの資金調達率の週平均はBinanceが0.0061%（20回中19回がプラス）、Hyperliquidが0.0050%と、いずれも基準の0.01%を下回りました。',
      'BTC funding averaged 0.0061% on Binance (19 of 20 settlements positive) and 0.0050% on Hyperliquid: below the default rate of 0.01% on every venue.',
    ])
  })

  it.each([
    'negative',
    'low',
    'neutral',
    'positive',
    'high',
    'mixed',
  ] as const)('that is %s has one word, alone or beside other venues', (word) => {
    const first = venueWeek({ word })
    expect(keysOf(section(fundingOf([first, atHyperliquid(0.00015)])))).toEqual([word])
    expect(keysOf(section(fundingOf([first])))).toEqual([`${word}Alone`])
  })

  it('says that every settlement was positive where all were', () => {
    const all = venueWeek({ negative: 0, positive: 21, settlements: 21 })
    expect(textsOf(statementOf(section(fundingOf([all])), 'lowAlone'))[0]).toContain('21回すべてプラス')
  })

  it('that moved is told beside the week before, venue by venue', () => {
    const half = venueWeek({
      mean: 0.0000369,
      meanBefore: 0.0000716,
      negative: 3,
      positive: 18,
      settlements: 21,
    })
    const up = venueWeek({ venue: 'hyperliquid', mean: 0.0001142, meanBefore: 0.0001016 })
    expect(textsOf(statementOf(section(fundingOf([half, up])), 'partedDown'))).toEqual([
      'BTCの資金調達率は取引所で分かれました。Binanceの週平均は0.0037%（21回中18回がプラス）と前週の0.0072%を下回った一方、Hyperliquidは0.0114%（前週0.0102%）です。',
      'Venues parted on BTC funding: Binance averaged 0.0037% (18 of 21 settlements positive), down from 0.0072%, while Hyperliquid averaged 0.0114% (from 0.0102%).',
    ])
    const down = venueWeek({ ...up, word: 'neutral', mean: 0.00008 })
    expect(keysOf(section(fundingOf([half, down])))).toEqual(['fell'])
    expect(keysOf(section(fundingOf([half])))).toEqual(['fellAlone'])
    // Within 0.001 points one stood still: the two have no direction to share.
    expect(keysOf(section(fundingOf([{ ...half, meanBefore: 0.00004 }, down])))).toEqual(['lowNeutral'])
    expect(
      keysOf(
        section(
          fundingOf([
            { ...half, meanBefore: 0.00004 },
            { ...up, word: 'low', mean: 0.00005 },
          ]),
        ),
      ),
    ).toEqual(['compared'])
  })

  it('compares no venue whose week before is not known', () => {
    const { meanBefore: _, ...young } = HYPERLIQUID
    const half = venueWeek({ mean: 0.0000369, meanBefore: 0.0000716 })
    expect(keysOf(section(fundingOf([half, young])))).toEqual(['lowNeutral'])
  })

  it('mixes no measures in a sentence', () => {
    const last = venueWeek({ endRun: endRun(2) })
    const { statements } = section(fundingOf([last, HYPERLIQUID]), {}, [
      entry('funding.bitcoin.binance.settlement', { value: -0.0001 }),
    ])
    expect(statements.map(({ evidence }) => evidence.measure)).toEqual([
      'weekMean',
      'settlement',
      'settlement',
    ])
  })

  it('says nothing without a verdict, and names what both assets miss', () => {
    const gap = { figure: 'funding.bitcoin.rate8h', reason: 'no-data' } as const
    const silent = fundingSection({ ...reading({}), missing: [gap] }, { ...reading({}), missing: [gap] })
    expect(silent.statements).toEqual([])
    expect(silent.missing).toHaveLength(2)
  })
})

describe('a turn', () => {
  const turned = { word: 'negative', turned: 'negative', mean: -0.00002, negative: 15, positive: 5 } as const
  const all = fundingOf([venueWeek(turned), venueWeek({ ...turned, venue: 'okx' })], {
    sign: 'negative',
    turnedTogether: {
      sign: 'negative',
      last: Date.parse('2025-10-26T08:00:00Z'),
      recordStart: startOfDay('2024-10-01'),
    },
  })

  it('"first since" of one venue names it; of all venues it may name none', () => {
    const together = section(all, { priceBeforeTurn: 114_900 })
    expect(textsOf(statementOf(together, 'turnedNegative'))).toEqual([
      'BTCの資金調達率は、価格が11万5,000ドル付近だった10月下旬以来初めて、全取引所でマイナスに転じました。',
      'BTC funding turned negative on every venue, for the first time since late October, when BTC traded near $115,000.',
    ])
    const since = { last: Date.parse('2025-10-26T08:00:00Z'), recordStart: startOfDay('2024-10-01') }
    const alone = section(
      fundingOf([venueWeek({ ...turned, turnedAfter: since }), HYPERLIQUID], { sign: 'split' }),
    )
    expect(textsOf(statementOf(alone, 'venueTurnedNegativeSince'))[1]).toBe(
      'BTC funding on Binance turned negative for the first time since late October.',
    )
  })

  it('less than two weeks after the last time did so again, as does one without a price of that time', () => {
    const recent = {
      ...all,
      turnedTogether: { ...all.turnedTogether, last: week.end - 13 * DAY },
    } as FundingVerdict
    expect(keysOf(section(recent, { priceBeforeTurn: 1 }))[0]).toBe('turnedNegativeAgain')
    expect(keysOf(section(all))[0]).toBe('turnedNegativeAgain')
  })

  it('for the first time on record says from when the record is whole', () => {
    const first = { ...all, turnedTogether: { ...all.turnedTogether, last: null } } as FundingVerdict
    expect(textsOf(statementOf(section(first), 'turnedNegativeFirst'))[1]).toContain('since 1 Oct 2024')
  })

  it('of which the sign came and went is told by its settlements in both weeks', () => {
    const before = { negative: 3, positive: 18, settlements: 21 }
    const went = venueWeek({ ...turned, settlements: 21, positive: 6, before, meanBefore: 0.0000369 })
    const split = section(fundingOf([went, HYPERLIQUID], { sign: 'split' }))
    expect(keysOf(split)).toEqual(['venueTurnedNegative', 'meansBeside'])
    expect(textsOf(statementOf(split, 'venueTurnedNegative'))[0]).toBe(
      'BinanceのBTC資金調達率は21回中15回がマイナスと、前週（21回中3回）から一転しました。',
    )
  })

  it('to positive says from when it has been', () => {
    const back = venueWeek({ turned: 'positive', endRun: endRun(15, 'positive') })
    expect(textsOf(statementOf(section(fundingOf([back, HYPERLIQUID])), 'venuePositiveFrom'))[1]).toBe(
      'BTC funding on Binance turned positive, and stayed so from 08:00 UTC on the 19th to the end of the week.',
    )
  })

  it('"turned positive" is not said of a week that was positive throughout', () => {
    expect(keysOf(section(fundingOf([venueWeek(), HYPERLIQUID]))).join()).not.toMatch(/turned/i)
  })
})

describe('the run', () => {
  const run = endRun(10, 'negative', Date.parse('2025-11-21T16:00:00Z'))
  const longest = entry('funding.bitcoin.binance.run', {
    group: 'funding',
    kind: 'longest-run',
    prints: 10,
    since: Date.parse('2024-09-14T00:00:00Z'),
    salience: 0.69,
  })

  it('inside the week is told by its days, and as the longest since where the ledger says so', () => {
    const verdict = fundingOf([venueWeek({ negativeRun: run }), HYPERLIQUID])
    expect(textsOf(statementOf(section(verdict), 'negativeRunInside'))[1]).toBe(
      'On Binance BTC funding was negative for 80 hours, from the 18th to the 21st.',
    )
    expect(textsOf(statementOf(section(verdict, {}, [longest]), 'negativeRunLongestInside'))).toEqual([
      'BinanceではBTCのマイナスが18日から21日まで80時間続き、2024年9月14日以来の長さでした。',
      'On Binance BTC funding was negative for 80 hours, from the 18th to the 21st: the longest run since 14 September 2024.',
    ])
  })

  it('that ends the week says so, and an entry of another run lends it no "since"', () => {
    const verdict = fundingOf([venueWeek({ negativeRun: endRun(4), endRun: endRun(4) })])
    expect(keysOf(section(verdict, {}, [longest]))).toEqual(['lowAlone', 'negativeRun'])
    expect(keysOf(section(verdict, {}, [{ ...longest, prints: 4 }]))).toEqual([
      'lowAlone',
      'negativeRunLongest',
    ])
  })

  it('within one day, and one or two settlements at the end, are told as what they are', () => {
    const day = endRun(3, 'negative', Date.parse('2025-11-21T16:00:00Z'))
    expect(keysOf(section(fundingOf([venueWeek({ negativeRun: day })])))).toContain('negativeRunDay')
    expect(keysOf(section(fundingOf([venueWeek({ endRun: endRun(1) })])))).toContain('lastNegative')
    expect(
      textsOf(statementOf(section(fundingOf([venueWeek({ endRun: endRun(2) })])), 'lastTwoNegative'))[0],
    ).toBe('Binanceでは直近2回がマイナスでした。')
  })

  it('of another venue is told only where the ledger has it', () => {
    const other = { ...HYPERLIQUID, negativeRun: run }
    expect(keysOf(section(fundingOf([venueWeek(), other])))).toEqual(['lowNeutral'])
    const theirs = { ...longest, series: 'funding.bitcoin.hyperliquid.run' }
    expect(keysOf(section(fundingOf([venueWeek(), other]), {}, [theirs]))).toEqual([
      'lowNeutral',
      'negativeRunLongestInside',
    ])
  })
})

it('tells a second asset beside, as a filler where it is as the first', () => {
  const other = (sign: FundingVerdict['sign']) =>
    fundingSection(
      reading({ verdict: fundingOf([venueWeek(), HYPERLIQUID]) }),
      reading({ symbol: 'ETH', verdict: fundingOf([venueWeek()], { asset: 'ethereum', sign }) }),
    )
  expect(statementOf(other('positive'), 'other').salience).toBeLessThan(0.3)
  expect(statementOf(other('negative'), 'other').salience).toBeGreaterThanOrEqual(0.3)
})

import { beforeAll, describe, expect, it } from 'vitest'
import type { History } from '#src/market/history.ts'
import type { LiveMarket } from '#src/market/live.ts'
import { DAY, HOUR } from '#src/market/time.ts'
import type { Withheld } from '#src/market/withheld.ts'
import { candidatesInSteps, flashCandidates } from '#src/services/flash.ts'
import type { FlashCandidate } from '#src/services/flash/candidate.ts'
import { inSteps } from '#src/services/steps.ts'
import { candidateAt } from '../support/flashes.ts'
import { readAnew, sampleFolder, sampleHistory } from '../support/histories.ts'

let sample: History
beforeAll(async () => {
  sample = await sampleHistory()
})

const at = (hour: string) => Date.parse(`${hour}:00Z`)
const keysOf = (all: readonly FlashCandidate[]) => all.map(({ key }) => key)
const subjectsOf = (all: readonly FlashCandidate[]) => all.map(({ subject }) => subject)
const NO_LIVE: LiveMarket = {
  checkedAt: 0,
  price: () => undefined,
  nextFunding: () => [],
  impliedVolatility: () => undefined,
  disagreements: [],
}

describe('the candidates of a span', () => {
  it('are the same however the span is cut', () => {
    const [from, to] = [at('2025-10-08T05'), at('2025-10-13T11')]
    const whole = flashCandidates(sample, { from, to, weeks: 12 })
    const parts = Array.from({ length: (to - from) / HOUR }, (_, i) =>
      flashCandidates(sample, { from: from + i * HOUR, to: from + (i + 1) * HOUR, weeks: 12 }),
    )
    expect(whole.length).toBeGreaterThan(3)
    expect(keysOf(parts.flat())).toEqual(keysOf(whole))
  })

  it('are the same in steps, between which others are answered', async () => {
    const [from, to] = [at('2025-10-08T05'), at('2025-10-13T11')]
    const history = await readAnew(sampleFolder)
    let pauses = 0
    const found = await inSteps(candidatesInSteps(history, { from, to, weeks: 12 }), async () => {
      pauses += 1
    })
    expect(found).toEqual(flashCandidates(sample, { from, to, weeks: 12 }))
    // Of a day each series, a few weeks of risers and some of the hundred at a time.
    expect(pauses).toBeGreaterThan(100)
  })

  it('settled at a full hour within it', () => {
    const [from, to] = [at('2025-10-11T00'), at('2025-10-12T00')]
    const all = flashCandidates(sample, { from, to, weeks: 4 })
    for (const { settledAt } of all) {
      expect(settledAt % HOUR).toBe(0)
      expect(settledAt).toBeGreaterThan(from)
      expect(settledAt).toBeLessThanOrEqual(to)
    }
    expect(keysOf(all)).toEqual([...new Set(keysOf(all))])
  })

  it('reach back as far as is asked for, and fewer reach further', () => {
    const span = { from: sample.now - 30 * DAY, to: sample.now }
    const counts = [4, 12, 26, 52].map((weeks) => {
      const all = flashCandidates(sample, { ...span, weeks })
      expect(all.every((one) => one.weeks >= weeks && one.least === weeks)).toBe(true)
      return all.length
    })
    expect(counts).toEqual(counts.toSorted((a, b) => b - a))
  })

  it('are no markets with trading days, and nothing inside a candle', () => {
    const all = flashCandidates(sample, { from: sample.now - 30 * DAY, to: sample.now, weeks: 4 })
    const series = all.flatMap(({ extreme, beside }) => [extreme, ...beside]).map((one) => one.series)
    expect(series.filter((name) => /^(?:cross|macro)\.|\.(?:high|low|coins)$/u.test(name))).toEqual([])
  })

  it('hold nothing of the future', () => {
    const after = sample.now + 10 * DAY
    expect(flashCandidates(sample, { from: sample.now, to: after, weeks: 4 })).toEqual([])
  })
})

describe('an extreme that goes on', () => {
  it('renews one of the week before, and is a flash of its own once it reaches much further', () => {
    const span = { from: at('2025-10-01T00'), to: at('2025-10-22T00'), weeks: 12 }
    const lows = flashCandidates(sample, span).filter(({ subject }) => subject === 'funding.ethereum down')
    expect(lows.some(({ renews }) => renews)).toBe(true)
    const [first] = lows
    expect(first?.renews).toBe(false)
  })

  it('is new where a level is crossed', () => {
    const crossed = candidateAt(sample, 'marketcap.total down', '2025-02-27T00')
    expect([crossed.extreme.kind, crossed.renews]).toEqual(['first-beyond', false])
    expect(crossed.beside.map(({ series }) => series)).toContain('marketcap.total.snapshot')
  })
})

describe('many coins at once', () => {
  it('are one candidate in place of single coins on that side', () => {
    const [from, to] = [at('2025-07-09T12'), at('2025-07-10T00')]
    const all = flashCandidates(sample, { from, to, weeks: 12 })
    const wide = all.find(({ breadth }) => breadth)
    expect(wide?.breadth?.coins.length).toBeGreaterThanOrEqual(10)
    expect(wide?.extreme.series).toBe('price.bitcoin.dayReturn')
    expect(subjectsOf(all).filter((subject) => /^(?:price|breadth\.day).* down$/u.test(subject))).toEqual([])
  })

  it('are counted at the weeks that are asked for', () => {
    const [from, to] = [at('2025-07-09T12'), at('2025-07-10T00')]
    const countOf = (weeks: number) =>
      flashCandidates(sample, { from, to, weeks }).find(({ breadth }) => breadth)?.breadth?.coins.length ?? 0
    expect(countOf(4)).toBeGreaterThan(countOf(12))
    expect(countOf(52)).toBe(0)
  })
})

describe('what speaks against a value', () => {
  const hour = '2025-03-10T00'
  const withheldOf = (table: Withheld['table'], of: Withheld['of']): Withheld => ({
    ...{ table, of, time: at(hour) - DAY, value: 1, reason: 'apart', against: [] },
  })

  it.each([
    ['a close that is withheld', { withheld: [withheldOf('prices_daily', { asset: 'bitcoin' })] }],
    [
      'a settlement of another coin',
      { withheld: [withheldOf('funding', { asset: 'solana', venue: 'okx' })] },
    ],
  ])('%s', (name, changed) => {
    const all = flashCandidates({ ...sample, ...changed }, { from: at(hour) - HOUR, to: at(hour), weeks: 12 })
    expect(subjectsOf(all).includes('price.bitcoin down')).toBe(name.includes('another'))
  })

  it('is venues that disagree on the price now', () => {
    const disagreement = { asset: 'bitcoin', venue: 'okx', price: 1, middle: 2, time: at(hour) }
    const live: History = { ...sample, kind: 'live', live: { ...NO_LIVE, disagreements: [disagreement] } }
    const all = flashCandidates(live, { from: at(hour) - HOUR, to: at(hour), weeks: 12 })
    expect(subjectsOf(all)).not.toContain('price.bitcoin down')
  })
})

describe('what confirms a value', () => {
  const hour = '2025-03-10T00'
  const closesAgreed = [{ asset: 'bitcoin', venues: ['kraken', 'okx'], day: at(hour) - DAY }]

  it('is a record of the past', () => {
    expect(candidateAt(sample, 'price.bitcoin down', hour).confirmed).toEqual({ by: 'record' })
  })

  it('are venues that agree on the close', () => {
    const live: History = { ...sample, kind: 'live', live: { ...NO_LIVE, closesAgreed } }
    expect(candidateAt(live, 'price.bitcoin down', hour).confirmed).toEqual({
      by: 'venues',
      venues: ['kraken', 'okx'],
    })
  })

  it('is nothing yet of a close that one venue reported, and of what has one supplier', () => {
    const live: History = { ...sample, kind: 'live', live: NO_LIVE }
    expect(candidateAt(live, 'price.bitcoin down', hour).confirmed).toBeUndefined()
    expect(candidateAt(live, 'marketcap.total down', '2025-02-27T00').confirmed).toBeUndefined()
  })
})

import { beforeAll, describe, expect, it } from 'vitest'
import { composeFlash } from '#src/briefing/flash/compose.ts'
import type { FlashEdition } from '#src/briefing/flash/edition.ts'
import { formatEvidence } from '#src/briefing/evidence.ts'
import { deepenFlash, makeFlash, remakeFlash } from '#src/editions/flash.ts'
import { createWords } from '#src/i18n/words.ts'
import type { History } from '#src/market/history.ts'
import { DAY } from '#src/market/time.ts'
import { flashCandidates } from '#src/services/flash.ts'
import { candidateAt, flashAt, withCap, withoutClose } from '../support/flashes.ts'
import { sampleHistory } from '../support/histories.ts'
import { restated } from '../support/restated.ts'

let sample: History
beforeAll(async () => {
  sample = await sampleHistory()
})

const CAP = ['marketcap.total down', '2025-02-27T00'] as const
const CROSSED = Date.parse('2025-02-27T00:00Z')
const thawed = (edition: FlashEdition) => JSON.parse(JSON.stringify(edition)) as FlashEdition
const words = createWords('en', 'UTC', CROSSED)
const textOf = (edition: FlashEdition) => {
  const { message } = composeFlash(edition, { words, theme: 'light', colors: 'standard' })
  return [message.title, ...message.blocks.map((block) => ('text' in block ? block.text : ''))].join('\n')
}

describe('a flash', () => {
  it('is the same once it was frozen, and the same again from the same record', () => {
    const edition = flashAt(sample, ...CAP)
    expect(thawed(edition)).toEqual(edition)
    expect(edition.id).toMatch(/^[0-9a-f]{12}$/u)
    expect(flashAt(sample, ...CAP).id).toBe(edition.id)
    expect(textOf(thawed(edition))).toBe(textOf(edition))
  })

  it('is small enough to be kept', () => {
    const span = { from: sample.now - 30 * DAY, to: sample.now, weeks: 26 }
    const sizes = flashCandidates(sample, span).map((one) => JSON.stringify(makeFlash(sample, one)).length)
    expect(sizes.length).toBeGreaterThan(0)
    expect(Math.max(...sizes)).toBeLessThan(50_000)
  })

  it('proves each of its sentences', () => {
    const span = { from: sample.now - 20 * DAY, to: sample.now, weeks: 12 }
    const all = flashCandidates(sample, span).map((one) => makeFlash(sample, one))
    const statements = all.flatMap((edition) => {
      const composed = composeFlash(edition, { words, theme: 'light', colors: 'standard' })
      return composed.statements
    })
    expect(statements.length).toBeGreaterThanOrEqual(all.length)
    for (const statement of statements) {
      const { heading, items } = formatEvidence(statement, words)
      expect(heading).not.toBe('')
      expect(items.length, heading).toBeGreaterThanOrEqual(2)
    }
  })
})

describe('a flash that goes on', () => {
  it('has a line for each later moment, and another id', () => {
    const first = flashAt(sample, 'funding.bitcoin down', '2025-10-21T00')
    const next = candidateAt(sample, 'funding.bitcoin down', '2025-10-21T08')
    const second = deepenFlash(sample, thawed(first), next)
    expect([second.revision, second.updates.length]).toEqual([2, 1])
    expect(second.id).not.toBe(first.id)
    expect(textOf(second)).toContain('Update, 08:00 UTC on 21 Oct: Bybit BTC funding')
    expect(textOf(second).startsWith(textOf(first))).toBe(true)
    expect(remakeFlash(sample, thawed(second)).kind).toBe('same')
  })
})

describe('a flash made again', () => {
  it('is the same where the record has only grown', () => {
    const now = Date.parse('2025-10-12T00:00Z')
    const then = { ...sample, now }
    const span = { from: now - DAY, to: now, weeks: 4 }
    const all = flashCandidates(then, span).map((one) => thawed(makeFlash(then, one)))
    expect(all.length).toBeGreaterThan(3)
    expect(all.map((edition) => remakeFlash(sample, edition)).filter(({ kind }) => kind !== 'same')).toEqual(
      [],
    )
  })

  it('says what it said first where its value is another now', () => {
    const remade = remakeFlash(withCap(sample, CROSSED, 0.985), thawed(flashAt(sample, ...CAP)))
    if (remade.kind !== 'changed') throw new Error(remade.kind)
    const { revision, correction } = remade.edition
    expect([revision, correction?.of]).toEqual([2, 1])
    expect(correction?.changes.map(({ figure }) => figure)).toContain('marketcap.total.snapshot')
    expect(textOf(remade.edition)).toContain('this post first said: “Total market cap came to $2.92T')
    expect(remakeFlash(withCap(sample, CROSSED, 0.985), thawed(remade.edition)).kind).toBe('same')
  })

  it('is corrected too where what it is compared with is another now', () => {
    const edition = flashAt(sample, 'marketcap.total down', '2025-02-11T00')
    const then = edition.extreme.since as number
    const remade = remakeFlash(withCap(sample, then, 1.1), thawed(edition))
    if (remade.kind !== 'changed') throw new Error(remade.kind)
    expect(remade.edition.correction?.changes.map(({ figure }) => figure)).toEqual([
      'marketcap.total.snapshot.since',
    ])
    expect(remade.edition.extreme.since).toBeLessThan(then)
  })

  it('is withdrawn where the record no longer carries it, with the value that stands now', () => {
    const altered = withCap(sample, CROSSED, 1.05)
    const remade = remakeFlash(altered, thawed(flashAt(sample, ...CAP)))
    if (remade.kind !== 'withdrawn') throw new Error(remade.kind)
    const text = textOf(remade.edition)
    expect(text).toContain('Withdrawn: total market cap below $3T')
    expect(text).toContain('The value on record is now $3.07T.')
    expect(remakeFlash(altered, thawed(remade.edition)).kind).toBe('same')
  })

  it('is withdrawn where its value is off the record', () => {
    const edition = thawed(flashAt(sample, 'price.bitcoin down', '2025-03-10T00'))
    const remade = remakeFlash(withoutClose(sample, Date.parse('2025-03-09T00:00Z')), edition)
    if (remade.kind !== 'withdrawn') throw new Error(remade.kind)
    expect(textOf(remade.edition)).toContain('The value is no longer on record.')
  })

  it('stands while venues disagree on the price of now', () => {
    const edition = thawed(flashAt(sample, 'price.bitcoin down', '2025-03-10T00'))
    const disagreement = { asset: 'bitcoin', venue: 'okx', price: 1, middle: 2, time: sample.now }
    const live = {
      ...{ checkedAt: sample.now, price: () => undefined, nextFunding: () => [] },
      ...{ impliedVolatility: () => undefined, disagreements: [disagreement] },
    }
    expect(remakeFlash({ ...sample, live }, edition).kind).toBe('same')
  })

  it('is left alone where another history is asked', () => {
    const other: History = { ...withCap(sample, CROSSED, 1.05), name: 'other' }
    expect(remakeFlash(other, thawed(flashAt(sample, ...CAP))).kind).toBe('same')
  })

  it('is corrected where a close of bitcoin turned out to be another', () => {
    const edition = thawed(flashAt(sample, 'price.bitcoin up', '2025-05-01T00'))
    const remade = remakeFlash(restated(sample, Date.parse('2025-05-01T00:00Z')), edition)
    if (remade.kind !== 'changed') throw new Error(remade.kind)
    const changes = remade.edition.correction?.changes ?? []
    const change = changes.find(({ figure }) => figure === 'price.bitcoin.close')
    expect(Number(change?.after) / Number(change?.before)).toBeCloseTo(1.01, 6)
  })
})

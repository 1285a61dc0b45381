import { describe, expect, it } from 'vitest'
import { claim } from '#src/briefing/claim.ts'
import type { EditionMemory } from '#src/briefing/memory.ts'
import type { Wording } from '#src/briefing/section.ts'
import { isRepeated, isStale, withoutRepeated } from '#src/briefing/repeats.ts'
import type { Statement } from '#src/briefing/section.ts'
import { formatStatements } from '#src/briefing/format.ts'
import { createWords } from '#src/i18n/words.ts'
import type { Thread } from '#src/briefing/thread.ts'

function edition(...keys: string[]): EditionMemory {
  const wordings: Record<string, Wording> = Object.fromEntries(keys.map((key) => [key, 0]))
  return { edition: '2025-11-17', quiet: false, entries: [], wordings, levels: [], watched: [] }
}

function threadSaying(...keys: string[]): Thread {
  const summary = keys.map((key) => ({ key, values: {}, evidence: {}, salience: 0 }) as unknown as Statement)
  return {
    quiet: false,
    headline: [],
    summary,
    timeline: [],
    thenAndNow: [],
    watch: { lines: [], levels: [] },
    compact: [],
  } as unknown as Thread
}

describe('what the summary said', () => {
  const low = claim('marketcap.low', {}, {})
  const moved = { ...claim('marketcap.weekMoved', {}, {}), extremes: ['marketcap.total.weekChange'] }
  const crossed = claim('marketcap.crossedDown', {}, {})

  it('of total market cap is not said again: where it ended and how it moved', () => {
    expect(isRepeated(low, threadSaying('thread:price.down', 'thread:cap.plain'))).toBe(true)
    expect(isRepeated({ ...low, extremes: ['x'] }, threadSaying('thread:cap.extreme'))).toBe(true)
    expect(isRepeated(low, threadSaying('thread:price.down', 'thread:contrast.cryptoAlone'))).toBe(false)
  })

  it('leaves an entry of its own to the section, and a level that it did not name', () => {
    expect(isRepeated(moved, threadSaying('thread:cap.plain'))).toBe(false)
    expect(isRepeated(crossed, threadSaying('thread:cap.recovered'))).toBe(false)
    expect(isRepeated(crossed, threadSaying('thread:cap.crossedDown'))).toBe(true)
  })
})

describe('what the summary said of bitcoin and of crypto’s selling', () => {
  it('is not said again, be the week quiet or not', () => {
    for (const key of ['assets.bitcoinPrice', 'assets.losingStreak', 'assets.winningStreak'] as const) {
      expect(isRepeated(claim(key, {}, {}), threadSaying('thread:price.down')), key).toBe(true)
      expect(isRepeated(claim(key, {}, {}), threadSaying('thread:quiet.price')), key).toBe(true)
      expect(isRepeated(claim(key, {}, {}), threadSaying('thread:cap.plain')), key).toBe(false)
    }
    const selling = claim('assets.sellingWasCrypto', {}, {})
    expect(isRepeated(selling, threadSaying('thread:contrast.cryptoAlone'))).toBe(true)
    expect(isRepeated(selling, threadSaying('thread:price.down'))).toBe(false)
    expect(isRepeated(claim('marketcap.low', {}, {}), threadSaying('thread:quiet.price'))).toBe(true)
  })
})

describe('crypto’s place, which a recap needs', () => {
  const rank = 'cross.crypto.last longest-run'
  const thread = threadSaying('thread:price.down')
  const streak = {
    ...claim(
      'assets.worstStreakSince',
      { change: -0.07, of: 12, weeks: 3 },
      { rule: 'ranks', value: 3 },
      { needed: true },
    ),
    extremes: [rank],
  }

  it('is stated without the streak that the summary has stated: the index’s week alone', () => {
    expect(withoutRepeated(streak, new Set([rank]), thread)).toEqual({
      ...{ key: 'assets.unranked', values: { change: -0.07 }, evidence: { rule: 'ranks' } },
      ...{ salience: 0, needed: true },
    })
  })

  it('is stated as it is where the summary has other news, and where it is no streak', () => {
    expect(withoutRepeated(streak, new Set(['price.bitcoin.streak']), thread)).toBe(streak)
    const worst = claim('assets.worst', { change: -0.07, of: 12, weeks: 1 }, {}, { needed: true })
    expect(withoutRepeated(worst, new Set([rank]), thread)).toBe(worst)
  })
})

describe('a level that the summary stated', () => {
  const values = { symbol: 'BTC', end: 91.5e9, dollars: 0.186, coins: { low: 0.06, high: 0.08 }, price: 0.1 }
  const statement = claim('openinterest.mostlyPrice', values, {}, { needed: true })
  const summary = [
    { ...statement, key: 'thread:entry.readingEnd' as const, values: { value: { value: 91.5e9 } } },
  ]
  const said = (thread: Pick<Thread, 'summary'>, locale: 'en' | 'ja') => {
    const words = createWords(locale, 'UTC', Date.parse('2025-10-06T00:00:00Z'))
    return formatStatements([withoutRepeated(statement, new Set(), thread)], words)[0]
  }

  it('is left out of the sentence on how it moved, in both languages', () => {
    expect(said({ summary }, 'en')).toBe(
      'In coins BTC open interest rose 6–8%, depending on the hour of reading. In dollars it is up 18.6%, but most of that is the rise in price.',
    )
    expect(said({ summary }, 'ja')).toBe(
      'BTCの建玉は枚数で6〜8%増でした（読み取り時刻による幅）。ドル建ての18.6%増は、大半が価格の上昇によるものです。',
    )
  })

  it('is stated where the summary has another', () => {
    expect(said(threadSaying('thread:price.down'), 'en')).toContain('$91.5B')
    expect(said(threadSaying('thread:price.down'), 'ja')).toContain('915億ドル')
  })
})

describe('a correlation', () => {
  const shift = (key: 'rose' | 'fell', before: number, now: number) =>
    claim(`correlation.${key}`, { before, now }, {})

  it('is reported by a shift that no remembered edition told, or when it turned', () => {
    expect(isStale(shift('fell', 0.85, 0.74), [edition()])).toBe(false)
    expect(isStale(shift('fell', 0.85, 0.5), [edition('correlation.fellWithoutNow')])).toBe(true)
    expect(isStale(shift('rose', 0.5, 0.61), [edition('correlation.fell')])).toBe(false)
    expect(isStale(shift('rose', 0.5, 0.7), [edition(), edition(), edition('correlation.rose')])).toBe(true)
    expect(
      isStale(shift('rose', 0.5, 0.7), [edition(), edition(), edition(), edition('correlation.rose')]),
    ).toBe(false)
  })

  it('that stands where an edition said it stands is no news; other topics are not asked', () => {
    const level = claim('correlation.concentrated', { top: 0.7, tail: 0.5 }, {})
    expect(isStale(level, [edition('correlation.concentrated')])).toBe(true)
    expect(isStale(level, [edition('correlation.fell')])).toBe(false)
    const at = (correlation: number) => ({ ...edition('correlation.concentrated'), correlation })
    expect(isStale(level, [at(0.79)])).toBe(true)
    expect(isStale(level, [at(0.81)])).toBe(false)
    expect(isStale(level, [edition(), at(0.6), at(0.7)])).toBe(true)
    expect(isStale(claim('movers.breadth', {}, {}), [edition('movers.breadth')])).toBe(false)
  })
})

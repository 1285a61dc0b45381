/** The thread of every recorded week and of the sample's: what a reader may count on in each edition. */
import { beforeAll, expect, it } from 'vitest'
import { grammarOf } from '#src/i18n/grammar.ts'
import { formatThread } from '#src/briefing/thread/format.ts'
import type { MadeEdition } from '#src/editions/make.ts'
import { LOCALES, type Locale } from '#src/i18n/locale.ts'
import { createWords, type Words } from '#src/i18n/words.ts'
import { formatPercent } from '#src/i18n/numbers.ts'
import { editionOf, mondays, readHistory } from '../../support/editions.ts'
import { describeWithShared } from '../../support/shared.ts'

describeWithShared('the thread of a recorded week', ['dataset'], (dataset) => {
  let editions: readonly MadeEdition[]

  beforeAll(async () => {
    const history = await readHistory(dataset)
    editions = mondays('2025-03-03', '2025-11-17').map((monday) => editionOf(history, monday))
  })

  const edition = (monday: string) => editions.find((one) => one.week.edition === monday) as MadeEdition

  it('gives bitcoin’s price and change in its first sentence, in both languages and all lengths', () => {
    for (const one of editions) {
      const { weekReturn = Number.NaN } = one.readings.price.value
      const change = formatPercent(weekReturn, 1, 'never')
      for (const locale of LOCALES) {
        const { summary, compact, push } = formatThread(one.thread, wordsOf(one, locale))
        for (const text of [summary[0], compact[0], push]) {
          expect(text, one.week.edition).toMatch(locale === 'ja' ? /BTC.*ドル/ : /(?:BTC.*\$|\$.*BTC)/)
          expect(text, one.week.edition).toContain(change)
        }
      }
    }
  })

  it('has a headline and a compact form within their limits', () => {
    for (const one of editions) {
      for (const locale of LOCALES) {
        const { headline = '', compact } = formatThread(one.thread, wordsOf(one, locale))
        expect([...headline].length, headline).toBeGreaterThan(4)
        expect([...headline].length, headline).toBeLessThanOrEqual(grammarOf(locale).room.headline)
        const text = compact.join(locale === 'ja' ? '' : ' ')
        expect([...text].length, text).toBeLessThanOrEqual(grammarOf(locale).room.compact)
        expect(compact.length).toBeLessThanOrEqual(4)
      }
    }
  })

  it('uses each link once a summary, and never opens two sentences in a row by contrast', () => {
    for (const { week, thread } of editions) {
      const links = thread.summary.flatMap((line) => line.linked ?? [])
      const contrasts = thread.summary.filter((line) => line.key.startsWith('thread:contrast.'))
      expect(new Set(links).size, week.edition).toBe(links.length)
      if (contrasts.length > 0) expect(links, week.edition).not.toContain('contrast')
    }
  })

  it('reports a timeline in the order of time, in three to six days, and none in a quiet week', () => {
    for (const { week, thread } of editions) {
      const days = thread.timeline.map(({ day }) => day)
      expect(days, week.edition).toEqual(days.toSorted((a, b) => a - b))
      if (days.length > 0) expect(days.length, week.edition).toBeGreaterThanOrEqual(3)
      expect(days.length, week.edition).toBeLessThanOrEqual(6)
      if (thread.quiet) expect(days).toEqual([])
    }
    expect(editions.filter(({ thread }) => thread.timeline.length > 0).length).toBeGreaterThan(20)
  })

  it('leads with no series more than three times, and with no group more than eight, in any 17 editions', () => {
    const leads = editions.map(({ told }) => told.lead)
    for (let start = 0; start + 17 <= leads.length; start++) {
      const window = leads.slice(start, start + 17).flatMap((lead) => lead ?? [])
      for (const { series, group } of window) {
        expect(window.filter((one) => one.series === series).length, series).toBeLessThanOrEqual(3)
        expect(window.filter((one) => one.group === group).length, group).toBeLessThanOrEqual(8)
      }
    }
  })

  it('repeats no wording of a statement two weeks running', () => {
    for (const [before, after] of editions.map((one, i) => [editions[i - 1], one] as const)) {
      if (!before || !after) continue
      const linked = new Set(after.thread.summary.flatMap((line) => (line.linked ? [line.key] : [])))
      for (const [key, wording] of Object.entries(after.told.wordings)) {
        if (linked.has(key as never)) continue
        expect(before.told.wordings[key], `${after.week.edition} ${key}`).not.toBe(wording)
      }
    }
  })

  it('says of 13 October what the model edition says', () => {
    const { headline, summary, watch, reference } = formatThread(
      edition('2025-10-13').thread,
      wordsOf(edition('2025-10-13'), 'ja'),
    )
    expect(headline).toBe('BTC、最高値の4日後に急落　建玉は1日で19%減')
    const text = summary.join('')
    for (const fact of [
      '11万4,894ドル',
      '6.9%',
      '3月3〜10日の週以来',
      '12万6,209ドル',
      '10万1,517ドル',
      '6月23日以来',
      '19.6%',
      '18.8%減',
      '3.79兆ドル',
      '8月4日以来',
      '4.00兆ドル',
    ]) {
      expect(text.replace('18.8%減り', '18.8%減'), fact).toContain(fact)
    }
    expect(watch.join('')).toContain('10万1,517ドル（10日の安値）、11万579ドル（11日の終値、週の最安）')
    expect(reference).toContain('7回')
  })

  it('says of 17 November that coins were added, and what would change that view', () => {
    const { view, headline } = formatThread(
      edition('2025-11-17').thread,
      wordsOf(edition('2025-11-17'), 'en'),
    )
    expect(headline).toBe('BTC falls 10% to its lowest in half a year; fear and greed index drops to 10')
    expect(view).toMatch(
      /8–10% .*90-day peak in coins.*not been cleared.*three negative settlements in a row on Binance/,
    )
  })

  it('owns to the view of 6 October that the week after refuted', () => {
    const misses = edition('2025-10-13').thread.thenAndNow.filter(({ outcome }) => outcome === 'missed')
    expect(misses).toHaveLength(1)
    expect(misses[0]?.line.evidence).toMatchObject({ was: 'rebuilt', is: 'unwound' })
  })

  it('never tells hits alone', () => {
    for (const { week, thread } of editions) {
      const outcomes = thread.thenAndNow.map(({ outcome }) => outcome)
      if (outcomes.length > 0)
        expect(
          outcomes.some((one) => one !== 'held'),
          week.edition,
        ).toBe(true)
    }
  })

  it('is quiet where nothing of crypto moved: the week to 7 July', () => {
    expect(edition('2025-07-07').thread.quiet).toBe(true)
    expect(edition('2025-07-07').thread.summary.length).toBeLessThanOrEqual(3)
    expect(edition('2025-10-13').thread.quiet).toBe(false)
  })

  it('says the same whichever edition is asked for first', async () => {
    const fresh = editionOf(await readHistory(dataset), '2025-09-15')
    expect(fresh.thread).toEqual(edition('2025-09-15').thread)
    expect(fresh.id).toBe(edition('2025-09-15').id)
  })
})

function wordsOf({ week }: MadeEdition, locale: Locale): Words {
  return createWords(locale, locale === 'ja' ? 'Asia/Tokyo' : 'UTC', week.end)
}

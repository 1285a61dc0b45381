/** Editions of the recorded history, each with its memory: what the topics tell again, and what they do not. */
import { beforeAll, expect, it } from 'vitest'
import type { Edition } from '#src/briefing/edition.ts'
import { recapOf } from '#src/briefing/recap.ts'
import type { WordKey } from '#src/i18n/keys.ts'
import { createWords } from '#src/i18n/words.ts'
import type { History } from '#src/market/history.ts'
import { editionOf, mondays, readHistory } from '../support/editions.ts'
import { describeWithShared } from '../support/shared.ts'

describeWithShared('editions of the recorded history', ['dataset'], (dataset) => {
  let history: History

  beforeAll(async () => {
    history = await readHistory(dataset)
  })

  const made = new Map<string, Edition>()

  function edition(monday: string): Edition {
    const known = made.get(monday) ?? editionOf(history, monday)
    made.set(monday, known)
    return known
  }

  function said(monday: string, locale: 'ja' | 'en'): string {
    const words = createWords(locale, 'UTC', edition(monday).week.end)
    const statements = recapOf(edition(monday)).recap.flatMap((one) => one.statements)
    return statements.map(({ key, values }) => words.say(`${key}.text` as WordKey, values)).join('\n')
  }

  it('tell the further record of gold and the further low of sentiment in half a sentence (20 October)', () => {
    expect(said('2025-10-20', 'ja')).toContain('金（16日に4,280ドル）は収録期間の最高値を更新しました。')
    expect(said('2025-10-20', 'en')).toContain(
      'Again at the highest close on our record: gold ($4,280 on the 16th).',
    )
    expect(said('2025-10-20', 'ja')).toContain(
      '恐怖・強欲指数は17日に22とさらに下がり、4月9日以来の低さとなりました。',
    )
    expect(said('2025-10-20', 'en')).toContain('fell further, to 22 on the 17th, the lowest since 9 April.')
  })

  it('do not say again where total market cap ended when the summary closed with it (13 October)', () => {
    expect(said('2025-10-13', 'ja')).not.toMatch(/4\.00兆ドル|7\.0%減/u)
  })

  it('tell a shift of correlation in fewer than half of the weeks, never two weeks running', () => {
    const weeks = mondays('2025-09-01', history).filter((monday) => monday <= '2025-11-17')
    const stated = weeks.map((monday) => /30日相関/u.test(said(monday, 'ja')))
    expect(stated.filter(Boolean).length).toBeLessThan(weeks.length / 2)
    expect(stated.filter(Boolean).length).toBeGreaterThan(0)
    for (const [i, one] of stated.entries()) expect(one && stated[i - 1] === true, weeks[i]).toBe(false)
  })
})

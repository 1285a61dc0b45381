/** The topics' sections of the recorded history: the faults that they once had, each by its week. */
import { beforeAll, expect, it } from 'vitest'
import type { Section, Statement } from '#src/briefing/section.ts'
import { assetsSection } from '#src/briefing/sections/assets.ts'
import { correlationSection } from '#src/briefing/sections/correlation.ts'
import { macroSection } from '#src/briefing/sections/macro.ts'
import { moversSection } from '#src/briefing/sections/movers.ts'
import { sectorsSection } from '#src/briefing/sections/sectors.ts'
import { volatilitySection } from '#src/briefing/sections/volatility.ts'
import { volumeSection } from '#src/briefing/sections/volume.ts'
import type { WordKey } from '#src/i18n/keys.ts'
import { createWords, type Words } from '#src/i18n/words.ts'
import type { History } from '#src/market/history.ts'
import { type Week, weekBefore, weekEnding } from '#src/market/week.ts'
import { readExtremes } from '#src/services/extremes.ts'
import { rankExtremes } from '#src/services/extremes/salience.ts'
import { readers } from '#src/services/index.ts'
import { figuresIn } from '../../support/figuresin.ts'
import { readHistory } from '../../support/histories.ts'
import { describeWithShared } from '../../support/shared.ts'

describeWithShared('the topics of the recorded history', ['dataset'], (dataset) => {
  let history: History
  const weeks: Week[] = []

  beforeAll(async () => {
    history = await readHistory(dataset)
    for (let week = weekEnding('2025-11-17'); week.edition >= '2025-03-03'; week = weekBefore(week)) {
      weeks.push(week)
    }
  })

  const made = new Map<string, Section[]>()

  function sectionsOf(week: Week): Section[] {
    const known = made.get(week.edition) ?? makeSections(week)
    made.set(week.edition, known)
    return known
  }

  function makeSections(week: Week): Section[] {
    const extremes = rankExtremes(readExtremes(history, week), [])
    const correlation = readers.correlation(history, week)
    return [
      assetsSection(readers.assets(history, week), extremes),
      macroSection(readers.macro(history, week), extremes),
      moversSection(readers.movers(history, week), correlation, extremes),
      sectorsSection(readers.sectors(history, week)),
      correlationSection(correlation, extremes),
      volatilitySection(readers.volatility(history, week), extremes),
      volumeSection(readers.volume(history, week), extremes),
    ]
  }

  function textsOf({ key, values }: Statement, words: Words): string[] {
    const name = `${key}.text` as WordKey
    return [words.say(name, values), words.sayOtherwise(name, values)]
  }

  /** First wordings of one section. */
  function said(edition: string, name: Section['name'], locale: 'ja' | 'en'): string {
    const week = weekEnding(edition)
    const words = createWords(locale, 'UTC', week.end)
    const section = sectionsOf(week).find((one) => one.name === name)
    return (section?.statements ?? []).map((one) => textsOf(one, words)[0]).join('\n')
  }

  it('say risk-off beside no index that rose, and that the Nikkei’s 5 % came before the fall (13 October)', () => {
    const ja = said('2025-10-13', 'assets', 'ja')
    expect(ja).toContain('首位の日経平均は5.1%高ですが、10日の終値は米国株の下げより前のものです。')
    expect(ja).not.toContain('リスク回避')
    expect(said('2025-10-13', 'assets', 'en')).toContain('came before the fall in US shares')
  })

  it('call crypto’s own selling by its name, and the gap that widened (17 November)', () => {
    const ja = said('2025-11-17', 'assets', 'ja')
    expect(ja).toContain('株式はほぼ横ばい、金は2.2%高で、売りは暗号資産に集中しました。')
    expect(ja).toContain('前週の2.4ポイントから9.7ポイントに広がりました')
  })

  it('tell oil, VIX, dollar and bonds where the ledger holds them (13 October, 20 October)', () => {
    expect(said('2025-10-20', 'assets', 'ja')).toContain(
      'VIXは16日に25.31と、4月24日以来の高さになりました。',
    )
    const ja = said('2025-10-13', 'assets', 'ja')
    expect(ja).toContain('ドル指数は週間で1.3%高と、1月以降の記録で最大の上昇率です。')
    expect(ja).toContain('米長期債ETFは90.62ドルと、4月4日以来の高値です。')
    expect(said('2025-10-06', 'assets', 'ja')).toContain(
      '原油（WTI）は2日に60.48ドルと、5月8日以来の安値をつけました。',
    )
  })

  it('tell fear and greed since when, ties as such (17 November)', () => {
    expect(said('2025-11-17', 'macro', 'ja')).toContain(
      '恐怖・強欲指数は15日に10と、2月27日以来の低さ（同水準）になりました。',
    )
  })

  it('name the coins of a sector of three, and count those of one that half did not follow', () => {
    expect(said('2025-11-17', 'sectors', 'ja')).toContain(
      '取引所トークンの3銘柄は、Aster（16.3%高）、BNB（6.9%安）、Hyperliquid（7.4%安）です。',
    )
    for (const [edition, ja, en] of [
      ['2025-06-09', '上昇は決済（1.3%高、9銘柄中4銘柄が上昇）だけでした', '+1.3%, 4 of its 9 members up'],
      ['2025-07-07', '17銘柄中7銘柄が上昇', '7 of its 17 members up'],
      ['2025-09-29', '5銘柄中Zcashの1銘柄が上昇', '1 of its 5 members up: Zcash'],
      ['2025-11-10', 'DePIN（15.9%高、10銘柄中5銘柄が上昇）', '5 of its 10 members up'],
      ['2025-11-17', '5銘柄中Zcash、Dashの2銘柄が上昇', '2 of its 5 members up: Zcash and Dash'],
    ] as const) {
      expect(said(edition, 'sectors', 'ja')).toContain(ja)
      expect(said(edition, 'sectors', 'en')).toContain(en)
    }
    expect(said('2025-10-13', 'sectors', 'ja')).toContain('5銘柄中Zcash、Dash、Horizenの3銘柄が上昇')
  })

  it('compare correlation on the same ten coins (17 November)', () => {
    const ja = said('2025-11-17', 'correlation', 'ja')
    expect(ja).toContain(
      '4週前と同じ10銘柄でみて0.85から0.72に下がりました。10月10日を除いた0.80からも低下しています。',
    )
    expect(ja).not.toMatch(/0\.85から0\.62/)
  })

  it('say no "past year" of a record of ten months, in any week', () => {
    for (const week of weeks) {
      for (const statement of sectionsOf(week).find(({ name }) => name === 'volatility')?.statements ?? []) {
        for (const locale of ['ja', 'en'] as const) {
          const texts = textsOf(statement, createWords(locale, 'UTC', week.end)).join()
          expect(texts, week.edition).not.toMatch(/過去1年|past year/)
        }
      }
    }
  })

  it('say nothing that the data do not carry, and the same figures in every wording, in any week', () => {
    const unfounded =
      /弱まり|引けの時刻|リスク選好|なりやすい|傾向|とされる|を受けて|hour of the close|appetite|tends?\b|have meant|because|as risk/
    for (const week of weeks) {
      const [ja, en] = [createWords('ja', 'UTC', week.end), createWords('en', 'UTC', week.end)]
      for (const statement of sectionsOf(week).flatMap(({ statements }) => statements)) {
        const wordings = [
          ...textsOf(statement, ja).map((text) => ({ text, figures: figuresIn(text, 'ja') })),
          ...textsOf(statement, en).map((text) => ({ text, figures: figuresIn(text, 'en') })),
        ]
        for (const { text, figures } of wordings) {
          expect(text, week.edition).not.toMatch(unfounded)
          expect(text, week.edition).not.toMatch(/ユーロドル|EUR\/USD/)
          // The coin called Four is no figure.
          if (!text.includes('Four')) expect(figures, `${week.edition} ${text}`).toEqual(wordings[0]?.figures)
        }
      }
    }
  })
})

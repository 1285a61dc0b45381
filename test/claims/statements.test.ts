/** Every statement of every edition, recomputed by its key: none false, none without evidence. */
import { beforeAll, describe, expect, it } from 'vitest'
import { SENTENCES } from '#src/i18n/sentences.ts'
import { describeWithShared, sharedFolder } from '../support/shared.ts'
import { sampleFolder } from './folders.ts'
import type { Briefing, BothTexts, EditionTexts, PublishedStatement } from './product/briefing.ts'
import { editionsOf } from './product/editions.ts'
import { topThirty } from './recompute/indices.ts'
import { type MarketRecord, readRecord } from './record/record.ts'
import { instantOf, weekTo } from './record/time.ts'
import { checkStatement, isBacked, numbersOf } from './statements/checker.ts'
import { CHECKERS } from './statements/table.ts'
import { figuresOf, withoutNames } from './text/numbers.ts'
import { threadOf } from './thread/required.ts'

describe('the statements of the sample', () => suite(sampleFolder))

describeWithShared('the statements of the recorded history', ['dataset'], () =>
  suite(sharedFolder('dataset') as string),
)

function suite(folder: string): void {
  let editions: readonly EditionTexts[]
  let record: MarketRecord

  beforeAll(async () => {
    editions = await editionsOf(folder)
    record = readRecord(folder)
  })

  const faults = () =>
    editions.flatMap((edition, at) =>
      statementsOf(edition.briefing).flatMap(({ statement, previous }) =>
        checkStatement(
          {
            record,
            week: weekTo(edition.monday),
            statement,
            previous,
            edition: edition.briefing,
            before: editions[at - 1],
          },
          CHECKERS,
        ).map((fault) => `${edition.monday} ${fault}`),
      ),
    )

  it('are what the record holds, each with its evidence', () => {
    expect(editions.flatMap(({ briefing }) => statementsOf(briefing)).length).toBeGreaterThan(1000)
    expect(faults()).toEqual([])
  })

  it('stand in the text where they are reported', () => {
    // The thread may say the same words in the place of one that is not told.
    const lacking = editions.flatMap(({ monday, briefing, texts }) =>
      briefing.sections.flatMap(({ statements }) =>
        statements
          .filter(({ told }) => told === true)
          .flatMap(({ key, text }) =>
            (['ja', 'en'] as const)
              .filter((language) => !texts[language].full.includes(text[language]))
              .map((language) => `${monday} ${key}: ${text[language]}`),
          ),
      ),
    )
    expect(lacking).toEqual([])
  })

  it('point to an entry of the ledger where they say since when, or that it is a record', () => {
    expect(
      editions.flatMap(({ monday, briefing }) => withoutEntry(briefing).map((one) => `${monday} ${one}`)),
    ).toEqual([])
  })

  it('stand in the timeline as they were recomputed', () => {
    const unbacked = editions.flatMap(({ monday, briefing }) =>
      briefing.thread.timeline.flatMap(({ at, text, items }) =>
        (['ja', 'en'] as const).flatMap((language) => {
          const pool = [instantOf(at), ...numbersOf(items.map(({ values }) => values)), 1, 2, 7, 10, 30]
          return figuresOf(withoutNames(text[language], text.ja), language)
            .filter((figure) => !isBacked(figure, pool))
            .map(({ value }) => `${monday} ${value}: ${text[language]}`)
        }),
      ),
    )
    expect(unbacked).toEqual([])
  })
}

const SINCE = /\bsince\b|\bon (?:our )?record\b|\blongest\b|\bfirst time\b|\bin half a year\b/iu
/**
 * What has a since of its own, which its checker recomputes, as the ledger has no such series: the last settlement of a
 * sign, spot's share, the peak of a record or a percentile's, earlier weeks alike, runs to watch, last week's words.
 */
const OWN_SINCE =
  /^(?:funding\.(?:turned|venueTurned|negativeRun(?:Day|Inside)?$)|volume\.share|outlook\.spot|place\.|volatility\.|[a-z]+\.below\w*|thread:(?:reference|watch|then)\.)/u

/** Sentences that say since when, and rest on no entry. The clauses of a headline share one text. */
function withoutEntry({ sections, thread }: Briefing): string[] {
  const lines = [
    ...sections.flatMap(({ statements }) => statements),
    ...thread.summary,
    ...thread.compact,
    ...thread.facts,
    ...thread.headline.clauses.filter(({ text }) => text.en !== thread.headline.text.en),
  ]
  const rests = ({ evidence }: PublishedStatement) =>
    Array.isArray(evidence.extreme) && evidence.extreme.length > 0
  const faults = lines.filter((one) => SINCE.test(one.text.en) && !rests(one) && !OWN_SINCE.test(one.key))
  const { text, clauses } = thread.headline
  return [
    ...faults.map(({ key, text: { en } }) => `${key}: ${en}`),
    ...(SINCE.test(text.en) && !clauses.some(rests) ? [`headline: ${text.en}`] : []),
  ]
}

/** Every statement of sections and thread; of a summary with the sentence before. */
function statementsOf(
  briefing: Briefing,
): { statement: PublishedStatement; previous?: PublishedStatement }[] {
  const { summary } = briefing.thread
  return [
    ...briefing.sections.flatMap(({ statements }) => statements.map((statement) => ({ statement }))),
    ...threadOf(briefing).map((one) => {
      // The text of an item stands with its day.
      const statement = { text: { ja: '', en: '' }, ...one }
      const previous = summary[summary.indexOf(one as PublishedStatement) - 1]
      return { statement, ...(previous && { previous }) }
    }),
  ]
}

describeWithShared('the check of a statement', ['dataset'], () => {
  const record = readRecord(sharedFolder('dataset') as string)
  const exact = { change: topThirty(record, weekTo('2025-11-17'))?.change ?? Number.NaN, of: 9, weeks: 3 }
  const check = (
    key: string,
    text: BothTexts,
    monday = '2025-11-17',
    values: PublishedStatement['values'] = exact,
  ) =>
    checkStatement(
      {
        record,
        week: weekTo(monday),
        statement: { key, text, values, salience: 0, evidence: { rule: 'rank 1 is the best' } },
        edition: {} as Briefing,
      },
      CHECKERS,
    )
  const statement = {
    ja: '上位30銘柄指数は10.5%下落し、主要9資産のなかで3週連続の最下位でした。',
    en: 'Our top-30 index lost 10.5%, the weakest of nine major assets for the third straight week.',
  }

  it('finds nothing wrong with one that is right', () => {
    expect(check('assets.worstStreak', statement)).toEqual([])
  })

  it.each([
    ['another figure in Japanese', { ...statement, ja: statement.ja.replace('10.5', '10.4') }],
    ['another figure in English', { ...statement, en: statement.en.replace('10.5', '10.6') }],
    ['another count', { ...statement, en: statement.en.replace('nine', 'eight') }],
    ['another streak', { ...statement, ja: statement.ja.replace('3週', '4週') }],
  ])('finds %s', (_, text) => {
    expect(check('assets.worstStreak', text)).toHaveLength(1)
  })

  it.each([
    ['another value', { ...exact, change: -0.105 }],
    ['another place', { ...exact, of: 8 }],
    ['a value that nothing recomputes', { ...exact, rank: 9 }],
    ['a value that is missing', { change: exact.change, of: 9 }],
  ])('finds %s', (_, values) => {
    expect(check('assets.worstStreak', statement, '2025-11-17', values)).not.toEqual([])
  })

  it('finds a streak that is none, and a place that another has', () => {
    expect(check('assets.worstStreak', statement, '2025-10-13').length).toBeGreaterThan(0)
    expect(check('assets.best', statement).length).toBeGreaterThan(0)
  })

  it('has no checker for a sentence that is gone', () => {
    const walk = (value: unknown, path: string): string[] =>
      typeof value === 'string'
        ? [path]
        : Object.entries(value as object).flatMap(([name, inner]) => walk(inner, `${path}${name}.`))
    const keysOf = (area: 'briefing' | 'thread', prefix: string) => walk(SENTENCES.en[area], prefix)
    const sentences = new Set([...keysOf('briefing', ''), ...keysOf('thread', 'thread:')])
    expect(Object.keys(CHECKERS).filter((key) => !sentences.has(`${key}.text.`))).toEqual([])
  })

  it('finds a key that nobody can check', () => {
    expect(check('assets.mood', statement)).toEqual(['assets.mood: no checker, so no evidence'])
  })
})

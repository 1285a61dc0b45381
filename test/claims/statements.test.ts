/** Every statement of every edition, recomputed by its key: none false, none without evidence. */
import { beforeAll, describe, expect, it } from 'vitest'
import { describeWithShared, sharedFolder } from '../support/shared.ts'
import { sampleFolder } from './folders.ts'
import type { Briefing, EditionTexts, Told } from './product/briefing.ts'
import { editionsOf } from './product/editions.ts'
import { type MarketRecord, readRecord } from './record/record.ts'
import { weekTo } from './record/time.ts'
import { checkStatement } from './statements/checker.ts'
import { CHECKERS } from './statements/table.ts'

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

  const faultsOf = (known: boolean) =>
    editions.flatMap(({ monday, briefing }) =>
      briefing.sections
        .filter(({ topic }) => topic !== 'lead')
        .flatMap(({ statements }) => statements)
        .filter(({ key }) => known === Object.hasOwn(CHECKERS, key))
        .flatMap((statement) =>
          checkStatement({ record, week: weekTo(monday), statement, edition: briefing }, CHECKERS).map(
            (fault) => `${monday} ${fault}`,
          ),
        ),
    )

  it('hold where the checker knows their key', () => {
    expect(faultsOf(true)).toEqual([])
  })

  it('all have a checker', ({ skip }) => {
    if (editions.at(-1)?.briefing.thread === undefined) skip('editions have no thread yet')
    expect([...new Set(faultsOf(false).map((fault) => fault.split(' ')[1]))]).toEqual([])
  })
}

describeWithShared('the check of a statement', ['dataset'], () => {
  const record = readRecord(sharedFolder('dataset') as string)
  const check = (key: string, text: Told, monday = '2025-11-17') =>
    checkStatement(
      {
        record,
        week: weekTo(monday),
        statement: { key, text, salience: 0, evidence: {} },
        edition: {} as Briefing,
      },
      CHECKERS,
    )
  const told = {
    ja: '上位30銘柄指数は10.5%下落し、主要9資産のなかで3週連続の最下位でした。',
    en: 'Our top-30 index lost 10.5%, the weakest of nine major assets for the third straight week.',
  }

  it('finds nothing wrong with one that is right', () => {
    expect(check('assets.worstStreak', told)).toEqual([])
  })

  it.each([
    ['another figure in Japanese', { ...told, ja: told.ja.replace('10.5', '10.4') }],
    ['another figure in English', { ...told, en: told.en.replace('10.5', '10.6') }],
    ['another count', { ...told, en: told.en.replace('nine', 'eight') }],
    ['another streak', { ...told, ja: told.ja.replace('3週', '4週') }],
  ])('finds %s', (_, text) => {
    expect(check('assets.worstStreak', text)).toHaveLength(1)
  })

  it('finds a streak that is none, and a place that another has', () => {
    expect(check('assets.worstStreak', told, '2025-10-13').length).toBeGreaterThan(0)
    expect(check('assets.best', told).length).toBeGreaterThan(0)
  })

  it('finds a key that nobody can check', () => {
    expect(check('assets.mood', told)).toEqual(['assets.mood: no checker, so no evidence'])
  })
})

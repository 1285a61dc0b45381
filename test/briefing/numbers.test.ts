/** Both languages of an edition tell the same numbers, sentence by sentence and as a whole. */
import { beforeAll, describe, expect, it } from 'vitest'
import type { Composition } from '#src/briefing/compose.ts'
import type { History } from '#src/market/history.ts'
import { bothLanguages, editionOf, linesOf, mondays, readHistory, sampleFolder } from '../support/editions.ts'
import { figuresIn } from '../support/figuresin.ts'
import { describeWithShared } from '../support/shared.ts'
import { someOf } from '../support/cases.ts'

describe('figures in a text', () => {
  it('are the same in both languages', () => {
    const pairs = [
      [
        '建玉残高は1,350億ドル。10月6日のピーク2,300億ドルから41%',
        'is $135B, 41% below its 6 October peak of $230B',
      ],
      ['時価総額は2.98兆ドル。3兆ドル', 'fell to $2.98T, below $3T'],
      ['11万9,000人増、失業率は4.4%', 'rose 119,000; unemployment 4.4%'],
      ['11万5,000ドル付近だった10月下旬', 'late October, near $115,000'],
      ['主要12資産中、3週連続', 'of twelve major assets, a third week'],
      ['マイナス圏が4回連続・32時間、22週', 'four settlements, 32 hours, 22nd week'],
      ['UTC 11月21日9時05分', '09:05 UTC on 21 Nov'],
      ['UTC 11月21日21時', '21:00 UTC on 21 Nov'],
      ['今週は27日（木）が米国の感謝祭', 'close on Thursday for Thanksgiving'],
    ] as const
    for (const [ja, en] of pairs) expect(figuresIn(ja, 'ja'), ja).toEqual(figuresIn(en, 'en'))
  })

  it('are told apart where they differ', () => {
    expect(figuresIn('1,350億ドル', 'ja')).not.toEqual(figuresIn('$1.35B', 'en'))
    expect(figuresIn('14.9%', 'ja')).not.toEqual(figuresIn('15%', 'en'))
  })
})

describe('the sample’s editions', () => {
  let history: History

  beforeAll(async () => {
    history = await readHistory(sampleFolder)
  })

  it('carry the same numbers in both languages, every fourth week', () => {
    const last = mondays('2024-11-04', history)
    for (const monday of last.toReversed().filter((_, index) => index % 4 === 0)) {
      expectAlike(history, monday)
    }
  })
})

describeWithShared('recorded editions', ['dataset'], (dataset) => {
  it('carry the same numbers in both languages', async () => {
    const history = await readHistory(dataset)
    for (const monday of someOf(mondays('2025-09-01', '2025-11-17'), 4)) expectAlike(history, monday)
  })
})

function expectAlike(history: History, monday: string): void {
  const versions = bothLanguages(editionOf(history, monday))
  const [japanese, english] = [sentencesOf(versions.ja), sentencesOf(versions.en)]
  expect(japanese.length).toBe(english.length)
  for (const [index, sentence] of japanese.entries()) {
    const other = english[index] ?? ''
    expect(figuresIn(sentence, 'ja'), `${monday}\n${sentence}\n${other}`).toEqual(figuresIn(other, 'en'))
  }
  expect(wholeOf(versions.ja, 'ja'), monday).toEqual(wholeOf(versions.en, 'en'))
}

/** Every sentence of the thread and of the sections, in order. */
function sentencesOf({ thread, sections, said }: Composition): string[] {
  return [
    thread.headline ?? '',
    ...thread.summary,
    ...thread.timeline,
    ...thread.compact,
    thread.push ?? '',
    thread.view ?? '',
    ...thread.thenAndNow,
    thread.reference ?? '',
    ...thread.watch,
    ...sections.flatMap(({ statements }) => statements.flatMap((one) => said.get(one) ?? [])),
  ]
}

function wholeOf(composition: Composition, locale: 'ja' | 'en'): string[] {
  return figuresIn(linesOf(composition).join('\n'), locale)
}

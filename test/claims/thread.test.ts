/** The thread of every edition: its limits, its first sentence, what it must tell, and that nothing takes it back. */
import { beforeAll, describe, expect, it } from 'vitest'
import { SENTENCES } from '#src/i18n/sentences.ts'
import { describeWithShared, sharedFolder } from '../support/shared.ts'
import { sampleFolder } from './folders.ts'
import type { EditionTexts, Language } from './product/briefing.ts'
import { editionsOf } from './product/editions.ts'
import { CAUSES, FORECASTS, TENDENCIES } from './rules/words.ts'
import { lengthFaults, priceFaults } from './text/limits.ts'
import { figuresApart } from './text/numbers.ts'
import {
  MUST_SAY,
  missedEntries,
  missedGroups,
  placeFaults,
  refuted,
  saidByPrice,
} from './thread/required.ts'

describe('the thread of the sample', () => suite(sampleFolder))

describeWithShared('the thread of the recorded history', ['dataset'], () => {
  const folder = sharedFolder('dataset') as string
  suite(folder)

  it('reports what these weeks are known for', async () => {
    const editions = await editionsOf(folder)
    expect(editions.filter(({ monday }) => MUST_SAY[monday])).toHaveLength(Object.keys(MUST_SAY).length)
    expect(editions.flatMap(missedEntries)).toEqual([])
  })
})

function suite(folder: string): void {
  let editions: readonly EditionTexts[]

  beforeAll(async () => {
    editions = await editionsOf(folder)
  })

  it('gives the price and change of BTC in the first sentence', () => {
    expect(editions.flatMap(priceFaults)).toEqual([])
  })

  it('keeps headline, compact and push text short', () => {
    expect(editions.flatMap(lengthFaults)).toEqual([])
  })

  it('names two things of two groups in its headline', () => {
    const faults = editions.filter(({ briefing }) => {
      const [first, second] = briefing.thread.headline.clauses
      return first === undefined || JSON.stringify(first) === JSON.stringify(second)
    })
    expect(faults.map(({ monday }) => monday)).toEqual([])
  })

  it('has a timeline of three to six lines in order of time, and none in a quiet week', () => {
    const faults = editions.flatMap(({ monday, briefing }) => {
      const { quiet, timeline } = briefing.thread
      const days = timeline.map(({ at }) => at)
      const sorted = days.every((day, at) => at === 0 || day > (days[at - 1] as string))
      const held = quiet ? days.length === 0 : days.length === 0 || (days.length >= 3 && days.length <= 6)
      return sorted && held ? [] : [`${monday}: ${days.join(', ')}`]
    })
    expect(faults).toEqual([])
  })

  it('says of each entry where it is reported', () => {
    expect(editions.flatMap(placeFaults)).toEqual([])
  })

  it('reports the strongest entry of every group', () => {
    expect(editions.flatMap(missedGroups)).toEqual([])
  })

  it('rests on no open interest that the price made', () => {
    expect(editions.flatMap(saidByPrice)).toEqual([])
  })

  it('reports the same numbers in both languages', () => {
    const apart = editions.flatMap(({ monday, briefing: { thread } }) =>
      [
        thread.headline.text,
        thread.push,
        ...thread.timeline.map(({ text }) => text),
        ...[...thread.summary, ...thread.compact, ...thread.thenAndNow, ...thread.watch].map(
          ({ text }) => text,
        ),
        ...(thread.view ? [thread.view.text] : []),
        ...(thread.reference ? [thread.reference.text] : []),
      ].flatMap(({ ja, en }) => figuresApart(ja, en).map((fault) => `${monday} ${fault}`)),
    )
    expect(apart).toEqual([])
  })

  it('claims no highest, lowest, longest or first that an earlier edition refutes', () => {
    expect(refuted(editions)).toEqual([])
  })
}

describe('the words of the thread', () => {
  const sentencesOf = (language: Language) => {
    const walk = (value: unknown, path: string): [string, string][] =>
      typeof value === 'string'
        ? [[path, value]]
        : Object.entries(value as object).flatMap(([name, inner]) => walk(inner, `${path}.${name}`))
    return (['thread', 'briefing'] as const).flatMap((file) => walk(SENTENCES[language][file], file))
  }
  /** Methods and footers explain; the price's share of a move in dollars is arithmetic. */
  const explains = (path: string, text: string) =>
    /method|footer|notes|credits|disclaimer|missing|records|correction|stale/iu.test(path) ||
    /価格の(?:下落|上昇|変動)によるもの|is the (?:rise|fall) in price|is the price/u.test(text)

  it.each(['ja', 'en'] as const)('give no cause, tendency or forecast: %s', (language) => {
    const faults = sentencesOf(language).flatMap(([path, text]) =>
      [CAUSES, TENDENCIES, FORECASTS]
        .filter((patterns) => patterns[language].test(text) && !explains(path, text))
        .map(() => `${path}: ${text}`),
    )
    expect(faults).toEqual([])
  })
})

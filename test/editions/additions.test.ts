/** What moderators add to an edition: where it stands, in which language, and that nothing from data is another for it. */
import { beforeAll, describe, expect, it } from 'vitest'
import type { Edition } from '#src/briefing/edition.ts'
import type { Additions } from '#src/chat/additions.ts'
import type { ChartSpec } from '#src/charts/spec.ts'
import { formatRecap } from '#src/editions/answer.ts'
import { createWords } from '#src/i18n/words.ts'
import { storyOf } from '#src/site/story.ts'
import { editionOf, readHistory, sampleFolder } from '../support/editions.ts'
import { smallMarket } from '../support/market/small.ts'

const ADDITIONS: Additions = {
  note: { ja: '今週は**CPI**に注目してください。' },
  intro: { ja: 'おはようございます。', en: 'Good morning.' },
  headline: { en: 'A quiet week, for once' },
}

let edition: Edition

beforeAll(async () => {
  edition = editionOf(smallMarket(await readHistory(sampleFolder), 4), '2025-11-24')
})

const recap = (
  language: 'ja' | 'en',
  length: 'full' | 'text' | 'compact',
  additions: Additions | undefined = ADDITIONS,
  withFigures = false,
) =>
  formatRecap(
    edition,
    { length, language, sections: undefined, withFigures, additions },
    { words: createWords(language, 'UTC', edition.week.end), theme: 'dark', colors: 'standard' },
  )

const headings = (message: ReturnType<typeof recap>) => message.blocks.map(({ heading }) => heading)

describe('a note', () => {
  it('stands above the positioning reading, in the language that it was written in alone', () => {
    const [own, plain] = [recap('ja', 'text'), recap('ja', 'text', {})]
    const at = headings(own).indexOf('編集部より')
    expect(headings(own)[at + 1]).toBe('需給')
    expect(own.blocks[at]).toEqual({
      ...{ kind: 'paragraph', heading: '編集部より', styled: true },
      text: '今週は**CPI**に注目してください。',
    })
    // All else is as it was, letter for letter.
    expect(
      own.blocks.filter(({ kind }, index) => kind !== 'paragraph' || (index !== at && index !== 0)),
    ).toEqual(plain.blocks)
    expect(headings(recap('en', 'text'))).not.toContain('From the editors')
  })

  it('stands under the lines of the short form, before what is folded up', () => {
    const { blocks } = recap('ja', 'compact')
    const at = blocks.findIndex(({ heading }) => heading === '編集部より')
    expect(blocks.slice(0, at).map(({ kind }) => kind)).toEqual(['paragraph', 'facts'])
    expect(blocks.slice(at + 1).every(({ kind }) => kind === 'quote')).toBe(true)
  })

  it('is in briefing.json and on the page of the site, apart from the figures', () => {
    const file = recap('ja', 'text', ADDITIONS, true).files?.[0]?.text ?? ''
    expect(JSON.parse(file).note).toEqual({ ja: '今週は**CPI**に注目してください。' })
    expect(JSON.parse(recap('ja', 'text', {}, true).files?.[0]?.text ?? '')).not.toHaveProperty('note')
    const story = storyOf(edition, 'ja', '今週は**CPI**に注目してください。')
    expect(JSON.parse(story.json).note).toEqual({ ja: '今週は**CPI**に注目してください。' })
    expect(story.rows).toEqual(storyOf(edition, 'ja').rows)
  })
})

describe('a headline', () => {
  it('takes the place of the title and of the one on the sheet, where it was written', () => {
    const [own, plain] = [recap('en', 'full'), recap('en', 'full', {})]
    expect([own.title, plain.title === own.title]).toEqual(['A quiet week, for once', false])
    const titleOf = ({ images }: typeof own) =>
      (images.find(({ name }) => name === 'sheet')?.spec as ChartSpec).heading.title
    expect(titleOf(own)).toBe('A quiet week, for once')
    expect(titleOf(recap('ja', 'full'))).toBe(titleOf(recap('ja', 'full', {})))
    expect(JSON.parse(recap('en', 'text', ADDITIONS, true).files?.[0]?.text ?? '').thread.headline).toEqual(
      JSON.parse(recap('en', 'text', {}, true).files?.[0]?.text ?? '').thread.headline,
    )
  })
})

it('an intro stands above all else in each of its languages', () => {
  for (const [language, text] of [
    ['ja', 'おはようございます。'],
    ['en', 'Good morning.'],
  ] as const)
    for (const length of ['text', 'compact'] as const)
      expect(recap(language, length).blocks[0]).toEqual({ kind: 'paragraph', text, styled: true })
})

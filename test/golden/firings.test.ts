/** What alerts say, in both languages. */
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs'
import { describe, expect, it } from 'vitest'
import { firingMessage } from '#src/briefing/firing.ts'
import { firingEvidence } from '#src/briefing/firingevidence.ts'
import type { Message } from '#src/chat/message.ts'
import type { Locale } from '#src/i18n/locale.ts'
import { LOCALES } from '#src/i18n/locale.ts'
import { createWords } from '#src/i18n/words.ts'
import { PROVEN } from './proven.ts'
import { below, CASES, market, NOW, reported, silent } from './reported.ts'

function textOf({ title, blocks, footer }: Message): string {
  const said = blocks.flatMap((block) =>
    block.kind === 'paragraph' ? [block.text] : block.kind === 'bullets' ? block.items : [],
  )
  return [title, ...said, ...footer].join('\n')
}

const MINUTE = 60_000
const RENEW = process.env.UPDATE_GOLDEN === '1'

/** Holds a text against the one that was read and kept; `UPDATE_GOLDEN=1 npm test -- test/golden` renews them. */
function golden(language: Locale, name: string, text: string): void {
  const file = new URL(`firings/${name.replaceAll(' ', '-')}.${language}.md`, import.meta.url)
  if (RENEW) {
    mkdirSync(new URL('.', file), { recursive: true })
    writeFileSync(file, `${text}\n`)
  }
  expect(text, 'If the change is meant: UPDATE_GOLDEN=1 npm test -- test/golden').toBe(readFileSync(file, 'utf8').trimEnd())
}

describe.each(LOCALES)('a firing in %s', (language) => {
  it.each(CASES)('says %s', (name, condition, firing) => {
    const text = textOf(firingMessage([reported(language, condition, firing)], market))
    expect(text).not.toMatch(/NaN|undefined|\{\{|Infinity/)
    golden(language, name, text)
  })

  it.each(PROVEN)('says %s', (name, condition, firing, single) => {
    golden(language, name, textOf(firingMessage([reported(language, condition, firing)], market, { single })))
  })

  it.each([
    ['why of two readings in a row', { before: { value: 89_950, time: NOW - MINUTE } }, { before: { value: 90_010, time: NOW - 2 * MINUTE } }],
    ['why where the value before them is not known', { before: { value: 89_950, time: NOW - MINUTE } }, {}],
    ['why of the first reading', { before: { value: 90_010, time: NOW - MINUTE } }, {}],
    ['why of a late one', { before: { value: 90_010, time: NOW - 60 * MINUTE }, late: true }, {}],
  ] as const)('says %s', (name, firing, facts) => {
    const one = reported(language, below, firing)
    const words = createWords(language, one.alert.look.zone, NOW)
    golden(language, name, textOf(firingEvidence(one, facts, words, market)))
  })

  it('says how many venues answer where none was ever confirmed', () => {
    const { firing, alert } = reported(language, below, { kind: 'blind', level: 1 })
    const { value: _, time: __, ...unseen } = firing
    const never = { ...unseen, ...silent({ asked: 3, answered: 1 }) }
    golden(language, 'blind from the beginning', textOf(firingMessage([{ firing: never, alert }], market)))
  })

  it('says which of those that were held in quiet hours hold no more', () => {
    const held = [90_000, 89_000].map((level, index) =>
      reported(language, { ...below, level }, { level, listed: 'quiet', watch: index, time: NOW + index }),
    )
    const list = { quiet: { from: 1380, to: 420 }, holds: [true, false] }
    golden(language, 'a list of quiet hours', textOf(firingMessage(held, market, { list })))
    const unknown = textOf(firingMessage(held, market, { list: { holds: [null, null] } }))
    expect(unknown).not.toMatch(/holds|条件を満たして/)
  })

  it('says what was passed also where nothing is known beside it', () => {
    for (const [name, condition, firing] of CASES) {
      const { evidence: _, ...bare } = firing
      for (const evidence of [undefined, { sources: [] }]) {
        const text = textOf(firingMessage([reported(language, condition, { ...bare, evidence })], market))
        expect(text, name).not.toMatch(/NaN|undefined|\{\{|Infinity|\(\)|（）|, \)|、）/)
      }
    }
  })

  it('B36: rings without saying which', () => {
    for (const [name, condition, firing] of CASES) {
      const text = textOf(firingMessage([reported(language, condition, firing)], market))
      expect(text, name).toMatch(/BTC|SOL|crypto|Crypto|暗号資産|perpetual|無期限先物/)
      if (!['blind', 'gone'].includes(firing.kind ?? '')) expect(text, name).toContain('3')
    }
  })

  it('names levels of one coin that were passed together in one line', () => {
    const levels = [88_000, 90_000, 89_000].map((level, index) =>
      reported(language, { ...below, level }, { level, value: 87_900 }, index + 1),
    )
    const { blocks } = firingMessage(levels, market)
    const [list] = blocks
    expect(list).toMatchObject({ kind: 'bullets' })
    expect(list?.kind === 'bullets' ? list.items : []).toHaveLength(1)
    golden(language, 'levels passed together', textOf(firingMessage(levels, market)))
  })

  it('B16: many alerts: message too long, nothing arrives', () => {
    const coin = 'a-coin-with-a-very-long-name-that-goes-on-and-on'
    const many = Array.from({ length: 100 }, (_, index) =>
      reported(
        language,
        { kind: 'change', asset: coin, side: 'down', by: 0.05, window: '1h' },
        { series: `change:${coin}:1h`, level: -0.05, value: -0.06, evidence: { sources: ['x'], price: 1 } },
        index + 1,
      ),
    )
    const text = textOf(firingMessage(many, market))
    expect(text).toContain('100')
    expect(text).toContain('90')
    expect(text.length).toBeLessThan(3000)
  })
})

/** Any line of an alert: what is printed of it is read as the same, and every line is answered. */
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { printAlertLine } from '#src/bot/alerts/print.ts'
import { describeCondition } from '#src/briefing/alertcondition.ts'
import { LOCALES } from '#src/i18n/locale.ts'
import { createWords } from '#src/i18n/words.ts'
import { draftOf, now, read, sample, zone } from './reading.ts'

describe('any line', () => {
  const coin = fc.constantFrom('btc', 'eth', 'sol', 'id:bitcoin', 'イーサ', 'watchlist')
  const percent = fc.integer({ min: 1, max: 9999 }).map((n) => `${n / 100}%`)
  const level = fc.oneof(
    fc.double({ min: 1e-9, max: 1e9, noNaN: true }).map((n) => n.toFixed(12).replace(/\.?0+$/u, '')),
    fc.integer({ min: 1, max: 999 }).map((n) => `${n}万`),
    fc.integer({ min: 1, max: 999 }).map((n) => `${n}.5k`),
  )
  const side = fc.constantFrom('<', '>', 'below', '以上')
  const condition = fc.oneof(
    fc.tuple(coin, side, level).map((parts) => parts.join(' ')),
    fc.tuple(coin, level).map((parts) => `${parts.join(' ')} either`),
    fc
      .tuple(coin, fc.constantFrom('+', '-', '±'), percent, fc.constantFrom('5m', '1h', '24h', '7d', '30d'))
      .map(([one, sign, by, window]) => `${one} ${sign}${by} ${window}`),
    fc.tuple(coin, percent).map((parts) => `${parts.join(' ')} step`),
    fc
      .tuple(fc.constantFrom('btc', 'eth'), side, percent, fc.constantFrom('', ' apr', ' predicted'))
      .map(([one, which, by, more]) => `${one} funding ${which} ${by}${more}`),
    fc.constantFrom('btc funding flips', 'btc funding negative 6x', 'eth funding positive 9x'),
    fc
      .tuple(percent, fc.constantFrom('24h', '7d'), fc.constantFrom('coins', 'usd'))
      .map((p) => `btc oi -${p.join(' ')}`),
    fc.tuple(side, percent).map((parts) => `btc vol30 ${parts.join(' ')}`),
    fc.tuple(side, level).map((parts) => `total ${parts.join(' ')}`),
    fc
      .tuple(fc.constantFrom('<=', '>='), fc.integer({ min: 1, max: 300 }))
      .map((p) => `sol rank ${p.join(' ')}`),
    fc
      .tuple(
        fc.constantFrom('oi', 'any', 'btc', 'total', 'eth funding', 'btc vol7'),
        fc.integer({ min: 4, max: 520 }),
      )
      .map(([of, weeks]) => `${of} low ${weeks}w`),
    percent.map((by) => `btc spread ${by}`),
    fc.constantFrom('btc stale 10m', 'eth stale 24h'),
  )
  const manner = fc
    .tuple(
      fc.constantFrom('', ' once', ' each 4h', ' each 3d', ' remind 4h'),
      fc.constantFrom('', ' hold 0'),
      fc.constantFrom('', ' until 31 Dec', ' until 2026-10-01', ' until 20d', ' until 2026-01-02T03:04Z'),
      fc.constantFrom('', ' silent', ' here'),
    )
    .map((parts) => parts.join(''))

  it('that was printed is read as the same alert', () => {
    let drafts = 0
    fc.assert(
      fc.property(condition, manner, (one, other) => {
        const result = read(`${one}${other}`)
        if (result.kind !== 'draft') return
        drafts++
        expect(draftOf(printAlertLine(result.draft, sample, zone))).toEqual(result.draft)
      }),
      { numRuns: 300 },
    )
    expect(drafts).toBeGreaterThan(200)
  })

  it.each(LOCALES)('as it is described in %s is read as the same condition', (locale) => {
    const own = createWords(locale, zone, now)
    fc.assert(
      fc.property(condition, (one) => {
        const result = read(one)
        if (result.kind !== 'draft') return
        const described = describeCondition(result.draft.condition, own, sample)
        expect(draftOf(described).condition).toEqual(result.draft.condition)
      }),
      { numRuns: 300 },
    )
  })

  it('is answered, whatever it holds', () => {
    const piece = fc.constantFrom(
      ...'btc eth < > >= ± - + 5% 9万 兆 , . 90k 1h 5分 each hold until 31 12月 割れ 超え funding 建玉 low 12w ごと まで 位 回 id: $ venue: 円 ％ を が'.split(
        ' ',
      ),
    )
    const garbled = fc.oneof(
      fc.array(piece, { maxLength: 12 }).map((pieces) => pieces.join('')),
      fc.array(piece, { maxLength: 12 }).map((pieces) => pieces.join(' ')),
      fc.string({ unit: 'binary', maxLength: 300 }),
      fc.string({ unit: 'grapheme', maxLength: 60 }),
    )
    const kinds = new Set<string>()
    fc.assert(
      fc.property(garbled, (line) => {
        kinds.add(read(line).kind)
      }),
      { numRuns: 100 },
    )
    expect([...kinds].sort()).toContain('refused')
  })
})

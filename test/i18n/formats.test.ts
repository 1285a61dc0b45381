/** The formats that sentences name, each tried in the sentences of ours that use it. */
import { describe, expect, it } from 'vitest'
import type { StatementKey } from '#src/i18n/keys.ts'
import { grammarOf } from '#src/i18n/grammar.ts'
import { createWords, type Values } from '#src/i18n/words.ts'

const now = Date.parse('2025-11-24')
const ja = createWords('ja', 'Asia/Tokyo', now)
const en = createWords('en', 'UTC', now)

function texts(key: StatementKey, values: Values): [string, string] {
  return [ja.say(`${key}.text`, values), en.say(`${key}.text`, values)]
}

const RECORD = { noun: 'run', since: null, equal: false, recordStart: Date.UTC(2025, 0, 1), weekly: false }

describe('formats', () => {
  it('choose a verb by the sign, and none where a fraction rounds to zero', () => {
    expect(texts('assets.unranked', { change: -0.072 })).toEqual([
      '上位30銘柄指数は7.2%下落しました。',
      'Our top-30 index lost 7.2%.',
    ])
    expect(texts('assets.unranked', { change: 0.072 })[1]).toBe('Our top-30 index gained 7.2%.')
    expect(texts('assets.unranked', { change: -0.0004 })).toEqual([
      '上位30銘柄指数は横ばいでした。',
      'Our top-30 index was flat.',
    ])
  })

  it.each([
    [3, 'a third'],
    [8, 'an eighth'],
    [11, 'an eleventh'],
    [12, 'a twelfth'],
    [13, 'a 13th'],
    [18, 'an 18th'],
    [80, 'an 80th'],
    [111, 'a 111th'],
  ])('give the ordinal of %i its article: %s', (weeks, ordinal) => {
    const values = { symbol: 'BTC', end: 100_000, change: 0.01, weeks }
    expect(en.say('thread:price.upStreak.text', values)).toContain(`, ${ordinal} winning week`)
  })

  it('count in words up to twelve in English, in figures in Japanese', () => {
    const values = { change: -0.07, of: 12, weeks: 3 }
    expect(en.say('assets.worstStreak.text', values)).toContain('of twelve major assets for a third week')
    expect(ja.say('assets.worstStreak.text', values)).toContain('主要12資産で3週連続の最下位')
    // 「最下位は…続いています」 had a subject that its predicate did not fit.
    expect(ja.find('briefing:assets.worstStreak.text_otherwise', values)).toContain(
      '暗号資産は主要12資産中、3週続けて最下位です。',
    )
    expect(en.say('assets.worstStreak.text', { ...values, of: 13, weeks: 13 })).toContain('13 major')
    expect(en.say('assets.worstStreak.text', { ...values, weeks: 22 })).toContain('22nd week')
  })

  it('tell one thing in the singular', () => {
    const days = (count: number) => ({ days: count, venue: 'binance', extent: RECORD })
    expect(en.say('funding.positiveRun.text', days(1))).toContain('positive for one day')
    expect(en.say('funding.positiveRun.text', days(4))).toContain('positive for four days')
  })

  it('tell rates with their sign and prices in round terms', () => {
    const settled = { negative: 15, positive: 5, settlements: 20 }
    const values = { symbol: 'BTC', venue: 'binance', mean: -0.000042, settled }
    expect(texts('funding.negativeAlone', values)).toEqual([
      'BTCの資金調達率はBinanceの週平均で−0.0042%（20回中15回がマイナス）と、マイナスが優勢です。',
      'BTC funding averaged −0.0042% on Binance (15 of 20 settlements negative), mostly negative.',
    ])
    const turned = { ...values, since: Date.parse('2025-10-26T08:00:00Z'), price: 114_900 }
    expect(ja.say('funding.turnedNegative.text', turned)).toContain(
      '11万5,000ドル付近だった10月下旬以来初めて',
    )
  })

  it('tell steps of percent figures: a tenth edges, more rises or falls', () => {
    const step = (latest: number, previous: number) => ({
      unemployment: { latest, previous },
      unemploymentNow: latest,
    })
    const sentence = (latest: number, previous: number) =>
      en.say('macro.unemployment.text', step(latest, previous))
    expect(sentence(4.4, 4.3)).toBe('US unemployment edged up to 4.4%.')
    expect(sentence(4.4, 4.1)).toBe('US unemployment rose to 4.4%.')
    expect(sentence(4.3, 4.4)).toBe('US unemployment edged down to 4.3%.')
    expect(sentence(4.1, 4.4)).toBe('US unemployment fell to 4.1%.')
    expect(sentence(4.4, 4.4)).toBe('US unemployment stayed at 4.4%.')
  })

  it('tell basis points as magnitudes of percentage points', () => {
    const [japanese, english] = texts('macro.bearSteepening', {
      curve: 'jgb',
      change: 0.09,
      two: -0.01,
      ten: 0.08,
    })
    expect(japanese).toMatch(/^日本の2年債利回りは1bp低下、10年債は8bp上昇で、9bpのベアスティープ化/)
    expect(english).toMatch(/^Japan’s 2-year yield fell 1 bp and the 10-year rose 8 bp: .* of 9 bp/)
  })

  it('tell names from the glossary, and an unknown id in capitals', () => {
    expect(texts('assets.equity', { market: 'nasdaq100', change: -0.027 })).toEqual([
      'ナスダック100は2.7%の下落でした。',
      'The Nasdaq 100 lost 2.7%.',
    ])
    expect(texts('assets.equity', { market: 'asx200', change: 0.01 })[1]).toBe('ASX200 gained 1.0%.')
  })

  it('list with and in English, with 、 in Japanese; Latin names keep a gap before a figure', () => {
    const all = { direction: 'down', members: 5, coins: [] }
    const values = {
      first: 'layer-2',
      firstReturn: -0.149,
      firstOf: all,
      best: 'layer-1',
      bestReturn: -0.07,
      bestOf: all,
      next: [
        { sector: 'gaming', return: -0.12, of: all },
        { sector: 'depin', return: -0.114, of: all },
      ],
    }
    expect(texts('sectors.allFell', values)[0]).toContain('ゲーム12.0%、DePIN 11.4%が続いたのに対し')
    expect(grammarOf('en').list(['a', 'b', 'c'], true)).toBe('a, b and c')
    expect(grammarOf('en').list(['a', 'b', 'c'])).toBe('a, b, c')
    expect(grammarOf('en').list(['a'], true)).toBe('a')
    expect(grammarOf('ja').list(['a', 'b', 'c'], true)).toBe('a、b、c')
    expect(grammarOf('en').list([], true)).toBe('')
  })

  it('take a name that the data bring in both languages', () => {
    const values = { date: Date.parse('2025-11-27'), name: { ja: '感謝祭', en: 'Thanksgiving' } }
    const [japanese, english] = texts('macro.holidayAhead', values)
    expect(japanese).toMatch(/27日（木）.*感謝祭/)
    expect(english).toMatch(/Thursday.*Thanksgiving|Thanksgiving.*Thursday/)
  })

  it('name the window’s zone, without a gap after a Japanese name', () => {
    const values = { from: Date.parse('2025-11-17'), to: Date.parse('2025-11-24') }
    expect(ja.say('headings.window', { ...values, zone: 'UTC' })).toBe(
      '11月17日（月）〜11月24日（月）・UTC 0時区切り',
    )
    expect(ja.say('headings.window', { ...values, zone: 'Asia/Tokyo' })).toBe(
      '11月17日（月）〜11月24日（月）・日本時間0時区切り',
    )
  })
})

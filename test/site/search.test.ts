/** Searching the editions: by date, by coin and by what they say, however it is typed, in either language. */
import { describe, expect, it } from 'vitest'
import { formatFullDate } from '#src/i18n/dates.ts'
import { grammarOf } from '#src/i18n/grammar.ts'
import { LOCALES } from '#src/i18n/locale.ts'
import { createWords } from '#src/i18n/words.ts'
import { startOfDay } from '#src/market/time.ts'
import { namesCoin, namesOfCoin } from '#src/site/coins.ts'
import { printDay } from '#src/site/script/day.ts'
import { dateIn, isOfDate } from '#src/site/search/dates.ts'
import { findIn } from '#src/site/search/find.ts'
import type { SearchIndex } from '#src/site/search/index.ts'
import { folded, foldedWithPlaces } from '#src/site/search/text.ts'

const coins = [namesOfCoin({ id: 'bitcoin', symbol: 'BTC' }), namesOfCoin({ id: 'ethereum', symbol: 'ETH' })]
const topics = { funding: '資金調達率 Funding rates ファンディングレート', macro: 'マクロ Macro' }
const japanese: SearchIndex = {
  coins,
  topics,
  editions: [
    {
      ...{ edition: '2025-11-24', number: '2025年 第47号', headline: 'BTC6.9%安、4週続落' },
      places: [
        ['summary', ['BTCは週間で6.9%安の8万7,520ドルで引けました。']],
        ['funding', ['BTCの資金調達率は全取引所でマイナスに転じました。', 'OKXでは−0.0111%と最低でした。']],
      ],
    },
    {
      ...{ edition: '2025-11-17', number: '2025年 第46号', headline: 'BTC10%安、半年ぶりの安値' },
      places: [
        ['summary', ['日経平均は17日に2.2%安でした。']],
        ['funding', ['ETHの資金調達率はプラス優勢です。']],
      ],
    },
  ],
}
const english: SearchIndex = {
  coins,
  topics,
  editions: [
    {
      ...{ edition: '2025-11-24', number: 'No. 47 / 2025', headline: 'BTC falls 6.9%, down a fourth week' },
      places: [
        [
          'funding',
          ['ETH funding turned negative.', 'The method is something else.', 'ETHFI rose 10,000 times.'],
        ],
      ],
    },
  ],
}

/** The marked words of each sentence that is found, by edition and place. */
function marked(index: SearchIndex, query: string): string[] {
  return findIn([index], query).editions.flatMap(({ edition, sentences }) =>
    sentences.map(
      ({ at, text, marks }) =>
        `${edition}#${at} ${marks.map(([from, to]) => text.slice(from, to)).join('|')}`,
    ),
  )
}

describe('a coin is found', () => {
  it.each([
    'btc',
    'BTC',
    'ＢＴＣ',
    '$btc',
    'bitcoin',
    'Bitcoin',
    'ビットコイン',
    'びっとこいん',
    'ﾋﾞｯﾄｺｲﾝ',
  ])('as %s', (query) => {
    expect(marked(japanese, query)).toEqual([
      '2025-11-24#content BTC',
      '2025-11-24#summary BTC',
      '2025-11-24#funding BTC',
      '2025-11-17#content BTC',
    ])
  })

  it('by its ticker, whole', () => {
    expect(marked(english, 'eth')).toEqual(['2025-11-24#funding ETH'])
    expect(namesCoin('ETHFI +3%', { id: 'ethereum', symbol: 'ETH' })).toBe(false)
    expect(namesCoin('BTCとETHの建玉', { id: 'ethereum', symbol: 'ETH' })).toBe(true)
  })

  it('within a phrase', () => {
    expect(marked(japanese, 'ビットコインの資金調達率')).toEqual(['2025-11-24#funding BTC|資金調達率'])
  })
})

describe('words are found', () => {
  it.each([
    ['資金調達率がマイナス', ['2025-11-24#funding 資金調達率|マイナス']],
    ['資金調達率　マイナス', ['2025-11-24#funding 資金調達率|マイナス']],
    ['−0.0111%', ['2025-11-24#funding −0.0111%']],
    ['-0.0111％', ['2025-11-24#funding −0.0111%']],
    ['8万7520ドル', ['2025-11-24#summary 8万7,520ドル']],
    ['日経平均', ['2025-11-17#summary 日経平均']],
    // The topic's name in the other language: the sentences of its sections, where none has the words.
    ['funding rates', ['2025-11-24#funding ', '2025-11-24#funding ', '2025-11-17#funding ']],
    ['ファンディングレート マイナス', ['2025-11-24#funding マイナス']],
  ])('%s', (query, found) => {
    expect(marked(japanese, query)).toEqual(found)
  })

  it.each([
    ['funding negative', ['2025-11-24#funding funding|negative']],
    ['the negative of Funding', ['2025-11-24#funding funding|negative']],
    ['10,000', ['2025-11-24#funding 10,000']],
    // A word is found by its beginning.
    ['neg', ['2025-11-24#funding neg']],
    ['thing', []],
  ])('%s', (query, found) => {
    expect(marked(english, query)).toEqual(found)
  })
})

describe('a date is found', () => {
  it.each([
    '2025-11-17',
    '2025/11/17',
    '２０２５年１１月１７日',
    '2025.11.17',
    'Nov 17, 2025',
    '17 November 2025',
    'November 17th 2025',
  ])('as %s', (query) => {
    expect(dateIn(folded(query)).date).toEqual({ year: 2025, month: 11, day: 17 })
    // The edition that closes on the day, then the one that reports it.
    expect(findIn([japanese], query).editions.map(({ edition }) => edition)).toEqual([
      '2025-11-17',
      '2025-11-24',
    ])
  })

  it.each([
    ['11月17日', { month: 11, day: 17 }],
    ['11/17', { month: 11, day: 17 }],
    ['Nov 17', { month: 11, day: 17 }],
    ['17 nov', { month: 11, day: 17 }],
    ['2025年11月', { year: 2025, month: 11 }],
    ['2025-11', { year: 2025, month: 11 }],
    ['Nov 2025', { year: 2025, month: 11 }],
    ['11月', { month: 11 }],
    ['2025', { year: 2025 }],
    ['2025年', { year: 2025 }],
  ])('as %s', (query, date) => {
    expect(dateIn(folded(query)).date).toEqual(date)
  })

  it.each([
    '2025-13-40',
    '2月30日',
    '$2025',
    '2025ドル',
    'mark',
    '5.11',
    'BTC 100',
  ])('never in %s', (query) => {
    expect(dateIn(folded(query)).date).toBeUndefined()
  })

  it('with words, which have to stand in that edition', () => {
    expect(marked(japanese, '11月17日 日経平均')).toEqual(['2025-11-17#summary 日経平均'])
    expect(findIn([japanese], '2025-11-17 xyzzy')).toMatchObject({ editions: [], isDateKnown: true })
    expect(findIn([japanese], '2025-10-01 日経平均')).toMatchObject({ editions: [], isDateKnown: false })
  })

  it('by every day of its week', () => {
    for (const day of [17, 18, 19, 20, 21, 22, 23, 24])
      expect(isOfDate('2025-11-24', { year: 2025, month: 11, day })).toBe(true)
    for (const day of [16, 25]) expect(isOfDate('2025-11-24', { year: 2025, month: 11, day })).toBe(false)
    expect(isOfDate('2026-01-05', { year: 2025 })).toBe(false)
  })
})

it('nothing is found where nothing is asked, and nothing fits', () => {
  expect(findIn([japanese], ' 　、')).toEqual({
    editions: [],
    date: undefined,
    isDateKnown: true,
    isEmpty: true,
  })
  expect(findIn([japanese], 'xyzzy')).toMatchObject({ editions: [], isEmpty: false })
  expect(findIn([], 'BTC')).toMatchObject({ editions: [], isEmpty: false })
})

it('a folded text knows where each of its letters stood', () => {
  const { text, from } = foldedWithPlaces('終値は８万7,520ドル㌦')
  expect(text).toBe(folded('終値は８万7,520ドル㌦'))
  expect(from).toHaveLength(text.length + 1)
  expect('終値は８万7,520ドル㌦'.slice(from[5] ?? 0, from[9] ?? 0)).toBe('7,520')
})

it.each(LOCALES)('dates what it finds as the pages do (%s)', (locale) => {
  for (const day of ['2025-11-17', '2025-01-06', '2024-02-29'])
    expect(printDay(day, grammarOf(locale).browser)).toBe(
      formatFullDate(startOfDay(day), createWords(locale, 'Asia/Tokyo', 0)),
    )
})

/** What members type, in the forms that people write: each is understood as the plain English form is. */
import { describe, expect, it } from 'vitest'
import { findCommand, requireCommand } from '#src/bot/request/find.ts'
import { readArguments } from '#src/bot/request/read.ts'
import { RequestError } from '#src/errors.ts'
import { LOCALES, type Locale } from '#src/i18n/locale.ts'
import { createWords } from '#src/i18n/words.ts'
import { realCommands, sampleHistory } from '../../support/bot.ts'

const [history, commands] = [await sampleHistory(), await realCommands()]

/** What was given, as it would be typed in any language. */
function read(line: string, locale: Locale): Readonly<Record<string, string>> {
  const [name = '', ...words] = line.split(' ')
  const context = { history, words: createWords(locale, 'UTC', 0), uses: new Map<string, number>() }
  return readArguments(requireCommand(commands, name), { kind: 'command', name, words }, context).given
}

function refusal(
  line: string,
  locale: Locale,
): { readonly text: string; readonly offered: readonly string[] } {
  try {
    read(line, locale)
  } catch (error) {
    if (!(error instanceof RequestError)) throw error
    const text = createWords(locale, 'UTC', 0).say(`errors:${error.key}` as never, error.values)
    return { text, offered: error.candidates.map(({ value }) => value) }
  }
  return expect.fail(`${line} was understood`)
}

describe.each(LOCALES)('typed by a reader of %s', (locale) => {
  it.each([
    ['funding btc、30d', { asset: 'bitcoin', window: '30d' }],
    ['funding btc,30d', { asset: 'bitcoin', window: '30d' }],
    ['funding ＢＴＣ，３０ｄ', { asset: 'bitcoin', window: '30d' }],
    ['price btc、eth、30d', { assets: 'bitcoin ethereum', window: '30d' }],
    ['funding イーサ', { asset: 'ethereum' }],
    ['funding びっと', { asset: 'bitcoin' }],
    ['price どーじ びっとこいん', { assets: 'dogecoin bitcoin' }],
    ['openinterest 全体', { asset: 'total' }],
    ['openinterest 合計 週', { asset: 'total', window: '7d' }],
    ['marketcap ビットコイン除く', { scope: 'exbtc' }],
  ])('%s names its coins and options', (line, given) => {
    expect(read(line, locale)).toEqual(given)
  })

  it.each([
    ['funding 週', '7d'],
    ['funding 1週間', '7d'],
    ['funding 7日間', '7d'],
    ['funding 7', '7d'],
    ['funding 一週間', '7d'],
    ['funding 1か月', '30d'],
    ['funding 1ヶ月', '30d'],
    ['funding 三か月', '90d'],
    ['funding 90days', '90d'],
    ['funding 半年', '180d'],
    ['price btc 一年', '1y'],
    ['price btc 12か月', '1y'],
    ['price btc 365', '1y'],
    ['price btc week', '7d'],
    ['movers 月間', '30d'],
  ])('%s is a window of %s', (line, window) => {
    expect(read(line, locale).window).toBe(window)
  })

  it.each([
    ['brief 10月', '2025-10-27'],
    ['brief １０月', '2025-10-27'],
    ['brief 十月', '2025-10-27'],
    ['brief 2025年10月', '2025-10-27'],
    ['brief 2025-10', '2025-10-27'],
    ['brief October', '2025-10-27'],
    ['brief oct', '2025-10-27'],
    ['brief 11月', '2025-11-24'],
    ['brief 10月13日', '2025-10-13'],
    ['brief 10月14日', '2025-10-20'],
    ['brief 10/13', '2025-10-13'],
    ['brief 第46週', '2025-11-17'],
    ['brief w46', '2025-11-17'],
    ['macro 週', '2025-11-24'],
    ['funding 10月 eth', '2025-10-27'],
  ])('%s is the week that ends on %s', (line, week) => {
    expect(read(line, locale).week).toBe(week)
  })

  it.each([
    ['資金', 'funding'],
    ['資金調達率', 'funding'],
    ['/建玉', 'openinterest'],
    ['時価総額', 'marketcap'],
    ['相関', 'correlation'],
    ['週報', 'brief'],
    ['価格', 'price'],
  ])('%s is the command %s', (typed, name) => {
    expect(findCommand(commands, typed)?.name).toBe(name)
  })

  it.each([
    ['brief 資金 建玉', 'funding,openinterest'],
    ['brief sections:資金、建玉', 'funding,openinterest'],
  ])('%s chooses sections', (line, sections) => {
    expect(read(line, locale).sections?.split(/[\s,、]+/u).length).toBe(sections.split(',').length)
  })

  it('a city that is begun is offered, and nothing that is no city', () => {
    const { text, offered } = refusal('timezone lon', locale)
    // Longyearbyen begins so, too, and Miquelon contains it: neither is meant by many.
    expect(offered).toEqual(['Europe/London'])
    expect(refusal('timezone longy', locale).offered).toEqual(['Arctic/Longyearbyen'])
    expect(text).toContain('Europe/London')
    expect(text).toContain(locale === 'ja' ? 'ロンドン' : 'London')
    expect(refusal('timezone ロン', locale).offered).toEqual(['Europe/London'])
    expect(refusal('timezone xyzzy', locale).offered).toEqual([])
  })

  it('a market is no coin, and no coins are said to be near it', () => {
    for (const typed of ['gold', 'vix', locale === 'ja' ? '金' : 'nasdaq100']) {
      const { text, offered } = refusal(`funding asset:${typed}`, locale)
      expect(text).toContain(locale === 'ja' ? '銘柄ではなく市場' : 'is a market and no coin')
      expect(offered).toEqual([])
    }
  })

  it('a number that no window has is refused with those that there are', () => {
    expect(refusal('funding 45', locale).text).toContain('30d')
    expect(refusal('brief 13月', locale).text).toContain('13月')
  })
})

it('a misspelt command never offers what is the operators’ alone', () => {
  expect(() => requireCommand(commands, 'corect')).toThrow(RequestError)
  try {
    requireCommand(commands, 'corect')
  } catch (error) {
    expect((error as RequestError).values.names).not.toContain('/correct')
  }
})

it.each([
  ['ビットコインの建玉は？', 'openinterest'],
  ['今週の資金調達率が知りたい', 'funding'],
])('a sentence that names a topic is answered with its command: %s', (typed, name) => {
  try {
    requireCommand(commands, typed)
    expect.unreachable()
  } catch (error) {
    expect((error as RequestError).values.names).toBe(`/${name}`)
  }
})

import { beforeAll, describe, expect, it } from 'vitest'
import { asset, assets, choice, flag, text, week } from '#src/bot/arguments.ts'
import type { ArgumentContext } from '#src/bot/arguments/argument.ts'
import { defineCommand } from '#src/bot/command.ts'
import { readArguments, UnclearError } from '#src/bot/request/read.ts'
import { RequestError } from '#src/errors.ts'
import { LOCALES } from '#src/i18n/locale.ts'
import { createWords } from '#src/i18n/words.ts'
import type { History } from '#src/market/history.ts'
import { sampleHistory } from '../support/bot.ts'
import { buildHistory } from '../support/history.ts'
import { readHistory } from '../support/histories.ts'
import { describeWithShared } from '../support/shared.ts'

let history: History
beforeAll(async () => {
  history = await sampleHistory()
})

function contextOf(locale: 'ja' | 'en' = 'en', of = history): ArgumentContext {
  return { history: of, words: createWords(locale, 'UTC', of.now), uses: new Map() }
}

function refusal(act: () => unknown): RequestError {
  try {
    act()
  } catch (error) {
    if (error instanceof RequestError) return error
    throw error
  }
  throw new Error('nothing was refused')
}

describe('a coin', () => {
  it.each([
    ...['btc', 'BTC', 'BTC/USDT', 'BTC-USD', 'BTC_USDT', 'BTC-PERP', 'BTCUSDT', 'BTCUSDT.P', '$btc', '#BTC'],
    ...[
      'bitcoin',
      'Bitcoin',
      'ビットコイン',
      'びっとこいん',
      'ﾋﾞｯﾄｺｲﾝ',
      'ＢＴＣ',
      ' btc ',
      'b\u200Btc',
      'id:bitcoin',
    ],
  ])('is meant by %j', (typed) => {
    for (const locale of LOCALES) {
      const argument = asset()
      const value = argument.parse(typed, contextOf(locale))
      expect(value.id).toBe('bitcoin')
      expect(argument.print(value, contextOf())).toBe('bitcoin')
    }
  })

  it.each([
    ['イーサリアム', 'ethereum'],
    ['リップル', 'ripple'],
    ['ソラナ', 'solana'],
    ['ドージコイン', 'dogecoin'],
    ['sol', 'solana'],
    ['ripple', 'ripple'],
    ['ビットコインキャッシュ', 'bitcoin-cash'],
  ])('%s is %s', (typed, id) => {
    expect(asset().parse(typed, contextOf()).id).toBe(id)
  })

  it.each([
    ['matic', 'pol'],
    ['MATIC/USDT', 'pol'],
    ['ftm', 's'],
    ['eos', 'a'],
    ['xbt', 'btc'],
    ['1000pepe', 'pepe'],
    ['1000PEPEUSDT', 'pepe'],
    ['kpepe', 'pepe'],
    ['kPEPE', 'pepe'],
    ['1000000mog', 'mog'],
    ['1mbabydoge', 'babydoge'],
    ['shib1000', 'shib'],
    ['1inch', '1inch'],
  ])('is meant by what venues call it or called it: %s is %s', (typed, id) => {
    const tickers = ['pol', 's', 'a', 'btc', 'pepe', 'mog', 'babydoge', 'shib', '1inch', 'ong']
    const of = coinsOf(tickers)
    expect(asset().parse(typed, contextOf('en', of)).id).toBe(id)
    expect(asset().suggest(typed, contextOf('en', of))).toMatchObject([{ value: id }])
  })

  it('is meant by its own name before another’s old one, and by no word that merely begins like a multiple', () => {
    const of = coinsOf(['matic', 'pol', 'ong', '1000sats'])
    expect(asset().parse('matic', contextOf('en', of)).id).toBe('matic')
    expect(asset().parse('1000sats', contextOf('en', of)).id).toBe('1000sats')
    expect(refusal(() => asset().parse('kong', contextOf('en', of))).key).toBe('chat.unknownAsset')
  })

  it('that bore a ticker before, and is not on record under today’s, is named by that and not by what is spelt alike', () => {
    const { key, values, candidates } = refusal(() =>
      asset().parse('ftm', contextOf('en', coinsOf(['atom']))),
    )
    expect([key, values, candidates ?? []]).toEqual(['chat.renamedAsset', { typed: 'ftm', today: 'S' }, []])
  })

  it('that nobody knows gives the three nearest', () => {
    const { key, values, candidates } = refusal(() => asset().parse('bct', contextOf()))
    expect(key).toBe('chat.unknownAsset')
    expect(values.typed).toBe('bct')
    expect(candidates.map(({ value }) => value)).toEqual(['bitcoin', 'bitcoin-cash', 'binancecoin'])
  })

  it('that carries another asset’s price is refused as such', () => {
    expect(refusal(() => asset().parse('usdt', contextOf())).key).toBe('chat.notCoin')
  })

  it('may be a word of the command’s own, by what it is called in either language', () => {
    const scope = asset({ default: 'total', also: ['total'] })
    const argument = { name: 'asset', labels: () => ['Total', '合計'] }
    for (const typed of ['total', 'TOTAL', '合計', 'ｔｏｔａｌ']) {
      expect(scope.parse(typed, { ...contextOf(), argument })).toBe('total')
    }
    expect(scope.absent(contextOf())).toBe('total')
  })

  it('is needed where it has no default', () => {
    expect(refusal(() => asset().absent(contextOf())).key).toBe('chat.assetNeeded')
  })
})

describeWithShared('a coin of the recorded market', ['dataset'], (folder) => {
  it('beats another’s name by its ticker', async () => {
    const recorded = await readHistory(folder)
    expect(asset().parse('holo', contextOf('en', recorded)).symbol).toBe('HOLO')
  })

  it('is found by the one spelling that is printed for it', async () => {
    const recorded = await readHistory(folder)
    const context = contextOf('en', recorded)
    const argument = asset()
    for (const one of recorded.assets) {
      if (one.kind !== 'coin' || !recorded.dailyCandles(one.id)) continue
      expect(argument.parse(argument.print(one, context), context)).toBe(one)
    }
  })
})

describe('several coins', () => {
  it('stand between spaces and commas of any script, each once', () => {
    for (const typed of ['btc eth btc', 'btc,eth', 'ビットコイン、イーサリアム', 'BTC , ETH']) {
      const ids = assets({ most: 2 })
        .parse(typed, contextOf())
        .map(({ id }) => id)
      expect(ids).toEqual(['bitcoin', 'ethereum'])
    }
  })

  it('are neither too few nor too many', () => {
    expect(refusal(() => assets({ most: 2 }).parse('btc eth sol', contextOf())).key).toBe(
      'chat.tooManyAssets',
    )
    expect(refusal(() => assets({ least: 2, most: 6 }).parse('btc', contextOf())).key).toBe(
      'chat.tooFewAssets',
    )
    const many = Array.from({ length: 400 }, () => 'btc').join(' ')
    expect(refusal(() => assets({ most: 6 }).parse(many, contextOf())).key).toBe('chat.tooManyAssets')
  })
})

describe('a week', () => {
  it.each([
    ['2025-11-17', '2025-11-17'],
    ['2025-11-18', '2025-11-24'],
    ['2025-11-20', '2025-11-24'],
    ['2025/11/20', '2025-11-24'],
    ['２０２５年１１月２０日', '2025-11-24'],
    ['20251120', '2025-11-24'],
    ['2025-W47', '2025-11-24'],
    ['2025w46', '2025-11-17'],
    ['2025-W01', '2025-01-06'],
    ['last', '2025-11-24'],
    ['直近', '2025-11-24'],
    ['先週', '2025-11-24'],
    ['last week', '2025-11-24'],
  ])('%s closes on %s', (typed, edition) => {
    expect(week().parse(typed, contextOf()).edition).toBe(edition)
    expect(week().accepts(typed, contextOf())).toBe(true)
  })

  it.each([
    '2025-02-30',
    '2025-13-01',
    '2025-W54',
    '2025-W00',
    'yesterday',
    '',
    '0000-00-00',
  ])('%j is none', (typed) => {
    expect(refusal(() => week().parse(typed, contextOf())).key).toBe('chat.badWeek')
  })

  it.each(['1999-01-04', '2025-12-25', '9999-12-31', '2024-10-06'])('%s lies outside the record', (typed) => {
    const { key, values } = refusal(() => week().parse(typed, contextOf()))
    expect(key).toBe('chat.weekOutside')
    expect(values).toMatchObject({ first: '2024-10-14', last: '2025-11-24' })
  })
})

describe('a choice', () => {
  const window = choice(['7d', '30d'], { default: '30d' })
  const argument = {
    name: 'window',
    labels: (value: string) => (value === '7d' ? ['7 days', '7日'] : ['30 days', '30日']),
  }

  it('is meant by its word, and by what it is called in either language', () => {
    for (const typed of ['7d', '7D', '７ｄ', '7 days', '7日', '７日']) {
      expect(window.parse(typed, { ...contextOf(), argument })).toBe('7d')
    }
  })

  it('lists the others where it is none', () => {
    const { values, candidates } = refusal(() => window.parse('9d', { ...contextOf(), argument }))
    expect(values).toEqual({ argument: 'window', typed: '9d', choices: '7d, 30d' })
    expect(candidates).toEqual([
      { value: '7d', label: '7 days' },
      { value: '30d', label: '30 days' },
    ])
  })
})

describe('words', () => {
  const command = defineCommand({
    name: 'funding',
    args: {
      asset: asset({ default: 'bitcoin' }),
      window: choice(['7d', '30d'], { default: '30d' }),
      unit: choice(['8h', 'apr'], { default: '8h' }),
      week: week(),
      file: flag(),
    },
    examples: [],
    run: () => ({ kind: 'message', message: { title: '', blocks: [], images: [], footer: [] } }),
  })
  const read = (words: string, named: Record<string, string> = {}) =>
    readArguments(
      command,
      { kind: 'command', name: 'funding', words: words.split(' '), named },
      contextOf('ja'),
    )

  it.each([
    'eth 7d apr 2025-11-17 file',
    'apr file 2025-11-17 7d イーサリアム',
    'window=7d unit:apr asset=ＥＴＨ week:2025-11-17 file=はい',
    '７ｄ　apr week:2025-11-17 file:true $eth',
  ])('mean the same in any order: %s', (words) => {
    expect(read(words.replace('　', ' ')).printed).toEqual({
      asset: 'ethereum',
      window: '7d',
      unit: 'apr',
      week: '2025-11-17',
      file: 'true',
    })
  })

  it('keep what was given apart from what stands by default', () => {
    const { given, printed, private: alone } = read('eth')
    expect(given).toEqual({ asset: 'ethereum' })
    expect(printed).toMatchObject({ window: '30d', week: '2025-11-24', file: 'false' })
    expect(alone).toBeUndefined()
    expect(read('eth 非公開').private).toBe(true)
  })

  it.each([
    ['bct', 'chat.unknownAsset'],
    ['45d', 'chat.badChoice'],
    ['2025-02-31', 'chat.badWeek'],
    ['btc rubbish', 'chat.unknownWord'],
    ['window=7d window=30d', 'chat.givenTwice'],
    ['file=perhaps', 'chat.badFlag'],
    ['x'.repeat(2000), 'chat.tooLong'],
  ])('that cannot be meant are told as such: %s', (words, key) => {
    expect(refusal(() => read(words)).key).toBe(key)
  })

  it('refuse names that the command has not, also those that every object has', () => {
    for (const name of ['colour', 'constructor', '__proto__', 'toString']) {
      expect(refusal(() => read('', { [`${name}`]: '1' })).key).toBe('chat.unknownArgument')
    }
  })

  it('are left to a text', () => {
    const explain = { ...command, args: { term: text() } }
    const words = ['open', 'interest', 'of', 'BTC,ETH']
    const { values } = readArguments(explain, { kind: 'command', name: 'x', words }, contextOf())
    expect(values).toEqual({ term: 'open interest of BTC,ETH' })
  })
})

describe('a word that is a coin and an option', () => {
  const funding = defineCommand({
    name: 'funding',
    args: {
      asset: asset({ default: 'btc' }),
      window: choice(['7d', '30d'], { default: '30d' }),
      unit: choice(['8h', 'apr'], { default: '8h' }),
      venues: choice(['top', 'all'], { default: 'top' }),
    },
    examples: [],
    run: () => {
      throw new Error('is not run')
    },
  })
  const of = coinsOf(['btc', 'eth', 'apr', 'all', '42'])
  const read = (words: readonly string[], history = of, locale: 'en' | 'ja' = 'en') =>
    readArguments(funding, { kind: 'command', name: 'funding', words }, contextOf(locale, history))
  const asked = (words: readonly string[], locale: 'en' | 'ja' = 'en') =>
    refusal(() => read(words, of, locale)) as UnclearError

  it('is asked about where it may be either, with both to choose from', () => {
    const error = asked(['apr'])
    expect(error).toBeInstanceOf(UnclearError)
    expect(error.key).toBe('chat.coinOrOption')
    expect(error.choices).toEqual(['asset=apr', 'unit=apr'])
    expect(error.candidates.map(({ label }) => label)).toEqual(['APR - apr (#3)', 'Annualized (unit)'])
    expect(asked(['all']).choices).toEqual(['asset=all', 'venues=all'])
    const words = createWords('ja', 'UTC', 0)
    const said = words.find(`errors:${error.key}`, error.values)
    expect(said).toContain('「apr」は銘柄の名前でもあり')
  })

  it('keeps what else was typed for the question that follows', () => {
    expect(asked(['apr', '7d']).typed).toEqual({ window: '7d' })
  })

  it('is the option where a coin is named, before it or after', () => {
    for (const words of [
      ['eth', 'apr'],
      ['apr', 'eth'],
    ]) {
      expect(read(words).given).toEqual({ asset: 'eth', unit: 'apr' })
    }
  })

  it('is the coin where the option is named, and what is named is never asked about', () => {
    expect(read(['apr', 'unit=8h']).given).toEqual({ asset: 'apr', unit: '8h' })
    expect(read(['unit=apr']).given).toEqual({ unit: 'apr' })
    expect(read(['asset=apr']).given).toEqual({ asset: 'apr' })
  })

  it('is the option where no coin goes by it', () => {
    expect(read(['apr', 'all'], coinsOf(['btc', 'eth'])).given).toEqual({ unit: 'apr', venues: 'all' })
  })

  it('is a coin alone where it is no option: 42', () => {
    expect(read(['42']).given).toEqual({ asset: '42' })
  })
})

/** A record of coins whose ids are their tickers, most valued first. */
function coinsOf(tickers: readonly string[]): History {
  return buildHistory({
    now: '2025-11-24',
    assets: tickers.map((id) => ({ id, symbol: id.toUpperCase() })),
    daily: Object.fromEntries(tickers.map((id) => [id, ['2025-11-20', 1, 2, 3, 4]])),
    marketCaps: Object.fromEntries(tickers.map((id, index) => [id, ['2025-11-24', 1000 - index]])),
  })
}

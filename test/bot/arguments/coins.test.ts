/** A coin or several as they are typed: by ticker, name, pair or another script. */
import { beforeAll, describe, expect, it } from 'vitest'
import { asset, assets } from '#src/bot/arguments.ts'
import { LOCALES } from '#src/i18n/locale.ts'
import type { History } from '#src/market/history.ts'
import { sampleHistory } from '../../support/bot.ts'
import { readHistory } from '../../support/histories.ts'
import { describeWithShared } from '../../support/shared.ts'
import { coinsOf, contextIn, refusal } from './reading.ts'

let history: History
beforeAll(async () => {
  history = await sampleHistory()
})

const contextOf = (locale: 'ja' | 'en' = 'en', of = history) => contextIn(of, locale)

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

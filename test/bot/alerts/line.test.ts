/** An alert’s line: every form of the design in both languages, what is refused and what is offered. */
import { describe, expect, it } from 'vitest'
import { HOUR, MINUTE } from '#src/market/time.ts'
import { buildHistory } from '../../support/history.ts'
import { draftOf, meaning, read } from './reading.ts'

describe('a condition', () => {
  it.each([
    ['btc < 90000', 'btc < 90000'],
    ['btc<90000', 'btc < 90000'],
    ['btc < 90,000', 'btc < 90000'],
    ['btc < 90k', 'btc < 90000'],
    ['90000 > btc', 'btc > 90000'],
    ['$90k below BTC', 'btc < 90000'],
    ['btc 9万割れ', 'btc < 90000'],
    ['ＢＴＣ　９万ドル割れ', 'btc < 90000'],
    ['`btc < 90000`', 'btc < 90000'],
    ['**btc** < 90000', 'btc < 90000'],
    ['ビットコインが９万ドルを割ったら教えて', 'btc < 90000'],
    ['BTCが9万5千ドルを上回ったら', 'btc > 95000'],
    ['btc 11万5,000ドル超え', 'btc > 115000'],
    ['btc 90000 どちらでも', 'btc 90000 either'],
    ['alert me when BTC is above $100k once', 'btc > 100000'],
    ['eth >= 4k', 'eth > 4000'],
    ['pepe < 0.0000001', 'pepe < 0.0000001'],
    ['btc < 90000 venue:okx', 'btc < 90000 venue:okx'],
    ['bitcoin cash > 500', 'bch > 500'],
  ])('price: %s', (line, printed) => {
    expect(meaning(line)).toBe(printed)
  })

  it.each([
    ['eth -5% 1h', 'eth -5% 1h'],
    ['1h eth -5%', 'eth -5% 1h'],
    ['btc ±3% 24h', 'btc ±3% 24h'],
    ['btc falls 5% in 1 hour', 'btc -5% 1h'],
    ['btc up 5% 7d', 'btc +5% 7d'],
    ['イーサが1時間で5%下落したら', 'eth -5% 1h'],
    ['ETH 24時間で±5%', 'eth ±5% 24h'],
    ['BTCが15分で３％以上上昇', 'btc +3% 15m'],
    ['watchlist -5% 24h', 'watchlist -5% 24h'],
    ['ウォッチリスト 24時間で5%下落', 'watchlist -5% 24h'],
    ['sol 3% step', 'sol 3% step'],
    ['ソラナ3%ごと', 'sol 3% step'],
    ['SOL 3%刻み', 'sol 3% step'],
  ])('change: %s', (line, printed) => {
    expect(meaning(line)).toBe(printed)
  })

  it.each([
    ['btc funding > 0.03%', 'btc funding > 0.03%'],
    ['btc funding > 30% apr', 'btc funding > 30% apr'],
    ['BTC資金調達率 0.03%超え', 'btc funding > 0.03%'],
    ['btc 資金調達率 年率30%超え', 'btc funding > 30% apr'],
    ['btc funding < -0.01%', 'btc funding < -0.01%'],
    ['btc funding predicted > 0.05%', 'btc funding predicted > 0.05%'],
    ['btc funding flips', 'btc funding flips'],
    ['BTCの資金調達率がマイナスに転じたら', 'btc funding flips'],
    ['btc funding negative 6x', 'btc funding negative 6x'],
    ['BTC資金調達率 6回連続マイナス', 'btc funding negative 6x'],
    ['BTC資金調達率マイナス6回', 'btc funding negative 6x'],
    ['eth funding positive 12 times', 'eth funding positive 12x'],
    ['btc oi -10% 24h coins', 'btc oi -10% 24h coins'],
    ['btc oi -10% usd', 'btc oi -10% 24h usd'],
    ['btc 建玉 24時間で10%減少', 'btc oi -10% 24h coins'],
    ['btc 建玉残高 7日で10%増加 ドル建て', 'btc oi +10% 7d usd'],
  ])('derivatives: %s', (line, printed) => {
    expect(meaning(line)).toBe(printed)
  })

  it.each([
    ['btc vol7 > 50%', 'btc vol7 > 50%'],
    ['btc vol 30d > 80%', 'btc vol30 > 80%'],
    ['btcの7日ボラが50%超え', 'btc vol7 > 50%'],
    ['total < 3T', 'total < 3000000000000'],
    ['total 3兆割れ', 'total < 3000000000000'],
    ['暗号資産全体の時価総額が3兆ドル割れ', 'total < 3000000000000'],
    ['btc cap > 2T', 'btc cap > 2000000000000'],
    ['sol rank <= 5', 'sol rank <= 5'],
    ['sol rank > 10', 'sol rank >= 10'],
    ['SOL 5位以内', 'sol rank <= 5'],
    ['btc spread > 0.5%', 'btc spread > 0.5%'],
    ['BTC 取引所間の価格差 0.5%', 'btc spread > 0.5%'],
    ['oi low 12w', 'oi low 12w'],
    ['建玉残高が12週ぶりの低水準', 'oi low 12w'],
    ['btc funding high 26w', 'btc funding high 26w'],
    ['any low 12w', 'any low 12w'],
    ['なんでも12週ぶりの安値', 'any low 12w'],
    ['btc 12-week low', 'btc low 12w'],
    ['btc stale 30m', 'btc stale 30m'],
    ['btc データが途絶えたら 30分', 'btc stale 30m'],
  ])('the rest: %s', (line, printed) => {
    expect(meaning(line)).toBe(printed)
  })

  it('takes a ticker that is a word of the vocabulary where no other coin is named', () => {
    const history = buildHistory({
      assets: [
        { id: 'movement', symbol: 'MOVE', name: 'Movement' },
        { id: '1inch', symbol: '1INCH', name: '1inch' },
      ],
      daily: { movement: ['2025-11-22', 0.4], '1inch': ['2025-11-22', 0.2], bitcoin: ['2025-11-22', 90_000] },
    })
    expect(meaning('move < 0.5', history)).toBe('id:movement < 0.5')
    expect(meaning('id:movement < 0.5', history)).toBe('id:movement < 0.5')
    expect(meaning('$move < 0.5', history)).toBe('id:movement < 0.5')
    expect(meaning('1inch < 0.1', history)).toBe('id:1inch < 0.1')
    expect(meaning('bitcoin 3% move', history)).toBe('bitcoin 3% step')
  })

  it('is a coin alone, or nothing', () => {
    expect(meaning('btc')).toBe(':bitcoin')
    expect(meaning('ビットコイン')).toBe(':bitcoin')
    expect(meaning(' 、 ')).toBe('')
  })
})

describe('how it reports', () => {
  it.each([
    ['btc < 90000', { repeat: { kind: 'once' }, hold: MINUTE, silent: false, here: false }],
    ['btc < 90000 each 4h', { repeat: { kind: 'each', gap: 4 * HOUR } }],
    ['btc 9万割れ 4時間ごと', { repeat: { kind: 'each', gap: 4 * HOUR } }],
    ['btc 9万割れ 毎回', { repeat: { kind: 'each', gap: 4 * HOUR } }],
    ['btc 9万割れ 4時間ごとに再通知', { repeat: { kind: 'remind', gap: 4 * HOUR } }],
    ['eth -5% 1h', { repeat: { kind: 'each', gap: 4 * HOUR } }],
    ['eth -5% 1h once', { repeat: { kind: 'once' } }],
    ['イーサ 1時間で5%下落 1回だけ', { repeat: { kind: 'once' } }],
    ['eth -5% 1h remind 6h', { repeat: { kind: 'remind', gap: 6 * HOUR } }],
    ['btc < 90000 hold 5m', { hold: 5 * MINUTE }],
    ['btc < 90000 hold 0', { hold: 0 }],
    ['btc 9万割れ 5分続いたら', { hold: 5 * MINUTE }],
    ['btc funding flips', { hold: 0, repeat: { kind: 'each', gap: 8 * HOUR } }],
    ['btc < 90000 silent here', { silent: true, here: true }],
    ['btc 9万割れ 消音 ここに', { silent: true, here: true }],
    ['btc < 90000', { until: Date.parse('2026-02-22T15:00:00Z') }],
    ['btc < 90000 until 31 Dec', { until: Date.parse('2025-12-31T15:00:00Z') }],
    ['btc < 90000 until Dec 31', { until: Date.parse('2025-12-31T15:00:00Z') }],
    ['btc 9万割れ 12月31日まで', { until: Date.parse('2025-12-31T15:00:00Z') }],
    ['btc 9万割れ 1月10日まで', { until: Date.parse('2026-01-10T15:00:00Z') }],
    ['btc < 90000 until 2026-01-10', { until: Date.parse('2026-01-10T15:00:00Z') }],
    ['btc < 90000 until 14 days', { until: Date.parse('2025-12-08T15:00:00Z') }],
  ])('%s', (line, manner) => {
    expect(draftOf(line)).toMatchObject(manner)
  })
})

describe('what cannot be set names the word and offers lines that can', () => {
  it.each([
    ['btc 90000', 'side', ['btc 90000 below', 'btc 90000 above', 'btc 90000 either']],
    ['btc < 0', 'notPrice', []],
    ['btc < -5', 'notPrice', []],
    ['btc 9万%', 'notPrice', []],
    ['btc 5%', 'window', ['btc 5% 1h', 'btc 5% 24h']],
    ['btc -5% 2h', 'badWindow', ['btc -5% 1h', 'btc -5% 4h']],
    ['btc < 1350万円', 'yen', []],
    ['btc < ¥13,500,000', 'yen', []],
    ['total -5% 24h', 'totalLevel', []],
    ['bitcon < 90k', 'unknownCoin', ['btc < 90k', 'ltc < 90k', 'trx < 90k']],
    ['btc eth < 90k', 'twoCoins', ['btc < 90k', 'eth < 90k']],
    ['btc < 90000 please', 'unknownWord', ['btc < 90000']],
    ['btc < 90000 @everyone', 'unknownWord', ['btc < 90000']],
    ['btc < 90000 <@123456>', 'unknownWord', ['btc < 90000']],
    ['btc < 90000 https://example.com/a?b=1', 'unknownWord', ['btc < 90000']],
    ['btc < 90000 > 95000', 'contradicts', ['btc < 90000']],
    ['pepe oi -10%', 'notOnRecord', []],
    ['btc < 90000 hold 3h', 'badHold', ['btc < 90000 hold 15m', 'btc < 90000 hold 1h']],
    ['btc funding flips hold 5m', 'holdNotHere', []],
    ['btc < 90000 every 1m', 'badGap', ['btc < 90000 every 15m', 'btc < 90000 every 1h']],
    ['btc < 90000 remind 1h', 'badReminder', ['btc < 90000 remind 4h', 'btc < 90000 remind 12h']],
    ['btc < 90000 until 2030', 'badUntil', ['btc < 90000 until 90d', 'btc < 90000 until 365d']],
    ['btc < 90000 until yesterday', 'badUntil', ['btc < 90000 until 7d', 'btc < 90000 until 90d']],
    ['btc < 90000 until whenever', 'badUntil', []],
    ['< 90000', 'coinNeeded', ['btc < 90000', 'eth < 90000', 'sol < 90000']],
    ['btc funding 0.03', 'notPercent', ['btc funding 0.03%']],
    ['btc funding', 'level', ['btc funding flips', 'btc funding > 0.03%', 'btc funding < 0%']],
    ['sol high 12w', 'noExtreme', ['any high 12w']],
    ['btc low 1w', 'badWeeks', ['btc low 12w', 'btc low 26w']],
    ['btc vol14 > 50%', 'badVolatility', []],
    ['btc < 90000 venue:nowhere', 'badVenue', []],
    ['btc stale 2m', 'badStale', ['btc stale 30m', 'btc stale 1h']],
    ['sol rank 0', 'badRank', ['sol rank 10', 'sol rank 100']],
  ])('%s', (line, why, offered) => {
    const result = read(line)
    expect(result).toMatchObject({ kind: 'refused', why })
    const offers = result.kind === 'refused' ? result.offers.map((offer) => offer.line) : []
    expect(offers).toEqual(offered)
  })

  it('offers coins of one ticker by their rank', () => {
    const history = buildHistory({
      assets: [
        { id: 'adcoin', symbol: 'ACC', name: 'AdCoin' },
        { id: 'accelerator', symbol: 'ACC', name: 'Accelerator' },
      ],
      daily: { adcoin: ['2025-11-22', 1], accelerator: ['2025-11-22', 2] },
      marketCaps: { adcoin: ['2025-11-22', 5e6, 5e6], accelerator: ['2025-11-22', 9e6, 9e6] },
    })
    const result = read('acc < 1', history)
    expect(result).toMatchObject({ kind: 'refused', why: 'ambiguousCoin', values: { word: 'acc' } })
    const offers = result.kind === 'refused' ? result.offers : []
    expect(offers.map(({ label }) => label)).toEqual(['ACC - Accelerator (#1)', 'ACC - AdCoin (#2)'])
    expect(offers.map(({ line }) => meaning(line, history))).toEqual(['id:accelerator < 1', 'id:adcoin < 1'])
  })

  it('never offers what is refused for the same reason again', () => {
    const lines = [
      'btc 90000',
      'btc 5%',
      'btc -5% 2h',
      'bitcon < 90k',
      'btc < 90000 hold 3h',
      'btc funding',
      'sol rank 0',
    ]
    const reasons = lines.flatMap((line) => {
      const result = read(line)
      if (result.kind !== 'refused') return ['not refused']
      return result.offers
        .filter((offer) => meaning(offer.line) === `(${result.why})`)
        .map((offer) => offer.line)
    })
    expect(reasons).toEqual([])
  })
})

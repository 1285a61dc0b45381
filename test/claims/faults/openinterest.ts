/** Faults about open interest and positioning. */
import type { Fault } from './fault.ts'

export const OPENINTEREST: readonly Fault[] = [
  {
    rule: 'S2',
    name: 'a peak without its window',
    monday: '2025-10-13',
    text: {
      ja: 'BTC無期限先物の建玉残高は728億ドル。10月6日のピーク953億ドルから24%減りました。',
      en: 'BTC perpetual open interest is $72.8B, 24% below its 6 October peak of $95.3B.',
    },
    instead: {
      ja: 'BTCの建玉は過去90日のピーク（10月6日、953億ドル）を24%下回ります。',
      en: 'BTC open interest is 24% below its 90-day peak of $95.3B on 6 October.',
    },
  },
  {
    rule: 'S7',
    name: 'leverage cut where coins were added',
    monday: '2025-11-17',
    text: {
      ja: 'レバレッジの解消が進み、強制清算の対象となる建玉はピーク時より少なくなっています。',
      en: 'Leverage has been cut: there is less left to be forced out than at the peak.',
    },
    instead: {
      ja: '枚数の建玉は過去90日のピークを8〜10%下回る程度で、整理が進んだとは判断しません。',
      en: 'At 8–10% below their 90-day peak in coins, positions have not been cleared.',
    },
  },
  {
    rule: 'S7',
    name: 'a fall in dollars that is the price’s, leading',
    monday: '2025-09-01',
    text: {
      ja: 'BTC無期限先物の建玉残高は週間で5.0%減。',
      en: 'BTC perpetual open interest fell 5.0% over the week.',
    },
    instead: {
      ja: 'ドル建ての5.0%減は価格の下落によるもので、枚数はほぼ横ばいです。',
      en: 'The 5.0% fall in dollars is the price; coins are little changed.',
    },
  },
  {
    rule: 'S8',
    name: 'new shorts where funding stayed positive',
    monday: '2025-11-17',
    text: {
      ja: 'BTC建玉は枚数ベースで7.7%増え、価格は10.0%下落。新規のショートが入った形です。',
      en: 'Counted in coins, BTC open interest rose 7.7% while the price fell 10.0%: new shorts.',
    },
    instead: {
      ja: '下げのなかで建玉は枚数で積み上がりました。新規の売りが主導したとまではいえません。',
      en: 'Positions were added into the decline; it cannot be said that new shorts led.',
    },
  },
  {
    rule: 'S8',
    name: 'a quadrant whose sign hangs on the hour',
    monday: '2025-10-20',
    text: {
      ja: 'BTC建玉は枚数ベースで1.5%減り、価格も5.5%下落。ロングの解消が進んだ形です。',
      en: 'Counted in coins, BTC open interest fell 1.5% as the price fell 5.5%: longs were unwound.',
    },
    instead: { ja: '枚数はほぼ横ばいです。', en: 'Coins are little changed.' },
  },
  {
    rule: 'S10',
    name: 'nothing at an extreme, with records all over',
    monday: '2025-10-06',
    text: {
      ja: '過去1年と比べて、極端な偏りはみられません。',
      en: 'Nothing in positioning is at an extreme of its own year.',
    },
    instead: {
      ja: '建玉は915億ドルと記録の最高です。',
      en: 'Open interest is the highest on record, $91.5B.',
    },
  },
  {
    rule: 'S10',
    name: 'nothing at an extreme, with fear and greed lowest since April',
    monday: '2025-09-29',
    text: {
      ja: '過去1年と比べて、極端な偏りはみられません。',
      en: 'Nothing in positioning is at an extreme of its own year.',
    },
    instead: {
      ja: '恐怖・強欲指数は4月11日以来の低さです。',
      en: 'Fear and greed is the lowest since 11 April.',
    },
  },
  {
    rule: 'S15',
    name: 'coins up in one section, leverage cut in another',
    monday: '2025-11-17',
    text: {
      ja: ['BTC建玉は枚数ベースで7.7%増え、価格は10.0%下落。', 'レバレッジの解消が進みました。'],
      en: [
        'Counted in coins, BTC open interest rose 7.7% while the price fell 10.0%: new shorts.',
        'Leverage has been cut.',
      ],
    },
    instead: { ja: 'BTC建玉は枚数で5〜8%増えています。', en: 'BTC open interest rose 5–8% in coins.' },
  },
  {
    rule: 'S15',
    name: 'leverage normal, and cut a line below',
    monday: '2025-10-20',
    text: {
      ja: ['レバレッジ：平均的', 'レバレッジの解消が進みました。'],
      en: ['Leverage: normal.', 'Leverage has been cut.'],
    },
    instead: { ja: 'レバレッジ：平均的', en: 'Leverage: normal.' },
  },
]

/** Every fault that editions had, word for word, and what may be said in its place. */
import type { Language } from './product/briefing.ts'

export interface Fault {
  readonly rule: string
  readonly name: string
  readonly monday: string
  readonly text: Partial<Record<Language, string | readonly string[]>>
  /** What may be said in its place. */
  readonly instead: Partial<Record<Language, string | readonly string[]>>
}

export const FAULTS: readonly Fault[] = [
  {
    rule: 'S1',
    name: 'a sign that venues do not share, without a venue',
    monday: '2025-10-20',
    text: {
      ja: 'BTCの資金調達率はマイナスで、過去1年で下位9%の低さ。',
      en: 'BTC funding is negative, in the bottom 9% of the past year.',
    },
    instead: {
      ja: 'BTCの資金調達率は、Binanceの週平均が−0.0015%（21回中15回がマイナス）、Hyperliquidは0.0078%です。',
      en: 'BTC funding averaged −0.0015% on Binance (15 of 21 settlements negative) and 0.0078% on Hyperliquid.',
    },
  },
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
    rule: 'S3',
    name: 'turned positive after a week that was positive throughout',
    monday: '2025-09-22',
    text: { ja: 'BTCの資金調達率はプラスに転換。', en: 'BTC funding turned positive during the week.' },
    instead: {
      ja: 'BinanceのBTC資金調達率は21回中17回がプラスでした。',
      en: 'BTC funding on Binance was positive in 17 of 21 settlements.',
    },
  },
  {
    rule: 'S3',
    name: 'negative from one settlement of one venue',
    monday: '2025-10-13',
    text: { ja: '資金調達率：マイナス', en: 'Funding: negative.' },
    instead: {
      ja: '資金調達率はBinanceで週平均0.0037%と前週の約半分でした。',
      en: 'Funding averaged 0.0037% on Binance, about half of the week before.',
    },
  },
  {
    rule: 'S3',
    name: 'low by the last day’s mean of one venue',
    monday: '2025-10-13',
    text: {
      ja: 'BTCの資金調達率は低く、過去1年で下位1%の水準。',
      en: 'BTC funding is in the bottom 1% of the past year.',
    },
    instead: {
      ja: 'Binanceの週平均は前週の約半分。Hyperliquidは前週を上回りました。',
      en: 'Binance averaged about half of the week before; Hyperliquid averaged more than then.',
    },
  },
  {
    rule: 'S4',
    name: 'the default rate told as a turn',
    monday: '2025-10-27',
    text: {
      ja: 'BTCの8時間換算は0.0100%（年率換算11.0%）で、週の途中にプラスへ転じました。',
      en: "BTC's 8-hour-equivalent rate stands at 0.0100% (11.0% annualized) after turning positive during the week.",
    },
    instead: {
      ja: 'Binanceは22日8時（UTC）からプラスが続き、週末は基準の0.01%と中立です。',
      en: 'Binance has been positive since 08:00 UTC on the 22nd, and ended at the default of 0.01%: neutral.',
    },
  },
  {
    rule: 'S4',
    name: 'the default rate called crowded',
    monday: '2025-10-06',
    text: {
      ja: '資金調達率が高く、ロングへの偏りが大きくなっています。',
      en: 'Funding is high: longs are crowded.',
    },
    instead: {
      ja: '資金調達率はBinanceで8時間あたり0.0072%と、基準の0.01%を下回っています。',
      en: 'Funding averaged 0.0072% per 8 hours on Binance, below the default of 0.01%.',
    },
  },
  {
    rule: 'S5',
    name: 'a mean compared over unnamed venues',
    monday: '2025-11-10',
    text: {
      ja: '週平均は0.0089%で、前週の0.0080%から上昇しました。',
      en: "The week's mean was 0.0089%, up from 0.0080% the week before.",
    },
    instead: {
      ja: 'Binanceの週平均は0.0055%で、前週の0.0061%から低下しました。',
      en: 'It averaged 0.0055% on Binance, down from 0.0061%.',
    },
  },
  {
    rule: 'S6',
    name: 'the last settlement and the week’s mean in one paragraph',
    monday: '2025-10-20',
    text: {
      ja: [
        'BTCの8時間換算は−0.0032%（年率換算−3.5%）です。',
        '週平均は0.0032%で、前週の0.0076%から低下しました。',
      ],
      en: [
        "BTC's 8-hour-equivalent rate stands at −0.0032% (−3.5% annualized).",
        "The week's mean was 0.0032%, down from 0.0076% the week before.",
      ],
    },
    instead: {
      ja: 'Binanceの週平均は−0.0015%（21回中15回がマイナス）、Hyperliquidは0.0078%です。',
      en: 'Binance averaged −0.0015% (15 of 21 settlements negative), Hyperliquid 0.0078%.',
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
    rule: 'S9',
    name: 'a fall of correlation that changed members made',
    monday: '2025-10-20',
    text: {
      ja: '30日相関の平均は、50〜100位で0.71と、下位では連動の弱まりがみられます。',
      en: 'Average 30-day correlation is 0.71 in ranks 50–100: a weakening.',
    },
    instead: {
      ja: '30日相関の平均は、50〜100位で0.71でした。',
      en: 'Average 30-day correlation is 0.71 in ranks 50–100.',
    },
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
    rule: 'S11',
    name: 'of the past year on 250 days',
    monday: '2025-09-15',
    text: {
      ja: 'BTCの実現ボラティリティは20%と、なお過去1年で下位12%の低さ。',
      en: "BTC's realized volatility, 20%, is still in the bottom 12% of the past year.",
    },
    instead: {
      ja: 'BTCの7日実現ボラティリティは20.1%と、1月以降の記録で下位12%です。',
      en: "BTC's 7-day realized volatility is 20.1%, in the bottom 12% of our record since January.",
    },
  },
  {
    rule: 'S13',
    name: 'a sector of three told as one that rose',
    monday: '2025-11-17',
    text: {
      ja: '11セクター中2セクターが上昇しました。上位はプライバシー（+2.6%）、取引所トークン（+0.6%）です。',
      en: 'Two of eleven sectors rose: privacy (+2.6%) and exchange tokens (+0.6%) at the top.',
    },
    instead: {
      ja: '取引所トークンの指数は0.6%高ですが、3銘柄のうち上げたのはAster（16.3%高）だけです。',
      en: 'Our exchange-token index gained 0.6%, but on Aster alone (16.3%).',
    },
  },
  {
    rule: 'S13',
    name: 'an index that half of its members did not follow',
    monday: '2025-11-10',
    text: {
      ja: '上位はプライバシー（+17.8%）、DePIN（+15.9%）です。',
      en: 'Privacy (+17.8%) and DePIN (+15.9%) are at the top.',
    },
    instead: {
      ja: '上位はDePIN（+15.9%）ですが、上げたのは10銘柄中5銘柄（Filecoinなど）です。',
      en: 'DePIN (+15.9%), on five of its ten members, is at the top.',
    },
  },
  {
    rule: 'S14',
    name: 'a tendency that the record contradicts',
    monday: '2025-10-20',
    text: {
      ja: '資金調達率がマイナスでロングへの偏りは小さく、強制清算による売りが出にくいとされる局面です。',
      en: 'With funding negative crowded longs have less to unwind: conditions that have meant less forced selling.',
    },
    instead: { ja: '枚数はほぼ横ばいです。', en: 'Coins are little changed.' },
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
  {
    rule: 'S16',
    name: 'a missing settlement that nothing counts',
    monday: '2025-11-17',
    text: { ja: '資金調達率の週平均はBinanceが0.0061%です。' },
    instead: { ja: '資金調達率の週平均はBinanceが0.0061%（20回中19回がプラス）です。' },
  },
  {
    rule: 'S17',
    name: 'the hour of the close, where it is intraday range',
    monday: '2025-09-08',
    text: {
      ja: 'BTCを1時間足で測ると37.4%で、引けの時刻による差が大きい週です。',
      en: "Sampled hourly, BTC's is 37.4%: the hour of the close matters this week.",
    },
    instead: {
      ja: '日足で17.7%。1時間足では37.4%でした。',
      en: 'It was 17.7% by daily closes and 37.4% sampled hourly.',
    },
  },
  {
    rule: 'S17',
    name: 'low by one hour of the close',
    monday: '2025-09-08',
    text: { ja: 'BTCの実現ボラティリティは18%まで低下。', en: "BTC's realized volatility sank to 18%." },
    instead: {
      ja: 'BTCの7日実現ボラティリティは日足で17.7%、1時間足では37.4%でした。',
      en: "BTC's 7-day realized volatility was 17.7% by daily closes, 37.4% sampled hourly.",
    },
  },
  {
    rule: 'S18',
    name: 'risk-off that leaves out the Nikkei’s five percent',
    monday: '2025-10-13',
    text: {
      ja: '株式でもS&P500種が2.4%下げ、リスク回避の流れが強まりました。',
      en: 'The S&P 500 dropped 2.4% as risk appetite faded.',
    },
    instead: { ja: '同じ10日にS&P500種は2.7%安でした。', en: 'The same day the S&P 500 lost 2.7%.' },
  },
  {
    rule: 'S19',
    name: 'a crossing that hides a record',
    monday: '2025-10-06',
    text: {
      ja: '暗号資産の時価総額は4.30兆ドル。4兆ドルの大台を回復しました。',
      en: "Crypto's market cap is back above $4T, at $4.30T.",
    },
    instead: {
      ja: '時価総額は4.30兆ドルと記録の最高です。',
      en: 'Total market cap is $4.30T, the highest on record.',
    },
  },
  {
    rule: 'S20',
    name: 'a contrast of a calm pair',
    monday: '2025-11-10',
    text: { ja: '下落率の中央値は上位10銘柄が8.4%と大きく、50〜100位は5.1%にとどまりました。' },
    instead: { ja: '下落率の中央値は上位10銘柄の8.4%に対し、50〜100位は5.1%です。' },
  },
  {
    rule: 'causes',
    name: 'a cause that no record carries',
    monday: '2025-10-13',
    text: { ja: '米中摩擦を受けて、BTCは下げました。', en: 'BTC fell because of new tariffs.' },
    instead: { ja: '同じ10日にS&P500種は2.7%安でした。', en: 'The same day the S&P 500 lost 2.7%.' },
  },
  {
    rule: 'capitals',
    name: 'a clause that begins anew behind a semicolon',
    monday: '2025-10-13',
    text: { en: 'BTC slides; Fear and greed index drops to 24.' },
    instead: {
      en: 'BTC slides; fear and greed index drops to 24; S&P 500 down 3% in a day; Binance ETH funding at −0.0131%.',
    },
  },
  {
    rule: 'forecasts',
    name: 'a forecast',
    monday: '2025-10-13',
    text: { ja: '来週は反発するでしょう。', en: 'BTC is likely to recover.' },
    instead: { ja: '注目は10万1,517ドルです。', en: 'Watch $101,517.' },
  },
]

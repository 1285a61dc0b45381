/** Faults about funding. */
import type { Fault } from './fault.ts'

export const FUNDING: readonly Fault[] = [
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
    rule: 'S16',
    name: 'a missing settlement that nothing counts',
    monday: '2025-11-17',
    text: { ja: '資金調達率の週平均はBinanceが0.0061%です。' },
    instead: { ja: '資金調達率の週平均はBinanceが0.0061%（20回中19回がプラス）です。' },
  },
]

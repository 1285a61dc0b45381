/** Faults of wording: tendencies, causes, forecasts, capitals. */
import type { Fault } from './fault.ts'

export const WORDS: readonly Fault[] = [
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

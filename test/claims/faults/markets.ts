/** Faults about volatility, sectors, correlation and other markets. */
import type { Fault } from './fault.ts'

export const MARKETS: readonly Fault[] = [
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
]

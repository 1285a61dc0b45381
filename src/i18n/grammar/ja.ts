/** Japanese: full-width joints, 兆・億・万, dates from the year down. */
import { formatNumber, significant } from '../digits.ts'
import type { CivilTime, Grammar } from './grammar.ts'

const WEEKDAYS = ['月', '火', '水', '木', '金', '土', '日']

export const ja: Grammar = {
  name: '日本語',
  tag: 'ja-JP',
  browser: { tag: 'ja-JP', month: 'long' },
  letters: /[\u3041-\u30ff]/u,
  zone: 'Asia/Tokyo',
  ownName: '日本語',
  room: { headline: 30, compact: 110, claim: 48 },

  comma: '、',
  semicolon: '、',
  dot: '・',
  slash: '・',
  arrow: '→',
  colon: '：',
  stop: '。',
  gap: '',
  clause: '。',
  wide: '　',
  cell: '　',
  space: '　',
  list: (items) => items.join('、'),
  against: (items) => items.join('と'),
  aside: (text, inBrackets) => `${text}（${inBrackets}）`,
  sentenceOf: (items) => `${items.join('・')}。`,
  quoted: (sentence) => sentence.replace(/。$/u, ''),
  // A Latin name needs its gap before the digits; a Japanese one runs on.
  beforeFigure: (name) => (/[A-Za-z0-9]$/.test(name) ? `${name} ` : name),
  sizeLast: true,

  amount(magnitude) {
    if (magnitude >= 1e12) return `${significant(magnitude / 1e12)}兆`
    if (magnitude < 1e8) return withMan(magnitude)
    return `${magnitude >= 1e10 ? formatNumber(magnitude / 1e8) : significant(magnitude / 1e8)}億`
  },
  trillions: (digits) => `${digits}兆`,
  billions(count) {
    // 1 billion is 10億; three decimals of it are two here.
    const units = Number((count * 10).toFixed(2))
    return `${formatNumber(units, String(units).split('.')[1]?.length ?? 0)}億`
  },
  count: withMan,
  dollars: (digits) => `${digits}ドル`,
  yen: (digits) => `${digits}円`,
  yenRate: (digits) => `${digits}円`,
  withYen: (dollars, yen) => `${dollars}（約${yen}）`,
  basisPoints: (digits) => `${digits}bp`,
  about: (figure) => `約${figure}`,
  range: (from, to) => `${from.replace('%', '')}〜${to}`,
  signedRange: (from, to) => `${from.replace('%', '')}〜${to}`,
  tickUnits: [
    [1e12, '兆'],
    [1e8, '億'],
    [1e4, '万'],
  ],
  coinUnit: [1e4, '万'],
  tickSign: '',

  date: ({ month, day }, year) => `${yearOf(year)}${month}月${day}日`,
  fullDate,
  shortDate: ({ month, day }) => `${month}/${day}`,
  monthTick: ({ month }) => `${month}月`,
  weekdayDate: (at) => `${at.month}月${weekday(at)}`,
  weekday,
  axisDay: ({ month, day }) => `${month}月${day}日`,
  dayTick: ({ day }) => `${day}日`,
  weekdayTick: ({ day, dayOfWeek }) => `${day}(${WEEKDAYS[dayOfWeek - 1]})`,
  dayAhead: weekday,
  month: ({ month }, year) => `${yearOf(year)}${month}月`,
  monthOfYear: ({ year, month }) => `${year}年${month}月`,
  monthPart: (month, part) => month + ['上旬', '中旬', '下旬'][part],
  dateTime: (at, zone, year) =>
    `${ja.beforeFigure(zone)}${yearOf(year)}${at.month}月${at.day}日${timeOf(at)}`,
  timeSpan: (from, to, zone) =>
    `${ja.beforeFigure(zone)}${from.month}月${from.day}日${timeOf(from)}〜${timeOf(to)}`,
  spanOfDays: (from, to) => `${from}〜${to}`,
  period(from, to) {
    const [sameYear, sameMonth] = [from.year === to.year, from.month === to.month]
    const inYear = sameMonth ? `${to.day}日` : `${to.month}月${to.day}日`
    return `${fullDate(from)}〜${sameYear ? inYear : fullDate(to)}`
  },
  shortPeriod: (from, to) => `${ja.shortDate(from)}〜${from.month === to.month ? to.day : ja.shortDate(to)}`,
  weekOf(from, to) {
    const [year = '', month = ''] = [/^\d+年/u.exec(from)?.[0], /^(?:\d+年)?\d+月/u.exec(from)?.[0]]
    if (to.startsWith(month)) return `${from.replace(/日$/u, '')}〜${to.slice(month.length)}の週`
    return `${from}〜${to.startsWith(year) ? to.slice(year.length) : to}の週`
  },
  dayOfMonth: (day) => `${day}日`,
  settlement: (day, hour) => `${day}日${hour}時（UTC）`,
  hourOfDay: (hour) => `${hour}時`,
  hour: (hour) => `${hour}時台`,
  hourOfWeek({ day, hour, own }) {
    const other = own.isUtc ? '' : `、${own.zone}${own.day === day ? '' : `${own.day}日`}${own.hour}時台`
    return `${day}日${hour}時台（UTC${other}）`
  },
  zones: { 'Asia/Tokyo': '日本時間' },
  city: (zone) => CITIES[zone],
}

/** As CLDR calls them, but where people say another. */
const CITIES: Readonly<Record<string, string>> = {
  'Asia/Tokyo': '東京',
  'America/New_York': 'ニューヨーク',
  'America/Chicago': 'シカゴ',
  'America/Denver': 'デンバー',
  'America/Los_Angeles': 'ロサンゼルス',
  'America/Toronto': 'トロント',
  'America/Sao_Paulo': 'サンパウロ',
  'Pacific/Honolulu': 'ホノルル',
  'Europe/London': 'ロンドン',
  'Europe/Paris': 'パリ',
  'Europe/Berlin': 'ベルリン',
  'Europe/Zurich': 'チューリッヒ',
  'Europe/Istanbul': 'イスタンブール',
  'Asia/Dubai': 'ドバイ',
  'Asia/Kolkata': 'コルカタ',
  'Asia/Kathmandu': 'カトマンズ',
  'Asia/Bangkok': 'バンコク',
  'Asia/Singapore': 'シンガポール',
  'Asia/Hong_Kong': '香港',
  'Asia/Shanghai': '上海',
  'Asia/Taipei': '台北',
  'Asia/Seoul': 'ソウル',
  'Australia/Sydney': 'シドニー',
  'Pacific/Auckland': 'オークランド',
}

function yearOf(year: number | undefined): string {
  return year === undefined ? '' : `${year}年`
}

function timeOf({ hour, minute }: CivilTime): string {
  return `${hour}時${minute === 0 ? '' : `${String(minute).padStart(2, '0')}分`}`
}

function fullDate({ year, month, day }: CivilTime): string {
  return `${year}年${month}月${day}日`
}

function weekday({ day, dayOfWeek }: CivilTime): string {
  return `${day}日（${WEEKDAYS[dayOfWeek - 1]}）`
}

/** 115,000 as 11万5,000; 20,000 as 2万; below ten thousand as it is. */
function withMan(value: number): string {
  if (value < 10_000) return formatNumber(value)
  const man = Math.floor(value / 10_000)
  const rest = Math.round(value - man * 10_000)
  return `${formatNumber(man)}万${rest === 0 ? '' : formatNumber(rest)}`
}

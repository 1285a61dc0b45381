/** English: T, B and M, the day before its month, ordinals. */
import { formatNumber, significant } from '../digits.ts'
import type { CivilTime, Grammar } from './grammar.ts'

const MONTHS = 'January February March April May June July August September October November December'.split(
  ' ',
)
const WEEKDAYS = 'Monday Tuesday Wednesday Thursday Friday Saturday Sunday'.split(' ')

export const en: Grammar = {
  name: 'English',
  tag: 'en-US',
  browser: { tag: 'en-GB', month: 'short' },
  zone: 'UTC',
  ownName: 'English',
  room: { headline: 80, compact: 230, claim: 90 },

  comma: ', ',
  semicolon: '; ',
  dot: ', ',
  slash: ' / ',
  arrow: ', ',
  colon: ': ',
  stop: '.',
  gap: ' ',
  clause: '; ',
  wide: ' · ',
  cell: ', ',
  space: ' ',
  list(items, and = false) {
    if (!and || items.length < 2) return items.join(', ')
    return `${items.slice(0, -1).join(', ')} and ${items.at(-1)}`
  },
  against: (items) => en.list(items, true),
  aside: (text, inBrackets) => `${text} (${inBrackets})`,
  sentenceOf: (items) => `${capitalised(items.join(', '))}.`,
  quoted: capitalised,
  beforeFigure: (name) => `${name} `,
  sizeLast: false,

  amount(magnitude) {
    const [size, name] = AMOUNTS.find(([unit]) => magnitude >= unit) ?? []
    return size === undefined ? formatNumber(magnitude) : significant(magnitude / size) + name
  },
  trillions: (digits) => `${digits}T`,
  billions: (count) => `${count}B`,
  count: (whole) => formatNumber(whole),
  dollars: (digits) => `$${digits}`,
  yen: (digits) => `¥${digits}`,
  yenRate: (digits) => `${digits} yen`,
  withYen: (dollars, yen) => `${dollars} (${yen})`,
  basisPoints: (digits) => `${digits} bp`,
  about: (figure) => `about ${figure}`,
  range: (from, to) => `${from.replace('%', '')}–${to}`,
  signedRange: (from, to) => `${from} to ${to}`,
  tickUnits: [
    [1e12, 'T'],
    [1e9, 'B'],
    [1e6, 'M'],
    [1e3, 'k'],
  ],
  coinUnit: [1e3, 'k'],
  tickSign: '$',

  date: (at, year) => `${at.day} ${monthOf(at)}${yearOf(year)}`,
  fullDate,
  shortDate: (at) => `${at.day} ${shortMonth(at)}`,
  monthTick: shortMonth,
  weekdayDate: (at) => `${weekday(at)} ${shortMonth(at)}`,
  weekday,
  axisDay: (at) => `${at.day} ${shortMonth(at)}`,
  dayTick: (at) => `${at.day} ${shortMonth(at)}`,
  weekdayTick: weekday,
  dayAhead: ({ dayOfWeek }) => `${WEEKDAYS[dayOfWeek - 1]}`,
  month: (at, year) => `${monthOf(at)}${yearOf(year)}`,
  monthOfYear: (at) => `${shortMonth(at)} ${at.year}`,
  monthPart: (month, part) => `${['early ', 'mid-', 'late '][part]}${month}`,
  dateTime: (at, zone, year) => `${timeOf(at)} ${zone} on ${at.day} ${shortMonth(at)}${yearOf(year)}`,
  timeSpan: (from, to, zone) => `${timeOf(from)}–${timeOf(to)} ${zone}, ${from.day} ${shortMonth(from)}`,
  spanOfDays: (from, to) => `${from} to ${to}`,
  period(from, to) {
    const sameYear = from.year === to.year
    if (sameYear && from.month === to.month) return `${from.day}–${fullDate(to)}`
    return `${sameYear ? en.shortDate(from) : fullDate(from)} – ${fullDate(to)}`
  },
  shortPeriod(from, to) {
    if (from.month === to.month) return `${from.day}–${en.shortDate(to)}`
    return `${en.shortDate(from)} – ${en.shortDate(to)}`
  },
  weekOf(from, to) {
    const [day = '', ...rest] = from.split(' ')
    if (to.endsWith(rest.join(' '))) return `the week of ${day}–${to}`
    // The year is said once where both days have it.
    const year = / \d{4}$/u.exec(from)?.[0]
    return `the week of ${year && to.endsWith(year) ? from.slice(0, -year.length) : from}–${to}`
  },
  dayOfMonth: (day) => `the ${ordinal(day)}`,
  settlement: (day, hour) => `${pad(hour)}:00 UTC on ${en.dayOfMonth(day)}`,
  hourOfDay: (hour) => `${pad(hour)}:00`,
  hour: (hour) => `${pad(hour)}:00–${pad(hour + 1)}:00`,
  hourOfWeek: ({ day, hour }) => `${en.hour(hour)} UTC on ${en.dayOfMonth(day)}`,
  zones: { 'Asia/Tokyo': 'JST' },
  // The last part of a zone's name is an English city's.
  city: (zone) => zone.slice(zone.lastIndexOf('/') + 1).replaceAll('_', ' '),
}

const AMOUNTS = [
  [1e12, 'T'],
  [1e9, 'B'],
  [1e6, 'M'],
] as const

function monthOf({ month }: Pick<CivilTime, 'month'>): string {
  return MONTHS[month - 1] ?? ''
}

function shortMonth(at: Pick<CivilTime, 'month'>): string {
  return monthOf(at).slice(0, 3)
}

function yearOf(year: number | undefined): string {
  return year === undefined ? '' : ` ${year}`
}

function fullDate(at: CivilTime): string {
  return `${at.day} ${shortMonth(at)} ${at.year}`
}

function weekday({ day, dayOfWeek }: CivilTime): string {
  return `${(WEEKDAYS[dayOfWeek - 1] ?? '').slice(0, 3)} ${day}`
}

function timeOf({ hour, minute }: CivilTime): string {
  return `${pad(hour)}:${pad(minute)}`
}

function pad(value: number): string {
  return String(value).padStart(2, '0')
}

function capitalised(text: string): string {
  return text.charAt(0).toUpperCase() + text.slice(1)
}

function ordinal(day: number): string {
  const rule = new Intl.PluralRules('en', { type: 'ordinal' }).select(day)
  return day + { one: 'st', two: 'nd', few: 'rd', other: 'th', zero: 'th', many: 'th' }[rule]
}

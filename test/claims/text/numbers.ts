/** The numbers of a text in one form for both languages: dates, amounts, percentages, counts. */
import type { Language } from '../product/briefing.ts'

const MONTHS = 'January February March April May June July August September October November December'.split(
  ' ',
)
const COUNTS =
  'zero one two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen sixteen seventeen eighteen nineteen twenty'.split(
    ' ',
  )
const ORDINALS =
  'zeroth first second third fourth fifth sixth seventh eighth ninth tenth eleventh twelfth'.split(' ')
const UNITS: Readonly<Record<string, number>> = { T: 1e12, B: 1e9, M: 1e6, 兆: 1e12, 億: 1e8, 万: 1e4 }

export interface Figure {
  /** Without its sign: direction is told by words in one language and by a sign in the other. */
  readonly value: number
  /** Half of the last printed step. */
  readonly slack: number
  readonly percent: boolean
}

/** Names that hold digits in one language or in both. */
const NAMES: Readonly<Record<Language, RegExp>> = {
  ja: /S&P500種?|ナスダック100|STOXX600|CSI300|日経225|過去1年|同じ\d+日|1日で|10年・2年|（UTC、日本時間(?:\d+日)?\d+時台）|1週間|1時間足|前日比|0時区切り|\bL[12]\b|\b2Z\b/gu,
  en: /S&P 500|Nasdaq 100|Nikkei 225|STOXX 600|CSI 300|weeks cut at 00:00|\bL[12]\b|\b2Z\b|first time|10-year less 2-year|\b2s10s\b|moves? as one|one-day|next to zero/giu,
}

/** Every number of a text, sorted. */
export function figuresOf(text: string, language: Language): Figure[] {
  // Of a range in percent both ends are percentages.
  const ranged = text.replace(/(\d[\d.]*)[〜–](?=[−+]?\d[\d.]*%)/gu, '$1% ')
  const plain = language === 'ja' ? plainJapanese(ranged) : plainEnglish(ranged)
  return [...plain.matchAll(/(\d[\d,]*)(\.\d+)?(?:e(\d+))?(\s?%)?/gu)]
    .map(([, whole = '', decimals = '', power = '0', percent]) => ({
      value: Number(`${whole.replaceAll(',', '')}${decimals}e${power}`),
      slack: 0.5 * 10 ** (Number(power) - Math.max(0, decimals.length - 1)),
      percent: percent !== undefined,
    }))
    .toSorted((a, b) => a.value - b.value || Number(a.percent) - Number(b.percent))
}

/** Numbers that one telling has and the other lacks; nothing where both tell the same. */
export function figuresApart(japanese: string, en: string): string[] {
  const ja = /\bdaily\b/iu.test(en) ? japanese.replaceAll(/1日の(?=現物)/gu, '') : japanese
  const [one, other] = [figuresOf(withoutNames(ja, ja), 'ja'), figuresOf(withoutNames(en, ja), 'en')]
  const valuesOf = (list: readonly Figure[]) =>
    list.map(({ value, percent }) => `${value}${percent ? ' %' : ''}`)
  const [left, right] = [valuesOf(one), valuesOf(other)]
  const onlyLeft = without(left, right)
  const onlyRight = without(right, left)
  return onlyLeft.length + onlyRight.length === 0
    ? []
    : [`ja alone: ${onlyLeft.join(', ') || '–'}; en alone: ${onlyRight.join(', ') || '–'}: ${ja} | ${en}`]
}

/** A text without the names in Latin letters of its Japanese telling that read as numbers: Four, 2Z, 0x. */
export function withoutNames(text: string, ja: string): string {
  const names = (ja.match(/[A-Za-z0-9]*[A-Za-z][A-Za-z0-9]*/gu) ?? []).filter(
    // 24bp is a figure with its unit.
    (name) =>
      (/^(?:[A-Za-z]+\d\w*|\d+[A-Z]+|0x)$/u.test(name) && !/^(?:BTC|ETH)\d/u.test(name)) ||
      COUNTS.includes(name.toLowerCase()),
  )
  return names.reduce((left, name) => left.replace(new RegExp(`\\b${name}\\b`, 'gu'), ' '), text)
}

/** The first list without the elements of the second, each taken once. */
function without(list: readonly string[], other: readonly string[]): string[] {
  const left = [...other]
  return list.filter((one) => {
    const at = left.indexOf(one)
    if (at >= 0) left.splice(at, 1)
    return at < 0
  })
}

/** Amounts written out: 9万4,222 is 94222, 4.00兆 is 4.00e12. */
function plainJapanese(text: string): string {
  return (
    text
      .replace(NAMES.ja, ' ')
      // A day with its weekday is the weekday alone in English; a tenor is often left to the reader.
      .replace(/(?<!月)\d+日（[日月火水木金土]）|\d+年(?:債|物)/gu, ' ')
      // An hour is told from its beginning to its end in English.
      .replace(/(\d+)時台/gu, (_, hour: string) => ` ${hour} ${Number(hour) + 1} `)
      .replace(/日本時間(\d+)月(\d+)日(\d+)時(?:(\d+)分)?/gu, (_, ...parts: string[]) => inUtc(parts))
      .replace(
        /(\d[\d,]*(?:\.\d+)?)(兆|億|万)(\d[\d,]*)?(億|万)?/gu,
        (_, main: string, unit: string, rest = '', small = '') => {
          const power = Math.log10(UNITS[unit] ?? 1)
          // Amounts are told in three digits: the zero of 5,150億 is none of them.
          if (rest === '' && /^\d,\d\d0$/u.test(main)) {
            return ` ${Number(main.replace(',', '')) / 10}e${power + 1} `
          }
          if (rest === '') return ` ${main}e${power} `
          const sum = Number(main.replaceAll(',', '')) * 10 ** power
          return ` ${sum + Number(String(rest).replaceAll(',', '')) * (UNITS[small] ?? 1)} `
        },
      )
  )
}

/** A time of day in Japan as the numbers of the same instant in UTC. */
function inUtc([month, day, hour, minute]: readonly (string | undefined)[]): string {
  const at = new Date(Date.UTC(2025, Number(month) - 1, Number(day), Number(hour) - 9, Number(minute ?? 0)))
  const minutes = minute === undefined ? '' : at.getUTCMinutes()
  return ` ${at.getUTCMonth() + 1} ${at.getUTCDate()} ${at.getUTCHours()} ${minutes} `
}

function plainEnglish(text: string): string {
  return text
    .replace(NAMES.en, ' ')
    .replace(
      /\b(?:Mon|Tue|Wed|Thu|Fri|Sat|Sun)[a-z]* \d{1,2}\b(?! [A-Z][a-z]{2})|\b\d+-year\b|\b\d+y\b/gu,
      ' ',
    )
    .replace(
      /\$?(\d[\d,]*(?:\.\d+)?)([TBM])\b/gu,
      (_, main: string, unit: string) => ` ${main}e${Math.log10(UNITS[unit] ?? 1)} `,
    )
    .replace(/\b(\d{1,2}):00\b/gu, ' $1 ')
    .replace(/\b[A-Za-z]+\b/gu, (word) => {
      const month = MONTHS.findIndex((name) => name === word || (word.length === 3 && name.startsWith(word)))
      if (month >= 0) return ` ${month + 1} `
      const count = Math.max(COUNTS.indexOf(word.toLowerCase()), ORDINALS.indexOf(word.toLowerCase()))
      return count > 0 ? ` ${count} ` : word
    })
    .replace(/(\d)(?:st|nd|rd|th)\b/gu, '$1')
}

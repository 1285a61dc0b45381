/** The numbers that a text tells, in one form for both languages, so that two tellings can be compared. */
import type { Locale } from '#src/i18n/locale.ts'

const MONTHS = 'January February March April May June July August September October November December'.split(
  ' ',
)
const WORDS = 'zero one two three four five six seven eight nine ten eleven twelve'.split(' ')
const ORDINALS =
  'zeroth first second third fourth fifth sixth seventh eighth ninth tenth eleventh twelfth'.split(' ')
const UNITS: Readonly<Record<string, number>> = { T: 1e12, B: 1e9, M: 1e6, 兆: 1e12, 億: 1e8, 万: 1e4 }

/** Magnitudes of all numbers, sorted; directions are told by signs in one language and by verbs in the other. */
export function figuresIn(text: string, locale: Locale): string[] {
  const plain = locale === 'ja' ? fromJapanese(text) : fromEnglish(text)
  return [...plain.matchAll(/\d[\d,]*(?:\.\d+)?/g)]
    .map(([number]) => String(Number(number.replaceAll(',', ''))))
    .sort()
}

/** What has no counterpart in English is taken out, amounts are written out in full. */
function fromJapanese(text: string): string {
  return (
    text
      // 「過去1年」 is "the past year", 「1時間ごと」 "hourly"; a day ahead is a weekday in English.
      .replace(/過去1年|1週間|1時間足|1時間ごと|0時区切り|(?<!\d)1日(?:で|の現物)/g, '')
      // English says "the same day", and which hour began and ended.
      .replace(/同じ\d+日に/g, '')
      .replace(/(\d+)時台/g, (_, hour: string) => `${hour} ${Number(hour) + 1} `)
      .replace(/(?<![月\d])\d+日（[日月火水木金土]）/g, '')
      .replace(/([\d,]+(?:\.\d+)?)(兆|億|万)(\d[\d,]*)?/g, (_, main: string, unit: string, rest = '0') =>
        String(rounded(amount(main) * (UNITS[unit] ?? 1) + amount(rest))),
      )
  )
}

function fromEnglish(text: string): string {
  return (
    text
      .replace(/weeks cut at 00:00/g, '')
      // The days of a timeline: weekdays in both languages.
      .replace(/\b(?:Mon|Tue|Wed|Thu|Fri|Sat|Sun) \d+(?=: )/g, '')
      // "One thing", "Two things" stand over the bullets; the Nikkei has no number in Japanese.
      .replace(/^(?:One|Two|Three) things?$/gm, '')
      // A coin is called Four.
      .replace(/\bFour(?= \([A-Z]+\))|\(Four\)|: Four(?=[.,);])/g, '')
      .replace(/next to zero|first time|moves? as one|every one of|Nikkei 225/gi, '')
      .replace(
        new RegExp(
          `\\b(${MONTHS.map((name) => `${name.slice(0, 3)}(?:${name.slice(3)})?`).join('|')})\\b`,
          'g',
        ),
        (name) => ` ${1 + MONTHS.findIndex((month) => month.startsWith(name.slice(0, 3)))} `,
      )
      .replace(/\$?(\d[\d,]*(?:\.\d+)?)([TBM])\b/g, (_, main: string, unit: string) =>
        String(rounded(amount(main) * (UNITS[unit] ?? 1))),
      )
      .replace(/\b[A-Za-z]+\b/g, (word) => {
        const count = Math.max(WORDS.indexOf(word.toLowerCase()), ORDINALS.indexOf(word.toLowerCase()))
        return count < 0 ? word : String(count)
      })
      .replace(/(\d)(?:st|nd|rd|th)\b/g, '$1')
      .replace(/\b0(\d):00\b|\b(\d\d):00\b/g, '$1$2 ')
  )
}

function amount(text: string): number {
  return Number(text.replaceAll(',', ''))
}

/** Products of decimals carry noise in their last bits. */
function rounded(value: number): number {
  return Number(value.toPrecision(12))
}

/** Coverage: a week with a missing settlement counts what it has, and a subset of the hundred says so. */
import { fundingWeek, venuesOf } from '../recompute/funding.ts'
import { topHundred } from '../recompute/ranks.ts'
import { type Rule, scan } from './read.ts'

export const COVERAGE_RULES: readonly Rule[] = [
  {
    id: 'S16 settlements',
    check: (read) => {
      const missing = ['bitcoin', 'ethereum'].flatMap((asset) =>
        venuesOf(read.record, asset).flatMap((venue) => {
          const { prints, due } = fundingWeek(read.record, asset, venue, read.week.end)
          return venue === 'binance' && prints.length > 0 && prints.length < due
            ? [{ asset, venue, known: prints.length, due }]
            : []
        }),
      )
      return missing
        .filter(({ asset }) => asset === 'bitcoin')
        .flatMap(({ venue, known, due }) => {
          const text = read.lines.ja.map((one) => one.text).join('')
          const hasMean = /資金調達率[^。]*(?:週平均|平均)|週平均は/u.test(text)
          const counted = new RegExp(`${known}回中|${due}回中${known}|確定値なし`, 'u').test(text)
          return hasMean && !counted
            ? [
                `${read.week.edition} S16 ja: ${venue} has ${known} of ${due} settlements, and nothing says so`,
              ]
            : []
        })
    },
  },
  {
    id: 'S16 hundred',
    check: (read) => {
      const counted = topHundred(read.record, read.week).length
      return scan(read, 'S16', { ja: /100銘柄(?:中|のうち)/u, en: /\bof the top 100\b/iu }, () =>
        counted < 100 ? `${counted} of the hundred have prices` : undefined,
      )
    },
  },
]

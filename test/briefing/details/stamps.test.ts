/** What instant daily rows of open interest stand for, as `/sources` and `doctor` tell it. */
import { describe, expect, it } from 'vitest'
import { stampBlocks, stampLines } from '#src/briefing/details/stamps.ts'
import { listStamps } from '#src/cli/stamps.ts'
import { createWords } from '#src/i18n/words.ts'
import type { InterestStamp } from '#src/market/stamp.ts'

const AT = Date.UTC(2025, 10, 24, 0, 20)
const stamps: readonly InterestStamp[] = [
  { venue: 'okx', at: 'end', checkedAt: AT, days: 16, start: 0, end: 15, agreed: 2, contradicted: 0 },
  { venue: 'binance', at: 'start', checkedAt: AT, days: 16, start: 16, end: 1, agreed: 0, contradicted: 0 },
  { venue: 'bybit', at: 'unknown', checkedAt: AT, days: 16, start: 16, end: 0, agreed: 1, contradicted: 1 },
]
const history = { interestStamps: new Map(stamps.map((one) => [one.venue, one])) }
const [en, ja] = [createWords('en', 'UTC', AT), createWords('ja', 'UTC', AT)]

function printed(words: typeof en, stamps: Parameters<typeof listStamps>[0]): string {
  let text = ''
  listStamps(stamps, words, { write: (more) => (text += more) })
  return text
}

describe('the proof of what daily open interest stands for', () => {
  it('is reported by venue with the verdict, its date, and the rows and readings that it stands on', () => {
    expect(stampLines(history, en)).toEqual([
      'Binance: the value at 00:00 UTC of the row’s date. Checked at 00:20 UTC on 24 Nov: of 16 daily rows, 16 equal the hourly row at the start of their day and 1 the one at its end.',
      'Bybit: not established, so its changes are withheld; its latest level is told. Checked at 00:20 UTC on 24 Nov: of 16 daily rows, 16 equal the hourly row at the start of their day and 0 the one at its end. Of the readings taken at midnight, 1 agree and 1 do not.',
      'OKX: the value at 00:00 UTC after the row’s date. Checked at 00:20 UTC on 24 Nov: of 16 daily rows, 0 equal the hourly row at the start of their day and 15 the one at its end. Of the readings taken at midnight, 2 agree and 0 do not.',
    ])
    expect(stampLines(history, ja)[2]).toBe(
      'OKX：データの日付の翌日0時（UTC）の値。UTC 11月24日0時20分に確認。日次データ16件のうち、1時間ごとのデータと一致したのは日の始まりで0件、日の終わりで15件。0時の実測値とは2件が一致、0件が不一致。',
    )
  })

  it('stands under a heading in a chat and in a terminal', () => {
    expect(stampBlocks(history, ja)).toMatchObject([
      { kind: 'bullets', heading: '建玉の日次データが示す時点' },
    ])
    expect(printed(en, history)).toMatch(
      /^\nWhat a daily row of open interest stands for\n {2}Binance: .*\n {2}Bybit: .*\n {2}OKX: .*\n$/,
    )
  })

  it('is nothing where no venue was looked at', () => {
    expect(stampBlocks({}, en)).toEqual([])
    expect(printed(en, {})).toBe('')
    expect(printed(en, undefined)).toBe('')
  })
})

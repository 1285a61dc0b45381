/** What a person is told of a folder that was not read as a whole: one line a file, in their language. */
import { readFileSync } from 'node:fs'
import { describe, expect, it } from 'vitest'
import { formatIntake } from '#src/cli/intake.ts'
import { LOCALES } from '#src/i18n/locale.ts'
import { createWords } from '#src/i18n/words.ts'
import { loadSmall, only } from '../sources/dataset/small.ts'

const en = createWords('en', 'UTC', 0)
const ja = createWords('ja', 'UTC', 0)

describe('a folder with refused rows', () => {
  it('is reported one line a file: how many rows, why and where, what is lost first', async () => {
    const load = await loadSmall({
      ...only('funding.csv'),
      'funding.csv': [
        'time,venue,asset,rate',
        '2024-03-01T00:00:00Z,okx,bitcoin,0.1',
        '2024-03-01T08:00:00Z,okx,bitcoin,0.35%',
        '2024-03-01T16:00:00Z,okx,bitcoin,0.36%',
        '2024-03-01T16:00:00Z,okx,dogecoin,0.1',
      ],
      'total_market_cap.csv': ['date;market_cap_usd', '2024-03-01;1,5'],
    })
    expect(formatIntake(load, en)).toEqual([
      'total_market_cap.csv is not used (rows: 1). Its cells are separated by ";" and its decimals by commas. Save it as CSV with commas and decimal points, for example with the spreadsheet’s language set to English.',
      'funding.csv: 3 of 4 rows are refused. Line 3 and 1 more: rate "0.35%" has a percent sign. Write the number alone, in the unit of the column. Line 5: asset "dogecoin" is not in assets.csv. Add it there, and name assets by id.',
    ])
    expect(formatIntake(load, ja)).toEqual([
      'total_market_cap.csvは1行すべてを読み取れず、使えません。区切り文字が「;」、小数点がカンマです。表計算ソフトの言語設定を英語か日本語にするなどして、カンマ区切り、小数点はピリオドのCSVで保存してください。',
      'funding.csvは4行中3行を読み取れません。3行目ほか1行：rateの「0.35%」にパーセント記号があります。列の単位に合わせ、数値だけを書いてください。5行目：assetの「dogecoin」はassets.csvにありません。追加してください（銘柄はIDで指定します）。',
    ])
  })

  it('stays one line where much is wrong, and moves no terminal', async () => {
    const load = await loadSmall({
      ...only('sentiment.csv'),
      'sentiment.csv': [
        'date,index,value',
        'x,a,1',
        '2024-03-01,,1',
        '2024-03-01,a,\u001b[31m',
        '2024-03-02,a,101',
        'short',
      ],
    })
    const [line = '', ...more] = formatIntake(load, en)
    expect(more).toEqual([])
    expect(line).toMatch(/^sentiment\.csv is not used \(rows: 5\)\..* Refused for other reasons: 2\.$/)
    // biome-ignore lint/suspicious/noControlCharactersInRegex: they are what is looked for.
    expect(line).not.toMatch(/[\x00-\x1f]/)
  })

  it('has a sentence for every code in both languages, and none that no code has', () => {
    const source = readFileSync(new URL('../../src/sources/dataset/faults.ts', import.meta.url), 'utf8')
    const codes = [...source.matchAll(/^ {2}(\w+): \(/gm)].map(([, code]) => code)
    expect(codes.length).toBeGreaterThan(25)
    for (const locale of LOCALES) {
      const url = new URL(`../../locales/${locale}/errors.json`, import.meta.url)
      const { dataset } = JSON.parse(readFileSync(url, 'utf8'))
      expect(Object.keys(dataset.faults), locale).toEqual(codes)
    }
  })
})

/** What spreadsheets make of a file: read where it is certain what was meant, else refused by its name with what it is. */
import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { readDataset } from '#src/sources/dataset/read.ts'
import { folderOf } from '../../support/folder.ts'
import { describeWithShared } from '../../support/shared.ts'
import { loadSmall, only, SMALL } from './small.ts'

const CALENDAR = ['date,country,kind,name_en,name_ja', '2024-03-20,jp,holiday,Equinox,春分の日', '']
/** "春分の日" and "FOMC 金利決定（米）" as CP932 writes them. */
const EQUINOX = Buffer.from('8f7495aa82cc93fa', 'hex')

describe('bytes that are not UTF-8', () => {
  it('are read as Shift_JIS where they are Japanese, and the file is named', async () => {
    const ascii = Buffer.from(`${CALENDAR[0]}\r\n2024-03-20,jp,holiday,Equinox,`)
    const { history, refused, notices } = await loadBytes('calendar.csv', Buffer.concat([ascii, EQUINOX]))
    expect(history.calendar.map(({ nameJa }) => nameJa)).toEqual(['春分の日'])
    expect(refused).toEqual([])
    expect(notices).toEqual([{ code: 'encoding', values: { file: 'calendar.csv', encoding: 'Shift_JIS' } }])
  })

  it('are read as UTF-16 where a byte order mark says so', async () => {
    const bytes = Buffer.from(`\ufeff${CALENDAR.join('\r\n')}`, 'utf16le')
    const { history, notices } = await loadBytes('calendar.csv', bytes)
    expect(history.calendar.map(({ nameJa }) => nameJa)).toEqual(['春分の日'])
    expect(notices[0]).toMatchObject({ code: 'encoding', values: { encoding: 'UTF-16' } })
  })

  it.each([
    [
      'Latin 1, whose accents are valid Shift_JIS as lone kanji',
      Buffer.from('Fête\nélan,été,Zürich', 'latin1'),
    ],
    ['Latin 1, whose accents are valid as half-width katakana', Buffer.from('Straße,Ñandú,ÄÖ', 'latin1')],
    ['no text at all', Buffer.from('fffe00d8', 'hex')],
    ['UTF-8 cut in the middle', Buffer.from('e6989f', 'hex').subarray(0, 2)],
  ])('are refused by the file’s name: %s', async (_, bytes) => {
    const { files, history } = await loadBytes('calendar.csv', bytes)
    expect(files).toMatchObject([{ where: 'calendar.csv', lost: true, kinds: [{ code: 'notText' }] }])
    expect(history.calendar).toEqual([])
  })

  it('are refused as a workbook where they are one', async () => {
    const { files } = await loadBytes('calendar.csv', Buffer.from('504b030414000600', 'hex'))
    expect(files).toMatchObject([{ where: 'calendar.csv', lost: true, kinds: [{ code: 'workbook' }] }])
  })
})

describe('a file that a spreadsheet has turned', () => {
  it.each([
    ['9/26/2025'],
    ['26/09/2025'],
    ['2025/9/26'],
    ['26.09.2025'],
    ['26-Sep-25'],
    ['2025年9月26日'],
    ['R7.9.26'],
    ['45926'],
  ])('is named by its dates: %s', async (text) => {
    const { refused } = await loadSmall({
      ...only('total_market_cap.csv'),
      'total_market_cap.csv': ['date,market_cap_usd', `${text},1`],
    })
    expect(refused).toMatchObject([{ fault: { code: 'turnedDay', values: { column: 'date', text } } }])
  })

  it.each([
    ['2025/11/4 8:00'],
    ['11/4/2025 8:00:00 AM'],
    ['45965.3333'],
    ['2025/11/4'],
  ])('is named by its times: %s', async (text) => {
    const { refused } = await loadSmall({
      ...only('funding.csv'),
      'funding.csv': ['time,venue,asset,rate', `${text},okx,bitcoin,0.1`],
    })
    expect(refused).toMatchObject([{ fault: { code: 'turnedTime', values: { column: 'time', text } } }])
  })

  it.each([
    ['"1,234"', 'grouped'],
    ['"17,057,700,000.5"', 'grouped'],
    ["1'234", 'grouped'],
    ['"$1,234"', 'grouped'],
    ['"0,000011"', 'decimalComma'],
    ['"1.234,5"', 'decimalComma'],
    ['0.35%', 'percentSign'],
    ['１２３', 'notNumber'],
    ['many', 'notNumber'],
  ])('is named by its numbers: %s is %s', async (cell, code) => {
    const { refused } = await loadSmall({
      ...only('total_market_cap.csv'),
      'total_market_cap.csv': ['date,market_cap_usd', `2024-03-01,${cell}`],
    })
    expect(refused).toMatchObject([{ fault: { code, values: { column: 'market_cap_usd' } } }])
  })

  it.each([
    [';', 'date;market_cap_usd', '2024-03-01;1.5', 'otherSeparator'],
    [';', 'date;market_cap_usd', '2024-03-01;-0,5', 'otherSeparatorDecimals'],
    ['TAB', 'date\tmarket_cap_usd', '2024-03-01\t1.5', 'otherSeparator'],
    ['|', 'date|market_cap_usd', '2024-03-01|1.5', 'otherSeparator'],
  ])('is named by what separates its cells: %s in %s, %s', async (separator, header, row, code) => {
    const { files } = await loadSmall({
      ...only('total_market_cap.csv'),
      'total_market_cap.csv': [header, row, row],
    })
    expect(files).toMatchObject([
      {
        where: 'total_market_cap.csv',
        rows: 2,
        refused: 2,
        lost: true,
        kinds: [{ code, values: { separator } }],
      },
    ])
  })

  it('is named where it rounds numbers to what its cells show, which are used', async () => {
    const { history, notices } = await loadSmall({
      ...only('total_market_cap.csv'),
      'total_market_cap.csv': [
        'date,market_cap_usd',
        '2024-03-01,3.69E+12',
        '2024-03-02,3.7E+12',
        '2024-03-03,3.2e12',
      ],
    })
    expect(history.totalMarketCap?.values).toEqual(Float64Array.of(3.69e12, 3.7e12, 3.2e12))
    expect(notices).toEqual([
      {
        code: 'rounded',
        values: { file: 'total_market_cap.csv', column: 'market_cap_usd', text: '3.69E+12', rows: 2 },
      },
    ])
  })

  it('is named by rows that stand twice, apart from those that contradict', async () => {
    const rows = ['2024-03-01,okx,1', '2024-03-02,okx,2']
    const { refused } = await loadSmall({
      ...only('spot_volume.csv'),
      'spot_volume.csv': ['date,venue,volume_usd', ...rows, ...rows, '2024-03-01,okx,9'],
    })
    expect(refused.map(({ line, fault }) => [line, fault.code, fault.values.line])).toEqual([
      [4, 'doubled', 2],
      [5, 'doubled', 3],
      [6, 'repeated', 2],
    ])
  })

  it('is named by events and assets that stand twice', async () => {
    const meeting = '2024-03-20,us,meeting,FOMC,FOMC'
    const { refused } = await loadSmall({
      'assets.csv': [...(SMALL['assets.csv'] as string[]), 'bitcoin,BTC,Bitcoin,coin,payments'],
      'calendar.csv': ['date,country,kind,name_en,name_ja', meeting, meeting],
    })
    expect(refused.map(({ file, fault }) => [file, fault.code])).toEqual([
      ['assets.csv', 'doubled'],
      ['calendar.csv', 'doubled'],
    ])
  })

  it('is named where a quote swallows the rest, with the rows that it costs', async () => {
    const { files } = await loadSmall({
      ...only('sentiment.csv'),
      'sentiment.csv': [
        'date,index,value',
        '2024-03-01,a,1',
        '"2024-03-02,a,2',
        '2024-03-03,a,3',
        '2024-03-04,a,4',
      ],
    })
    expect(files).toMatchObject([
      { rows: 4, refused: 3, lost: false, kinds: [{ code: 'openQuote', line: 3, rows: 3 }] },
    ])
  })

  it('is named where it is blank, though a file that is absent is no fault', async () => {
    const { files } = await loadSmall({ ...only('sentiment.csv'), 'sentiment.csv': '\n \n' })
    expect(files).toMatchObject([{ where: 'sentiment.csv', lost: true, kinds: [{ code: 'blankFile' }] }])
    expect((await loadSmall(only('sentiment.csv'))).files).toEqual([])
  })
})

describe('files of which something is refused', () => {
  it('stand once each, those that are lost as a whole first, and assets.csv before all', async () => {
    const { files } = await loadSmall({
      'assets.csv': ['id;symbol;name;kind', 'bitcoin;BTC;Bitcoin;coin'],
      'macro.csv': ['released_at,series,period,value,unit', ',a,2024-01,x,percent', ',a,2024-02,1,percent'],
      'sentiment.csv': ['date,value', '2024-03-01,1'],
    })
    expect(files.map(({ where, lost }) => [where, lost])).toEqual([
      ['assets.csv', true],
      ['funding.csv', true],
      ['market_caps.csv', true],
      ['prices_daily.csv', true],
      ['prices_hourly.csv', true],
      ['sentiment.csv', true],
      ['macro.csv', false],
      ['open_interest.csv', false],
    ])
  })

  it('count their kinds, the most frequent first', async () => {
    const { files } = await loadSmall({
      ...only('sentiment.csv'),
      'sentiment.csv': [
        'date,index,value',
        'x,a,1',
        '2024-03-01,a,999',
        '2024-03-02,a,998',
        '2024-03-03,a,1',
      ],
    })
    expect(files).toEqual([
      {
        where: 'sentiment.csv',
        rows: 4,
        refused: 3,
        lost: false,
        kinds: [
          { code: 'notScore', values: { column: 'value', value: '999' }, rows: 2, line: 3 },
          { code: 'notDay', values: { column: 'date', text: 'x' }, rows: 1, line: 2 },
        ],
      },
    ])
  })
})

describeWithShared('the cases of spreadsheets', ['cases'], (cases) => {
  const load = (name: string, files: readonly string[]) =>
    loadSmall(Object.fromEntries(files.map((file) => [file, readFileSync(join(cases, name, file), 'utf8')])))

  it('spreadsheet-csv: three files, each lost as a whole and each for what it is', async () => {
    const names = ['total_market_cap.csv', 'spot_volume.csv', 'funding.csv']
    const { files } = await load('spreadsheet-csv', names)
    expect(
      files.map(({ where, rows, lost, kinds }) => [where, rows, lost, kinds.map(({ code }) => code)]),
    ).toEqual([
      ['funding.csv', 120, true, ['otherSeparatorDecimals']],
      ['spot_volume.csv', 120, true, ['grouped']],
      ['total_market_cap.csv', 60, true, ['turnedDay']],
    ])
  })

  it('shift-jis: the calendar is read as what it is', async () => {
    const bytes = readFileSync(join(cases, 'shift-jis', 'calendar.csv'))
    const { history, refused } = await loadBytes('calendar.csv', bytes)
    expect(refused).toEqual([])
    expect(history.calendar.map(({ nameJa }) => nameJa)).toEqual([
      '米雇用統計',
      '米消費者物価指数（CPI）',
      '米生産者物価指数（PPI）',
      '感謝祭',
    ])
  })
})

/** The small dataset with one file of these bytes. */
async function loadBytes(file: string, bytes: Buffer) {
  return readDataset(await folderOf({ ...(SMALL as Record<string, string>), [file]: bytes }))
}

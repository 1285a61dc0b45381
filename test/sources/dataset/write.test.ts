import { existsSync, readdirSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { historyOf } from '#src/market/tables.ts'
import { startOfDay } from '#src/market/time.ts'
import { readDataset } from '#src/sources/dataset/read.ts'
import { csvOf, writeDataset } from '#src/sources/dataset/write.ts'
import { contentsOf } from '../../support/contents.ts'
import { temporaryFolder } from '../../support/folder.ts'
import { histories } from './histories.ts'
import { loadSmall } from './small.ts'

const bytesOf = (folder: string) =>
  Object.fromEntries(readdirSync(folder).map((file) => [file, readFileSync(join(folder, file), 'utf8')]))

describe('csvOf', () => {
  it('writes a header, one line a row, and LF after each', () => {
    expect(csvOf(['date', 'value'], [['2024-03-01', 1.5]])).toBe('date,value\n2024-03-01,1.5\n')
  })

  it('leaves what is missing empty', () => {
    expect(csvOf(['a', 'b', 'c'], [['', undefined, Number.NaN]])).toBe('a,b,c\n,,\n')
  })

  it('writes numbers in their shortest digits and without an exponent below 1', () => {
    const numbers = [0.1 + 0.2, 3.0945e-9, -1e-7, 0.5, -0, 2_400_000_000_000, 1e21, 5e-324]
    expect(
      csvOf(
        ['n'],
        numbers.map((number) => [number]),
      )
        .trimEnd()
        .split('\n')
        .slice(1, 8),
    ).toEqual(['0.30000000000000004', '0.0000000030945', '-0.0000001', '0.5', '0', '2400000000000', '1e+21'])
  })

  it('writes any number so that it reads back the same', () => {
    fc.assert(
      fc.property(fc.double({ noNaN: true, noDefaultInfinity: true }), (number) => {
        const text = csvOf(['n'], [[number]]).split('\n')[1]
        expect(Number(text)).toBe(number === 0 ? 0 : number)
      }),
      { seed: 20251117 },
    )
  })

  it('quotes commas, quotes and line breaks', () => {
    expect(csvOf(['a'], [['x, "y"\nz']])).toBe('a\n"x, ""y""\nz"\n')
  })

  it('refuses infinite numbers and rows that do not fit', () => {
    expect(() => csvOf(['a'], [[Number.POSITIVE_INFINITY]])).toThrow(RangeError)
    expect(() => csvOf(['a', 'b'], [['x']])).toThrow('A row of 1 cells does not fit the columns a, b')
  })
})

describe('writeDataset', () => {
  it('writes any history so that it reads back equal, without a refusal', async () => {
    const folder = await temporaryFolder()
    await fc.assert(
      fc.asyncProperty(histories(), async (history) => {
        await writeDataset(folder, history)
        const load = await readDataset(folder)
        expect(load.refused).toEqual([])
        // Where its prices end, any history may say.
        expect(load.notices.filter(({ code }) => code !== 'otherEnd')).toEqual([])
        expect(contentsOf(load.history)).toEqual(contentsOf(history))
      }),
      { numRuns: 60, seed: 20251117 },
    )
  })

  it('writes the same bytes for the same history', async () => {
    const [one, two] = [await temporaryFolder(), await temporaryFolder()]
    const { history } = await loadSmall()
    await writeDataset(one, history)
    await writeDataset(two, (await readDataset(one)).history)
    expect(bytesOf(two)).toEqual(bytesOf(one))
  })

  it('sorts rows by time, then by their keys', async () => {
    const folder = await temporaryFolder()
    await writeDataset(folder, (await loadSmall()).history)
    const files = bytesOf(folder)
    expect(files['prices_daily.csv']).toBe(
      [
        'date,asset,open,high,low,close,volume_usd',
        '2024-02-28,bitcoin,57000,64000,56700,62400,100',
        '2024-02-28,bob-network,7,9,6,8,5',
        '2024-02-28,build-on-bnb,0.1,0.2,0.1,0.15,',
        '2024-02-29,bitcoin,62400,63600,60300,61100,0',
        '2024-03-01,bitcoin,61100,63100,60700,62400,',
        '',
      ].join('\n'),
    )
    expect(files['yield_curves.csv']).toBe(
      'date,curve,tenor_years,yield_pct\n2024-03-01,jgb,10,0.71\n2024-03-01,ust,2,4.53\n2024-03-01,ust,30,4.33\n',
    )
  })

  it('describes each file: how far it reaches, its rows, its unit, its origin', async () => {
    const folder = await temporaryFolder()
    await writeDataset(folder, (await loadSmall()).history, {
      notes: ['Made for a test.'],
      origins: { funding: 'typed by hand' },
      units: { sentiment: 'points of 100' },
    })
    const description = JSON.parse(bytesOf(folder)['dataset.json'] ?? '')
    expect(description).toMatchObject({
      name: 'Three days',
      kind: 'simulated',
      from: '2024-02-28',
      to: '2024-03-01',
      boundary: 'Monday 00:00 UTC',
      notes: ['Made for a test.'],
    })
    expect(description.series['funding.csv']).toEqual({
      unit: 'fraction per interval, settled at time for the interval before it',
      from: '2024-02-29T08:00:00Z',
      to: '2024-02-29T08:00:00Z',
      rows: 2,
      origin: 'typed by hand',
    })
    expect(description.series['sentiment.csv'].unit).toBe('points of 100')
    expect(description.suppliers).toMatchObject({ 'prices_daily.csv': ['Binance'], 'funding.csv': [] })
  })

  it('turns a live history into a recorded one, even where it is empty', async () => {
    const folder = await temporaryFolder()
    const now = startOfDay('2024-03-04')
    await writeDataset(folder, historyOf({ name: 'New', kind: 'live', from: now, now }))
    expect((await readDataset(folder)).history).toMatchObject({ kind: 'recorded', from: now, now })
    expect(readdirSync(folder).sort()).toEqual(['assets.csv', 'dataset.json'])
  })

  it('removes tables of an earlier write that the history does not have, and leaves other files alone', async () => {
    const folder = await temporaryFolder()
    const { history } = await loadSmall()
    await writeDataset(folder, history)
    writeFileSync(join(folder, 'README.md'), 'mine')
    await writeDataset(folder, { ...history, calendar: [] })
    expect(existsSync(join(folder, 'calendar.csv'))).toBe(false)
    expect(existsSync(join(folder, 'README.md'))).toBe(true)
  })
})

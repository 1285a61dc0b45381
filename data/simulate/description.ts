/** dataset.json of the simulated folder: it says plainly that nothing here was traded. */
import type { DescriptionFile } from '#src/sources/dataset/description.ts'
import type { CsvCell } from '#src/sources/dataset/write.ts'
import { FIRST_DAY, LAST_DAY } from './days.ts'

const SIMULATOR = 'Kawaraban simulation'

const UNITS: Readonly<Record<string, string>> = {
  'prices_daily.csv': 'USD per coin; candles open at 00:00 UTC',
  'prices_hourly.csv': 'USD per coin; bitcoin and ethereum',
  'market_caps.csv': 'USD at 00:00 UTC',
  'total_market_cap.csv': 'USD at 00:00 UTC',
  'funding.csv': 'fraction per interval, settled',
  'open_interest.csv': 'USD, read during the day',
  'spot_volume.csv': 'USD per UTC day',
  'perp_volume.csv': 'USD per UTC day',
  'cross_assets.csv': 'index points, USD or, for class rate, percent; local trading days',
  'macro.csv': 'see the column unit',
  'rate_odds.csv': 'probability, 0 to 1',
  'yield_curves.csv': 'percent a year',
  'sentiment.csv': 'index, 0 to 100',
}

/** The JSON text. Tables whose first column is no date (`assets.csv`) have no range. */
export function describeSample(
  tables: readonly (readonly [file: string, rows: readonly CsvCell[][]])[],
): string {
  const series = tables.map(([file, rows]) => {
    const dated = file !== 'assets.csv'
    const dates = rows.map((row) => String(row[0]))
    return [
      file,
      {
        unit: UNITS[file] ?? null,
        from: dated ? (dates[0] ?? null) : null,
        to: dated ? (dates.at(-1) ?? null) : null,
        rows: rows.length,
        origin: 'simulated',
      },
    ] as const
  })
  const description: DescriptionFile = {
    name: 'Sample (simulated)',
    kind: 'simulated',
    from: FIRST_DAY,
    to: LAST_DAY,
    boundary: 'Monday 00:00 UTC',
    notes: [
      'Simulated: no price, rate or volume in this folder was ever traded, quoted or published. Asset and venue names are real, their figures are not.',
      'Made by `npm run sample` (data/simulate) from one seed; the same bytes every time.',
      'Levels follow the rough course of the market in the period, and the last week is solved for given figures.',
      'Not investment advice, and no basis for any.',
    ],
    series: Object.fromEntries(series),
    suppliers: Object.fromEntries(tables.map(([file]) => [file, [SIMULATOR]])),
  }
  return `${JSON.stringify(description, null, 2)}\n`
}

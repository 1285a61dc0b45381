/**
 * A day's file of `metrics`: 288 rows of five minutes, of which the last holds the open interest at the end of the day.
 *
 * Until the file of 24 June 2026 rows are labelled 00:05 … next day 00:00 and hold the value at their label; since 25 June 2026
 * they are labelled 00:00 … 23:55 and hold the value five minutes later. In both the last row is that of the next 00:00.
 */
import { DAY, type Instant, isoOf, MINUTE } from '#src/market/time.ts'
import { ABOVE_0, numberOf, RowFault } from '../rows.ts'

/** Rows of a whole day. */
export const ROWS = 288
/** Between the label of a row of the later kind and the instant that it holds, milliseconds. */
const ROW = 5 * MINUTE
/** As the files have them, where one has no header. */
const COLUMNS = ['create_time', 'symbol', 'sum_open_interest', 'sum_open_interest_value']

export interface EndOfDay {
  /** USDT of one side. */
  readonly usd: number
  /** Coins of one side. */
  readonly coins: number
}

/**
 * What was open at the end of `day`. Other rows may have blanks; the one that is reported may not.
 * @throws RowFault where rows are missing, of another contract or day, not in order, or the last has no figures.
 */
export function endOfDay(text: string, symbol: string, day: Instant): EndOfDay {
  const lines = text.split(/\r?\n/).filter((line) => line.trim() !== '')
  const head = lines[0]?.split(',').map((cell) => cell.trim().toLowerCase()) ?? []
  const hasHead = head[0] === COLUMNS[0]
  const rows = (hasHead ? lines.slice(1) : lines).map((line) => line.split(','))
  if (rows.length !== ROWS) throw new RowFault(`has ${rows.length} rows, not ${ROWS}`)
  const places = COLUMNS.map((name) => (hasHead ? head : COLUMNS).indexOf(name))
  if (places.includes(-1)) throw new RowFault(`has no column ${COLUMNS[places.indexOf(-1)]}`)
  const cell = (row: readonly string[], column: number) => row[places[column] as number]?.trim() ?? ''
  const other = rows.find((row) => cell(row, 1) !== symbol)
  if (other) throw new RowFault(`reports ${JSON.stringify(cell(other, 1))}, not ${symbol}`)
  const labels = rows.map((row) => labelOf(cell(row, 0)))
  const turned = labels.findIndex((label, at) => at > 0 && label <= (labels[at - 1] as number))
  if (turned > 0) throw new RowFault(`has row ${turned + 1} before the one above it`)
  const [first, last] = [labels[0] as number, labels.at(-1) as number]
  if (first < day || (last !== day + DAY && last !== day + DAY - ROW)) {
    throw new RowFault(`runs from ${isoOf(first)} to ${isoOf(last)}, which is not its day`)
  }
  const reported = rows.at(-1) ?? []
  return {
    coins: numberOf('sum_open_interest', cell(reported, 2), ABOVE_0),
    usd: numberOf('sum_open_interest_value', cell(reported, 3), ABOVE_0),
  }
}

/** `2026-11-20 00:05:00`, in UTC. */
function labelOf(text: string): Instant {
  const time = /^\d{4}-\d\d-\d\d \d\d:\d\d:\d\d$/.test(text) ? Date.parse(`${text.replace(' ', 'T')}Z`) : NaN
  if (Number.isNaN(time)) throw new RowFault(`has ${JSON.stringify(text.slice(0, 40))} where a time is due`)
  return time
}

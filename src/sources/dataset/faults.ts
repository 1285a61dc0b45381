/** What can be wrong with a row or a file of a dataset folder: a code and values for a person's language, a reason for logs. */
import type { Fault } from '../source.ts'

/** What a reason needs beside its code: a column, a cell's text, a number. */
type FaultValues = Readonly<Record<string, string | number>>

/** The reason of each code in English. `errors:dataset.faults.<code>` has the same for a person, and what to do. */
const REASONS = {
  // Of one row.
  empty: ({ column }) => `${column} is empty`,
  notDay: ({ column, text }) => `${column} ${quote(text)} is not a day (YYYY-MM-DD)`,
  turnedDay: ({ column, text }) =>
    `${column} ${quote(text)} is a date as a spreadsheet writes it, not YYYY-MM-DD`,
  notTime: ({ column, text }) => `${column} ${quote(text)} is not a time in UTC (YYYY-MM-DDThh:mm:ssZ)`,
  turnedTime: ({ column, text }) =>
    `${column} ${quote(text)} is a time as a spreadsheet writes it, not YYYY-MM-DDThh:mm:ssZ`,
  notHour: ({ column, text }) => `${column} ${quote(text)} is not on the hour`,
  notNumber: ({ column, text }) => `${column} ${quote(text)} is not a number`,
  grouped: ({ column, text }) => `${column} ${quote(text)} has thousands separators`,
  decimalComma: ({ column, text }) => `${column} ${quote(text)} has a decimal comma`,
  percentSign: ({ column, text }) => `${column} ${quote(text)} has a percent sign`,
  notAboveZero: ({ column, value }) => `${column} is ${value}: must be above 0`,
  belowZero: ({ column, value }) => `${column} is ${value}: must be 0 or more`,
  notFraction: ({ column, value }) => `${column} is ${value}: must be within 0 to 1`,
  notScore: ({ column, value }) => `${column} is ${value}: must be within 0 to 100`,
  notAboveZeroForClass: ({ column, value, class: itsClass }) =>
    `${column} is ${value}: must be above 0 for class ${itsClass}`,
  highBelowLow: ({ high, low }) => `high ${high} is below low ${low}`,
  unknownAsset: ({ column, text }) => `unknown ${column} ${quote(text)}`,
  unknownWord: ({ column, text }) => `unknown ${column} ${quote(text)}`,
  reservedId: () => 'id "total" is reserved for all assets together',
  repeated: ({ what, line }) => `repeats the ${what} of line ${line}`,
  doubled: ({ line }) => `is the same row as line ${line}`,
  otherClass: ({ class: itsClass, first, line }) => `class ${itsClass} differs from ${first} on line ${line}`,
  cellCount: ({ cells, columns }) => `${cells} cells where the header names ${columns} columns`,
  openQuote: () => 'a quote is not closed: the rest of the file is not read',
  // Of a whole file, on its first line.
  absentColumn: ({ column }) => `column ${quote(column)} is absent: the file is not used`,
  otherSeparator: ({ separator }) =>
    `cells are separated by ${quote(separator)}, not by commas: the file is not used`,
  otherSeparatorDecimals: ({ separator }) =>
    `cells are separated by ${quote(separator)} and decimals by commas: the file is not used`,
  notText: () => 'its bytes are neither UTF-8 nor Shift_JIS: the file is not used',
  workbook: () => 'it is a spreadsheet workbook, not CSV: the file is not used',
  blankFile: () => 'it is blank: the file is not used',
} as const satisfies Record<string, (values: FaultValues) => string>

function quote(text: string | number | undefined): string {
  return `"${text ?? ''}"`
}

export type FaultCode = keyof typeof REASONS

/** Codes that cost a file as a whole. */
export const WHOLE_FILE: ReadonlySet<string> = new Set<FaultCode>([
  'absentColumn',
  'otherSeparator',
  'otherSeparatorDecimals',
  'notText',
  'workbook',
  'blankFile',
])

/** Thrown inside a row's reading; the row's file and line are added where it is caught. */
export class RowRefusal extends Error {
  override readonly name = 'RowRefusal'
  readonly fault: Fault

  constructor(code: FaultCode, values: FaultValues = {}) {
    super(REASONS[code](values))
    this.fault = { code, values }
  }
}

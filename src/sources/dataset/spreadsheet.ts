/** What spreadsheets make of days, times and numbers when they save a file: recognised, so that it can be named. */
import type { FaultCode } from './faults.ts'

/** Days as cells show them: 9/26/2025, 2025/9/26, 26.09.2025, 26-Sep-25, 2025年9月26日, R7.9.26, 45926. */
const DAYS = [
  /^\d{1,4}([/.])\d{1,2}\1\d{1,4}$/,
  /^\d{1,2}-[A-Za-z]{3,9}-\d{2,4}$/,
  /^(\d{4}|[RHS令平昭]\p{L}?\d{1,2})年\d{1,2}月\d{1,2}日$/u,
  /^[RHS]\d{1,2}\.\d{1,2}\.\d{1,2}$/,
]

/** Days since 1899-12-30, with a fraction for the time: five digits are the years 1927 to 2173. */
const SERIAL_DAY = /^[1-9]\d{4}$/
const SERIAL_TIME = /^[1-9]\d{4}\.\d+$/

const TIME_OF_DAY = /^\d{1,2}:\d{2}(:\d{2})?( ?[AaPp][Mm])?$/

/** Whether the text is a day as a spreadsheet writes it. */
export function isTurnedDay(text: string): boolean {
  return SERIAL_DAY.test(text) || DAYS.some((form) => form.test(text))
}

/** Whether the text is a time as a spreadsheet writes it: a day of its own, with or without a time of day. */
export function isTurnedTime(text: string): boolean {
  if (SERIAL_TIME.test(text) || isTurnedDay(text)) return true
  const space = text.indexOf(' ')
  return space > 0 && isTurnedDay(text.slice(0, space)) && TIME_OF_DAY.test(text.slice(space + 1))
}

const GROUPED = /^[-+]?\D?\d{1,3}([,'’\u00a0\u202f ]\d{3})+(\.\d+)?$/
const DECIMAL_COMMA = /^[-+]?(\d+|\d{1,3}([.\u00a0\u202f ]\d{3})+),\d+(e[-+]?\d+)?$/i
const PERCENT = /^[-+]?\d+([.,]\d+)?\s?[%％]$/

/** What is wrong with a text that is no plain decimal. */
export function numberFault(text: string): FaultCode {
  if (GROUPED.test(text)) return 'grouped'
  if (DECIMAL_COMMA.test(text)) return 'decimalComma'
  return PERCENT.test(text) ? 'percentSign' : 'notNumber'
}

/** 3.69E+12: how a cell shows a number that is too long for it, and saves it with the digits that it shows. */
export function isRounded(text: string): boolean {
  return text.includes('E+') && /^[-+]?\d(\.\d{1,2})?E\+\d{2}$/.test(text)
}

/** The separator of a header that commas do not part; undefined where commas do, or nothing does. */
export function otherSeparator(header: string): string | undefined {
  return [';', '\t', '|'].find((separator) => header.includes(separator))
}

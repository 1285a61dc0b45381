/** Refused rows reported file by file, so that a file that is lost as a whole is not hidden by rows of others. */
import type { Fault, RefusedFile } from '../source.ts'
import { WHOLE_FILE } from './faults.ts'
import { ASSETS_FILE } from './files.ts'
import type { RefusedRow, Report } from './report.ts'

/**
 * One entry a file, those that are lost as a whole first: of them `assets.csv`, whose loss costs the rows of all others,
 * before the rest, which stand by name. Kinds of faults stand by how many rows they cost.
 */
export function refusedFiles({ refused, rows }: Pick<Report, 'refused' | 'rows'>): readonly RefusedFile[] {
  const byFile = Map.groupBy(refused, ({ file }) => file)
  return Array.from(byFile, ([where, ofFile]): RefusedFile => {
    const whole = ofFile.some(({ fault }) => WHOLE_FILE.has(fault.code))
    const count = rows.get(where) ?? 0
    const refusedRows = ofFile.reduce((sum, { fault }) => sum + rowsOf(fault), 0)
    const lost = whole || refusedRows >= count
    return { where, rows: count, refused: whole ? count : refusedRows, lost, kinds: kindsOf(ofFile) }
  }).sort(
    (a, b) =>
      Number(b.lost) - Number(a.lost) ||
      Number(b.where === ASSETS_FILE) - Number(a.where === ASSETS_FILE) ||
      (a.where < b.where ? -1 : 1),
  )
}

/** Rows of one file by what is wrong with which column; the first row of a kind is its example. */
function kindsOf(refused: readonly RefusedRow[]): RefusedFile['kinds'] {
  const kinds = Map.groupBy(refused, ({ fault }) => `${fault.code} ${fault.values.column ?? ''}`)
  return Array.from(kinds.values(), (ofKind) => {
    const [{ fault, line }] = ofKind as [RefusedRow]
    return { ...fault, rows: ofKind.reduce((sum, one) => sum + rowsOf(one.fault), 0), line }
  }).sort((a, b) => b.rows - a.rows || a.line - b.line)
}

/** One, but where a quote that is not closed has swallowed more. */
function rowsOf({ values }: Fault): number {
  return Number(values.rows ?? 1)
}

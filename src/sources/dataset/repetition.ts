/** Rows of events and assets that stand in their file before: refused, the first of them used. */
import type { Columns } from './columns.ts'
import { RowRefusal } from './faults.ts'

/** Refuses a row whose key stood on an earlier line; `what` names the key. */
export function repetition(columns: Columns, what: string): (key: readonly unknown[]) => void {
  const seen = new Map<string, { readonly line: number; readonly row: string }>()
  return (key) => {
    const text = JSON.stringify(key)
    const row = JSON.stringify(columns.cells())
    const earlier = seen.get(text)
    if (earlier?.row === row) throw new RowRefusal('doubled', { line: earlier.line })
    if (earlier) throw new RowRefusal('repeated', { what, line: earlier.line })
    seen.set(text, { line: columns.line(), row })
  }
}

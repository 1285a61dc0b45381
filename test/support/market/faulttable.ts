/** What each fault of a supplier costs, as the documents have it: `docs/faults.md`, a table for each supplier. */
import { readFileSync, writeFileSync } from 'node:fs'
import { expect } from 'vitest'

const DOCUMENT = new URL('../../../docs/faults.md', import.meta.url)

export interface Cost {
  readonly supplier: string
  readonly fault: string
  /** What `/status` says of the supplier; undefined where it counts as answering. */
  readonly reported: string | undefined
  /** Figures of the edition that are missing, and those that rest on fewer venues or days. */
  readonly missing: number
  readonly less: number
}

/** The documents' table of a supplier is the one that was seen; `UPDATE_GOLDEN=1` writes it. */
export function expectInDocuments(supplier: string, costs: readonly Cost[], figures: number): void {
  const text = readFileSync(DOCUMENT, 'utf8')
  const renewed = withTable(text, supplier, tableOf(costs, figures))
  const isWanted = process.env.UPDATE_GOLDEN === '1'
  if (isWanted) writeFileSync(DOCUMENT, renewed)
  else expect(text, 'If the change is meant: UPDATE_GOLDEN=1 npm run test:slow -- faults').toBe(renewed)
}

/** Faults that cost the same are one row, the dearest first. */
function tableOf(costs: readonly Cost[], figures: number): string {
  const rows = Map.groupBy(costs, ({ missing, less }) => `${figuresLost(missing, figures)} | ${less}`)
  return [
    '| figures missing | resting on less | where it is (what `/status` says) |',
    '|---|---|---|',
    ...[...rows]
      .sort(([, [a]], [, [b]]) => weightOf(b) - weightOf(a))
      .map(([cells, alike]) => `| ${cells} | ${alike.map(namedFault).join(', ')} |`),
  ].join('\n')
}

function figuresLost(missing: number, figures: number): string {
  return missing === 0 ? 'none' : `${missing} of ${figures}`
}

function weightOf(cost: Cost | undefined): number {
  return (cost?.missing ?? 0) * 1000 + (cost?.less ?? 0)
}

function namedFault({ fault, reported }: Cost): string {
  return reported === undefined ? fault : `${fault} (\`${reported}\`)`
}

function withTable(text: string, supplier: string, table: string): string {
  const heading = `## ${supplier}\n\n`
  const at = text.indexOf(heading)
  if (at < 0) return `${text.trimEnd()}\n\n${heading}${table}\n`
  const from = at + heading.length
  const next = text.indexOf('\n## ', from)
  return `${text.slice(0, from)}${table}\n${next < 0 ? '' : text.slice(next)}`
}

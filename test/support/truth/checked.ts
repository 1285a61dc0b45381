/** All that the checkers of specs say of one small picture. */
import type { ChartSpec } from '#src/charts/spec.ts'
import { claimFaults, countFaults, namedFaults } from './claims.ts'
import { seriesColorFaults } from './colors.ts'
import { figureFaults, markFaults, signFaults } from './figures.ts'
import { alt, week, words } from './small.ts'
import { sheetFaults, staleFaults, windowFaults } from './windows.ts'

export const said = { words, week, alt }
export const symbols = new Set(['ONE', 'TWO', 'ABC'])

/** All that the checkers of specs say. */
export function faults(spec: ChartSpec, text = alt): string[] {
  return [
    ...windowFaults(spec, { ...said, alt: text }),
    ...figureFaults(spec, words),
    ...signFaults(spec),
    ...markFaults(spec, words),
    ...staleFaults(spec, said),
    ...sheetFaults(spec, said),
    ...countFaults(spec, text),
    ...claimFaults(spec, words),
    ...namedFaults(spec, symbols),
    ...seriesColorFaults(spec),
  ]
}

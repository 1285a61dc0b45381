/** Every fault that editions had, word for word, and what may be said in its place. */
import type { Fault } from './faults/fault.ts'
import { FUNDING } from './faults/funding.ts'
import { MARKETS } from './faults/markets.ts'
import { OPENINTEREST } from './faults/openinterest.ts'
import { WORDS } from './faults/words.ts'

export const FAULTS: readonly Fault[] = [...FUNDING, ...OPENINTEREST, ...MARKETS, ...WORDS]

/** The checker of every key that an edition may hold: a key without one fails the run. */
import { ASSETS } from './assets.ts'
import type { Checker } from './checker.ts'

export const CHECKERS: Readonly<Record<string, Checker>> = { ...ASSETS }

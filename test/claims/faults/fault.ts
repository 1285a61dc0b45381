/** A fault that an edition had. */
import type { Language } from '../product/briefing.ts'

export interface Fault {
  readonly rule: string
  readonly name: string
  readonly monday: string
  readonly text: Partial<Record<Language, string | readonly string[]>>
  /** What may be said in its place. */
  readonly instead: Partial<Record<Language, string | readonly string[]>>
}

/** Days as the pages date them. */

/** How dates are printed in a language: its tag, and the length of its months. */
export interface Print {
  readonly tag: string
  readonly month: 'long' | 'short'
}

/** `17 Nov 2025`, `2025年11月17日`: a day as the pages date it, whatever the reader's zone. */
export function printDay(day: string, { tag, month }: Print): string {
  const parts = { year: 'numeric', month, day: 'numeric', timeZone: 'UTC' } as const
  return new Intl.DateTimeFormat(tag, parts).format(Date.parse(`${day}T00:00:00Z`))
}

/** Dates in a query, as people write them in either language: `2025-11-17`, `11月17日`, `Nov 17`, `2025年11月`. */

/** A day, a month or a year; what is left out may be any. */
export interface AskedDate {
  readonly year?: number
  /** 1 to 12. */
  readonly month?: number
  readonly day?: number
}

const MONTHS = 'jan feb mar apr may jun jul aug sep oct nov dec'.split(' ')
const MONTH = `(?<name>${MONTHS.join('|')})[a-z]*\\.?`

/** Of a folded text; each form before those that would read only a part of it. */
const FORMS: readonly RegExp[] = [
  /(?<year>(?:19|20)\d\d)\s*[-/.年]\s*(?<month>\d{1,2})\s*[-/.月]\s*(?<day>\d{1,2})日?(?!\d)/u,
  new RegExp(
    `\\b(?<day>\\d{1,2})(?:st|nd|rd|th)?\\s+(?:of\\s+)?${MONTH},?(?:\\s+(?<year>(?:19|20)\\d\\d))?(?![a-z0-9])`,
    'u',
  ),
  new RegExp(
    `\\b${MONTH}\\s+(?<day>\\d{1,2})(?:st|nd|rd|th)?(?:,?\\s+(?<year>(?:19|20)\\d\\d))?(?![a-z0-9])`,
    'u',
  ),
  new RegExp(`\\b${MONTH},?\\s+(?<year>(?:19|20)\\d\\d)(?![a-z0-9])`, 'u'),
  /(?<year>(?:19|20)\d\d)\s*[-/年]\s*(?<month>\d{1,2})(?:月|(?![\d/-]))/u,
  /(?<!\d)(?<month>\d{1,2})月\s*(?<day>\d{1,2})日/u,
  /(?<![\d/.])(?<month>\d{1,2})\/(?<day>\d{1,2})(?![\d/])/u,
  /(?<!\d)(?<month>\d{1,2})月/u,
  /(?<![\d.,$-])(?<year>20\d\d)年?(?![\d.,%a-z万億兆ドル円])/u,
]

/** The first date of a folded query, and the rest of the query; a day that the calendar has not is no date. */
export function dateIn(query: string): { readonly date: AskedDate | undefined; readonly rest: string } {
  const found = FORMS.map((form) => form.exec(query)).find((one) => one !== null)
  const date = found?.groups && dateOf(found.groups)
  if (!found || !date) return { date: undefined, rest: query }
  return {
    date,
    rest: `${query.slice(0, found.index)} ${query.slice(found.index + found[0].length)}`,
  }
}

/** Undefined where the calendar has no such day. */
function dateOf({ year, month, name, day }: Record<string, string | undefined>): AskedDate | undefined {
  const asked = {
    ...(year !== undefined && { year: Number(year) }),
    ...(month !== undefined && { month: Number(month) }),
    ...(name !== undefined && { month: MONTHS.indexOf(name) + 1 }),
    ...(day !== undefined && { day: Number(day) }),
  }
  const { year: inYear = 2024, month: inMonth = 1, day: onDay = 1 } = asked
  const at = new Date(Date.UTC(inYear, inMonth - 1, onDay))
  return at.getUTCMonth() === inMonth - 1 && at.getUTCDate() === onDay ? asked : undefined
}

const DAY = 86_400_000

/** Whether an edition is meant: it closes on that day, or reports it; of a month or year, closes in it. */
export function isOfDate(edition: string, asked: AskedDate): boolean {
  const closing = Date.parse(`${edition}T00:00:00Z`)
  const days = asked.day === undefined ? [0] : [0, 1, 2, 3, 4, 5, 6, 7]
  return days.some((back) => {
    const at = new Date(closing - back * DAY)
    return (
      (asked.year === undefined || at.getUTCFullYear() === asked.year) &&
      (asked.month === undefined || at.getUTCMonth() + 1 === asked.month) &&
      (asked.day === undefined || at.getUTCDate() === asked.day)
    )
  })
}

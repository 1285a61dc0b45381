/**
 * What a language decides beyond its sentences: what joins pieces of a text, and how numbers, money and dates are
 * written. One file a language; nothing else asks which language it is.
 */

/** A day and a time of it in some zone. */
export interface CivilTime {
  readonly year: number
  readonly month: number
  readonly day: number
  /** 1 is Monday. */
  readonly dayOfWeek: number
  readonly hour: number
  readonly minute: number
}

/** An hour of a week: in UTC, and where the reader's clock stands then. */
export interface HourOfWeek {
  readonly day: number
  readonly hour: number
  readonly own: {
    readonly day: number
    readonly hour: number
    readonly isUtc: boolean
    readonly zone: string
  }
}

export interface Grammar extends Joints, NumberGrammar, DateGrammar {
  /** What the language calls itself. */
  readonly name: string
  /** BCP 47, for what Intl and a QuickChart server print. */
  readonly tag: string
  /** How the page has the browser print dates. */
  readonly browser: { readonly tag: string; readonly month: 'long' | 'short' }
  /** Letters that it alone of the languages is written with; undefined where it has none. */
  readonly letters?: RegExp
  /** IANA zone that its readers live by, where they name none. */
  readonly zone: string
  /** Characters that a phone or a list shows: of a headline, of the short form, of what a claim is called. */
  /** What the language calls itself. */
  readonly ownName: string
  readonly room: { readonly headline: number; readonly compact: number; readonly claim: number }
}

interface Joints {
  /** Between the items of a list. */
  readonly comma: string
  /** Between items that have commas of their own. */
  readonly semicolon: string
  /** Between the parts of one item. */
  readonly dot: string
  /** Between kinds of one thing. */
  readonly slash: string
  /** Between steps that follow one another. */
  readonly arrow: string
  readonly colon: string
  /** Ends a sentence. */
  readonly stop: string
  /** Between two sentences. */
  readonly gap: string
  /** Between the sentences of one line, which ends in none. */
  readonly clause: string
  /** Between parts of a line that have little to do with each other: a footer's, a caption's. */
  readonly wide: string
  /** Between two figures of one cell. */
  readonly cell: string
  /** Between figures that follow each other without a comma. */
  readonly space: string
  /** `A, B and C` with `and`, else `A, B, C`. */
  list(items: readonly string[], and?: boolean): string
  /** Several that something is held against: `A and B`. */
  against(items: readonly string[]): string
  /** A text with another one in brackets. */
  aside(text: string, inBrackets: string): string
  /** Items as a sentence of their own. */
  sentenceOf(items: readonly string[]): string
  /** A sentence stated by somebody else, within another one. */
  quoted(sentence: string): string
  /** A name with the gap that it needs before a figure. */
  beforeFigure(name: string): string
  /** Whether the size of a move stands behind its name, which then says that it is large. */
  readonly sizeLast: boolean
}

interface NumberGrammar {
  /** A magnitude in large units: `2.98T`, `2.98兆`. */
  amount(magnitude: number): string
  /** Whole trillions: `3T`, `3兆`. */
  trillions(digits: string): string
  /** From one to below a thousand of them, at most three decimals: `100B`, `1,000億`. */
  billions(count: number): string
  /** A whole count: `115,000`, `11万5,000`. */
  count(whole: number): string
  dollars(digits: string): string
  yen(digits: string): string
  /** A rate of exchange. */
  yenRate(digits: string): string
  /** A sum of dollars with the yen that it is. */
  withYen(dollars: string, yen: string): string
  basisPoints(digits: string): string
  about(figure: string): string
  /** From the lowest to the highest: percentages. */
  range(from: string, to: string): string
  /** The same where signs stand before them. */
  signedRange(from: string, to: string): string
  /** Units of an axis in dollars, the largest first, and what stands before its numbers. */
  readonly tickUnits: readonly (readonly [size: number, name: string])[]
  /** What a number of coins is counted in on a picture. */
  readonly coinUnit: readonly [size: number, name: string]
  readonly tickSign: string
}

interface DateGrammar {
  /** `6 October`, `10月6日`; with its year where that is stated. */
  date(at: CivilTime, year: number | undefined): string
  /** `24 Nov 2025`, `2025年11月24日`. */
  fullDate(at: CivilTime): string
  /** `24 Nov`, `11/24`. */
  shortDate(at: CivilTime): string
  /** `Nov`, `11月`. */
  monthTick(at: CivilTime): string
  /** `Mon 17 Nov`, `11月17日（月）`. */
  weekdayDate(at: CivilTime): string
  /** `Fri 10`, `10日（金）`. */
  weekday(at: CivilTime): string
  /** Beside a value of a chart: `16 Nov`, `11月16日`. */
  axisDay(at: CivilTime): string
  /** A day of the week that is told: `16 Nov`, `16日`. */
  dayTick(at: CivilTime): string
  /** Under a chart, as short as can be: `Fri 10`, `10(金)`. */
  weekdayTick(at: CivilTime): string
  /** `Thursday`, `27日（木）`. */
  dayAhead(at: CivilTime): string
  /** `April`, `4月`; with its year where that is stated. */
  month(at: CivilTime, year: number | undefined): string
  /** `Sep 2025`, `2025年9月`. */
  monthOfYear(at: Pick<CivilTime, 'year' | 'month'>): string
  /** `late October`, `10月下旬`: of three parts, 0 to 2. */
  monthPart(month: string, part: 0 | 1 | 2): string
  /** `12:00 UTC on 21 Nov`, `日本時間11月21日21時`. */
  dateTime(at: CivilTime, zone: string, year: number | undefined): string
  /** Within one day: `18:10–20:40 UTC, 23 Nov`, `日本時間11月24日3時10分〜5時40分`. */
  timeSpan(from: CivilTime, to: CivilTime, zone: string): string
  /** From one day to another, of times as `dateTime` has them. */
  spanOfDays(from: string, to: string): string
  /** `17–24 Nov 2025`, `2025年11月17日〜24日`: what both ends share is said once. */
  period(from: CivilTime, to: CivilTime): string
  /** `10–16 Nov`, `11/10〜16`. */
  shortPeriod(from: CivilTime, to: CivilTime): string
  /** `the week of 3–10 March`, `3月3〜10日の週`, from dates as `date` states them. */
  weekOf(from: string, to: string): string
  /** `the 10th`, `10日`. */
  dayOfMonth(day: number): string
  /** `08:00 UTC on the 22nd`, `22日8時（UTC）`. */
  settlement(day: number, hour: number): string
  /** `21:00`, `21時`: an hour of a day on pictures. */
  hourOfDay(hour: number): string
  /** `09:00–10:00`, `9時台`. */
  hour(hour: number): string
  /** `21:00–22:00 UTC on the 10th`, `10日21時台（UTC、日本時間11日6時台）`. */
  hourOfWeek(at: HourOfWeek): string
  /** Zones that have a name of their own in this language. */
  readonly zones: Readonly<Record<string, string>>
  /** The city that a zone is chosen by: `Tokyo`, `東京`; undefined where this language has no name of it. */
  city(zone: string): string | undefined
}

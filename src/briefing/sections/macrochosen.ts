/** Macro of one country, one time or one picture: what was chosen alone, or that there is none of it. */
import type { Curve } from '#src/market/macro.ts'
import type { MissingFigure, Reading } from '#src/market/reading.ts'
import type { RankedExtreme } from '#src/services/extremes/extreme.ts'
import type { MacroReading, MacroRow } from '#src/services/macro/reading.ts'
import { countryOf, inCountry, type MacroCountry, type MacroWhen } from '../details/macro.ts'
import { claim } from '../claim.ts'
import type { Section, Statement } from '../section.ts'
import { macroSection } from './macro.ts'

export type MacroView = 'chart' | 'ust' | 'jgb' | 'odds' | 'text'

export interface MacroChoice {
  readonly when: MacroWhen
  readonly country: MacroCountry
  readonly view: MacroView
}

/** Releases that are named in a sentence; a table has them all. */
const NAMED = 3
const RULE = { rule: 'what the record has of the choice' }
const COUNTRY_OF: Readonly<Record<Curve, string>> = { ust: 'us', jgb: 'jp' }

/** Whether it asks for what the recap says. */
export function isPlain({ when, country, view }: MacroChoice): boolean {
  return when === 'week' && country === 'all' && (view === 'chart' || view === 'text')
}

/** The reading with what the choice leaves: releases, odds and curves of the country, dates of the time. */
export function chosenReading(
  reading: Reading<MacroReading>,
  { when, country, view }: MacroChoice,
): Reading<MacroReading> {
  const { value } = reading
  const isAhead = when === 'next'
  const onlyLatest = when === 'last' && !isPicture(view)
  const ofCurve = ({ curve }: { readonly curve: Curve }) =>
    !isAhead && !onlyLatest && inCountry(COUNTRY_OF[curve], country) && (!isPicture(view) || view === curve)
  const hasOdds = inCountry('us', country) && !onlyLatest && view !== 'ust' && view !== 'jgb'
  const isWhole = country === 'all' && when === 'week' && !isPicture(view)
  const { fearGreed: _, fearGreedAt: __, fearGreedWeekAgo: ___, ...rest } = value
  return {
    ...reading,
    value: {
      ...(isWhole ? value : rest),
      releases:
        isAhead || isPicture(view)
          ? []
          : value.releases.filter((row) => inCountry(countryOf(row.series), country)),
      odds: hasOdds ? value.odds : [],
      curves: value.curves.filter(ofCurve),
      ...(value.curveEnds && {
        curveEnds: Object.fromEntries(
          Object.entries(value.curveEnds).filter(([curve]) => ofCurve({ curve: curve as Curve })),
        ),
      }),
      ahead:
        isPicture(view) || when === 'last'
          ? []
          : value.ahead.filter((one) => inCountry(one.country, country)),
      holidays: value.holidays.filter((one) => inCountry(one.country, country)),
    },
    missing: reading.missing.filter((one) => isMeant(one, { when, country, view })),
  }
}

/** The section of a choice: what is on record of it, or a sentence that says there is none. */
export function macroChosenSection(
  chosen: Reading<MacroReading>,
  choice: MacroChoice,
  extremes: readonly RankedExtreme[],
): Section {
  const { when, country, view } = choice
  // Sentiment is of no country, and on no picture.
  const own = extremes.filter(({ group }) => group !== 'sentiment' || (country === 'all' && !isPicture(view)))
  const said = macroSection(chosen, when === 'week' ? own : [])
  const { missing } = said
  if (when === 'week' || isPicture(view)) {
    return said.statements.length > 0 ? said : { name: 'macro', statements: [nothing(choice)], missing }
  }
  const latest = when === 'last' ? latestStatements(chosen.value.releases) : []
  const dates = when === 'next' ? said.statements.filter(isDate) : []
  const others = when === 'next' ? said.statements.filter((one) => !isDate(one)) : []
  const found = [...latest, ...dates]
  return {
    name: 'macro',
    statements: [...(found.length > 0 ? found : [nothing(choice)]), ...others],
    missing,
  }
}

/** The picture that shows the choice, and whether the section's finding is about it; undefined where none does. */
export function pictureOf(
  section: Section,
  { odds }: MacroReading,
  { when, view }: MacroChoice,
): { readonly view: string; readonly isTitled: boolean } | undefined {
  if (view === 'text' || section.statements.length === 0) return undefined
  if (section.chart) return { view: section.chart.view, isTitled: true }
  // The next meeting is ahead, whenever it is.
  return when === 'next' && odds.length > 0 ? { view: 'odds', isTitled: false } : undefined
}

/** Whether a view is one picture, of one thing. */
export function isPicture(view: MacroView): view is 'ust' | 'jgb' | 'odds' {
  return view === 'ust' || view === 'jgb' || view === 'odds'
}

function isDate({ key }: Statement): boolean {
  return key === 'macro.ahead' || key === 'macro.holidayAhead'
}

function latestStatements(releases: readonly MacroRow[]): Statement[] {
  const rows = releases.slice(0, NAMED)
  if (rows.length === 0) return []
  const values = {
    releases: rows.map(({ series, period, latest: value, unit }) => ({
      series,
      period,
      released: { value, unit },
    })),
  }
  return [
    claim('macro.latestReleases', values, {
      rule: 'latest release of each series',
      series: rows.map(({ series }) => series),
    }),
  ]
}

/** Whether all that is said is that there is none. */
export function saysNone({ statements }: Section): boolean {
  return statements.length === 1 && statements[0]?.key.startsWith('macro.no') === true
}

/** That there is none, of whom and of when. */
function nothing({ when, country, view }: MacroChoice): Statement {
  if (view === 'odds') return claim('macro.noOdds', { country }, RULE)
  if (view === 'ust' || view === 'jgb')
    return claim('macro.noCurve', { country: COUNTRY_OF[view] ?? '' }, RULE)
  if (when === 'next') return claim('macro.noDates', { country }, RULE)
  return claim(when === 'last' ? 'macro.noReleases' : 'macro.noWeek', { country }, RULE)
}

function isMeant({ figure }: MissingFigure, { when, country, view }: MacroChoice): boolean {
  const curve = /^macro\.curve\.(ust|jgb)\./u.exec(figure)?.[1] as Curve | undefined
  if (curve)
    return when === 'week' && inCountry(COUNTRY_OF[curve], country) && (!isPicture(view) || view === curve)
  if (figure.startsWith('macro.odds'))
    return inCountry('us', country) && when !== 'last' && view !== 'ust' && view !== 'jgb'
  const series = /^macro\.([a-z0-9_]+)\.(?:latest|previous|releasedAt)$/u.exec(figure)?.[1]
  if (series) return when !== 'next' && !isPicture(view) && inCountry(countryOf(series), country)
  return country === 'all' && when === 'week' && !isPicture(view)
}

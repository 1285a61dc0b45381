/** What `/explain` can be asked: terms of the glossary, and the claims of the latest edition. */
import { nameOfTerm, namesOfTerm, TERMS, type Term } from '#src/briefing/glossary.ts'
import type { Statement } from '#src/briefing/section.ts'
import { weeklySections } from '#src/briefing/weekly.ts'
import type { Suggestion } from '#src/chat/request.ts'
import { makeEdition } from '#src/editions/make.ts'
import { RequestError } from '#src/errors.ts'
import type { Words } from '#src/i18n/words.ts'
import type { History } from '#src/market/history.ts'
import { lastWeekAt } from '#src/market/week.ts'
import { editDistance } from './distance.ts'
import { nameKey, quotable } from './input.ts'

/** Offered where nothing goes by what was typed. */
const NEAREST = 3

export type Explained =
  | { readonly kind: 'term'; readonly term: Term }
  | { readonly kind: 'claim'; readonly claim: Statement }

/** The term or claim that is meant. Throws RequestError `commands.unknownTerm` with the three nearest. */
export function findExplained(typed: string, history: History, words: Words): Explained {
  const key = nameKey(typed)
  const term = TERMS.find((one) => keysOf(one, words).includes(key)) ?? onlyBeginning(key, words)
  if (term) return { kind: 'term', term }
  const claim = claimsOf(history).find((one) => nameKey(one.key) === key)
  if (claim) return { kind: 'claim', claim }
  const near = nearestTerms(key, words)
  const names = near.map((one) => nameOfTerm(one, words)).join(words.locale === 'ja' ? '、' : ', ')
  throw new RequestError(
    'commands.unknownTerm',
    { typed: quotable(typed), names },
    near.map((one) => ({ value: one, label: nameOfTerm(one, words) })),
  )
}

/** Terms that begin with what is typed, then those that contain it, then claims of the latest edition. */
export function suggestExplained(typed: string, history: History, words: Words): Suggestion[] {
  const key = nameKey(typed)
  const terms = TERMS.map((term) => ({
    value: term,
    label: nameOfTerm(term, words),
    place: Math.min(...keysOf(term, words).map((one) => placeOf(one, key))),
  }))
  const claims = claimsOf(history).map((claim) => ({
    value: claim.key,
    label: claim.key,
    place: placeOf(nameKey(claim.key), key),
  }))
  return [...terms, ...claims]
    .filter(({ place }) => place < NOWHERE)
    .sort((a, b) => a.place - b.place)
    .map(({ label, value }) => ({ label, value }))
}

/** Every claim of the latest edition that has evidence, each key once. */
export function claimsOf(history: History): readonly Statement[] {
  const known = claims.get(history)
  if (known) return known
  const { readings } = makeEdition(history, lastWeekAt(history.now))
  const all = weeklySections(readings).flatMap(({ statements }) => statements)
  const told = all.filter(({ evidence }) => Object.keys(evidence).length > 0)
  const unique = [...new Map(told.map((one) => [one.key, one])).values()]
  claims.set(history, unique)
  return unique
}

/** A history never changes, and making an edition takes a tenth of a second. */
const claims = new WeakMap<History, readonly Statement[]>()

const NOWHERE = 2

function placeOf(name: string, key: string): number {
  if (name.startsWith(key)) return 0
  return name.includes(key) ? 1 : NOWHERE
}

/** The one term that begins with what was typed: 建玉 for 建玉残高. A single letter is no beginning. */
function onlyBeginning(key: string, words: Words): Term | undefined {
  if ([...key].length < 2) return undefined
  const [first, ...others] = TERMS.filter((one) => keysOf(one, words).some((name) => name.startsWith(key)))
  return others.length === 0 ? first : undefined
}

function keysOf(term: Term, words: Words): string[] {
  return [term, ...namesOfTerm(term, words)].map(nameKey)
}

function nearestTerms(key: string, words: Words): Term[] {
  const distance = (term: Term) =>
    Math.min(...keysOf(term, words).map((one) => editDistance(key.slice(0, 40), one)))
  return TERMS.map((term) => ({ term, far: distance(term) }))
    .sort((a, b) => a.far - b.far)
    .slice(0, NEAREST)
    .map(({ term }) => term)
}

/** What `/explain` can be asked: terms of the glossary, and the claims of the latest edition. */
import { aliasesOfTerm, nameOfTerm, namesOfTerm, TERMS, type Term } from '#src/briefing/glossary.ts'
import type { Statement } from '#src/briefing/section.ts'
import { strongestExtremes } from '#src/briefing/sections/extremes.ts'
import { weeklySections } from '#src/briefing/weekly.ts'
import type { Suggestion } from '#src/chat/request.ts'
import { RequestError } from '#src/errors.ts'
import { LOCALES } from '#src/i18n/locale.ts'
import { createWords, type Words } from '#src/i18n/words.ts'
import type { History } from '#src/market/history.ts'
import { lastWeekAt } from '#src/market/week.ts'
import { readExtremes } from '#src/services/extremes.ts'
import type { RankedExtreme } from '#src/services/extremes/extreme.ts'
import { readAll } from '#src/services/index.ts'
import { rankExtremes } from '#src/services/extremes/salience.ts'
import { findClaims, nameOfClaim } from './claimwords.ts'
import { editDistance } from '#src/distance.ts'
import { nameKey, plainText, quotable } from '../arguments/input.ts'

/** Offered where nothing goes by what was typed. */
const NEAREST = 3

export type Explained =
  | { readonly kind: 'term'; readonly term: Term }
  /** The strongest entries of the ledger in the last week, each as a claim. */
  | { readonly kind: 'extremes'; readonly claims: readonly Statement[] }
  /** One claim, or those that hold the same words. */
  | { readonly kind: 'claims'; readonly claims: readonly Statement[] }

/**
 * The term, the week's extremes or the claims that are meant: by a name or what people call it, by the beginning of a
 * name, by words of a claim. Throws RequestError `commands.unknownTerm` with the three nearest.
 */
export function findExplained(typed: string, history: History, words: Words): Explained {
  const term = termNamed(typed, words) ?? termNamed(bare(typed), words)
  if (term) return { kind: 'term', term }
  if (EXTREMES.includes(termKey(bare(typed)))) return { kind: 'extremes', claims: extremesOf(history) }
  const all = evidenceMessage(history)
  const keyed = all.filter(({ key }) => nameKey(key) === nameKey(typed))
  if (keyed.length > 0) return { kind: 'claims', claims: keyed }
  const begun = onlyBeginning(termKey(bare(typed)), words)
  if (begun) return { kind: 'term', term: begun }
  const claims = findClaims(bare(typed), all, words)
  if (claims.length > 0) return { kind: 'claims', claims }
  const near = nearestTerms(termKey(bare(typed)), words)
  const names = near.map((one) => nameOfTerm(one, words)).join(words.grammar.comma)
  throw new RequestError(
    'commands.unknownTerm',
    { typed: quotable(typed), names },
    near.map((one) => ({ value: one, label: nameOfTerm(one, words) })),
  )
}

/** Terms that begin with what is typed, then those that contain it, then claims of the latest edition by their words. */
export function suggestExplained(typed: string, history: History, words: Words): Suggestion[] {
  const key = termKey(typed)
  const terms = TERMS.map((term) => ({
    value: nameOfTerm(term, words),
    label: nameOfTerm(term, words),
    place: Math.min(...keysOf(term, words).map((one) => placeOf(one, key))),
  }))
  const all = evidenceMessage(history)
  const meant = key === '' ? all : findClaims(typed, all, words)
  const claims = meant.map((claim) => {
    const name = nameOfClaim(claim, words)
    return { value: name, label: name, place: 1 }
  })
  const name = words.say('commands:explain.extremes')
  const place = Math.min(...[termKey(name), ...EXTREMES].map((one) => placeOf(one, key)))
  return [...terms, { value: name, label: name, place }, ...claims]
    .filter(({ place }) => place < NOWHERE)
    .sort((a, b) => a.place - b.place)
    .map(({ label, value }) => ({ label, value }))
}

/** The strongest extremes of the last whole week. */
function extremesOf(history: History): readonly Statement[] {
  return strongestExtremes(
    rankedOf(history),
    (id) => history.asset(id)?.symbol ?? id.toUpperCase(),
    MOST_EXTREMES,
  )
}

/** Whatever earlier editions said: what is asked for is said again. */
function rankedOf(history: History): readonly RankedExtreme[] {
  return rankExtremes(readExtremes(history, lastWeekAt(history.now)), [])
}

/** Every claim of the latest edition that has evidence, each key once. */
export function evidenceMessage(history: History): readonly Statement[] {
  const known = claims.get(history)
  if (known) return known
  const readings = readAll(history, lastWeekAt(history.now))
  const all = weeklySections(readings, rankedOf(history)).flatMap(({ statements }) => statements)
  const withEvidence = all.filter(({ evidence }) => Object.keys(evidence).length > 0)
  const unique = [...new Map(withEvidence.map((one) => [one.key, one])).values()]
  claims.set(history, unique)
  return unique
}

/** A history never changes, and reading a week takes a tenth of a second. */
const claims = new WeakMap<History, readonly Statement[]>()

const NOWHERE = 2

/** What asks for the week's extremes, as `termKey` has it. */
const EXTREMES = LOCALES.map((locale) => createWords(locale, 'UTC', 0).say('commands:explain.extremes'))
  .concat('extremes', 'extreme', 'records', 'record', '記録', '極値')
  .map((name) => termKey(name))
const MOST_EXTREMES = 8

function placeOf(name: string, key: string): number {
  if (name.startsWith(key)) return 0
  return name.includes(key) ? 1 : NOWHERE
}

function termNamed(typed: string, words: Words): Term | undefined {
  const key = termKey(typed)
  return key === '' ? undefined : TERMS.find((one) => keysOf(one, words).includes(key))
}

/** The one term that begins with what was typed: 非農業部門 for 非農業部門雇用者数. A single letter is no beginning. */
function onlyBeginning(key: string, words: Words): Term | undefined {
  if ([...key].length < 2) return undefined
  const [first, ...others] = TERMS.filter((one) => keysOf(one, words).some((name) => name.startsWith(key)))
  return others.length === 0 ? first : undefined
}

function keysOf(term: Term, words: Words): string[] {
  return [term, ...namesOfTerm(term, words), ...aliasesOfTerm(term)].map(termKey)
}

/** The form in which terms are compared: `Open-Interest`, `open interest` and `ＯＰＥＮ　ＩＮＴＥＲＥＳＴ` are one. */
function termKey(typed: string): string {
  return nameKey(typed).replaceAll(/[\s・･·\-‐–_&’'.,/]/gu, '')
}

/** A question without what makes it one: `What is OI?`, 「ドミナンスとは」, 「FRって何」. */
function bare(typed: string): string {
  return plainText(typed)
    .replace(/[?？。!！]+$/u, '')
    .replace(
      /^(?:what\s+(?:is|are|does)|what['’]s|whats|explain|define|meaning\s+of)\s+(?:the\s+|an?\s+)?/iu,
      '',
    )
    .replace(/\s+means?$/iu, '')
    .replace(/(?:とは|って|は)(?:何|なに|なん)?(?:ですか|のこと)?$|の意味(?:は)?$/u, '')
    .trim()
}

function nearestTerms(key: string, words: Words): Term[] {
  const distance = (term: Term) =>
    Math.min(...keysOf(term, words).map((one) => editDistance(key.slice(0, 40), one)))
  return TERMS.map((term) => ({ term, far: distance(term) }))
    .sort((a, b) => a.far - b.far)
    .slice(0, NEAREST)
    .map(({ term }) => term)
}

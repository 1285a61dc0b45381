/** Claims by their words: what a claim is called, and which claims the typed words mean. */
import type { Statement } from '#src/briefing/section.ts'
import { capitalised } from '#src/briefing/format.ts'
import { LOCALES } from '#src/i18n/locale.ts'
import { createWords, type Words } from '#src/i18n/words.ts'
import { nameKey, plainText } from '../arguments/input.ts'

/** Share of what was typed, in characters, that a claim must hold. */
const ENOUGH = 0.75
/** Claims that are meant by the same words, at most. */
const MOST = 3
/** Characters of a question that are looked at. */
const TYPED = 120

/** The claim's headline where it has one, else its section and first sentence, cut short. No key. */
export function nameOfClaim(claim: Statement, words: Words): string {
  const title = words.find(`${claim.key}.title`, claim.values)
  // A headline that only names the section says nothing of the claim.
  if (title !== undefined && title !== words.find(`headings.${sectionOf(claim)}`)) return capitalised(title)
  const sentence = textOf(claim, words).trim()
  const first = /^.+?(?:。|\.(?=\s|$))/u.exec(sentence)?.[0] ?? sentence
  const heading = words.find(`headings.${sectionOf(claim)}`)
  const said = capitalised(first.replace(/[。.]$/u, ''))
  // Alone, a sentence of a paragraph does not say what it is about.
  const name = [...(heading === undefined ? said : `${heading}${words.grammar.colon}${said}`)]
  const most = words.grammar.room.claim
  return name.length > most ? `${name.slice(0, most - 1).join('')}…` : name.join('')
}

/** Claims that hold the words that were typed, in either language, those that hold most of them; none where none does. */
export function findClaims(typed: string, claims: readonly Statement[], words: Words): Statement[] {
  const key = foldedOf(typed)
  if (key === '') return []
  const candidates = claims.map((claim) => ({
    claim,
    names: namesOf(claim, words),
    texts: textsOf(claim, words),
  }))
  const named = candidates.filter(({ names }) => names.includes(key))
  if (named.length > 0) return named.map(({ claim }) => claim).slice(0, MOST)
  const pieces = piecesOf(typed)
  const scored = candidates.map(({ claim, texts }) => ({
    claim,
    score: Math.max(...texts.map((text) => (text.includes(key) ? 1 : shareOf(pieces, text)))),
  }))
  const best = Math.max(ENOUGH, ...scored.map(({ score }) => score))
  return scored
    .filter(({ score }) => score >= best)
    .map(({ claim }) => claim)
    .slice(0, MOST)
}

/** `funding` of `funding.level`. */
function sectionOf({ key }: Statement): string {
  return key.slice(key.indexOf(':') + 1).split('.')[0] ?? ''
}

function textOf({ key, values }: Statement, words: Words): string {
  return words.find(`${key}.text`, values) ?? ''
}

function namesOf(claim: Statement, words: Words): string[] {
  return inBoth(words).map((one) => foldedOf(nameOfClaim(claim, one)))
}

/** All that a claim says, with its headline and the heading of its section, a text a language. */
function textsOf(claim: Statement, words: Words): string[] {
  return inBoth(words).map((one) => {
    const parts = [one.find(`headings.${sectionOf(claim)}`), one.find(`${claim.key}.title`, claim.values)]
    return foldedOf([...parts, textOf(claim, one)].filter((part) => part !== undefined).join(' '))
  })
}

function inBoth(words: Words): Words[] {
  return LOCALES.map((locale) =>
    locale === words.locale ? words : createWords(locale, words.clock, words.reference, words.money),
  )
}

/** How much of what was typed stands in a text: characters of its words. */
function shareOf(pieces: readonly string[], text: string): number {
  const all = pieces.reduce((sum, piece) => sum + piece.length, 0)
  const found = pieces.filter((piece) => piece.length > 1 && text.includes(piece))
  return all === 0 ? 0 : found.reduce((sum, piece) => sum + piece.length, 0) / all
}

/** The words of a question, without particles and punctuation. */
function piecesOf(typed: string): string[] {
  return [...new Intl.Segmenter('ja', { granularity: 'word' }).segment(plainText(typed.slice(0, TYPED)))]
    .filter(({ segment, isWordLike }) => isWordLike === true && !/^[ぁ-ん]+$/u.test(segment))
    .map(({ segment }) => nameKey(segment))
    .filter((piece) => !ARTICLES.has(piece))
}

const ARTICLES: ReadonlySet<string> = new Set('a an the of in on to is was for and by it its with'.split(' '))

function foldedOf(text: string): string {
  return [...plainText(text)]
    .map((character) => nameKey(character))
    .join('')
    .replaceAll(/[\s、。,.…「」]/gu, '')
}

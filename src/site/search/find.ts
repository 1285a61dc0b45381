/** Searching the editions: by date, by coin and by what they say, in either language. Pure. */
import { dateIn, isOfDate, type AskedDate } from './dates.ts'
import type { IndexedEdition, SearchIndex } from './index.ts'
import { type Folded, folded, foldedWithPlaces, placesIn } from './text.ts'

export interface Found {
  readonly edition: string
  readonly number: string
  readonly headline: string
  /** In the order of the page; none where the date alone was asked for. */
  readonly sentences: readonly FoundSentence[]
}

export interface FoundSentence {
  /** The id of where it stands on the page. */
  readonly at: string
  readonly text: string
  /** What was searched, in letters of the text; in order, apart from each other. */
  readonly marks: readonly (readonly [from: number, to: number])[]
}

export interface Answer {
  /** Newest first. */
  readonly editions: readonly Found[]
  /** What the query says of days; undefined where it names none. */
  readonly date: AskedDate | undefined
  /** Whether there is an edition of that date, whatever it says; true where no date is named. */
  readonly isDateKnown: boolean
  /** Whether nothing was asked for. */
  readonly isEmpty: boolean
}

/** A word of the query, or what else a coin of that name is called; whole tickers. */
interface Term {
  readonly forms: readonly string[]
  readonly whole: boolean
  /** What a phrase is made of: all of these instead, where a sentence has not the phrase itself. */
  readonly parts?: readonly Term[]
}

/**
 * `indices` newest first. All words have to stand in a sentence, or in the name of its topic. Where no sentence has one of
 * them, the sentences of a topic of that name are found. Of a day, the edition that closes on it comes first.
 */
export function findIn(indices: readonly SearchIndex[], query: string): Answer {
  const { date, rest } = dateIn(folded(query).trim())
  const words = date === undefined ? query : rest
  const terms = termsOf(words, indices)
  if (date === undefined && terms.length === 0)
    return { editions: [], date, isDateKnown: true, isEmpty: true }
  const meant = indices.flatMap(({ editions, topics }) =>
    editions
      .filter(({ edition }) => date === undefined || isOfDate(edition, date))
      .map((one) => ({ one, topics })),
  )
  const closingFirst =
    date === undefined ? meant : meant.toSorted((a, b) => distance(a.one, date) - distance(b.one, date))
  const found = (isLoose: boolean) =>
    closingFirst.flatMap(({ one, topics }): Found[] => {
      const { edition, number, headline } = one
      const sentences = sentencesOf(one, terms, topics, isLoose)
      return sentences.length > 0 || terms.length === 0 ? [{ edition, number, headline, sentences }] : []
    })
  const strict = found(false)
  const isDateKnown = date === undefined || meant.length > 0
  return { editions: strict.length > 0 ? strict : found(true), date, isDateKnown, isEmpty: false }
}

/** 0 of the edition that closes on the day itself, of whichever year. */
function distance({ edition }: IndexedEdition, { month, day }: AskedDate): number {
  if (day === undefined) return 0
  return Number(edition.slice(5, 7)) === month && Number(edition.slice(8)) === day ? 0 : 1
}

interface Prepared {
  readonly at: string
  readonly text: string
  readonly folded: Folded
}

/** Editions are searched with each letter that is typed, and folded once. */
const prepared = new WeakMap<IndexedEdition, readonly Prepared[]>()

function preparedOf(edition: IndexedEdition): readonly Prepared[] {
  const known = prepared.get(edition)
  if (known) return known
  const places = [['content', [edition.headline]] as const, ...edition.places]
  const all = places.flatMap(([at, sentences]) =>
    sentences.map((text) => ({ at, text, folded: foldedWithPlaces(text) })),
  )
  prepared.set(edition, all)
  return all
}

function sentencesOf(
  edition: IndexedEdition,
  terms: readonly Term[],
  topics: SearchIndex['topics'],
  isLoose: boolean,
): FoundSentence[] {
  if (terms.length === 0) return []
  const names = new Map(Object.entries(topics).map(([at, name]) => [at, folded(name)]))
  return preparedOf(edition).flatMap((one) => {
    const marks = marksIn(one, names.get(one.at) ?? '', terms)
    return marks === undefined || (marks.length === 0 && !isLoose)
      ? []
      : [{ at: one.at, text: one.text, marks }]
  })
}

/** Undefined where a word stands neither in the sentence nor in the name of its topic. */
function marksIn(
  sentence: Prepared,
  topic: string,
  terms: readonly Term[],
): FoundSentence['marks'] | undefined {
  const marks = terms.map((term) => marksOf(term, sentence, topic))
  return marks.every((one) => one !== undefined) ? joined(marks.flat()) : undefined
}

function marksOf(
  { forms, whole, parts }: Term,
  sentence: Prepared,
  topic: string,
): readonly (readonly [number, number])[] | undefined {
  const { text, from } = sentence.folded
  const places = forms.flatMap((form) => placesIn(text, form, whole))
  if (places.length > 0) return places.map(([start, end]) => [from[start] ?? 0, from[end] ?? 0])
  if (forms.some((form) => placesIn(topic, form, whole).length > 0)) return []
  return parts && marksIn(sentence, topic, parts)
}

/** Marks that touch or lie upon each other are one. */
function joined(marks: readonly (readonly [number, number])[]): [number, number][] {
  const result: [number, number][] = []
  for (const [from, to] of marks.toSorted((a, b) => a[0] - b[0])) {
    const last = result.at(-1)
    if (last && from <= last[1]) last[1] = Math.max(last[1], to)
    else result.push([from, to])
  }
  return result
}

/** Words that say how others belong together. */
const JOINTS = new Set('a an and at by for from in is of on or the to was were with'.split(' '))
/** One or two kana between words: が, から. */
const PARTICLE = /^[ぁ-ゖ]{1,2}$/u
/** An amount, which is no three words: `10万ドル`, `−6.9%`. */
const AMOUNT = /[+-]?\d[\d.]*(?:[万億兆]\d*)*(?:ドル|%|ポイント|倍|週|日|位)?/u

function termsOf(query: string, indices: readonly SearchIndex[]): Term[] {
  const coins = new Map(
    indices.flatMap(({ coins: own }) =>
      own.flatMap((names) => names.map((name) => [folded(name), names.map(folded)] as const)),
    ),
  )
  const termOf = (word: string): Term => {
    const one = folded(word)
    const coin = coins.get(one.replace(/^[$#]/u, ''))
    if (coin) return { forms: coin, whole: true }
    if (/^\p{ASCII}+$/u.test(word)) return { forms: [one], whole: false }
    const parts = wordsOf(word, coins)
    return { forms: [one], whole: false, ...(parts.length > 1 && { parts: parts.map(termOf) }) }
  }
  if (coins.has(folded(query).trim())) return [termOf(query.trim())]
  // Kana stay as they were written until the words are found.
  const plain = query.normalize('NFKC').replace(/(?<=\d),(?=\d{3})/gu, '')
  return plain
    .split(/[\s、。,・「」()"]+/u)
    .filter((word) => /[\p{L}\p{N}]/u.test(word) && !JOINTS.has(word.toLowerCase()))
    .map(termOf)
}

/** The words of a Japanese phrase, without what joins them; a coin's name is one. */
function wordsOf(phrase: string, coins: ReadonlyMap<string, unknown>): string[] {
  const within = folded(phrase)
  const names = [...coins.keys()].filter(
    (name) => name.length > 2 && within.includes(name) && name !== within,
  )
  const [name] = names.toSorted((a, b) => b.length - a.length)
  if (name !== undefined && within.length === phrase.length) {
    const at = within.indexOf(name)
    const [before, after] = [phrase.slice(0, at), phrase.slice(at + name.length)]
    return [...wordsOf(before, coins), name, ...wordsOf(after, coins)]
  }
  return phrase
    .split(new RegExp(`(${AMOUNT.source})`, 'u'))
    .flatMap((part) => (/^[+-]?\d/u.test(part) ? [part] : segmentsOf(part)))
    .filter((part) => part !== '' && !PARTICLE.test(part) && /[\p{L}\p{N}]/u.test(part))
}

function segmentsOf(text: string): string[] {
  return [...new Intl.Segmenter(undefined, { granularity: 'word' }).segment(text)].map(
    ({ segment }) => segment,
  )
}

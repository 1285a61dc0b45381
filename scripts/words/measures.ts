/** How a series of editions reads: what is repeated, how sentences are joined, how many figures stand in them. */
import type { EditionTexts, Language } from '../../test/claims/product/briefing.ts'
import { type Text, saysMissing, textOf } from '../../test/claims/text/sections.ts'
import { PRICE } from '../../test/claims/text/limits.ts'
import type { Mask } from './mask.ts'

const CONNECTIVES: Readonly<Record<Language, RegExp>> = {
  ja: /一方|同じ\d*日|同じ日|その後|ただし|に対し|なかで|それでも|半面|ものの|[がも]、/u,
  en: /\bby contrast\b|\bthe same day\b|\bthen\b|\bbut\b|\bhowever\b|\bwhile\b|\byet\b/iu,
}

/** Consecutive editions in which a lead is counted. */
const WINDOW = 17

export interface Measures {
  readonly editions: number
  readonly sentences: number
  /** Sentences whose form stood in the section of that name a week before, of those with a week before. */
  readonly repeated: Share
  /** Statement keys that stood in their section a week before. */
  readonly repeatedKeys: Share
  /** Sections of which every sentence stood there a week before, figures masked. */
  readonly wordForWord: Share
  /** The same, section by section: sentences repeated of all. */
  readonly bySection: Readonly<Record<string, Share>>
  /** Sentences with a connective, per 10. */
  readonly connectives: number
  /** Values per 100 characters of prose, dates and ranks and windows left out. */
  readonly density: number
  /** First sentences after the price, by their form, and in how many editions. */
  readonly leading: readonly (readonly [form: string, editions: number])[]
  /** Series that headlines begin with, and in how many editions. */
  readonly leadingKeys: readonly (readonly [key: string, editions: number])[]
  /** The series that begins most headlines of any 17 consecutive editions. */
  readonly leadingSeriesInARow: readonly [series: string, editions: number]
  /** The form that leads most often in any 17 consecutive editions, and in how many of them. */
  readonly leadingInARow: readonly [form: string, editions: number]
  readonly since: number
  /** Editions whose body gives a price of BTC. */
  readonly priced: number
  /** Editions that mention oil, the VIX or EUR/USD. */
  readonly others: number
}

export interface Share {
  readonly some: number
  readonly all: number
}

const SINCE: Readonly<Record<Language, RegExp>> = { ja: /以来|以降で/u, en: /\bsince\b/iu }
const OTHERS: Readonly<Record<Language, RegExp>> = {
  ja: /原油|VIX|ユーロドル/u,
  en: /\bcrude\b|\boil\b|\bVIX\b|EUR\/USD/iu,
}

export function measure(editions: readonly EditionTexts[], language: Language, mask: Mask): Measures {
  const texts = editions.map((one) => textOf(one.texts[language].text, language))
  const bodies = editions.map((one) => proseOf(one, language))
  const forms = bodies.map((sections) =>
    sections.map(({ heading, sentences }) => ({ heading, forms: sentences.map(mask) })),
  )
  const sentences = bodies.flatMap((sections) => sections.flatMap((one) => one.sentences))
  const pairs = forms.slice(1).flatMap((sections, at) =>
    sections.map((section) => {
      const before = forms[at]?.find((one) => one.heading === section.heading)?.forms ?? []
      const some = section.forms.filter((form) => before.includes(form)).length
      return { heading: section.heading, some, all: section.forms.length }
    }),
  )
  const told = pairs.filter((one) => one.all > 0)
  return {
    editions: editions.length,
    sentences: sentences.length,
    repeated: sum(told),
    repeatedKeys: repeatedKeys(editions),
    wordForWord: {
      some: told.filter((one) => one.some === one.all).length,
      all: told.length,
    },
    bySection: Object.fromEntries(
      [...Map.groupBy(told, (one) => one.heading)].map(([name, list]) => [name, sum(list)]),
    ),
    connectives: connectivesOf(sentences, language),
    density: densityOf(sentences, language),
    leading: counted(forms.flatMap((sections) => leadOf(sections.flatMap((one) => one.forms)))),
    leadingInARow: mostInARow(forms.map((sections) => leadOf(sections.flatMap((one) => one.forms))[0] ?? '')),
    leadingKeys: counted(editions.map(leadingSeries)),
    leadingSeriesInARow: mostInARow(editions.map(leadingSeries)),
    since: sentences.filter((one) => SINCE[language].test(one)).length,
    priced: texts.filter((text) => PRICE[language].test(bodyOf(text))).length,
    others: texts.filter((text) => OTHERS[language].test(bodyOf(text))).length,
  }
}

export interface Prose {
  readonly heading: string
  readonly sentences: readonly string[]
}

/** The sections of an edition's text, without what only names missing data. */
export function proseOf(edition: EditionTexts, language: Language): Prose[] {
  return textOf(edition.texts[language].text, language).sections.map(({ heading, sentences }) => ({
    heading,
    sentences: sentences.filter((one) => !saysMissing(one)),
  }))
}

/** The sentence behind that of BTC's price, which every edition begins with. */
export function leadOf(forms: readonly string[]): string[] {
  const lead = forms[1] ?? forms[0]
  return lead === undefined ? [] : [lead]
}

function bodyOf(text: Text): string {
  return text.sections.flatMap((one) => one.sentences).join(' ')
}

function repeatedKeys(editions: readonly EditionTexts[]): Share {
  const keys = editions.map(({ briefing }) =>
    briefing.sections.flatMap((one) => one.statements.map(({ key }) => `${one.topic} ${key}`)),
  )
  const later = keys.slice(1)
  return {
    some: later.reduce((sum, list, at) => sum + list.filter((key) => keys[at]?.includes(key)).length, 0),
    all: later.flat().length,
  }
}

function sum(shares: readonly Share[]): Share {
  return shares.reduce((a, b) => ({ some: a.some + b.some, all: a.all + b.all }), { some: 0, all: 0 })
}

function counted(values: readonly string[]): (readonly [string, number])[] {
  return [...Map.groupBy(values, (value) => value)]
    .map(([value, list]) => [value, list.length] as const)
    .toSorted((a, b) => b[1] - a[1])
}

/** Sentences with a connective, per 10. */
export function connectivesOf(sentences: readonly string[], language: Language): number {
  // A line of a list is no sentence that could be joined.
  const whole = sentences.filter((one) => /[。.]$/u.test(one))
  return (10 * whole.filter((one) => CONNECTIVES[language].test(one)).length) / whole.length
}

/**
 * The series that a headline begins with. A clause on BTC's own week rests on no entry of the ledger: its series is the
 * form that tells it, so that no form leads too often either.
 */
function leadingSeries({ briefing }: EditionTexts): string {
  const [first] = briefing.thread.headline.clauses
  const [place] = Array.isArray(first?.evidence.extreme) ? first.evidence.extreme : []
  return briefing.extremes[Number(place ?? -1)]?.series ?? first?.key ?? ''
}

/** The most frequent of any 17 consecutive values. */
function mostInARow(values: readonly string[]): readonly [string, number] {
  const windows = values.map((_, at) => counted(values.slice(at, at + WINDOW))[0])
  return windows.reduce<readonly [string, number]>(
    (most, one) => (one !== undefined && one[1] > most[1] ? one : most),
    ['', 0],
  )
}

/** What is no value: dates, times, ranks, tenors, windows, names of indices, counts of things in a row. */
const NO_VALUES: Readonly<Record<Language, readonly RegExp[]>> = {
  ja: [
    /(?:\d{4}年)?\d{1,2}月(?:\d{1,2}日)?(?:[〜～](?:\d{1,2}月)?\d{1,2}日)?|\d{1,2}日(?=[（にのはまかで、。・]|$)|\d{4}年|\d{1,2}(?:〜\d{1,2})?時(?:\d{1,2}分)?台?/gu,
    /\d+(?:〜\d+)?位|上位\d+銘柄|主要\d+資産|\d+資産中/gu,
    /\d+(?:年債|年物|日実現|日相関|時間換算|時間あたり|時間足|日間|週間|週前|週平均|年)|過去\d+日|\d+日(?=ピーク)/gu,
    /S&P500|ナスダック100|日経225|STOXX600|CSI300|top ?\d+/gu,
  ],
  en: [
    /\b\d{1,2}(?:–\d{1,2})? (?:January|February|March|April|May|June|July|August|September|October|November|December|Jan|Feb|Mar|Apr|Jun|Jul|Aug|Sep|Oct|Nov|Dec)(?: \d{4})?|\b\d{1,2}:\d\d(?:–\d{1,2}:\d\d)?|\b\d{1,2}(?:st|nd|rd|th)\b|\b20\d\d\b/gu,
    /\branks? \d+(?:–\d+)?|\btop[- ]\d+/giu,
    /\b\d+-(?:day|year|hour|week)\b/gu,
    /S&P 500|Nasdaq 100|Nikkei 225|STOXX 600|CSI 300/gu,
  ],
}

/** Values per 100 characters. An amount in two units (9万4,222) is one value. */
export function densityOf(sentences: readonly string[], language: Language): number {
  const text = sentences.join('')
  const rest = NO_VALUES[language].reduce((left, pattern) => left.replace(pattern, ''), text)
  const values = rest.match(/\d[\d,]*(?:\.\d+)?(?:[兆億万](?:\d[\d,]*(?:\.\d+)?)?)*/gu) ?? []
  return (100 * values.length) / text.length
}

/** One language's words: sentences from `locales/`, filled with raw values that are formatted here. */
import i18next, { type i18n } from 'i18next'
import type { Plain } from '#src/market/reading.ts'
import type { Instant } from '#src/market/time.ts'
import type { DateContext } from './dates.ts'
import { addFormats } from './formats.ts'
import { grammarOf } from './grammar.ts'
import type { Grammar } from './grammar/grammar.ts'
import { withNamesApart } from './isolates.ts'
import type { WordKey } from './keys.ts'
import { LOCALES, type Locale } from './locale.ts'
import type { Money } from './money.ts'
import { AREAS, SENTENCES } from './sentences.ts'

/** Raw values of a sentence: fractions, USD, instants (milliseconds), ids. */
export type Values = { readonly [name: string]: Plain | undefined }

export interface Words extends DateContext {
  readonly grammar: Grammar
  /** What money is stated in: US dollars where it says nothing. */
  readonly money?: Money | undefined
  /** The sentence of a key. Throws where the key does not exist: a missing sentence is a bug, not a blank. */
  say(key: WordKey, values?: Values): string
  /** The sentence of a key made at run time (a glossary entry, a reason), or undefined where there is none. */
  find(key: string, values?: Values): string | undefined
  /**
   * Like `say`, but the second wording of the key where it has one: for a text in which the first would
   * end three sentences in a row alike.
   */
  sayOtherwise(key: WordKey, values?: Values): string
}

/** Words of a language, with the zone of the reader's clock and an instant in the year that goes without saying. */
export function createWords(locale: Locale, clock: string, reference: Instant, money?: Money): Words {
  const translate = (key: string, values: Values | undefined, context?: string): string | undefined => {
    const options = { ...values, lng: locale, clock, reference, money, ...(context && { context }) }
    if (!dictionary.exists(key, options)) return undefined
    const text = dictionary.t(key, options)
    const [failure] = failures.splice(0)
    if (failure !== undefined) {
      throw new TypeError(`locales/${locale} cannot tell ${key}: ${failure.message}`, { cause: failure })
    }
    return withNamesApart(text)
  }
  const need = (key: string, text: string | undefined): string => {
    if (text === undefined) throw new RangeError(`locales/${locale} has no sentence for ${key}`)
    return text
  }
  return {
    locale,
    grammar: grammarOf(locale),
    zone: 'UTC',
    clock,
    reference,
    money,
    say: (key, values) => need(key, translate(key, values)),
    find: (key, values) => translate(key, values),
    sayOtherwise: (key, values) => need(key, translate(key, values, 'otherwise')),
  }
}

/** The same words, with money in US dollars: what charts, whose axes are in dollars, are stated in. */
export function inDollars(words: Words): Words {
  return words.money ? createWords(words.locale, words.clock, words.reference) : words
}

/** What went wrong while the sentence at hand was filled: i18next would print a blank or a raw value for it. */
const failures: Error[] = []

const dictionary = loadDictionary()

function loadDictionary(): i18n {
  const instance = i18next.createInstance()
  // Synchronous: words are needed wherever a person is answered.
  instance.init({
    initAsync: false,
    ns: AREAS,
    defaultNS: 'briefing',
    fallbackLng: false,
    supportedLngs: LOCALES,
    // Text is escaped by the renderer of each platform, which alone knows its markup.
    interpolation: { escapeValue: false, skipOnVariables: true },
    missingInterpolationHandler: (_text, match) => failures.push(new TypeError(`no value for ${match[0]}`)),
    resources: SENTENCES,
  })
  addFormats(instance, (error) => {
    failures.push(error instanceof Error ? error : new Error(String(error)))
  })
  return instance
}

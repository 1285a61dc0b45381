/** The arguments of `brief`: read from the command line, checked, and turned into what the command needs. */
import { RequestError } from '#src/errors.ts'
import { type SectionName, SECTIONS } from '#src/briefing/section.ts'
import type { Length } from '#src/briefing/compose/look.ts'
import type { Colors, Theme } from '#src/charts/index.ts'
import { BOTH, DEFAULT_LOCALE, type Locale, localeOf, POST_LANGUAGES } from '#src/i18n/locale.ts'
import { readOptions } from './options.ts'

export interface BriefArguments {
  readonly data: string | undefined
  /** The closing Monday; undefined for the last one on record. */
  readonly week: string | undefined
  readonly languages: readonly Locale[]
  readonly length: Length
  readonly theme: Theme
  readonly colors: Colors
  /** IANA zone of the window. */
  readonly zone: string
  readonly sections: readonly SectionName[] | undefined
  readonly out: string
  readonly help: boolean
}

const CHOICES = {
  '--lang': POST_LANGUAGES,
  '--length': ['full', 'compact', 'text'],
  '--theme': ['dark', 'light'],
  '--colors': ['standard', 'jp', 'cvd'],
} as const

const FREE = ['--data', '--week', '--zone', '--sections', '--out'] as const

/** Throws RequestError whose sentence is in `errors.json`. */
export function readArguments(words: readonly string[]): BriefArguments {
  const given = collect(words)
  const language = choice('--lang', given) ?? 'both'
  return {
    data: given.get('--data'),
    week: given.get('--week'),
    languages: language === 'both' ? BOTH : [language],
    length: choice('--length', given) ?? 'full',
    theme: choice('--theme', given) ?? 'dark',
    colors: choice('--colors', given) ?? 'standard',
    zone: zone(given.get('--zone') ?? 'UTC'),
    sections: sections(given.get('--sections')),
    out: given.get('--out') ?? 'out',
    help: given.has('--help'),
  }
}

/** Which language to complain in, before the arguments are known to be good. */
export function languageOf(
  words: readonly string[],
  environment: Readonly<Record<string, string | undefined>>,
): Locale {
  const at = words.indexOf('--lang')
  const asked = at < 0 ? words.find((word) => word.startsWith('--lang='))?.slice(7) : words[at + 1]
  return localeOf(asked ?? '') ?? localeOf(environment.LC_ALL ?? environment.LANG ?? '') ?? DEFAULT_LOCALE
}

function collect(words: readonly string[]): Map<string, string> {
  const valued = [...Object.keys(CHOICES), ...FREE]
  const given = new Map<string, string>()
  for (const one of readOptions(words, { valued, flags: { '--help': { short: 'h' } } })) {
    const { option } = one
    if (one.kind === 'unknown') throw new RequestError('brief.unknownOption', { option })
    if (option === '--help') {
      given.set(option, '')
      continue
    }
    if (one.value === undefined || one.value === '' || one.value.startsWith('--')) {
      const choices = CHOICES[option as keyof typeof CHOICES]?.join(', ') ?? EXAMPLES[option] ?? ''
      throw new RequestError('brief.needsValue', { option, choices })
    }
    given.set(option, one.value)
  }
  return given
}

const EXAMPLES: Readonly<Record<string, string>> = {
  '--data': 'sample, ./history',
  '--week': '2025-11-24',
  '--zone': 'UTC, Asia/Tokyo',
  '--sections': 'assets,funding',
  '--out': 'out',
}

function choice<Option extends keyof typeof CHOICES>(
  option: Option,
  given: ReadonlyMap<string, string>,
): (typeof CHOICES)[Option][number] | undefined {
  const value = given.get(option)
  if (value === undefined) return undefined
  const choices: readonly string[] = CHOICES[option]
  if (!choices.includes(value)) {
    throw new RequestError('brief.badChoice', { option, value, choices: choices.join(', ') })
  }
  return value as (typeof CHOICES)[Option][number]
}

function zone(value: string): string {
  try {
    return new Intl.DateTimeFormat('en', { timeZone: value }).resolvedOptions().timeZone
  } catch {
    throw new RequestError('brief.badZone', { value })
  }
}

function sections(value: string | undefined): readonly SectionName[] | undefined {
  if (value === undefined) return undefined
  const known: readonly string[] = SECTIONS
  const names = value
    .split(',')
    .map((name) => name.trim())
    .filter(Boolean)
  const unknown = names.find((name) => !known.includes(name))
  if (unknown !== undefined || names.length === 0) {
    throw new RequestError('brief.badSections', { value: unknown ?? value, choices: SECTIONS.join(', ') })
  }
  return [...new Set(names)] as SectionName[]
}

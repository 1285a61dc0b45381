/** `site`: the editions as pages, written into a folder that any web server can serve. */
import { RequestError } from '#src/errors.ts'
import type { Words } from '#src/i18n/words.ts'
import type { PublishedEditions } from '#src/site/editions.ts'
import { writeSite } from '#src/site/write.ts'
import { siteAddressIn } from '#src/siteaddress.ts'
import { readOptions } from './options.ts'
import type { Progress } from './progress.ts'
import { isUnwritable } from './unwritable.ts'

export interface SiteArguments {
  readonly data: string | undefined
  readonly out: string
  /** Of the finished site, without a slash at its end: `https://kawaraban.example`; undefined takes the setting. */
  readonly home: string | undefined
}

const VALUED = ['--data', '--out', '--home', '--lang'] as const

/** Throws RequestError whose sentence is in `errors.json`. */
export function readSiteArguments(words: readonly string[]): SiteArguments {
  const given = new Map<string, string>()
  for (const one of readOptions(words, { valued: VALUED })) {
    if (one.kind === 'unknown') throw new RequestError('brief.unknownOption', { option: one.option })
    if (one.value === undefined || one.value === '' || one.value.startsWith('--'))
      throw new RequestError('brief.needsValue', { option: one.option, choices: EXAMPLES[one.option] ?? '' })
    given.set(one.option, one.value)
  }
  const named = given.get('--home')
  const home = named === undefined ? undefined : siteAddressIn(named)
  if (named !== undefined && home === undefined) throw new RequestError('site.badHome', { value: named })
  return { data: given.get('--data'), out: given.get('--out') ?? 'site', home }
}

const EXAMPLES: Readonly<Record<string, string>> = {
  '--data': 'sample, ./history',
  '--out': 'site',
  '--home': 'https://kawaraban.example',
  '--lang': 'ja, en',
}

export interface SiteCommand {
  readonly out: string
  readonly home: string
  readonly editions: PublishedEditions
  /** Works once no other process writes into the folder; `onWait` hears that one does. */
  readonly alone: <Result>(folder: string, work: () => Promise<Result>, onWait: () => void) => Promise<Result>
  /** The version of the program: another may make other pages of the same editions. */
  readonly version: string
  readonly progress: Progress
  readonly stdout: { write(text: string): void }
  readonly words: Words
}

/** Writes what is new or changed. Throws RequestError where the folder cannot be written. */
export async function writeSiteTo(parts: SiteCommand): Promise<void> {
  const { out, home, editions, alone, version, progress, stdout, words } = parts
  const write = () =>
    writeSite(out, editions, {
      ...{ home, code: version },
      onEdition: (edition) => progress.at(words.say('site:command.progress', { edition })),
    })
  try {
    const { editions: count, made } = await alone(out, write, () =>
      progress.at(words.say('site:command.waiting', { out })),
    )
    progress.done()
    stdout.write(`${words.say('site:command.done', { count, made, out })}\n`)
  } catch (error) {
    throw isUnwritable(error) ? new RequestError('brief.cannotWrite', { out, code: error.code }) : error
  }
}

/** `briefing.json`: an edition for machines, one file for all languages that were asked for. */
import type { Edition } from '#src/briefing/edition.ts'
import { recapOf } from '#src/briefing/recap.ts'
import type { Statement } from '#src/briefing/section.ts'
import { capitalised } from '#src/briefing/format.ts'
import { placesOf } from '#src/briefing/thread.ts'
import type { Locale } from '#src/i18n/locale.ts'
import type { Words } from '#src/i18n/words.ts'
import type { Coverage, Figure, MissingFigure, Plain } from '#src/market/reading.ts'
import { isoOf } from '#src/market/time.ts'
import type { Withheld } from '#src/market/withheld.ts'
import { extremesJson, type PublishedExtreme, type EntryPlace } from './extremes.ts'
import { figuresOf } from './make.ts'
import {
  type InLanguages,
  inLanguages,
  type PublishedStatement,
  publishedStatement,
  type LanguageVersion,
} from './published.ts'
import { type PublishedThread, threadJson } from './thread.ts'

export type { LanguageVersion } from './published.ts'

export interface BriefingJson {
  readonly edition: string
  readonly revision: number
  readonly id: string
  readonly window: { readonly from: string; readonly to: string; readonly zone: string }
  readonly data: { readonly kind: string; readonly name: string }
  readonly figures: Record<string, PublishedFigure>
  /** Headline, summary, timeline and the closing parts; each claim names the entries of `extremes` that it rests on. */
  readonly thread: PublishedThread
  readonly sections: readonly PublishedSection[]
  /** What moderators say of the edition, in the languages they wrote it in: no figure of ours. */
  readonly note?: InLanguages
  /** The ledger's entries of the week, strongest first, withheld ones last. */
  readonly extremes: readonly PublishedExtreme[]
  readonly missing: readonly MissingFigure[]
  /** Facts of the week that no figure is made from; absent where there are none. */
  readonly withheld?: readonly PublishedWithheld[]
}

interface PublishedWithheld extends Omit<Withheld, 'time'> {
  readonly time: string
}

interface PublishedFigure {
  readonly value: Plain
  readonly unit: string
  readonly asOf: string
  readonly sources: readonly string[]
  readonly coverage?: Coverage
}

interface PublishedSection {
  readonly topic: string
  readonly statements: readonly PublishedStatement[]
  readonly charts: readonly { readonly file: InLanguages; readonly alt: InLanguages }[]
  readonly missing: readonly string[]
}

/** Where the picture of a chart lies, from the file that names it. */
type PictureAt = (locale: Locale, name: string) => string

const IN_FOLDERS: PictureAt = (locale, name) => `${locale}/${name}.png`

/** The edition as `briefing.json` holds it. Pictures are named `<language>/<name>.png` where `pictureAt` does not say otherwise. */
export function briefingJson(
  edition: Edition,
  versions: readonly LanguageVersion[],
  pictureAt: PictureAt = IN_FOLDERS,
): BriefingJson {
  const { week, readings, data } = edition
  const missing = Object.values(readings).flatMap((reading) => reading.missing)
  return {
    edition: week.edition,
    revision: edition.revision,
    id: edition.id,
    window: { from: isoOf(week.start), to: isoOf(week.end), zone: week.zone },
    data: { kind: data.kind, name: data.name },
    figures: Object.fromEntries(
      Object.entries(figuresOf(readings)).map(([name, figure]) => [name, published(figure)]),
    ),
    thread: threadJson(edition, versions),
    sections: topicSections(edition, versions, pictureAt),
    ...noteOf(versions),
    extremes: extremesJson(edition.extremes, entryPlaces(edition)),
    missing: missing.toSorted((a, b) => (a.figure < b.figure ? -1 : a.figure > b.figure ? 1 : 0)),
    ...(edition.withheld && {
      withheld: edition.withheld.map((one) => ({ ...one, time: isoOf(one.time) })),
    }),
  }
}

function noteOf(versions: readonly LanguageVersion[]): Pick<BriefingJson, 'note'> {
  const note = inLanguages(versions, (version) => version.note)
  return Object.keys(note).length > 0 ? { note } : {}
}

function published({ value, unit, asOf, sources, coverage }: Figure): PublishedFigure {
  return { value, unit, asOf: isoOf(asOf), sources, ...(coverage && { coverage }) }
}

function topicSections(
  edition: Edition,
  versions: readonly LanguageVersion[],
  pictureAt: PictureAt,
): PublishedSection[] {
  return (versions[0]?.composition.sections ?? []).map((section) => ({
    topic: section.name,
    statements: section.statements.map((statement, index) => ({
      ...publishedStatement(edition, statement),
      // Each language has composed statements of its own: the same ones, at the same places.
      text: inLanguages(versions, ({ words, composition }) => {
        const own = composition.sections.find((one) => one.name === section.name)?.statements[index]
        return own && (composition.said.get(own) ?? plainText(own, words))
      }),
      told: versions.some(({ composition }) => {
        const own = composition.sections.find((one) => one.name === section.name)?.statements[index]
        return own !== undefined && composition.said.has(own)
      }),
    })),
    charts: chartsOf(section.name, versions, pictureAt),
    missing: section.missing.map((one) => one.figure),
  }))
}

/** Where each entry is stated: by the thread, else in a section. */
function entryPlaces(edition: Edition): ReadonlyMap<string, EntryPlace> {
  const statements = recapOf(edition).recap.flatMap((section) => section.statements)
  const inSections = statements.flatMap((one) => one.extremes ?? []).map((id) => [id, 'section'] as const)
  return new Map<string, EntryPlace>([...inSections, ...placesOf(edition.thread)])
}

function plainText({ key, values }: Statement, words: Words): string {
  return capitalised(words.find(`${key}.text`, values) ?? '')
}

function chartsOf(
  name: string,
  versions: readonly LanguageVersion[],
  pictureAt: PictureAt,
): PublishedSection['charts'] {
  const image = ({ composition }: LanguageVersion) =>
    composition.message.images.find((one) => one.name === name)
  const file = inLanguages(versions, (version) => image(version) && pictureAt(version.words.locale, name))
  if (Object.keys(file).length === 0) return []
  return [{ file, alt: inLanguages(versions, (version) => image(version)?.alt) }]
}

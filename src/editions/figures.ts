/** `briefing.json`: an edition for machines, one file for all languages that were asked for. */
import type { Composition } from '#src/briefing/compose.ts'
import type { Edition } from '#src/briefing/edition.ts'
import { tellLead } from '#src/briefing/lead.ts'
import type { Statement } from '#src/briefing/section.ts'
import type { Locale } from '#src/i18n/locale.ts'
import type { Words } from '#src/i18n/words.ts'
import type { Coverage, Figure, MissingFigure, Plain } from '#src/market/reading.ts'
import { isoOf } from '#src/market/time.ts'
import { figuresOf } from './make.ts'

/** One language's telling of the edition. */
export interface Telling {
  readonly words: Words
  readonly composition: Composition
}

type InLanguages = Partial<Record<Locale, string>>

export interface BriefingJson {
  readonly edition: string
  readonly revision: number
  readonly id: string
  readonly window: { readonly from: string; readonly to: string; readonly zone: string }
  readonly data: { readonly kind: string; readonly name: string }
  readonly figures: Record<string, PublishedFigure>
  readonly sections: readonly PublishedSection[]
  readonly missing: readonly MissingFigure[]
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
  readonly statements: readonly {
    readonly key: string
    readonly text: InLanguages
    readonly salience: number
    readonly evidence: Statement['evidence']
  }[]
  readonly charts: readonly { readonly file: InLanguages; readonly alt: InLanguages }[]
  readonly missing: readonly string[]
}

/** The edition as `briefing.json` holds it. Pictures are named `<language>/<name>.png`. */
export function briefingJson(edition: Edition, tellings: readonly Telling[]): BriefingJson {
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
    sections: [leadSection(tellings), ...topicSections(tellings)],
    missing: missing.toSorted((a, b) => (a.figure < b.figure ? -1 : a.figure > b.figure ? 1 : 0)),
  }
}

function published({ value, unit, asOf, sources, coverage }: Figure): PublishedFigure {
  return { value, unit, asOf: isoOf(asOf), sources, ...(coverage && { coverage }) }
}

function leadSection(tellings: readonly Telling[]): PublishedSection {
  const first = tellings[0]?.composition
  return {
    topic: 'lead',
    statements: (first?.lead ?? []).map(({ key, salience, evidence }, index) => ({
      key,
      text: inLanguages(tellings, ({ words, composition }) => {
        const statement = composition.lead[index]
        return statement && tellLead(statement, words)
      }),
      salience,
      evidence,
    })),
    charts: chartsOf('sheet', tellings),
    missing: [],
  }
}

function topicSections(tellings: readonly Telling[]): PublishedSection[] {
  return (tellings[0]?.composition.sections ?? []).map((section) => ({
    topic: section.name,
    statements: section.statements.map(({ key, salience, evidence }, index) => ({
      key,
      text: inLanguages(
        tellings,
        ({ composition }) => composition.told.find((told) => told.name === section.name)?.sentences[index],
      ),
      salience,
      evidence,
    })),
    charts: chartsOf(section.name, tellings),
    missing: section.missing.map((one) => one.figure),
  }))
}

function chartsOf(name: string, tellings: readonly Telling[]): PublishedSection['charts'] {
  const image = ({ composition }: Telling) => composition.message.images.find((one) => one.name === name)
  const file = inLanguages(tellings, (telling) => image(telling) && `${telling.words.locale}/${name}.png`)
  if (Object.keys(file).length === 0) return []
  return [{ file, alt: inLanguages(tellings, (telling) => image(telling)?.alt) }]
}

function inLanguages(
  tellings: readonly Telling[],
  tell: (telling: Telling) => string | undefined,
): InLanguages {
  const texts: InLanguages = {}
  for (const telling of tellings) {
    const text = tell(telling)
    if (text !== undefined) texts[telling.words.locale] = text
  }
  return texts
}

/** Where editions miss a target: the sentences and weeks that a writer has to look at. */
import type { EditionTexts, Language } from '../../test/claims/product/briefing.ts'
import type { Mask } from './mask.ts'
import { connectivesOf, densityOf, leadOf, type Prose, proseOf } from './measures.ts'

const MOST = 12

/** Lines of text, measure by measure, the worst first. */
export function worstOf(editions: readonly EditionTexts[], language: Language, mask: Mask): string[] {
  const proses = editions.map((one) => ({ monday: one.monday, sections: proseOf(one, language) }))
  const pairs = proses.slice(1).flatMap(({ monday, sections }, at) =>
    sections.map((section) => {
      const before = (proses[at]?.sections ?? []).find((one) => one.heading === section.heading)
      const forms = before?.sentences.map(mask) ?? []
      return { monday, ...section, again: section.sentences.filter((one) => forms.includes(mask(one))) }
    }),
  )
  const wordForWord = pairs.filter(
    ({ sentences, again }) => sentences.length > 0 && again.length === sentences.length,
  )
  const repeated = Map.groupBy(
    pairs.flatMap(({ monday, heading, again }) =>
      again.map((text) => ({ monday, text, form: `${heading}: ${mask(text)}` })),
    ),
    (one) => one.form,
  )
  const leads = Map.groupBy(
    proses.flatMap(({ monday, sections }) =>
      leadOf(sections.flatMap((one) => one.sentences.map(mask))).map((form) => ({ monday, form })),
    ),
    (one) => one.form,
  )
  return [
    ...listed(
      'word for word as a week ago',
      wordForWord.map((one) => `${one.monday} ${one.heading}: ${one.sentences.join(' / ')}`),
    ),
    ...listed('forms repeated from the week before, times', times([...repeated.values()])),
    ...listed('forms that lead, times', times([...leads.values()].filter((list) => list.length > 1))),
    ...listed(
      'weeks with the fewest connectives, per 10',
      ranked(proses, (list) => connectivesOf(list, language), 1),
    ),
    ...listed(
      'weeks with the most values per 100 characters',
      ranked(proses, (list) => densityOf(list, language), -1),
    ),
    ...listed(
      'sentences with the most values per 100 characters',
      proses
        .flatMap(({ monday, sections }) =>
          sections.flatMap((one) => one.sentences.map((text) => ({ monday, text }))),
        )
        .filter(({ text }) => /[。.]$/u.test(text))
        .map((one) => ({ ...one, density: densityOf([one.text], language) }))
        .toSorted((a, b) => b.density - a.density)
        .map(({ monday, text, density }) => `${density.toFixed(1)} ${monday} ${text}`),
    ),
  ]
}

function listed(name: string, lines: readonly string[]): string[] {
  return lines.length === 0
    ? []
    : ['', `${name} (${lines.length}):`, ...lines.slice(0, MOST).map((one) => `- ${one}`)]
}

function times(groups: readonly (readonly { monday: string; form: string }[])[]): string[] {
  return groups
    .toSorted((a, b) => b.length - a.length)
    .map(
      (list) =>
        `${list.length} ${list[0]?.form} (${list
          .map((one) => one.monday.slice(2))
          .slice(0, 6)
          .join(', ')})`,
    )
}

function ranked(
  proses: readonly { monday: string; sections: readonly Prose[] }[],
  measureOf: (sentences: readonly string[]) => number,
  order: 1 | -1,
): string[] {
  return proses
    .map(({ monday, sections }) => ({ monday, value: measureOf(sections.flatMap((one) => one.sentences)) }))
    .toSorted((a, b) => order * (a.value - b.value))
    .map(({ monday, value }) => `${value.toFixed(1)} ${monday}`)
}

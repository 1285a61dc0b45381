/** The figures by which a topic is followed from edition to edition: few, always the same ones. */
import type { Edition } from '#src/briefing/edition.ts'
import { listNames } from '#src/briefing/names.ts'
import type { SectionName } from '#src/briefing/section.ts'
import { topics } from '#src/briefing/topics.ts'
import { figuresOf } from '#src/editions/make.ts'
import type { FollowedFigure } from '#src/i18n/keys.ts'
import type { Words } from '#src/i18n/words.ts'

/** A figure as a topic's page prints it. */
export interface TopicFigure {
  readonly name: string
  /** With its unit; undefined where the edition has no such figure. */
  readonly value?: string
}

/** Of one edition. */
export function topicFigures(topic: SectionName, { readings }: Edition, words: Words): TopicFigure[] {
  if (topic === 'outlook') return []
  const figures = figuresOf(readings)
  const { followed = {} } = topics[topic]
  return Object.entries(followed).map(([key, figure]) => {
    const entry = `site:topics.figures.${key as FollowedFigure}` as const
    const { value, sources = [] } = figures[figure] ?? {}
    // A mean over venues is not of the same ones in every edition.
    const values = { value, venues: listNames(sources, words) }
    return {
      name: words.say(`${entry}.name`),
      ...(typeof value === 'number' && { value: words.say(`${entry}.value`, values) }),
    }
  })
}

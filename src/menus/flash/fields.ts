/** What a chat's flashes are, field by field. */
import type { FlashRule } from '#src/chat/flash.ts'
import type { Words } from '#src/i18n/words.ts'

export function flashFields(
  { topics, weeks, most, quiet }: FlashRule,
  zone: string,
  words: Words,
): readonly { readonly name: string; readonly value: string }[] {
  const field = (name: 'topics' | 'weeks' | 'most' | 'quiet', value: string) => ({
    name: words.say(`schedules:flash.fields.${name}`),
    value,
  })
  const named = topics?.map((topic) => words.find(`headings.${topic}`) ?? topic).join(words.grammar.comma)
  return [
    field('topics', named ?? words.say('schedules:flash.allTopics')),
    field('weeks', words.say('schedules:flash.weeks', { weeks })),
    field('most', words.say('schedules:flash.most', { most })),
    field('quiet', formatQuiet(quiet, zone, words)),
  ]
}

/** `23:00–07:00 (Tokyo)`. */
function formatQuiet(quiet: string | undefined, zone: string, words: Words): string {
  const [from = '', to = ''] = quiet?.split('-') ?? []
  return quiet === undefined
    ? words.say('schedules:flash.noQuiet')
    : words.say('schedules:flash.quiet', { from, to, zone })
}

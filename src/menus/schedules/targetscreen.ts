/** The screen on which a moderator says where and how a schedule is posted: channels, roles, tags and topics by name. */
import type { Select } from '#src/chat/action.ts'
import { ownerOf, parseAddress } from '#src/chat/address.ts'
import type { Ability } from '#src/chat/platform.ts'
import type { Choices, Named, PostOptions } from '#src/chat/posting.ts'
import type { Words } from '#src/i18n/words.ts'
import { PAGE } from './pages.ts'
import { back, button, pick, save, select, withForm } from './controls.ts'
import { has, type Rows, type Scene, takesTopics, wordsOf } from './scene.ts'

export function targetRows(scene: Scene): Rows {
  const { draft, moderator, choices } = scene
  const { options, target } = draft.plan
  const words = wordsOf(scene)
  const toggles = POST_OPTIONS.filter(([name, ability]) => has(scene, ability) && fits(name, choices)).map(
    ([name]) => ({
      ...button(`option=${name}`, words.say(`schedules:options.${name}`)),
      active: options[name] === true,
    }),
  )
  const { chat } = parseAddress(target)
  const pickers = has(scene, 'pick')
    ? [
        [pick('channel', words.say('schedules:builder.channel'), chat)],
        ...(has(scene, 'mention') ? [[pick('role', words.say('schedules:builder.role'), options.role)]] : []),
      ]
    : []
  const hasRole = has(scene, 'mention') && options.role !== undefined
  return [
    ...pickers,
    ...(choices && choices.tags.length > 0 ? [[tagsSelect(choices, options.tags ?? [], words)]] : []),
    ...chatRows(scene),
    ...(takesTopics(moderator) ? topicRows(scene) : []),
    toggles,
    [...(hasRole ? [button('norole', words.say('schedules:buttons.noRole'))] : []), back(words), save(words)],
  ]
}

/** Options of a post that are on or off, each with what the platform has to be able to do for it. */
const POST_OPTIONS = [
  ['thread', 'threads'],
  ['crosspost', 'crosspost'],
  ['silent', 'silent'],
  ['pin', 'pin'],
  ['protect', 'protect'],
] as const satisfies readonly (readonly [name: keyof PostOptions, ability: Ability])[]

/** Whether an option means something in the chat; it does where that is not known. */
function fits(name: (typeof POST_OPTIONS)[number][0], choices: Choices | undefined): boolean {
  if (name === 'thread') return choices?.threaded !== false
  return name !== 'crosspost' || choices?.followed !== false
}

/** The other chats that a new schedule, or a clone, can be for. */
function chatRows({ draft, chats, moderator }: Scene): Rows {
  const chosen = ownerOf(draft.plan.target)
  if (chats.every(({ id }) => id === chosen)) return []
  return [
    [
      select(
        moderator.context.words.say('schedules:builder.chat'),
        chats.map(({ id }) => id),
        chosen,
        (id) => [`inchat=${id}`, chats.find((one) => one.id === id)?.name ?? id],
      ),
    ],
  ]
}

/** The group itself, its topics that are known by name, a number for any other, and a look for those made known since. */
function topicRows({ draft, topics, moderator }: Scene): Rows {
  const { words } = moderator.context
  const { topic } = parseAddress(draft.plan.target)
  const { topicName } = draft.plan.options
  const isNew = topic !== undefined && !topics.some(({ id }) => id === topic)
  const named = topicName ?? words.say('schedules:place.topic', { number: topic ?? '' })
  const offered: readonly Named[] = [
    { id: '', name: words.say('schedules:place.general') },
    ...(isNew ? [{ id: topic, name: named }] : []),
    ...topics.slice(0, PAGE - 2),
  ]
  return [
    [
      select(
        words.say('schedules:titles.topic'),
        offered.map(({ id }) => id),
        topic ?? '',
        (id) => [`intopic=${id}`, offered.find((one) => one.id === id)?.name ?? id],
      ),
    ],
    [
      button('screen=target', words.say('schedules:buttons.lookAgain')),
      withForm('topic', words.say('schedules:buttons.topic'), draft, words),
    ],
  ]
}

function tagsSelect({ tags, needsTag = false }: Choices, chosen: readonly string[], words: Words): Select {
  return {
    kind: 'select',
    label: words.say('schedules:builder.tags'),
    options: tags.map(({ id, name }) => ({
      choice: id,
      label: name,
      ...(chosen.includes(id) && { active: true }),
    })),
    many: { choice: 'tags', least: needsTag ? 1 : 0, most: Math.min(TAGS, tags.length) },
  }
}

/** Of one post. */
const TAGS = 5

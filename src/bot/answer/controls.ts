/** The buttons under an answer, made from the command's arguments and from what the bot can do with the answer. */
import { randomBytes } from 'node:crypto'
import type { Button, Control } from '#src/chat/action.ts'
import type { Place } from '#src/chat/request.ts'
import type { Candidate } from '#src/errors.ts'
import type { WordKey } from '#src/i18n/keys.ts'
import type { Words } from '#src/i18n/words.ts'
import type { Argument } from '../arguments/argument.ts'
import type { Command } from '../command.ts'
import type { Form } from './forms.ts'

/** What platforms take: rows, and buttons in one. */
const ROWS = 5
const ACROSS = 5

export interface ControlsOf {
  /** The form that is shown of an answer that has two. */
  readonly form?: Form
  readonly command: Command
  /** Every argument as it stands, printed. */
  readonly printed: Readonly<Record<string, string>>
  readonly words: Words
  readonly place: Place
  /** Whether the answer is seen by the asker alone. */
  readonly isPrivate: boolean
  /** Whether asking again may give something newer. */
  readonly canRefresh: boolean
  /** Whether the glossary explains what the answer is about. */
  readonly canExplain: boolean
  /** Whether the answer makes claims that can be shown with their evidence. */
  readonly hasClaims: boolean
  /** Whether an alert can be set on what the answer is about. */
  readonly canAlert: boolean
  /** Its page on the public site, where it has one. */
  readonly page?: string | undefined
}

/** Eleven characters that cannot be guessed. */
export function createActionId(): string {
  return randomBytes(8).toString('base64url')
}

/**
 * Under a short answer at most two rows: more, its menu, delete. Under any other a row for each argument with `toggle`,
 * and one for what can be done with the answer; none where there is nothing.
 */
export function controlsOf(answer: ControlsOf): (readonly Control[])[] {
  const { form } = answer
  if (form?.kind === 'short') return shortControlsOf(answer, form.isOpen === true)
  return form
    ? [
        [button('less', answer), ...alertOf(answer), ...linkTo(answer), button('delete', answer)],
        ...allControlsOf(answer),
      ]
    : allControlsOf(answer)
}

function shortControlsOf(answer: ControlsOf, isOpen: boolean): (readonly Control[])[] {
  const [more, remove] = [button('more', answer), button('delete', answer)]
  const menu = menuOf(answer)
  const links = [...alertOf(answer), ...linkTo(answer)]
  if (!menu) return [[more, ...links, remove]]
  const { label, options } = menu
  if (isOpen)
    return [options.map((option): Button => ({ kind: 'button', ...option })), [more, ...links, remove]]
  return [[more, { kind: 'select', label, options, opener: 'menu' }, ...links, remove]]
}

/** In a group it is set up in the private chat. */
function alertOf({ canAlert, words, place }: ControlsOf): Button[] {
  if (!canAlert) return []
  const label = words.say('alerts:buttons.alert')
  return [{ kind: 'button', choice: 'alert', label, ...(place === 'group' && { privately: true }) }]
}

function linkTo({ page, words }: ControlsOf): Button[] {
  return page === undefined
    ? []
    : [{ kind: 'button', choice: 'web', label: words.say('chat:post.web'), url: page }]
}

/** The choices of the argument that readers change most: the window, else the first that has a row of its own. */
function menuOf(answer: ControlsOf) {
  const args = Object.entries(answer.command.args as Record<string, Argument<unknown>>)
  const toggled = args.filter(([name, { toggle }]) => toggle === true && name !== 'view')
  const [name, argument] = toggled.find(([one]) => one === 'window') ?? toggled[0] ?? []
  return name === undefined ? undefined : choicesOf(answer, name, argument?.choices ?? [])
}

function button(choice: 'more' | 'less' | 'delete', { words }: ControlsOf): Button {
  return { kind: 'button', choice, label: words.say(`chat:controls.${choice}`) }
}

function allControlsOf(answer: ControlsOf): (readonly Control[])[] {
  const toggles = Object.entries(answer.command.args as Record<string, Argument<unknown>>).flatMap(
    ([name, argument]) => (argument.toggle === true ? [toggle(answer, name, argument.choices ?? [])] : []),
  )
  const rows = [...toggles.slice(0, ROWS - 1), deeds(answer)]
  return rows.filter((row) => row.length > 0)
}

/** One button for each thing that may have been meant, two to a row so that names can be read. */
export function picksOf(candidates: readonly Candidate[]): (readonly Control[])[] {
  const buttons = candidates
    .slice(0, 2 * ROWS)
    .map(({ label }, index): Button => ({ kind: 'button', choice: `pick.${index + 1}`, label }))
  return Array.from({ length: Math.ceil(buttons.length / 2) }, (_, row) =>
    buttons.slice(2 * row, 2 * row + 2),
  )
}

function toggle(answer: ControlsOf, name: string, choices: readonly string[]): Control[] {
  const { label, options } = choicesOf(answer, name, choices)
  if (options.length <= ACROSS) return options.map((option): Button => ({ kind: 'button', ...option }))
  return [{ kind: 'select', label, options }]
}

function choicesOf({ command, printed, words }: ControlsOf, name: string, choices: readonly string[]) {
  const options = choices.map((value) => ({
    choice: `${name}=${value}`,
    label: words.find(`commands:${command.name}.args.${name}.choices.${value}`) ?? value,
    ...(printed[name] === value && { active: true }),
  }))
  const label = words.find(`commands:${command.name}.args.${name}.description`) ?? name
  return { label, options }
}

function deeds(answer: ControlsOf): Control[] {
  const { words, place, isPrivate } = answer
  const button = (choice: string, key: WordKey): Button => ({ kind: 'button', choice, label: words.say(key) })
  return [
    ...(answer.canRefresh ? [button('refresh', 'chat:controls.refresh')] : []),
    ...views(answer, button),
    ...(answer.canExplain ? [button('help', 'chat:controls.help')] : []),
    ...(answer.hasClaims ? [button('why', 'chat:controls.why')] : []),
    // Only there can one channel show something to one member.
    ...(place !== 'guild'
      ? []
      : [isPrivate ? button('public', 'chat:controls.public') : button('private', 'chat:controls.private')]),
  ]
}

/** Table or chart, where the command has both and no row of its own for it. */
function views({ command, printed }: ControlsOf, button: (choice: string, key: WordKey) => Button): Button[] {
  const view = (command.args as Record<string, Argument<unknown>>).view
  if (view?.choices?.includes('table') !== true || view.toggle === true) return []
  const other = view.default ?? view.choices.find((value) => value !== 'table')
  return printed.view === 'table'
    ? [button(`view=${other}`, 'chat:controls.chart')]
    : [button('view=table', 'chat:controls.table')]
}

/** The line above the suggestions: the command's arguments, and what the one being typed is for. */
import type { ArgumentDescription } from '#src/platforms/preview/protocol.ts'
import type { Typing } from './completion.ts'
import { h } from './dom.ts'
import type { Say } from './words.ts'

export function hintOf(typing: Typing, say: Say): Node[] {
  if (typing.stage === 'none') return []
  const command = typing.stage === 'argument' ? typing.command : typing.found[0]
  if (!command) return []
  const open = typing.stage === 'argument' ? typing.open : []
  const current = open.length === 1 || (typing.stage === 'argument' && open.length < command.arguments.length)
  return [
    h(
      'div',
      { class: 'signature' },
      h('span', { class: 'signature-name' }, `/${command.name}`),
      command.arguments.map((argument) =>
        h(
          'span',
          { class: current && argument === open[0] ? 'parameter current' : 'parameter' },
          argument.optional ? `[${argument.name}]` : argument.name,
        ),
      ),
    ),
    ...(open[0] ? [h('div', { class: 'meaning' }, meaningOf(open[0], say))] : []),
  ]
}

function meaningOf(argument: ArgumentDescription, say: Say): string {
  const otherwise = argument.default
    ? say('box.default', { value: argument.default })
    : say(argument.optional ? 'box.optional' : 'box.needed')
  return `${argument.name} · ${argument.description} · ${otherwise}`
}

/** The greeting of an empty conversation: what this is, three questions to begin with, and the way to a chat platform. */
import type { CommandDescription, GuideLink } from '#src/platforms/preview/protocol.ts'
import { h } from './dom.ts'
import type { Say } from './words.ts'

export interface WelcomeParts {
  readonly say: Say
  readonly commands: readonly CommandDescription[]
  readonly guides: readonly GuideLink[]
  readonly onAsk: (text: string) => void
}

/** Asked by a click, where the bot has them. */
const QUESTIONS = [
  { name: 'brief', text: '/brief' },
  { name: 'funding', text: '/funding btc' },
  { name: 'movers', text: '/movers' },
] as const

export function welcomeOf({ say, commands, guides, onAsk }: WelcomeParts): HTMLElement {
  const shown = QUESTIONS.filter((one) => commands.some(({ name }) => name === one.name))
  return h(
    'section',
    { class: 'welcome' },
    h('p', {}, say('about')),
    h(
      'div',
      { class: 'welcome-examples' },
      shown.map(({ name, text }) =>
        h(
          'button',
          { type: 'button', class: 'example', onclick: () => onAsk(text) },
          h('span', {}, say(`welcome.questions.${name}`)),
          h('code', {}, text),
        ),
      ),
    ),
    h('p', { class: 'welcome-hint' }, say('welcome.hint')),
    guideOf(say, guides),
  )
}

/** How the bot is brought to Discord and Telegram. */
export function guideOf(say: Say, guides: readonly GuideLink[]): HTMLElement {
  return h(
    'section',
    { class: 'guide' },
    h('h3', {}, say('guide.title')),
    h('p', {}, say('guide.text')),
    guides.length > 0 &&
      h(
        'p',
        { class: 'guide-links' },
        guides.map(({ name, address }) => h('a', { href: address }, say(`guide.${name}`))),
      ),
  )
}

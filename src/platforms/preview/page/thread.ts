/** The conversation: questions and answers, answers in any of three views, progress while one is made. */
import type { Button, Select } from '#src/chat/action.ts'
import type {
  PageImage,
  AskBody,
  CommandDescription,
  Look,
  PagePost,
  PageReply,
} from '#src/platforms/preview/protocol.ts'
import { type AnswerParts, answerOf, NARROW } from './answer.ts'
import { askingControl, type Clicked, readClick } from './controls.ts'
import { fetchAnswer, type Outcome } from './client.ts'
import { discordOf } from './discord.ts'
import { h, ICONS, icon } from './dom.ts'
import type { OpenedChart } from './chartlink.ts'
import { openExplorer } from './explorer.ts'
import { askForm, askMany } from './form.ts'
import type { Settings, View } from './settings.ts'
import { clockOf } from './platform.ts'
import { telegramOf } from './telegram.ts'
import type { Say } from './words.ts'

export interface ThreadParts {
  readonly say: () => Say
  readonly settings: () => Settings
  /** A command changed how the page wants to be answered. */
  readonly onLook: (look: Partial<Look>) => void
}

export interface Thread {
  readonly element: HTMLElement
  /** Asks, and shows question and answer. */
  ask(text: string): Promise<void>
  /** Shows what a schedule posted; in the place of what it corrects. */
  post(post: PagePost): void
  /** Shows all answers as another platform would. */
  show(view: View): void
  /** The sheet that greets; it goes with the first question. */
  greet(commands: readonly CommandDescription[]): void
}

/** An answer on the page, kept so that another view can be made of it. */
interface Shown {
  readonly element: HTMLElement
  reply: PageReply
  readonly time: Date
  /** What a schedule posted, by its id. */
  readonly post?: string
}

/** Answers kept on the page; older ones are let go. */
const SHOWN_MOST = 60

export function createThread(parts: ThreadParts): Thread {
  const shown: Shown[] = []
  const list = h('div', { class: 'messages', role: 'log' })
  const element = h('div', { class: 'thread' }, list)

  return { element, ask, post, show, greet }

  function greet(commands: readonly CommandDescription[]): void {
    const say = parts.say()
    list.setAttribute('aria-label', say('thread.label'))
    list.querySelector('.welcome')?.remove()
    if (list.childElementCount > 0) return
    const examples = EXAMPLES.filter((one) => commands.some(({ name }) => one.split(' ')[0] === `/${name}`))
    list.append(
      h(
        'section',
        { class: 'welcome' },
        h('p', { class: 'welcome-mark', 'aria-hidden': 'true' }, '瓦版'),
        h('h2', {}, say('welcome.title')),
        h('p', {}, say('welcome.text')),
        h(
          'div',
          { class: 'welcome-examples' },
          examples.map((example) =>
            h(
              'button',
              { type: 'button', class: 'example', onclick: () => void ask(example) },
              h('code', {}, example),
              h(
                'span',
                {},
                commands.find(({ name }) => example.split(' ')[0] === `/${name}`)?.description ?? '',
              ),
            ),
          ),
        ),
        h('p', { class: 'welcome-hint' }, say('welcome.hint')),
      ),
    )
  }

  async function ask(text: string): Promise<void> {
    list.querySelector('.welcome')?.remove()
    const say = parts.say()
    list.append(
      h(
        'article',
        { class: 'message own', 'aria-label': say('thread.you') },
        h('p', { class: 'bubble' }, text),
      ),
    )
    await exchange({ kind: 'command', text }, () => void ask(text))
  }

  /** A click may change the answer it belongs to, or bring a new one. */
  async function click(payload: string, from: Shown): Promise<void> {
    const { actions } = from.reply.message
    const read = readClick(actions, payload)
    const asking = read.chosen ? undefined : askingControl(actions, read.payload)
    const clicked = asking ? await answersTo(asking, parts.say()) : {}
    if (clicked) await send({ kind: 'click', ...read, ...clicked }, from)
  }

  async function send(asked: AskBody['ask'], from: Shown): Promise<void> {
    from.element.classList.add('waiting')
    from.element.setAttribute('aria-busy', 'true')
    const focused = labelOf(document.activeElement)
    await exchange(asked, () => void send(asked, from), from)
    from.element.classList.remove('waiting')
    from.element.removeAttribute('aria-busy')
    // The controls were made anew: the focus stays with the one that was clicked.
    if (focused && !document.activeElement?.matches('.control, input')) {
      const again = [...from.element.querySelectorAll<HTMLElement>('.control')]
      again.find((one) => labelOf(one) === focused)?.focus({ preventScroll: true })
    }
  }

  async function exchange(asked: AskBody['ask'], again: () => void, from?: Shown): Promise<void> {
    const say = parts.say()
    const words = h('span', {}, say('thread.working'))
    const waiting = h(
      'article',
      { class: 'message working', role: 'status' },
      h('span', { class: 'dots', 'aria-hidden': 'true' }, h('i'), h('i'), h('i')),
      words,
    )
    // A click answers in a moment as a rule: a line of progress only where it does not.
    const patience = setTimeout(() => append(waiting), from ? 600 : 0)
    const outcome = await fetchAnswer(parts.settings(), asked, (text) => {
      words.textContent = text
    })
    clearTimeout(patience)
    waiting.remove()
    place(outcome, again, from)
  }

  function place(outcome: Outcome, again: () => void, from: Shown | undefined): void {
    if ('failure' in outcome) {
      const say = parts.say()
      append(
        h(
          'article',
          { class: 'message failure', role: 'alert' },
          h('p', {}, say(`failure.${outcome.failure}`)),
          h(
            'button',
            {
              type: 'button',
              class: 'control',
              onclick: (event: Event) => {
                ;(event.target as Element).closest('.failure')?.remove()
                again()
              },
            },
            say('failure.retry'),
          ),
        ),
      )
      return
    }
    const { reply } = outcome
    if (reply.look) parts.onLook(reply.look)
    if (from && reply.remove) {
      shown.splice(shown.indexOf(from), 1)
      from.element.remove()
      return
    }
    if (from && reply.unchanged) return
    if (from && reply.edit) {
      from.reply = reply
      draw(from)
      return
    }
    add({ element: h('article', { class: 'message' }), reply, time: new Date() })
  }

  function post({ id, at, reply }: PagePost): void {
    const before = shown.find((one) => one.post === id)
    if (before) {
      before.reply = reply
      draw(before)
      return
    }
    list.querySelector('.welcome')?.remove()
    add({ element: h('article', { class: 'message' }), reply, time: new Date(at), post: id })
  }

  function add(answer: Shown): void {
    shown.push(answer)
    draw(answer)
    append(answer.element)
    if (shown.length > SHOWN_MOST) shown.shift()?.element.remove()
  }

  function show(view: View): void {
    const anchor = shown.findLast(({ element }) => element.getBoundingClientRect().top < innerHeight * 0.6)
    for (const one of shown) draw(one, view)
    anchor?.element.scrollIntoView({ block: 'start' })
  }

  function draw(one: Shown, view: View = parts.settings().view): void {
    const say = parts.say()
    const { reply, element, time } = one
    const { language, zone } = parts.settings()
    const clock = clockOf(time, language, zone)
    const answer: AnswerParts = {
      say,
      onClick: (payload) => void click(payload, one),
      onOpen: (image) => void openExplorer(shownOf(image), say),
    }
    element.setAttribute('aria-label', reply.message.title)
    element.dataset.view = view
    element.replaceChildren(
      ...(one.post ? [h('p', { class: 'posted' }, say('thread.posted', { time: clock }))] : []),
      ...(reply.private ? [h('p', { class: 'private' }, icon(ICONS.lock), say('thread.private'))] : []),
      view === 'discord'
        ? discordOf(reply, answer, { clock, language, zone })
        : view === 'telegram'
          ? telegramOf(reply, answer, clock)
          : answerOf(reply.message, answer),
    )
  }

  /** New messages are shown from their beginning. */
  function append(message: HTMLElement): void {
    list.append(message)
    message.scrollIntoView({ block: message.offsetHeight > element.clientHeight ? 'start' : 'end' })
  }
}

/** Asked by a click on the greeting, where the bot has them. */
const EXAMPLES = ['/brief', '/funding btc', '/assets', '/openinterest total', '/movers', '/volatility eth']

/** What a control asks for before it is clicked; undefined where the reader changed their mind. */
async function answersTo(control: Button | Select, say: Say): Promise<Clicked | undefined> {
  if (control.kind === 'select') {
    const chosen = await askMany(control, say)
    return chosen && { chosen }
  }
  const values = control.form && (await askForm(control.form, say))
  return values && { values }
}

function labelOf(element: Element | null): string | undefined {
  return element?.matches('.control') ? (element.textContent ?? undefined) : undefined
}

/** The picture that the page shows at its width. */
function shownOf({ address, name, alt, phone }: PageImage): OpenedChart {
  const shown = phone && matchMedia(NARROW).matches ? phone : { address, alt }
  return { address: shown.address, name, alt: shown.alt }
}

/** The conversation: questions and answers, answers in any of three views, progress while one is made. */
import type { Button, Select } from '#src/chat/action.ts'
import type { PageImage, AskBody, Look, PagePost, PageReply } from '#src/platforms/preview/protocol.ts'
import { type AnswerParts, answerOf } from './answer.ts'
import { addressOf } from './asked.ts'
import { askingControl, type Clicked, readClick } from './controls.ts'
import { fetchAnswer, type Outcome } from './client.ts'
import type { Conversation, Kept } from './conversation.ts'
import { discordOf } from './discord.ts'
import { h, ICONS, icon } from './dom.ts'
import type { OpenedChart } from './chartlink.ts'
import { askForm, askMany } from './form.ts'
import { reveal, revealStart } from './reveal.ts'
import type { Settings, View } from './settings.ts'
import { clockOf } from './platform.ts'
import { telegramOf } from './telegram.ts'
import type { Say } from './words.ts'

export interface ThreadParts {
  readonly say: () => Say
  readonly settings: () => Settings
  readonly conversation: Conversation
  /** A command changed how the page wants to be answered. */
  readonly onLook: (look: Partial<Look>) => void
  readonly onOpen: (chart: OpenedChart) => void
}

export interface Thread {
  readonly element: HTMLElement
  /** Asks, and shows question and answer. */
  ask(text: string): Promise<void>
  /** Shows what a schedule posted; in the place of what it corrects. */
  post(post: PagePost): void
  /** Shows all answers as another platform would. */
  show(view: View): void
  /** Shows a greeting, which goes with the first question. */
  greet(welcome: () => HTMLElement): void
  /** Shows what this tab kept of a conversation before it was loaded again. */
  restore(): void
}

/** An answer on the page, kept so that another view can be made of it. */
interface Shown {
  readonly element: HTMLElement
  readonly number: number
  reply: PageReply
  readonly time: number
  /** What a schedule posted, by its id. */
  readonly post?: string
}

/** Messages kept on the page; older ones are let go. */
const SHOWN_MOST = 120

export function createThread(parts: ThreadParts): Thread {
  const { conversation } = parts
  const shown: Shown[] = []
  const list = h('div', { class: 'messages', role: 'log' })
  const element = h('div', { class: 'thread' }, list)

  return { element, ask, post, show, greet, restore }

  function greet(welcome: () => HTMLElement): void {
    list.setAttribute('aria-label', parts.say()('thread.label'))
    list.querySelector('.welcome')?.remove()
    if (list.childElementCount === 0) list.append(welcome())
  }

  function restore(): void {
    const entries = conversation.entries()
    for (const { number, kept } of entries) {
      try {
        list.append(kept.kind === 'question' ? questionOf(kept.text) : shownAs(kept, number).element)
      } catch {
        // Kept by a page of another version of the program.
        conversation.remove(number)
      }
    }
    const last = entries.at(-1)?.kept
    // Its answer was still on its way.
    if (last?.kind === 'question') fail('interrupted', () => void answer(last.text))
  }

  async function ask(text: string): Promise<void> {
    list.querySelector('.welcome')?.remove()
    conversation.add({ kind: 'question', text })
    append(questionOf(text))
    await answer(text)
  }

  async function answer(text: string): Promise<void> {
    await exchange({ kind: 'command', text }, () => void answer(text))
  }

  /** With the address at which it is asked again. */
  function questionOf(text: string): HTMLElement {
    const say = parts.say()
    return h(
      'article',
      { class: 'message own', 'aria-label': say('thread.you') },
      h('p', { class: 'bubble' }, text),
      h(
        'a',
        { class: 'address-of', href: addressOf(text), 'aria-label': `${say('thread.link')}: ${text}` },
        say('thread.link'),
      ),
    )
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
      fail(outcome.failure, again)
      return
    }
    const { reply } = outcome
    if (reply.look) parts.onLook(reply.look)
    if (from && reply.remove) {
      shown.splice(shown.indexOf(from), 1)
      conversation.remove(from.number)
      from.element.remove()
      return
    }
    if (from && reply.unchanged) return
    if (from && reply.edit) change(from, reply)
    else add({ kind: 'answer', reply, time: Date.now() })
  }

  function fail(failure: Failure, again: () => void): void {
    const say = parts.say()
    const retry = (event: Event) => {
      ;(event.target as Element).closest('.failure')?.remove()
      again()
    }
    append(
      h(
        'article',
        { class: 'message failure', role: 'alert' },
        h('p', {}, say(`failure.${failure}`)),
        h('button', { type: 'button', class: 'control', onclick: retry }, say('failure.retry')),
      ),
    )
  }

  function post({ id, at, reply }: PagePost): void {
    const before = shown.find((one) => one.post === id)
    if (before) {
      change(before, reply)
      return
    }
    list.querySelector('.welcome')?.remove()
    add({ kind: 'answer', reply, time: at, post: id })
  }

  function change(one: Shown, reply: PageReply): void {
    one.reply = reply
    const { number, time, post: id } = one
    conversation.change(number, { kind: 'answer', reply, time, ...(id !== undefined && { post: id }) })
    draw(one)
  }

  function add(kept: Answered): void {
    append(shownAs(kept, conversation.add(kept)).element)
  }

  function shownAs({ reply, time, post: id }: Answered, number: number): Shown {
    const one = {
      ...{ element: h('article', { class: 'message' }), number, reply, time },
      ...(id !== undefined && { post: id }),
    }
    draw(one)
    shown.push(one)
    return one
  }

  function show(view: View): void {
    const anchor = shown.findLast(({ element }) => element.getBoundingClientRect().top < innerHeight * 0.6)
    for (const one of shown) draw(one, view)
    if (anchor) revealStart(element, anchor.element)
  }

  function draw(one: Shown, view: View = parts.settings().view): void {
    const say = parts.say()
    const { reply, element, time } = one
    const { language, zone } = parts.settings()
    const clock = clockOf(new Date(time), language, zone)
    const answer: AnswerParts = {
      say,
      onClick: (payload) => void click(payload, one),
      onOpen: (image) => parts.onOpen(shownOf(image)),
      onCommand: (text) => void ask(text),
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

  /** New messages are shown from their beginning; the oldest gives way. */
  function append(message: HTMLElement): void {
    list.append(message)
    const oldest = list.firstElementChild
    if (list.childElementCount > SHOWN_MOST && oldest) {
      const index = shown.findIndex((one) => one.element === oldest)
      if (index >= 0) shown.splice(index, 1)
      oldest.remove()
    }
    reveal(element, message)
  }
}

type Answered = Extract<Kept, { kind: 'answer' }>
type Failure = Extract<Outcome, { failure: unknown }>['failure'] | 'interrupted'

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

/** A window in which a chart that is opened large is easier to read as it is made for phones. */
const PHONE = '(max-width: 600px)'

/** The picture for the window's width. */
function shownOf({ address, name, alt, phone }: PageImage): OpenedChart {
  const shown = phone && matchMedia(PHONE).matches ? phone : { address, alt }
  return { address: shown.address, name, alt: shown.alt }
}

/** The message box: slash commands with suggestions and hints (a combobox), and what was asked before. */
import type { ArgumentDescription, CommandDescription } from '#src/platforms/preview/protocol.ts'
import { fetchSuggestions } from './client.ts'
import { choicesFor, type Offer, takeOffer, type Typing, typingAt } from './completion.ts'
import { h, ICONS, icon } from './dom.ts'
import { hintOf } from './hint.ts'
import type { Recall } from './recall.ts'
import type { Settings } from './settings.ts'
import type { Say } from './words.ts'

export interface MessageBoxParts {
  readonly say: Say
  readonly commands: readonly CommandDescription[]
  readonly settings: () => Settings
  readonly recall: Recall
  readonly most: number
  /** What was typed and not sent, kept over a reload. */
  readonly draft: { get(): string; set(text: string): void }
  readonly onSend: (text: string) => void
}

export interface MessageBox {
  readonly element: HTMLElement
  /** Puts a text into the box, caret at its end, and shows what may follow. */
  fill(text: string): void
  focus(): void
}

/** Offers shown at once; typing narrows them. */
const OFFERS_MOST = 40

export function createMessageBox(parts: MessageBoxParts): MessageBox {
  const { say, commands, recall } = parts
  let offers: readonly Offer[] = []
  let typing: Typing = { stage: 'none' }
  let active = -1
  let pending: AbortController | undefined

  const box = h('input', {
    id: 'box',
    type: 'text',
    role: 'combobox',
    'aria-expanded': 'false',
    'aria-controls': 'offers',
    'aria-autocomplete': 'list',
    'aria-describedby': 'hint',
    'aria-label': say('box.label'),
    placeholder: matchMedia('(max-width: 600px)').matches
      ? say('box.placeholder')
      : say('box.placeholderLong'),
    autocomplete: 'off',
    autocapitalize: 'off',
    autocorrect: 'off',
    spellcheck: 'false',
    enterkeyhint: 'send',
    oninput: () => {
      recall.reset()
      parts.draft.set(box.value)
      void refresh()
    },
    onkeydown: onKey,
    onclick: () => void refresh(),
    onblur: close,
  })
  box.value = parts.draft.get()
  const list = h('div', { id: 'offers', class: 'offers', role: 'listbox', 'aria-label': say('box.offers') })
  const hint = h('div', { id: 'hint', class: 'hint' })
  const status = h('div', { class: 'unseen', role: 'status' })
  const popup = h('div', { class: 'popup', hidden: true }, hint, list)
  const button = h(
    'button',
    { type: 'submit', class: 'send', 'aria-label': say('box.send') },
    icon(ICONS.send),
  )
  const element = h(
    'form',
    {
      class: 'composer',
      novalidate: true,
      onsubmit: (event: Event) => {
        event.preventDefault()
        send()
      },
    },
    popup,
    h('div', { class: 'boxrow' }, box, button),
    status,
  )
  return {
    element,
    fill(text) {
      box.value = text
      parts.draft.set(text)
      box.focus()
      box.setSelectionRange(text.length, text.length)
      void refresh()
    },
    focus: () => box.focus(),
  }

  function send(): void {
    const text = box.value.trim()
    const over = text.length - parts.most
    if (over > 0) {
      status.textContent = say('box.tooLong', { over })
      hint.replaceChildren(say('box.tooLong', { over }))
      popup.hidden = false
      return
    }
    if (text === '') return
    recall.add(text)
    box.value = ''
    parts.draft.set('')
    close()
    parts.onSend(text)
  }

  function onKey(event: KeyboardEvent): void {
    // While a kanji is being chosen, keys belong to the input method.
    if (event.isComposing) return
    const open = !popup.hidden && offers.length > 0
    if (event.key === 'ArrowDown' || event.key === 'ArrowUp') {
      const step = event.key === 'ArrowDown' ? 1 : -1
      if (open) {
        event.preventDefault()
        setActive((active + step + offers.length + (active < 0 && step < 0 ? 1 : 0)) % offers.length)
        return
      }
      const recalled = step < 0 ? recall.older(box.value) : recall.newer()
      if (recalled === undefined) return
      event.preventDefault()
      box.value = recalled
      box.setSelectionRange(recalled.length, recalled.length)
      close()
    } else if (event.key === 'Escape' && !popup.hidden) {
      event.preventDefault()
      close()
    } else if (event.key === 'Tab' && open && !event.shiftKey) {
      event.preventDefault()
      take(Math.max(active, 0))
    } else if (event.key === 'Enter' && open && active >= 0 && !isWhole()) {
      event.preventDefault()
      take(active)
    }
  }

  /** Whether the box already holds a command by its name or alias: then Enter sends it. */
  function isWhole(): boolean {
    if (typing.stage !== 'command') return false
    const typed = typing.typed.normalize('NFKC').toLowerCase()
    return commands.some(({ name, aliases }) => name === typed || aliases.includes(typed))
  }

  async function refresh(): Promise<void> {
    pending?.abort()
    const now = new AbortController()
    pending = now
    typing = typingAt(box.value, box.selectionStart ?? box.value.length, commands)
    if (typing.stage === 'none') return close()
    const at = typing
    if (at.stage === 'command') {
      show(
        at.found.map((one) => ({ insert: `/${one.name}`, label: `/${one.name}`, detail: one.description })),
      )
      return
    }
    const fixed = choicesFor(at)
    show(fixed)
    const asked = at.open.filter((one) => one.choices.length === 0)
    const found = await Promise.all(
      asked.slice(0, 3).map((argument) => offersOf(argument, at, asked[0] === argument, now.signal)),
    )
    // In the order of the command's own arguments.
    const all = [...found.flat(), ...fixed]
    if (!now.signal.aborted) show(at.open.flatMap(({ name }) => all.filter((one) => one.detail === name)))
  }

  /** What the bot suggests for an argument without fixed values; a few until something is typed. */
  async function offersOf(
    { name, kind }: ArgumentDescription,
    { command, typed }: Extract<Typing, { stage: 'argument' }>,
    isFirst: boolean,
    signal: AbortSignal,
  ): Promise<Offer[]> {
    const list = await fetchSuggestions(parts.settings(), command.name, name, typed, signal)
    const most = kind === 'week' || kind === 'day' ? 5 : typed === '' ? 8 : 15
    return list.slice(0, kind === 'text' ? OFFERS_MOST : most).map(({ value, label }) => ({
      insert: kind === 'text' || isFirst ? value : `${name}:${value}`,
      label,
      detail: name,
    }))
  }

  function show(next: readonly Offer[]): void {
    offers = next.slice(0, OFFERS_MOST)
    hint.replaceChildren(...hintOf(typing, say))
    list.replaceChildren(...groupsOf(offers, typing))
    popup.hidden = offers.length === 0 && hint.childNodes.length === 0
    box.setAttribute('aria-expanded', String(offers.length > 0))
    status.textContent = offers.length > 0 ? say('box.count', { count: offers.length }) : ''
    // A command that is half typed is completed by Enter; a value only where one was chosen.
    setActive(typing.stage === 'command' && offers.length > 0 ? 0 : -1)
  }

  function groupsOf(all: readonly Offer[], { stage }: Typing): Node[] {
    const row = (offer: Offer, index: number) =>
      h(
        'div',
        {
          id: `offer-${index}`,
          class: 'offer',
          role: 'option',
          'aria-selected': 'false',
          // The box keeps the focus, so that typing can go on.
          onpointerdown: (event: Event) => event.preventDefault(),
          onclick: () => take(index),
        },
        h('span', { class: 'offer-label' }, offer.label),
        stage === 'command' && h('span', { class: 'offer-detail' }, offer.detail),
      )
    if (stage === 'command') return all.map(row)
    const groups = [...new Set(all.map((one) => one.detail))]
    return groups.map((name) =>
      h(
        'div',
        { class: 'offer-group', role: 'group', 'aria-label': name },
        h('div', { class: 'offer-head', 'aria-hidden': 'true' }, name),
        h(
          'div',
          { class: 'offer-row', role: 'presentation' },
          all.flatMap((offer, index) => (offer.detail === name ? [row(offer, index)] : [])),
        ),
      ),
    )
  }

  function setActive(index: number): void {
    active = index
    for (const [at, option] of list.querySelectorAll('[role=option]').entries()) {
      const chosen = option.id === `offer-${index}`
      option.setAttribute('aria-selected', String(chosen))
      if (chosen) option.scrollIntoView({ block: at === 0 ? 'end' : 'nearest' })
    }
    if (index >= 0) box.setAttribute('aria-activedescendant', `offer-${index}`)
    else box.removeAttribute('aria-activedescendant')
  }

  function take(index: number): void {
    const offer = offers[index]
    if (!offer) return
    const { text, caret } = takeOffer(box.value, typing, offer.insert)
    box.value = text
    parts.draft.set(text)
    box.focus()
    box.setSelectionRange(caret, caret)
    void refresh()
  }

  function close(): void {
    pending?.abort()
    popup.hidden = true
    offers = []
    active = -1
    box.setAttribute('aria-expanded', 'false')
    box.removeAttribute('aria-activedescendant')
    status.textContent = ''
  }
}

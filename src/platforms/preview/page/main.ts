/** The page's scripts begin here: joins chat and edition, and puts every choice into effect at once. */
import { LOCALES } from '#src/i18n/locale.ts'
import type { Start } from '#src/platforms/preview/protocol.ts'
import { isReading, questionIn } from './asked.ts'
import { fetchPast, fetchPosts, fetchStart } from './client.ts'
import { chartOfLink, type OpenedChart } from './chartlink.ts'
import { createConversation } from './conversation.ts'
import { type MessageBox, createMessageBox } from './messagebox.ts'
import { h, ICONS, icon } from './dom.ts'
import { awaitEdition, turnTo } from './front.ts'
import { menuOf, segmented } from './menu.ts'
import { createPastPanel } from './past.ts'
import { createRecall } from './recall.ts'
import { scrolledOf, scrollThread } from './reveal.ts'
import { loadSettings, saveSettings, type Settings, type View, VIEWS } from './settings.ts'
import { createThread } from './thread.ts'
import { welcomeOf } from './welcome.ts'
import { createSay, type Say } from './words.ts'

const chat = document.querySelector<HTMLElement>('.chat') ?? document.body
const written = document.documentElement.lang
let settings = loadSettings()
saveSettings(settings)
look()
let start: Start = await fetchStart(settings.language).catch((error: unknown) => {
  for (const one of chat.children) (one as HTMLElement).hidden = one.id !== 'chat-failed'
  throw error
})
let say: Say = createSay(start.words)

const recall = createRecall(storage('localStorage'))
const conversation = createConversation(storage('sessionStorage'))
const thread = createThread({
  say: () => say,
  settings: () => settings,
  conversation,
  onLook: (next) => void change(next),
  onOpen: (chart) => void openChart(chart),
})
const past = createPastPanel(() => matchMedia('(min-width: 1600px)').matches)
const offline = h('p', { class: 'offline', role: 'status' })
let messageBox: MessageBox = build()
thread.restore()
greet()
restoreScroll()
if (written === settings.language) void awaitEdition()
else turnEdition()
void follow()
void followPast()
openLinked()
openAsked()
watchChat()
addEventListener('hashchange', openLinked)
addEventListener('pagehide', () =>
  conversation.setNote('scrolled', JSON.stringify([scrollY, thread.element.scrollTop])),
)
document.addEventListener('click', followLink)

/** Until the edition comes in the reader's language, it is marked as being in the other. */
function turnEdition(): void {
  document.querySelector('main')?.setAttribute('lang', written)
  document.documentElement.lang = settings.language
  void turnTo(settings.language)
}

async function change(next: Partial<Settings>): Promise<void> {
  if (next.language && next.language !== settings.language) {
    const fetched = await fetchStart(next.language).catch(() => undefined)
    const isTurned = fetched !== undefined && (await turnTo(next.language))
    showOffline(!isTurned)
    // Nothing is half in one language: where the server is gone all stays as it is.
    if (!fetched || !isTurned) return
    start = fetched
    say = createSay(start.words)
  }
  settings = { ...settings, ...next }
  saveSettings(settings)
  look()
  void showPast()
  const focused = document.activeElement?.closest('.segmented')?.getAttribute('aria-label') ?? undefined
  const id = document.activeElement?.id
  const scrolled = scrolledOf(thread.element)
  messageBox = build()
  greet()
  scrollThread(thread.element, scrolled - scrolledOf(thread.element))
  // What was chosen keeps the focus, though it was built anew.
  const again = id
    ? document.getElementById(id)
    : [...document.querySelectorAll<HTMLElement>('.segmented')]
        .find((one) => one.getAttribute('aria-label') === focused)
        ?.querySelector<HTMLElement>('[aria-pressed=true]')
  if (next.view) thread.show(next.view)
  again?.focus({ preventScroll: true })
}

/** Theme and colours are the whole page's, the edition's drawings with it. */
function look(): void {
  const root = document.documentElement
  root.dataset.theme = settings.theme
  root.dataset.colors = settings.colors
}

/** The chart code is loaded when a chart is first opened. */
async function openChart(chart: OpenedChart): Promise<void> {
  try {
    const { openExplorer } = await import('./explorer.ts')
    await openExplorer(chart, say)
  } catch {
    showOffline(true)
  }
}

/** Opens the chart that the address names. */
function openLinked(): void {
  const chart = chartOfLink(location.hash)
  if (chart) void openChart(chart)
}

/** Asks what the address asks, once in a tab; what would change something waits in the box until it is sent. */
function openAsked(): void {
  const question = questionIn(location.search, start.limits.text)
  if (question === undefined || conversation.note('asked') === question) return
  conversation.setNote('asked', question)
  chat.scrollIntoView({ behavior: 'instant' })
  if (isReading(question, start.commands)) void thread.ask(question)
  else messageBox.fill(question)
}

/** The other language of the edition turns the chat with it; a link to the chat leads into the box. */
function followLink(event: MouseEvent): void {
  const link = (event.target as Element | null)?.closest?.('a')
  if (!link || event.ctrlKey || event.metaKey || event.shiftKey || event.button !== 0) return
  const language = link.closest('.ways') && LOCALES.find((one) => one === link.hreflang)
  if (language) {
    event.preventDefault()
    void change({ language })
  } else if (link.getAttribute('href') === '#chat') {
    event.preventDefault()
    chat.scrollIntoView({ block: 'start' })
    messageBox.focus()
  }
}

/** Shows what schedules post to the page's channel, as long as the page is open. */
async function follow(): Promise<void> {
  let after = 0
  for (;;) {
    const begun = performance.now()
    const posts = await fetchPosts(settings.channel, after)
    showOffline(posts === undefined)
    for (const post of posts ?? []) {
      thread.post(post)
      after = Math.max(after, post.sequence)
    }
    // A server that is gone, or that has no room for one more who waits, is left alone for a while.
    const isEmpty = posts === undefined || posts.length === 0
    if (isEmpty && performance.now() - begun < 5000) await new Promise((resolve) => setTimeout(resolve, 5000))
  }
}

function showOffline(isGone: boolean): void {
  const text = isGone ? say('failure.offline') : ''
  if (offline.textContent !== text) offline.textContent = text
}

/** Milliseconds between two looks at how far the past is fetched; the server reads it once a minute. */
const PAST_EVERY = 20_000

/** Shows how far the past is fetched, as long as the page is open; a dataset fetches none. */
async function followPast(): Promise<void> {
  while (start.data.kind === 'live') {
    await showPast()
    await new Promise((resolve) => setTimeout(resolve, PAST_EVERY))
  }
}

async function showPast(): Promise<void> {
  if (start.data.kind !== 'live') return
  const { language } = settings
  const fetched = await fetchPast(language)
  // What was last known stays while the server is gone, and the language may have changed meanwhile.
  if (fetched !== null && language === settings.language) past.show(fetched)
}

/** Everything of the chat but the conversation, which stays. */
function build(): MessageBox {
  chat.setAttribute('aria-label', say('chat.title'))
  const wasOpen = chat.querySelector<HTMLDialogElement>('.side')?.open ?? false
  const scrolled = chat.querySelector('.side')?.scrollTop ?? 0
  const box = createMessageBox({
    say,
    commands: start.commands,
    settings: () => settings,
    recall,
    most: start.limits.text,
    draft: {
      get: () => conversation.note('draft'),
      set: (text) => conversation.setNote('draft', text),
    },
    onSend: (text) => void thread.ask(text),
  })
  const menu = menuOf({
    say,
    commands: start.commands,
    data: start.data,
    guides: start.guides,
    settings,
    onRecap: () => void thread.ask('/brief'),
    onCommand: (name) => box.fill(`/${name} `),
    onChange: (next) => void change(next),
  })
  chat.replaceChildren(topBar(menu), menu, past.element, offline, thread.element, box.element)
  if (wasOpen) {
    menu.showModal()
    menu.scrollTop = scrolled
  }
  return box
}

function greet(): void {
  thread.greet(() =>
    welcomeOf({
      say,
      commands: start.commands,
      guides: start.guides,
      onAsk: (text) => void thread.ask(text),
    }),
  )
}

function topBar(menu: HTMLDialogElement): HTMLElement {
  const views = VIEWS.map((value) => ({ value, label: say(`view.${value}`) }))
  return h(
    'header',
    { class: 'top' },
    h('h2', { class: 'place' }, say('chat.title')),
    h(
      'button',
      {
        type: 'button',
        class: 'menu',
        'aria-haspopup': 'dialog',
        onclick: () => menu.showModal(),
      },
      icon(ICONS.menu),
      say('menu.open'),
    ),
    segmented(say('view.title'), views, settings.view, (view: View) => void change({ view })),
  )
}

/** Where the reader was before the page was loaded again. */
function restoreScroll(): void {
  const [navigation] = performance.getEntriesByType('navigation') as PerformanceNavigationTiming[]
  const [page, own] = JSON.parse(conversation.note('scrolled') || '[]') as number[]
  thread.element.scrollTop = own ?? thread.element.scrollHeight
  if (navigation?.type === 'navigate' || page === undefined) return
  scrollTo({ top: page, behavior: 'instant' })
}

/** The button that leads to the chat goes while the chat is in sight. */
function watchChat(): void {
  const root = document.documentElement
  new IntersectionObserver(([entry]) => {
    root.classList.toggle('at-chat', entry?.isIntersecting === true)
  }).observe(chat)
}

function storage(name: 'localStorage' | 'sessionStorage'): Storage | undefined {
  try {
    return window[name]
  } catch {
    return undefined
  }
}

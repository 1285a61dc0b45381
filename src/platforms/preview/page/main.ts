/** The page: joins side, thread and box, and puts every choice into effect at once. */
import type { Start } from '#src/platforms/preview/protocol.ts'
import { fetchPast, fetchPosts, fetchStart } from './client.ts'
import { chartOfLink } from './chartlink.ts'
import { openExplorer } from './explorer.ts'
import { type MessageBox, createMessageBox } from './messagebox.ts'
import { h, ICONS, icon } from './dom.ts'
import { createPastPanel } from './past.ts'
import { createRecall } from './recall.ts'
import { loadSettings, saveSettings, type Settings, type View, VIEWS } from './settings.ts'
import { dataLabel, segmented, sidebarOf } from './sidebar.ts'
import { createThread } from './thread.ts'
import { createSay, type Say } from './words.ts'

let settings = loadSettings()
saveSettings(settings)
let start: Start = await fetchStart(settings.language)
let say: Say = createSay(start.words)

const recall = createRecall(storage())
const thread = createThread({
  say: () => say,
  settings: () => settings,
  onLook: (look) => void change(look),
})
const past = createPastPanel(() => matchMedia('(min-width: 901px)').matches)
const shell = h('div', { class: 'shell' })
document.body.append(shell)
let messageBox: MessageBox = build()
messageBox.focus()
void follow()
void followPast()
openLinked()
addEventListener('hashchange', openLinked)

async function change(next: Partial<Settings>): Promise<void> {
  settings = { ...settings, ...next }
  saveSettings(settings)
  if (next.language) {
    start = await fetchStart(settings.language)
    say = createSay(start.words)
    void showPast()
  }
  const focused = document.activeElement?.closest('.segmented')?.getAttribute('aria-label') ?? undefined
  const id = document.activeElement?.id
  const scrolled = thread.element.scrollTop
  messageBox = build()
  thread.element.scrollTop = scrolled
  // What was chosen keeps the focus, though it was built anew.
  const again = id
    ? document.getElementById(id)
    : [...document.querySelectorAll<HTMLElement>('.segmented')]
        .find((one) => one.getAttribute('aria-label') === focused)
        ?.querySelector<HTMLElement>('[aria-pressed=true]')
  if (next.view) thread.show(next.view)
  again?.focus()
}

/** Opens the chart that the address names. */
function openLinked(): void {
  const chart = chartOfLink(location.hash)
  if (chart) void openExplorer(chart, say)
}

/** Shows what schedules post to the page's channel, as long as the page is open. */
async function follow(): Promise<void> {
  let after = 0
  for (;;) {
    const begun = performance.now()
    const posts = await fetchPosts(settings.channel, after)
    for (const post of posts ?? []) {
      thread.post(post)
      after = Math.max(after, post.sequence)
    }
    // A server that is gone, or that has no room for one more who waits, is left alone for a while.
    const isEmpty = posts === undefined || posts.length === 0
    if (isEmpty && performance.now() - begun < 5000) await new Promise((resolve) => setTimeout(resolve, 5000))
  }
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

/** Everything but the conversation, which stays. */
function build(): MessageBox {
  const root = document.documentElement
  root.lang = settings.language
  root.dataset.theme = settings.theme
  document.title = say('title')
  const menuOpen = shell.classList.contains('menu-open')
  const box = createMessageBox({
    say,
    commands: start.commands,
    settings: () => settings,
    recall,
    most: start.limits.text,
    onSend: (text) => void thread.ask(text),
  })
  const side = sidebarOf({
    say,
    commands: start.commands,
    data: start.data,
    settings,
    onRecap: () => {
      showMenu(false)
      void thread.ask('/brief')
    },
    onCommand: (name) => {
      showMenu(false)
      box.fill(`/${name} `)
    },
    onChange: (next) => void change(next),
    onClose: () => showMenu(false),
  })
  const scrolled = shell.querySelector('.side')?.scrollTop ?? 0
  shell.replaceChildren(
    h('a', { class: 'skip', href: '#box' }, say('skip')),
    side,
    h('div', { class: 'shade', onclick: () => showMenu(false) }),
    h('main', {}, topBar(), past.element, thread.element, box.element),
  )
  side.scrollTop = scrolled
  shell.classList.toggle('menu-open', menuOpen)
  thread.greet(start.commands)
  return box
}

function topBar(): HTMLElement {
  const views = VIEWS.map((value) => ({ value, label: say(`view.${value}`) }))
  return h(
    'header',
    { class: 'top' },
    h(
      'button',
      {
        type: 'button',
        class: 'plain menu',
        'aria-label': say('menu.open'),
        'aria-controls': 'side',
        onclick: () => showMenu(true),
      },
      icon(ICONS.menu),
    ),
    h('p', { class: 'place' }, h('span', { 'aria-hidden': 'true' }, '#'), say('channel')),
    h(
      'p',
      { class: `badge ${start.data.kind}`, title: dataLabel({ say, data: start.data, settings }) },
      say(`data.short.${start.data.kind}`),
    ),
    segmented(say('view.title'), views, settings.view, (view: View) => void change({ view })),
  )
}

function showMenu(open: boolean): void {
  shell.classList.toggle('menu-open', open)
  const target = open ? '.side-close' : '.menu'
  // Only where the side is a drawer; on wide pages both buttons are hidden.
  const button = shell.querySelector<HTMLElement>(target)
  if (button?.offsetParent) button.focus()
}

document.addEventListener('keydown', (event) => {
  if (event.key === 'Escape' && shell.classList.contains('menu-open')) showMenu(false)
})

function storage(): Storage | undefined {
  try {
    return localStorage
  } catch {
    return undefined
  }
}

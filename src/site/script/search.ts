/** The search's box and what it finds. The index is loaded when the box is first used. */
import { h } from '#src/browser/dom.ts'
import { type Answer, findIn, type Found, type FoundSentence } from '../search/find.ts'
import type { SearchIndex } from '../search/index.ts'
import { printOf } from './clock.ts'
import { printDay } from './day.ts'

/** Editions that are shown at once. */
const SHOWN = 20
/** Sentences of one edition that are shown. */
const OF_ONE = 4
/** Milliseconds after the last letter. */
const PAUSE = 150

interface Sentences {
  readonly loading: string
  readonly failed: string
  readonly nothing: string
  readonly noEdition: string
  readonly found: string
  readonly editions: string
  readonly more: string
  readonly rest: string
}

/** Makes the form of the page answer by itself; the query stays in the address, where it can be linked to. */
export function startSearch(results: HTMLElement): void {
  const form = document.querySelector<HTMLFormElement>('form.search')
  const box = form?.querySelector<HTMLInputElement>('input[name="q"]')
  if (!form || !box) return
  answerIn(results, form, box)
}

function answerIn(results: HTMLElement, form: HTMLFormElement, box: HTMLInputElement): void {
  const sentences = JSON.parse(results.dataset.sentences ?? '{}') as Sentences
  const status = h('p', { role: 'status' })
  const list = h('ol', { class: 'through' })
  results.append(status, list)
  const print = printOf(results)
  const index = loaderOf(results)
  let timer: ReturnType<typeof setTimeout> | undefined
  let asked = 0

  box.addEventListener('focus', () => void index().catch(() => {}), { once: true })
  box.addEventListener('input', () => {
    clearTimeout(timer)
    timer = setTimeout(() => void answer(), PAUSE)
  })
  form.addEventListener('submit', (event) => {
    event.preventDefault()
    clearTimeout(timer)
    void answer()
  })
  addEventListener('popstate', () => readAddress())
  readAddress()

  function readAddress(): void {
    box.value = new URLSearchParams(location.search).get('q') ?? ''
    if (box.value !== '') void answer()
  }

  async function answer(): Promise<void> {
    const query = box.value
    const own = ++asked
    keepInAddress(query)
    if (query.trim() === '') {
      show('', [])
      return
    }
    if (list.childElementCount === 0) status.textContent = sentences.loading
    try {
      const indices = await index()
      // A later query has its own answer.
      if (own === asked) showFound(findIn(indices, query))
    } catch {
      if (own === asked) show(sentences.failed, [])
    }
  }

  function showFound(found: Answer): void {
    show(said(found), found.editions)
  }

  function said({ editions, isDateKnown, isEmpty }: Answer): string {
    if (isEmpty) return ''
    if (editions.length === 0) return isDateKnown ? sentences.nothing : sentences.noEdition
    const count = editions.reduce((sum, one) => sum + one.sentences.length, 0)
    const counted = count === 0 ? sentences.editions : sentences.found
    return counted.replace('{sentences}', String(count)).replace('{editions}', String(editions.length))
  }

  function show(said: string, editions: readonly Found[]): void {
    status.textContent = said
    list.replaceChildren(...editions.slice(0, SHOWN).map(itemOf))
    results.querySelector('button')?.remove()
    if (editions.length <= SHOWN) return
    const more = h('button', { type: 'button' }, sentences.more)
    more.addEventListener('click', () => {
      more.remove()
      const items = editions.slice(SHOWN).map(itemOf)
      list.append(...items)
      items[0]?.querySelector('a')?.focus()
    })
    results.append(more)
  }

  function itemOf({ edition, number, headline, sentences: found }: Found): HTMLElement {
    const base = `${results.dataset.base}${edition}`
    const title = found.find(({ at }) => at === 'content') ?? { text: headline, marks: [] }
    const others = found.filter(({ at }) => at !== 'content')
    const rest = others.length - OF_ONE
    return h(
      'li',
      {},
      h(
        'p',
        { class: 'when' },
        h('time', { datetime: edition }, printDay(edition, print)),
        ' ',
        h('span', {}, number),
      ),
      h(
        'div',
        {},
        h('p', { class: 'finding' }, h('a', { href: base }, marked(title))),
        others.slice(0, OF_ONE).map((one) => h('p', {}, h('a', { href: `${base}#${one.at}` }, marked(one)))),
        rest > 0 && h('p', { class: 'rest' }, sentences.rest.replace('{count}', String(rest))),
      ),
    )
  }
}

/** The sentence with what was searched in it marked. */
function marked({ text, marks }: Pick<FoundSentence, 'text' | 'marks'>): (Node | string)[] {
  const parts: (Node | string)[] = []
  let at = 0
  for (const [from, to] of marks) {
    parts.push(text.slice(at, from), h('mark', {}, text.slice(from, to)))
    at = to
  }
  return [...parts, text.slice(at)]
}

/** Loads once; what failed is tried again with the next use. */
function loaderOf(results: HTMLElement): () => Promise<readonly SearchIndex[]> {
  let loading: Promise<readonly SearchIndex[]> | undefined
  return () => {
    loading ??= loadAll(results).catch(async () => {
      // A new edition has an index of another name: the page as it is now names it.
      await renew(results)
      return loadAll(results)
    })
    loading.catch(() => {
      loading = undefined
    })
    return loading
  }
}

function loadAll({ dataset }: HTMLElement): Promise<readonly SearchIndex[]> {
  return Promise.all((dataset.index ?? '').split(' ').filter(Boolean).map(load))
}

/** Past every cache. */
async function renew(results: HTMLElement): Promise<void> {
  const response = await fetch(location.pathname, { cache: 'reload' })
  const page = new DOMParser().parseFromString(await response.text(), 'text/html')
  const { index } = page.getElementById(results.id)?.dataset ?? {}
  if (index !== undefined) results.dataset.index = index
}

async function load(address: string): Promise<SearchIndex> {
  const response = await fetch(address)
  if (!response.ok) throw new Error(`${address}: ${response.status}`)
  return (await response.json()) as SearchIndex
}

function keepInAddress(query: string): void {
  const address = new URL(location.href)
  if (query.trim() === '') address.searchParams.delete('q')
  else address.searchParams.set('q', query)
  history.replaceState(null, '', address)
}

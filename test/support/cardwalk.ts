/** Presses every control of a card on the page, and of the cards that these lead to, each once of its kind. */
import type { Locator, Page } from 'playwright-core'
import { askOn, picturesLoaded } from './chromium.ts'

/** One press, and what stood on the page after it. */
export interface Press {
  /** The title that it stood under, and its label; of a menu its label and the option. */
  readonly under: string
  readonly label: string
  /** `edited` the message itself, `new` brought another one, `gone` took it away, `same` changed nothing. */
  readonly outcome: 'edited' | 'new' | 'gone' | 'same'
  /** Whether it was chosen already: then nothing needs to change. */
  readonly wasActive: boolean
  readonly title: string
  readonly text: string
}

interface Control {
  readonly key: string
  readonly label: string
  /** Of a menu: the option's value. */
  readonly option?: string
  readonly at: number
  readonly active: boolean
}

interface Card {
  readonly element: Locator
  readonly id: string
  readonly screen: string
  readonly title: string
  readonly controls: readonly Control[]
}

/** Options of one menu that are tried: one that may be chosen already, and another. */
const OPTIONS = 2
/** Presses after which a walk ends, whatever is left. */
export const MOST = 150

/** What a walk does beside pressing. */
interface Walk {
  /** What forms are filled in with, by the names of their fields; others are sent as they stand. */
  readonly values?: Readonly<Record<string, string>>
  /** Titles of other commands' cards, which are read and not pressed on. */
  readonly besides?: RegExp
}

/** The screens that a walk has seen: what can be pressed on each, and where it led. */
type Screens = Map<string, { readonly keys: readonly string[]; readonly to: Map<string, string> }>

/** Asks `line`, again and again until nothing on its card, or on what it leads to, is left to press. */
export async function walkCards(
  page: Page,
  line: string,
  { values = {}, besides }: Walk = {},
): Promise<readonly Press[]> {
  const presses: Press[] = []
  const pressed = new Set<string>()
  const screens: Screens = new Map()
  const ask = async () => {
    await askOn(page, line)
    return (await cardsOn(page)).at(-1)
  }
  const learn = ({ screen, controls, title }: Card): void => {
    const keys = besides?.test(title) ? [] : controls.map(({ key }) => key)
    screens.set(screen, { keys, to: screens.get(screen)?.to ?? new Map() })
  }
  let fresh = await ask()
  const first = (await page.locator('.message[data-view]').count()) - 1
  while (presses.length < MOST) {
    const cards = await cardsOn(page, first)
    for (const one of cards) learn(one)
    const chosen = cards.toReversed().flatMap((card) => {
      const key = nextOn(card.screen, screens, pressed)
      const control = card.controls.find((one) => one.key === key)
      return control ? [{ card, control }] : []
    })[0]
    if (chosen) {
      const { card, control } = chosen
      pressed.add(control.key)
      const press = await pressOn(page, card, control, values)
      presses.push(press)
      const now = press.outcome === 'gone' ? [] : await cardsOn(page, first)
      const after = press.outcome === 'new' ? now.at(-1) : now.find(({ id }) => id === card.id)
      if (after) screens.get(card.screen)?.to.set(control.key, after.screen)
      continue
    }
    // What is left stands on a screen that the card leads to, or nowhere.
    fresh = await ask()
    if (fresh) learn(fresh)
    if (!fresh || nextOn(fresh.screen, screens, pressed) === undefined) break
  }
  return presses
}

/** The control to press on a screen: one that was not yet, else one that leads to such a screen. */
function nextOn(from: string, screens: Screens, pressed: ReadonlySet<string>): string | undefined {
  const queue: { readonly screen: string; readonly via: string | undefined }[] = [
    { screen: from, via: undefined },
  ]
  const seen = new Set([from])
  for (const { screen, via } of queue) {
    const found = screens.get(screen)
    const left = found?.keys.find((key) => !pressed.has(key))
    if (left !== undefined) return via ?? left
    for (const [key, to] of found?.to ?? []) {
      if (seen.has(to)) continue
      seen.add(to)
      queue.push({ screen: to, via: via ?? key })
    }
  }
  return undefined
}

let names = 0

/** The newest messages, the newest last. */
async function cardsOn(page: Page, from = 0): Promise<readonly Card[]> {
  const all = await page.locator('.message[data-view]').all()
  const cards: Card[] = []
  for (const element of all.slice(Math.max(from, all.length - 4))) {
    const read = await element.evaluate((node, fallback) => {
      const one = node as unknown as {
        dataset: Record<string, string>
        querySelector(of: string): { textContent: string | null } | null
        querySelectorAll(of: string): Iterable<unknown>
      }
      one.dataset.walk ??= fallback
      const title = one.querySelector('h2')?.textContent ?? ''
      const controls = [...one.querySelectorAll('.controls .control')].map((each, at) => {
        const control = each as {
          tagName: string
          textContent: string | null
          getAttribute(name: string): string | null
          options?: Iterable<{ value: string; textContent: string | null; defaultSelected: boolean }>
        }
        return {
          at,
          tag: control.tagName,
          label: control.getAttribute('aria-label') ?? control.textContent ?? '',
          active: control.getAttribute('aria-pressed') === 'true',
          options: [...(control.options ?? [])].map((option) => ({
            value: option.value,
            label: option.textContent ?? '',
            active: option.defaultSelected,
          })),
        }
      })
      return { id: one.dataset.walk, title, controls }
    }, String(++names))
    // What follows a colon is what it is about: one card for every alert that is set.
    const kind = kindOf(read.title.split(/[:：]/u)[0] ?? '')
    const controls = read.controls.flatMap(({ at, tag, label, active, options }): Control[] => {
      if (tag === 'A') return []
      if (tag !== 'SELECT') return [{ key: `${kind} > ${kindOf(label)}`, label, at, active }]
      return options
        .filter(({ value }) => value !== '')
        .slice(0, OPTIONS)
        .map((option, index) => ({
          ...{ key: `${kindOf(label)} ${index}`, label: `${label}: ${option.label}`, at },
          ...{ option: option.value, active: option.active },
        }))
    })
    const screen = `${kind}: ${controls.map(({ key }) => key).join(' | ')}`
    cards.push({ element, id: read.id ?? '', screen, title: read.title, controls })
  }
  return cards
}

/** Titles and labels that differ in what they count or name alone are of one kind. */
function kindOf(text: string): string {
  return text.replace(/[\d０-９][\d,.万億兆]*/gu, '#').replace(/\b(?:BTC|ETH|SOL|XRP|BNB)\b/gu, 'COIN')
}

async function pressOn(
  page: Page,
  { element, title: under }: Card,
  { at, option, label, active }: Control,
  values: Readonly<Record<string, string>>,
): Promise<Press> {
  const before = await element.innerText()
  const count = await page.locator('.message[data-view], .failure').count()
  const control = element.locator('.controls .control').nth(at)
  const opensForm = (await control.getAttribute('aria-haspopup')) === 'dialog'
  const asked = page.waitForRequest((request) => request.url().endsWith('/ask'))
  if (option !== undefined) await control.selectOption(option)
  else await control.click()
  if (opensForm) {
    const dialog = page.getByRole('dialog')
    await dialog.waitFor()
    for (const field of await dialog.locator('.form-input').all()) {
      const value = values[(await field.getAttribute('name')) ?? '']
      if (value !== undefined) await field.fill(value)
    }
    await dialog.locator('button[type=submit]').click()
  }
  await asked
  await page.locator('.message[aria-busy=true]').waitFor({ state: 'detached' })
  await picturesLoaded(page)
  const isThere = (await element.count()) > 0
  const now = await page.locator('.message[data-view], .failure').count()
  const last = page.locator('.message[data-view], .failure').last()
  const outcome =
    now > count
      ? 'new'
      : now < count || !isThere
        ? 'gone'
        : (await element.innerText()) === before
          ? 'same'
          : 'edited'
  const read = outcome === 'new' ? last : outcome === 'gone' ? undefined : element
  return {
    ...{ under, label, outcome, wasActive: active },
    title:
      (await read
        ?.locator('h2')
        .first()
        .innerText()
        .catch(() => '')) ?? '',
    text: (await read?.innerText()) ?? '',
  }
}

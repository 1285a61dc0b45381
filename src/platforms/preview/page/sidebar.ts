/** The side of the page: what it is, what its data are, the recap, all commands, and the settings. */
import { grammarOf } from '#src/i18n/grammar.ts'
import { LOCALES } from '#src/i18n/locale.ts'
import type { CommandDescription, DataFacts } from '#src/platforms/preview/protocol.ts'
import { h, ICONS, icon } from './dom.ts'
import { COLORS, type Settings, THEMES, zonesFor } from './settings.ts'
import type { Say } from './words.ts'

export interface SidebarParts {
  readonly say: Say
  readonly commands: readonly CommandDescription[]
  readonly data: DataFacts
  readonly settings: Settings
  readonly onRecap: () => void
  readonly onCommand: (name: string) => void
  readonly onChange: (change: Partial<Settings>) => void
  readonly onClose: () => void
}

export function sidebarOf(parts: SidebarParts): HTMLElement {
  const { say, commands } = parts
  return h(
    'aside',
    { class: 'side', id: 'side', 'aria-label': say('menu.open') },
    h(
      'div',
      { class: 'brand' },
      h('img', { class: 'seal', src: '/page/icon.svg', alt: '', width: '44', height: '44' }),
      h('div', {}, h('h1', {}, say('title')), h('p', {}, say('tagline'))),
      h(
        'button',
        {
          type: 'button',
          class: 'plain side-close',
          'aria-label': say('menu.close'),
          onclick: parts.onClose,
        },
        icon(ICONS.close),
      ),
    ),
    h(
      'button',
      { type: 'button', class: 'primary', onclick: parts.onRecap },
      icon(ICONS.paper),
      say('recap'),
    ),
    dataCard(parts),
    h(
      'nav',
      { class: 'commands', 'aria-label': say('commands') },
      h('h2', {}, say('commands')),
      listOf(commands.filter(({ forManagers }) => !forManagers)),
      h('h2', {}, say('commandsForManagers')),
      listOf(commands.filter(({ forManagers }) => forManagers)),
    ),
    settingsOf(parts),
  )

  function listOf(some: readonly CommandDescription[]): HTMLElement {
    const buttons = some.map(({ name, description: title }) =>
      h('button', { type: 'button', title, onclick: () => parts.onCommand(name) }, `/${name}`),
    )
    return h(
      'ul',
      {},
      buttons.map((button) => h('li', {}, button)),
    )
  }
}

/** What the data are: a sample never passes for the market. */
export function dataLabel({ data, settings, say }: Pick<SidebarParts, 'data' | 'settings' | 'say'>): string {
  const { tag, month } = grammarOf(settings.language).browser
  const time = new Intl.DateTimeFormat(tag, {
    timeZone: settings.zone,
    year: 'numeric',
    month,
    day: 'numeric',
    hour: '2-digit',
    minute: '2-digit',
    timeZoneName: 'short',
  }).format(data.now)
  return say('data.asOf', { time })
}

function dataCard(parts: SidebarParts): HTMLElement {
  const { say, data } = parts
  return h(
    'section',
    { class: `data ${data.kind}` },
    h('p', { class: 'data-kind' }, say(`data.${data.kind}`)),
    h('p', {}, dataLabel(parts)),
    h('p', {}, say(`data.${data.kind}Hint`)),
  )
}

function settingsOf({ say, settings, onChange }: SidebarParts): HTMLElement {
  const { near, all } = zonesFor(settings.zone)
  const zone = h(
    'select',
    { id: 'zone' },
    h('optgroup', { label: say('settings.zonesNear') }, near.map(zoneOption)),
    h('optgroup', { label: say('settings.zonesAll') }, all.map(zoneOption)),
  )
  zone.addEventListener('change', () => onChange({ zone: zone.value }))
  const colors = h(
    'select',
    { id: 'colors' },
    COLORS.map((value) =>
      h('option', { value, selected: value === settings.colors }, say(`settings.colorNames.${value}`)),
    ),
  )
  colors.addEventListener('change', () => {
    const value = COLORS.find((one) => one === colors.value)
    if (value) onChange({ colors: value })
  })
  return h(
    'section',
    { class: 'settings', 'aria-label': say('settings.title') },
    h('h2', {}, say('settings.title')),
    segmented(
      say('settings.language'),
      LOCALES.map((value) => ({ value, label: grammarOf(value).name, lang: value })),
      settings.language,
      (language) => onChange({ language }),
    ),
    segmented(
      say('settings.theme'),
      THEMES.map((value) => ({ value, label: say(`settings.themes.${value}`) })),
      settings.theme,
      (theme) => onChange({ theme }),
    ),
    h('label', { class: 'choice', for: 'colors' }, say('settings.colors'), colors),
    h('label', { class: 'choice', for: 'zone' }, say('settings.zone'), zone),
  )

  function zoneOption(value: string): HTMLElement {
    return h('option', { value, selected: value === settings.zone }, value.replaceAll('_', ' '))
  }
}

/** Buttons of which one is clicked. */
export function segmented<Value extends string>(
  label: string,
  options: readonly { readonly value: Value; readonly label: string; readonly lang?: string }[],
  chosen: Value,
  onChoose: (value: Value) => void,
): HTMLElement {
  return h(
    'div',
    { class: 'segmented', role: 'group', 'aria-label': label },
    options.map(({ value, label, lang }) =>
      h(
        'button',
        { type: 'button', lang, 'aria-pressed': String(value === chosen), onclick: () => onChoose(value) },
        label,
      ),
    ),
  )
}

/** The chat's menu: the recap, the commands by their use, the settings, what the data are, and the way to a platform. */
import { grammarOf } from '#src/i18n/grammar.ts'
import { LOCALES } from '#src/i18n/locale.ts'
import type { CommandDescription, DataFacts, GuideLink } from '#src/platforms/preview/protocol.ts'
import { h, ICONS, icon } from './dom.ts'
import { COLORS, type Settings, THEMES, zonesFor } from './settings.ts'
import { guideOf } from './welcome.ts'
import type { Say } from './words.ts'

export interface MenuParts {
  readonly say: Say
  readonly commands: readonly CommandDescription[]
  readonly data: DataFacts
  readonly guides: readonly GuideLink[]
  readonly settings: Settings
  readonly onRecap: () => void
  readonly onCommand: (name: string) => void
  readonly onChange: (change: Partial<Settings>) => void
}

/** A dialog, so that the browser keeps the focus within, closes it on Escape, and gives the focus back. */
export function menuOf(parts: MenuParts): HTMLDialogElement {
  const { say, commands } = parts
  const close = () => menu.close()
  const groups = [...Map.groupBy(commands, ({ heading }) => heading)]
  const menu = h(
    'dialog',
    { class: 'side', id: 'side', 'aria-label': say('menu.open') },
    h(
      'header',
      { class: 'side-head' },
      h('h2', {}, say('menu.open')),
      h(
        'button',
        { type: 'button', class: 'plain side-close', 'aria-label': say('menu.close'), onclick: close },
        icon(ICONS.close),
      ),
    ),
    h(
      'button',
      { type: 'button', class: 'primary', onclick: leave(parts.onRecap) },
      icon(ICONS.paper),
      say('recap'),
    ),
    h(
      'nav',
      { class: 'commands', 'aria-label': say('commands') },
      groups.flatMap(([heading, some]) => [h('h3', {}, heading), listOf(some)]),
    ),
    settingsOf(parts),
    dataCard(parts),
    guideOf(say, parts.guides),
  )
  menu.addEventListener('click', (event) => event.target === menu && close())
  return menu

  /** What is chosen closes the menu first, so that the focus can go where it leads. */
  function leave(then: () => void): () => void {
    return () => {
      close()
      then()
    }
  }

  function listOf(some: readonly CommandDescription[]): HTMLElement {
    const buttons = some.map(({ name, description: title }) =>
      h('button', { type: 'button', title, onclick: leave(() => parts.onCommand(name)) }, `/${name}`),
    )
    return h(
      'ul',
      {},
      buttons.map((button) => h('li', {}, button)),
    )
  }
}

/** What the data are: a sample never passes for the market. */
export function dataLabel({ data, settings, say }: Pick<MenuParts, 'data' | 'settings' | 'say'>): string {
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

function dataCard(parts: MenuParts): HTMLElement {
  const { say, data } = parts
  return h(
    'section',
    { class: `data ${data.kind}` },
    h('p', { class: 'data-kind' }, say(`data.${data.kind}`)),
    h('p', {}, dataLabel(parts)),
    h('p', {}, say(`data.${data.kind}Hint`)),
  )
}

function settingsOf({ say, settings, onChange }: MenuParts): HTMLElement {
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
    h('h3', {}, say('settings.title')),
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

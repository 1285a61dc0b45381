/** A chart opened large: drawn live from its spec, its series to choose from, its numbers as tables. */
import type { ChartSpec } from '#src/charts/spec.ts'
import type { PageImage } from '#src/platforms/preview/protocol.ts'
import { tableOf } from './answer.ts'
import { h, ICONS, icon } from './dom.ts'
import { numbersOf } from './numbers.ts'
import { createStage, type Stage } from './stage.ts'
import type { Say } from './words.ts'

/** Opens the dialog; the focus goes back to where it was when it closes. */
export async function openExplorer(image: PageImage, say: Say): Promise<void> {
  let stage: Stage | undefined
  const content = h('div', { class: 'explorer-content' })
  const dialog = h(
    'dialog',
    { class: 'explorer', 'aria-label': say('chart.picture'), onclose: closed },
    h(
      'div',
      { class: 'explorer-bar' },
      h('span', { class: 'explorer-tabs', role: 'group' }),
      h(
        'a',
        { class: 'control', href: `${image.address}.png`, download: `${image.name}.png` },
        say('chart.save'),
      ),
      h(
        'button',
        { type: 'button', class: 'plain', 'aria-label': say('chart.close'), onclick: () => dialog.close() },
        icon(ICONS.close),
      ),
    ),
    content,
  )
  dialog.addEventListener('click', (event) => {
    if (event.target === dialog) dialog.close()
  })
  document.body.append(dialog)
  dialog.showModal()
  try {
    const response = await fetch(`${image.address}.json`)
    if (!response.ok) throw new Error(`the server answered ${response.status}`)
    const spec = (await response.json()) as ChartSpec
    // Words on a canvas are measured when they are drawn: the font must have come by then.
    await Promise.all([
      document.fonts.load('20px "Noto Sans JP"'),
      document.fonts.load('bold 20px "Noto Sans JP"'),
    ])
    if (dialog.open) showSpec(spec)
  } catch {
    content.replaceChildren(h('p', { class: 'explorer-hint' }, say('chart.failed')))
  }

  function showSpec(spec: ChartSpec): void {
    stage = createStage(spec, image.alt)
    const picture = h(
      'div',
      { class: 'explorer-picture' },
      h('div', { class: 'stage-scroll' }, stage.element),
      seriesOf(spec, stage, say),
      h('p', { class: 'explorer-hint' }, say('chart.hint')),
      h('p', { class: 'explorer-alt' }, image.alt),
    )
    const numbers = h(
      'div',
      { class: 'explorer-numbers', hidden: true },
      numbersOf(spec, say).map((table) =>
        h('section', {}, table.heading && h('h3', {}, table.heading), tableOf(table)),
      ),
    )
    content.replaceChildren(picture, numbers)
    const tabs = [
      { label: say('chart.picture'), panel: picture },
      { label: say('chart.numbers'), panel: numbers },
    ].map(({ label, panel }, index) =>
      h(
        'button',
        {
          type: 'button',
          class: 'control',
          'aria-pressed': String(index === 0),
          onclick: () => {
            for (const one of [picture, numbers]) one.hidden = one !== panel
            for (const tab of tabs) tab.setAttribute('aria-pressed', String(tab.textContent === label))
          },
        },
        label,
      ),
    )
    dialog.querySelector('.explorer-tabs')?.replaceChildren(...tabs)
    stage.element.querySelector<HTMLElement>('canvas[tabindex]')?.focus()
  }

  function closed(): void {
    stage?.close()
    dialog.remove()
  }
}

/** One box a named series, where there are at least two to tell apart. */
function seriesOf(spec: ChartSpec, stage: Stage, say: Say): HTMLElement | undefined {
  if (spec.kind !== 'plot') return undefined
  const series = spec.config.data.datasets.flatMap(({ label }, index) =>
    label === '' ? [] : [{ label, index }],
  )
  if (series.length < 2) return undefined
  return h(
    'fieldset',
    { class: 'series' },
    h('legend', {}, say('chart.series')),
    series.map(({ label, index }) => {
      const check = h('input', { type: 'checkbox', checked: true })
      check.addEventListener('change', () => stage.toggle(index, check.checked))
      return h('label', {}, check, label)
    }),
  )
}

/** A chart opened large: drawn live from its spec, its part and series to choose from, its numbers as tables. */
import type { ChartSpec } from '#src/charts/spec.ts'
import { type Range, rangesOf, spanOf } from '#src/charts/zoom.ts'
import { tableOf } from './answer.ts'
import { h, ICONS, icon } from './dom.ts'
import { linkTo, type OpenedChart } from './chartlink.ts'
import { csvOf, numbersOf, seriesOnce } from '#src/charts/numbers.ts'
import { createStage, type Stage } from './stage.ts'
import type { Say } from './words.ts'

/** Opens the dialog; the focus goes back to where it was when it closes. */
export async function openExplorer(opened: OpenedChart, say: Say): Promise<void> {
  let stage: Stage | undefined
  const said = h('span', { class: 'explorer-said', role: 'status' })
  const tabs = h('span', { class: 'explorer-tabs', role: 'group' })
  const tools = h('span', { class: 'explorer-tools' })
  const content = h('div', { class: 'explorer-content' })
  const dialog = h(
    'dialog',
    { class: 'explorer', 'aria-label': say('chart.picture'), onclose: closed },
    h(
      'div',
      { class: 'explorer-bar' },
      tabs,
      said,
      tools,
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
  document.querySelector('.chat')?.append(dialog)
  dialog.showModal()
  try {
    const response = await fetch(`${opened.address}.json`)
    if (!response.ok) throw new Error(`the server answered ${response.status}`)
    const spec = (await response.json()) as ChartSpec
    if (dialog.open) showSpec(spec)
  } catch {
    content.replaceChildren(h('p', { class: 'explorer-hint' }, say('chart.failed')))
  }

  function showSpec(spec: ChartSpec): void {
    const alt = opened.alt === '' ? spec.heading.title : opened.alt
    const ranges = rangeButtons(spec)
    const drawn = createStage(spec, { label: alt, onRange: (range) => shownRange(ranges, range) })
    stage = drawn
    if (opened.range) drawn.setRange(opened.range)
    const picture = h(
      'div',
      { class: 'explorer-picture' },
      ranges.length > 0 &&
        h('div', { class: 'ranges', role: 'group', 'aria-label': say('chart.range') }, ranges),
      h('div', { class: 'stage-scroll' }, drawn.element),
      seriesOf(spec, drawn, say),
      spanOf(spec) && h('p', { class: 'explorer-hint' }, say('chart.hint')),
      h('p', { class: 'explorer-alt' }, alt),
    )
    const tables = numbersOf(spec, say)
    const numbers = h(
      'div',
      { class: 'explorer-numbers', hidden: true },
      tables.map((table) => h('section', {}, table.heading && h('h3', {}, table.heading), tableOf(table))),
    )
    content.replaceChildren(picture, numbers)
    tabs.replaceChildren(...tabButtons([picture, numbers]))
    tools.replaceChildren(
      tool(say('chart.copy'), () => copyPicture(drawn)),
      tool(say('chart.link'), () => copyLink(drawn.range())),
      h('button', { type: 'button', class: 'control', onclick: () => saveCsv(csvOf(tables)) }, 'CSV'),
      h(
        'a',
        { class: 'control', href: `${opened.address}.png`, download: `${opened.name}.png` },
        say('chart.save'),
      ),
    )
    drawn.element.querySelector<HTMLElement>('canvas[tabindex]')?.focus()
  }

  function tabButtons(panels: readonly HTMLElement[]): HTMLElement[] {
    const labels = [say('chart.picture'), say('chart.numbers')]
    const buttons = labels.map((label, index) =>
      h(
        'button',
        {
          type: 'button',
          class: 'control',
          'aria-pressed': String(index === 0),
          onclick: () => {
            for (const [place, panel] of panels.entries()) panel.hidden = place !== index
            for (const [place, button] of buttons.entries())
              button.setAttribute('aria-pressed', String(place === index))
          },
        },
        label,
      ),
    )
    return buttons
  }

  /** The last days of the axis, and all of it. */
  function rangeButtons(spec: ChartSpec): HTMLElement[] {
    const ranges = rangesOf(spec)
    if (ranges.length === 0) return []
    const button = (label: string, key: string, range: Range | undefined) =>
      h(
        'button',
        {
          type: 'button',
          class: 'control',
          'data-range': key,
          'aria-pressed': String(range === undefined),
          onclick: () => stage?.setRange(range),
        },
        label,
      )
    return [
      ...ranges.map(({ days, range }) => button(say('chart.days', { days }), String(range.from), range)),
      button(say('chart.all'), '', undefined),
    ]
  }

  function shownRange(buttons: readonly HTMLElement[], range: Range | undefined): void {
    const key = range ? String(range.from) : ''
    for (const button of buttons) button.setAttribute('aria-pressed', String(button.dataset.range === key))
  }

  function tool(label: string, act: () => Promise<string>): HTMLElement {
    return h(
      'button',
      {
        type: 'button',
        class: 'control',
        onclick: () => {
          act().then(
            (done) => said.replaceChildren(done),
            () => said.replaceChildren(say('chart.notCopied')),
          )
        },
      },
      label,
    )
  }

  async function copyPicture(drawn: Stage): Promise<string> {
    await navigator.clipboard.write([new ClipboardItem({ 'image/png': drawn.png() })])
    return say('chart.copied')
  }

  async function copyLink(range: Range | undefined): Promise<string> {
    await navigator.clipboard.writeText(
      linkTo({ ...opened, range }, `${location.origin}${location.pathname}`),
    )
    return say('chart.linkCopied')
  }

  function saveCsv(text: string): void {
    const address = URL.createObjectURL(new Blob([text], { type: 'text/csv;charset=utf-8' }))
    h('a', { href: address, download: `${opened.name}.csv` }).click()
    // The browser reads it after this turn.
    setTimeout(() => URL.revokeObjectURL(address), 10_000)
  }

  function closed(): void {
    dialog.remove()
  }
}

/** One box a named series, where there are at least two. */
function seriesOf(spec: ChartSpec, stage: Stage, say: Say): HTMLElement | undefined {
  if (spec.body.type !== 'panes') return undefined
  const series = seriesOnce(spec.body.panes).map(({ series: { id, name }, pane }) => ({
    id,
    name: name || (pane.title ?? ''),
  }))
  if (series.length < 2) return undefined
  return h(
    'fieldset',
    { class: 'series' },
    h('legend', {}, say('chart.series')),
    series.map(({ id, name }) => {
      const check = h('input', { type: 'checkbox', checked: true })
      check.addEventListener('change', () => stage.toggle(id, check.checked))
      return h('label', {}, check, name)
    }),
  )
}

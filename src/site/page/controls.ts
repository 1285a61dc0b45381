/** Controls that scripts answer: they stand in the page from the start, and the style sheet hides them where no script runs. */
import { html, raw } from 'hono/html'
import type { ChartSpec } from '#src/charts/spec.ts'
import { rangesOf } from '#src/charts/zoom.ts'
import type { Words } from '#src/i18n/words.ts'
import { COLORS, THEMES } from '../looks.ts'
import type { Markup } from './markup.ts'

/** Copies the address of the page, or of a part of it: `#funding`. */
export function copyButton(words: Words, fragment = ''): Markup {
  return html`<button type="button" class="copy" data-copy="${fragment}"${saysOf(words)}>${words.say('site:share.copy')}</button>`
}

/** Copies the code that stands beside it. */
export function copyCode(words: Words): Markup {
  return html`<button type="button" class="copy" data-copy data-code${saysOf(words)}>${words.say('site:share.copyCode')}</button>`
}

function saysOf(words: Words): Markup {
  return html` data-done="${words.say('site:share.copied')}" data-failed="${words.say('site:share.notCopied')}"`
}

/** The system's own sheet for passing a page on, where it has one. */
export function shareButton(words: Words): Markup {
  return html`<button type="button" class="sheet" data-share>${words.say('site:share.system')}</button>`
}

/** The last days of a chart's time, and all of it. */
export function rangeButtons(spec: ChartSpec, words: Words): Markup | '' {
  const ranges = rangesOf(spec)
  if (ranges.length === 0) return ''
  const days = ranges.map(
    ({ days, range }) =>
      html`<button type="button" data-days="${days}" data-from="${range.from}" aria-pressed="false">${words.say('site:chart.days', { days })}</button>`,
  )
  return html`<p class="ranges live" role="group" aria-label="${words.say('site:chart.range')}">${days}<button type="button" data-days="" aria-pressed="true">${words.say('site:chart.all')}</button></p>`
}

/** Theme and colours, at the foot of every page. */
export function displayForm(words: Words): Markup {
  const themes = THEMES.map((one) => [one, words.say(`site:display.themes.${one}`)] as const)
  const colors = COLORS.map((one) => [one, words.say(`site:display.colorNames.${one}`)] as const)
  return html`<form class="display live" aria-label="${words.say('site:display.title')}">${choiceOf('theme', words.say('site:display.theme'), themes)}${choiceOf('colors', words.say('site:display.colors'), colors)}</form>`
}

/** The first is what stands where nothing was chosen. */
function choiceOf(
  name: string,
  title: string,
  choices: readonly (readonly [value: string, label: string])[],
): Markup {
  return html`<fieldset><legend>${title}</legend>${choices.map(
    ([value, label], place) =>
      html`<label><input type="radio" name="${name}" value="${value}"${place === 0 ? raw(' checked') : ''}>${label}</label>`,
  )}</fieldset>`
}

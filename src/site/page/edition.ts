/** The page of an edition: headline, points, the week's picture, every section with its evidence and chart, the figures. */
import { html, raw } from 'hono/html'
import type { Image } from '#src/chat/message.ts'
import { layOut } from '#src/charts/layout/layout.ts'
import type { Measure } from '#src/charts/scene.ts'
import type { ChartSpec } from '#src/charts/spec.ts'
import type { Ink } from '#src/charts/spec/label.ts'
import { svgOf } from '#src/charts/svg.ts'
import { formatFullDate } from '#src/i18n/dates.ts'
import { LOCALES, type Locale } from '#src/i18n/locale.ts'
import { startOfDay } from '#src/market/time.ts'
import { editionPath, embedPath, methodPath, revisionPath } from '../addresses.ts'
import type { Claim, Story, StoryPart } from '../story.ts'
import type { Markup, Page } from './frame.ts'

export interface Beside {
  readonly home: string
  readonly measure: Measure
  /** The closing Mondays of the editions before and after it, where these are. */
  readonly previous: string | undefined
  readonly next: string | undefined
  /** Revisions before this one that are kept. */
  readonly earlier: readonly number[]
  /** A revision that another has replaced: it lies at an address of its own. */
  readonly isReplaced?: boolean
}

/** The page, ready for its frame. */
export function editionPage(story: Story, beside: Beside): Page {
  const { words, locale, headline, summary } = story
  const inks = new Set<Ink>()
  const draw = (image: Image) => drawn(image, inks, beside.measure)
  const pathIn = (one: Locale) => (beside.isReplaced ? revisionPath(one, story) : editionPath(one, story))
  const base = pathIn(locale)
  const place: Place = { base, hasEmbed: beside.isReplaced !== true }
  const paths = Object.fromEntries(LOCALES.map((one) => [one, pathIn(one)])) as Record<Locale, string>
  const body = html`<article>
<p class="period">${story.period}<span>${revisionOf(story)}</span></p>
<h1>${headline}</h1>
<div class="columns">
<div class="text">
${story.notices.map((notice) => html`<p class="notice">${notice}</p>`)}
<ul class="points">${summary.map((point) => html`<li>${point}</li>`)}</ul>
${story.sheet ? figureOf(story.sheet, story, place, draw, 'hero') : ''}
${story.parts.map((part) => sectionOf(part, story, place, draw))}
${proseOf('then', story.thenAndNow, story)}
${proseOf('earlier', story.reference === undefined ? [] : [story.reference], story)}
${proseOf('view', story.view === undefined ? [] : [story.view], story)}
${figuresOf(story)}
${correctionsOf(story, beside)}
<section class="made"><h2>${words.say('site:method')}</h2>${story.footer.map((line) => html`<p>${line}</p>`)}</section>
</div>
<aside>
${listOf('week', story.timeline, story)}
${listOf('watch', story.watch, story)}
<nav class="contents" aria-label="${words.say('site:contents')}"><h2>${words.say('site:contents')}</h2>
${story.parts.map(({ name, kicker }) => html`<a href="#${name}">${kicker}</a> `)}<a href="#figures">${words.say('site:figures.kicker')}</a></nav>
</aside>
</div>
<nav class="turn">${turnOf('previous', beside.previous, story)}${turnOf('next', beside.next, story)}</nav>
<footer><a href="${methodPath(locale)}">${words.say('site:method')}</a> <a href="${base}/edition.json">${words.say('site:data')}</a></footer>
</article>`
  const picture = story.sheet && { path: `${base}/sheet.png`, alt: story.sheet.alt }
  return {
    words,
    home: beside.home,
    path: base,
    paths,
    title: headline,
    description: summary[0] ?? headline,
    number: story.number,
    ...(picture && { picture }),
    inks: [...inks],
    body,
  }
}

/** Where the files of a page lie. */
interface Place {
  readonly base: string
  readonly hasEmbed: boolean
}

type Draw = (image: Image) => { readonly wide: string; readonly phone: string | undefined }

function drawn(image: Image, inks: Set<Ink>, measure: Measure) {
  const one = (spec: unknown, alt: string, id: string) => {
    const drawing = svgOf(layOut(spec as ChartSpec, measure), { alt, id })
    for (const ink of drawing.inks) inks.add(ink)
    return drawing.markup
  }
  const { phone } = image
  return {
    wide: one(image.spec, image.alt, `${image.name}-wide`),
    phone: phone && one(phone.spec, phone.alt, `${image.name}-phone`),
  }
}

function revisionOf({ revision, words }: Story): string {
  return revision === 1 ? words.say('site:revision.first') : words.say('site:revision.later', { revision })
}

function sectionOf(part: StoryPart, story: Story, place: Place, draw: Draw): Markup {
  return html`<section class="part" id="${part.name}">
<p class="kicker">${part.kicker}</p>
<h2>${part.finding}</h2>
${part.claims.map((claim) => claimOf(claim, story))}
${part.chart ? figureOf(part.chart, story, place, draw) : ''}
</section>`
}

function claimOf({ text, evidence }: Claim, { words }: Story): Markup {
  return html`<p>${text}</p>${
    evidence.length === 0
      ? ''
      : html`<details class="evidence"><summary>${words.say('site:evidence')}</summary><ul>${evidence.map((line) => html`<li>${line}</li>`)}</ul></details>`
  }`
}

function figureOf(image: Image, story: Story, { base, hasEmbed }: Place, draw: Draw, kind = 'chart'): Markup {
  const { words, locale } = story
  const { wide, phone } = draw(image)
  const link = (address: string, key: 'link' | 'csv' | 'png' | 'svg' | 'embed') =>
    html`<a href="${address}">${words.say(`site:chart.${key}`)}</a> `
  const file = (ending: 'csv' | 'png' | 'svg') => link(`${base}/${image.name}.${ending}`, ending)
  return html`<figure class="${kind}"${kind === 'hero' ? raw(` id="${image.name}"`) : ''}>
<div class="wide">${raw(wide)}</div>${phone === undefined ? '' : html`<div class="phone">${raw(phone)}</div>`}
<figcaption>${link(`#${image.name}`, 'link')}${file('csv')}${file('png')}${file('svg')}${hasEmbed ? link(embedPath(locale, story, image.name), 'embed') : ''}</figcaption>
</figure>`
}

function proseOf(kind: 'then' | 'earlier' | 'view', lines: readonly string[], { words }: Story): Markup | '' {
  if (lines.length === 0) return ''
  return html`<section class="part"><h2>${words.say(`site:${kind}`)}</h2>${lines.map((line) => html`<p>${line}</p>`)}</section>`
}

function listOf(kind: 'week' | 'watch', items: readonly string[], { words }: Story): Markup | '' {
  if (items.length === 0) return ''
  return html`<section class="${kind}"><h2>${words.say(`site:${kind}`)}</h2><ul>${items.map((item) => html`<li>${item}</li>`)}</ul></section>`
}

function figuresOf({ rows, words }: Story): Markup | '' {
  if (rows.length === 0) return ''
  const say = (key: 'figure' | 'value' | 'change' | 'asOf' | 'kicker' | 'title' | 'boundary') =>
    words.say(`site:figures.${key}`)
  return html`<section class="part" id="figures"><p class="kicker">${say('kicker')}</p><h2>${say('title')}</h2>
<table><thead><tr><th scope="col">${say('figure')}</th><th scope="col">${say('value')}</th><th scope="col">${say('change')}</th><th scope="col">${say('asOf')}</th></tr></thead>
<tbody>${rows.map(
    ({ name, value, change, date, stale }) =>
      html`<tr><th scope="row">${name}</th><td>${value.text}</td><td>${stale ?? change?.text ?? '–'}</td><td>${date ?? say('boundary')}</td></tr>`,
  )}</tbody></table></section>`
}

function correctionsOf(story: Story, { earlier }: Beside): Markup {
  const { words, locale, notices } = story
  return html`<section class="part" id="corrections"><h2>${words.say('site:corrections.title')}</h2>
${notices.length === 0 ? html`<p>${words.say('site:corrections.none')}</p>` : notices.map((line) => html`<p>${line}</p>`)}
${earlier.map((revision) => html`<p><a href="${revisionPath(locale, { ...story, revision })}">${words.say('site:corrections.earlier', { revision })}</a></p>`)}</section>`
}

function turnOf(
  kind: 'previous' | 'next',
  edition: string | undefined,
  { words, locale }: Story,
): Markup | '' {
  if (edition === undefined) return ''
  const rel = kind === 'next' ? 'next' : 'prev'
  const date = formatFullDate(startOfDay(edition), words)
  return html`<a class="${kind}" rel="${rel}" href="${editionPath(locale, { edition })}"><span>${words.say(`site:${kind}`)}</span>${date}</a>`
}

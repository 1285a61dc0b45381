/** The page of an edition: headline, points, the week's picture, every section with its evidence and chart, the figures. */
import { html, raw } from 'hono/html'
import type { Image } from '#src/chat/message.ts'
import { type Span, spansOf } from '#src/chat/styled.ts'
import { layBare } from '#src/charts/layout/bare.ts'
import type { Measure } from '#src/charts/scene.ts'
import type { ChartSpec, Layout } from '#src/charts/spec.ts'
import type { Ink } from '#src/charts/spec/label.ts'
import { svgOf } from '#src/charts/svg.ts'
import { formatDateTime, formatFullDate } from '#src/i18n/dates.ts'
import { LOCALES, type Locale } from '#src/i18n/locale.ts'
import { isoOf, startOfDay } from '#src/market/time.ts'
import { editionPath, embedPath, oembedPath, revisionPath, topicPath } from '../addresses.ts'
import type { Revision } from '../corrections.ts'
import type { Claim, Story, StoryPart } from '../story.ts'
import { copyButton, copyCode, rangeButtons, shareButton } from './controls.ts'
import { frameOf } from './embed.ts'
import { articleOf, datesOf } from './article.ts'
import type { Markup, Page } from './frame.ts'
import { clauses, unbroken } from './words.ts'

export interface Beside {
  readonly home: string
  readonly measure: Measure
  /** The closing Mondays of the editions before and after it, where these are. */
  readonly previous: string | undefined
  readonly next: string | undefined
  /** All that there are, newest first; one that another has replaced lies at an address of its own. */
  readonly revisions: readonly Revision[]
  /** Shown without the site around it: no link leads to its other pages but to editions. */
  readonly isAlone?: boolean
}

/** The page, ready for its frame. */
export function editionPage(story: Story, beside: Beside): Page {
  const { words, locale, headline, summary } = story
  const inks = new Set<Ink>()
  const draw = (image: Image) => drawn(image, inks, beside.measure)
  const isReplaced = story.revision < beside.revisions.length
  const pathIn = (one: Locale) => (isReplaced ? revisionPath(one, story) : editionPath(one, story))
  const base = pathIn(locale)
  const hasSite = beside.isAlone !== true
  const place: Place = { base, hasEmbed: hasSite && !isReplaced, hasTopics: hasSite }
  const paths = Object.fromEntries(LOCALES.map((one) => [one, pathIn(one)])) as Record<Locale, string>
  const body = html`<article>
<p class="period"><span>${story.period}</span><span>${revisionOf(story)}</span></p>
<h1>${clauses(headline)}</h1>
<div class="columns">
<div class="lead">
${isReplaced ? html`<p class="notice"><a href="${editionPath(locale, story)}">${words.say('site:corrections.replaced', { revision: story.revision, current: beside.revisions.length })}</a></p>` : ''}
${story.notices.map((notice) => html`<p class="notice">${notice}</p>`)}
<ul class="points" id="summary">${summary.map((point) => html`<li>${unbroken(point)}</li>`)}</ul>
${story.sheet ? figureOf(story.sheet, story, place, draw) : ''}
${shareOf(story, place, beside.home)}
</div>
<div class="sections">
${story.parts.map((part) => sectionOf(part, story, place, draw))}
${proseOf('then', story.thenAndNow, story)}
${proseOf('earlier', story.reference === undefined ? [] : [story.reference], story)}
${noteOf(story)}
${proseOf('view', story.view === undefined ? [] : [story.view], story)}
${figuresOf(story)}
${leftOutOf(story)}
${beside.isAlone ? '' : correctionsOf(story, beside)}
<section class="note made"><h2>${words.say('site:method')}</h2>${story.footer.map((line) => html`<p>${line}</p>`)}${publishedOf(story, beside)}</section>
</div>
<aside>
${listOf('week', story.timeline, story)}
${listOf('watch', story.watch, story)}
<nav class="contents" aria-label="${words.say('site:contents')}"><h2>${words.say('site:contents')}</h2>
${story.parts.map(({ name, kicker }) => html`<a href="#${name}">${kicker}</a> `)}${story.rows.length === 0 ? '' : html`<a href="#figures">${words.say('site:figures.kicker')}</a>`}</nav>
</aside>
</div>
<nav class="turn" aria-label="${words.say('site:turn')}">${turnOf('previous', beside.previous, story)}${turnOf('next', beside.next, story)}</nav>
</article>`
  const dates = datesOf(story, beside.revisions)
  const picture = story.sheet && { path: `${base}/sheet.png`, alt: story.sheet.alt }
  return {
    words,
    home: beside.home,
    path: base,
    paths,
    title: headline,
    description: summary[0] ?? headline,
    number: story.number,
    isSimulated: story.isSimulated,
    data: `${base}/edition.json`,
    ...(picture && { picture }),
    ...(isReplaced && { isUnlisted: true }),
    ...(picture && !isReplaced && { oembed: oembedPath(locale, story, 'sheet') }),
    article: dates,
    jsonLd: articleOf(story, base, beside.home, dates),
    // Changes in the table of figures have the colours of charts.
    inks: [...inks.add('up').add('down')],
    body,
  }
}

/** Where the files of a page lie. */
interface Place {
  readonly base: string
  readonly hasEmbed: boolean
  readonly hasTopics: boolean
}

/** A picture for both widths of the page; undefined where it is nothing but words. */
type Draw = (image: Image) => { readonly wide: string; readonly phone: string | undefined } | undefined

function drawn(image: Image, inks: Set<Ink>, measure: Measure): ReturnType<Draw> {
  const one = (spec: unknown, alt: string, id: string) => {
    const scene = layBare(spec as ChartSpec, measure)
    if (!scene) return undefined
    const drawing = svgOf(scene, { alt, id })
    for (const ink of drawing.inks) inks.add(ink)
    return drawing.markup
  }
  const wide = one(image.spec, image.alt, `${image.name}-wide`)
  const { phone } = image
  return wide === undefined
    ? undefined
    : { wide, phone: phone && one(phone.spec, phone.alt, `${image.name}-phone`) }
}

function revisionOf({ revision, words }: Story): string {
  return revision === 1 ? words.say('site:revision.first') : words.say('site:revision.later', { revision })
}

/** Claims of a section that are read at once; the others are folded. */
const OPEN_CLAIMS = 2

function sectionOf(part: StoryPart, story: Story, place: Place, draw: Draw): Markup {
  const { words } = story
  const [open, folded] = [part.claims.slice(0, OPEN_CLAIMS), part.claims.slice(OPEN_CLAIMS)]
  return html`<section class="part" id="${part.name}">
${kickerOf(part, story, place)}
<h2>${unbroken(part.finding)}</h2>
${open.map((claim) => claimOf(claim, story))}
${
  folded.length === 0
    ? ''
    : html`<details class="more"><summary>${words.say('site:more', { count: folded.length })}</summary>${folded.map((claim) => claimOf(claim, story))}</details>`
}
${part.chart ? figureOf(part.chart, story, place, draw, part) : ''}
</section>`
}

/** What the section is about; on the site the way to its topic through the editions. */
function kickerOf(
  { name, kicker, finding }: StoryPart,
  { words, locale }: Story,
  { hasTopics }: Place,
): Markup | '' {
  if (hasTopics)
    return html`<p class="kicker${kicker === finding ? ' onward' : ''}"><a href="${topicPath(locale, name)}">${kicker === finding ? words.say('site:topics.through', { topic: finding }) : kicker}</a></p>`
  return kicker === finding ? '' : html`<p class="kicker">${kicker}</p>`
}

function claimOf({ text, evidence }: Claim, { words }: Story): Markup {
  return html`<p class="claim">${unbroken(text)}</p>${
    evidence.length === 0
      ? ''
      : html`<details class="evidence"><summary>${words.say('site:evidence')}</summary><ul class="facts">${evidence.map((line) => html`<li>${line}</li>`)}</ul></details>`
  }`
}

/** What is measured above the drawing, its sources and files below it; a title only where the section's finding is another. */
function figureOf(
  image: Image,
  story: Story,
  { base, hasEmbed }: Place,
  draw: Draw,
  part?: StoryPart,
): Markup | '' {
  const drawing = draw(image)
  if (!drawing) return ''
  const { words, locale } = story
  const { heading, body } = image.spec as ChartSpec
  const measured = body.type === 'front' ? body.hero?.caption : heading.subtitle
  const title = part === undefined || heading.title === part.finding ? undefined : heading.title
  const link = (address: string, key: 'link' | 'csv' | 'svg' | 'embed') =>
    html`<a href="${address}"${key === 'link' ? raw(' class="permalink"') : ''}>${words.say(`site:chart.${key}`)}</a> `
  const layoutOf = (layout: Layout, spec: unknown, markup: string) =>
    html`<div class="${layout}"><div class="drawing">${raw(markup)}</div>${rangeButtons(spec as ChartSpec, words)}</div>`
  const file = (ending: 'csv' | 'svg') => link(`${base}/${image.name}.${ending}`, ending)
  return html`<figure class="${part === undefined ? 'hero' : 'chart'}"${part === undefined ? raw(` id="${image.name}"`) : ''} data-chart="${base}/${image.name}.json" data-hint="${words.say('site:chart.hint')}">
${title === undefined ? '' : html`<p class="title">${title}</p>`}${measured ? html`<p class="measured">${measured}</p>` : ''}
${layoutOf('wide', image.spec, drawing.wide)}${drawing.phone === undefined ? '' : layoutOf('phone', image.phone?.spec, drawing.phone)}
<figcaption>${part === undefined ? '' : html`<p class="source">${heading.source}</p>`}<p class="files">${copyButton(words, `#${image.name}`)}${link(`#${image.name}`, 'link')}<a href="${base}/${image.name}.png" download="${story.edition}-${image.name}.png">${words.say('site:share.save')}</a> ${file('csv')}${file('svg')}${hasEmbed ? link(embedPath(locale, story, image.name), 'embed') : ''}</p></figcaption>
</figure>`
}

/** Ways to pass the edition on: the picture as a file, two networks' own pages and a frame's code, and what scripts add. */
function shareOf(story: Story, { base, hasEmbed }: Place, home: string): Markup | '' {
  const { words, headline, sheet } = story
  if (!sheet) return ''
  const save = html`<a href="${base}/sheet.png" download="${story.edition}.png">${words.say('site:share.save')}</a>`
  if (home === '') return html`<div class="share">${copyButton(words)}${save}${shareButton(words)}</div>`
  const address = encodeURIComponent(`${home}${base}`)
  const text = encodeURIComponent(headline)
  const code = hasEmbed ? frameOf(sheet, story, home) : undefined
  const embed =
    code === undefined
      ? ''
      : html`<details class="code"><summary>${words.say('site:chart.embed')}</summary><p><code>${code}</code>${copyCode(words)}</p></details>`
  return html`<div class="share">${copyButton(words)}${save} <a rel="noopener" href="https://t.me/share/url?url=${address}&amp;text=${text}">Telegram</a> <a rel="noopener" href="https://x.com/intent/post?url=${address}&amp;text=${text}">X</a>${shareButton(words)}${embed}</div>`
}

function proseOf(kind: 'then' | 'earlier' | 'view', lines: readonly string[], { words }: Story): Markup | '' {
  if (lines.length === 0) return ''
  return html`<section class="part"><h2>${words.say(`site:${kind}`)}</h2>${lines.map((line) => html`<p>${unbroken(line)}</p>`)}</section>`
}

/** The editors' own words: nothing in them is a figure of the edition. */
function noteOf({ note, words }: Story): Markup | '' {
  if (note === undefined) return ''
  return html`<section class="part"><h2>${words.say('headings.note')}</h2>${note
    .split('\n')
    .map((line) => html`<p>${spansOf(line).map(spanOf)}</p>`)}</section>`
}

function spanOf({ text, bold, italic, url }: Span): Markup {
  const slanted = italic ? html`<em>${text}</em>` : html`${text}`
  const strong = bold ? html`<strong>${slanted}</strong>` : slanted
  return url === undefined ? strong : html`<a rel="noopener nofollow" href="${url}">${strong}</a>`
}

function listOf(kind: 'week' | 'watch', items: readonly string[], { words }: Story): Markup | '' {
  if (items.length === 0) return ''
  const item = kind === 'week' ? dayOf : (text: string) => html`<li>${text}</li>`
  return html`<section class="${kind}" id="${kind}"><h2>${words.say(`site:${kind}`)}</h2><ul>${items.map(item)}</ul></section>`
}

/** A line of the timeline: its day stands out from what happened on it. */
function dayOf(line: string): Markup {
  const [, day, gap, rest] = /^(.+?)(: |　)(.*)$/su.exec(line) ?? []
  return day === undefined
    ? html`<li>${line}</li>`
    : html`<li><b>${day}<span class="unseen">${gap}</span></b><span class="happened">${rest}</span></li>`
}

function figuresOf({ rows, words }: Story): Markup | '' {
  if (rows.length === 0) return ''
  const say = (key: 'figure' | 'value' | 'change' | 'asOf' | 'kicker' | 'title') =>
    words.say(`site:figures.${key}`)
  const head = (key: Parameters<typeof say>[0]) => html`<th scope="col">${say(key)}</th>`
  return html`<section class="part" id="figures"><p class="kicker">${say('kicker')}</p><h2>${say('title')}</h2>
<table><thead><tr>${head('figure')}${head('value')}${head('change')}${head('asOf')}</tr></thead>
<tbody>${rows.map(
    ({ name, value, change, asOf, sources, coverage, stale }) =>
      html`<tr><th scope="row">${name}</th><td><b>${value.text}</b></td><td>${changeOf(stale ?? change?.text)}</td><td>${asOf}<span class="from">${sources}</span>${coverage === undefined ? '' : html`<span class="from">${coverage}</span>`}</td></tr>`,
  )}</tbody></table></section>`
}

/** In the colour of its sign, which it bears itself. */
function changeOf(text: string | undefined): Markup {
  if (text === undefined) return html`–`
  const sign = text.startsWith('+') ? 'up' : text.startsWith('−') ? 'down' : undefined
  return sign === undefined ? html`${text}` : html`<b class="${sign}">${text}</b>`
}

function leftOutOf({ leftOut, words }: Story): Markup | '' {
  if (leftOut.length === 0) return ''
  return html`<section class="note"><h2>${words.say('site:leftOut')}</h2>${leftOut.map((line) => html`<p>${line}</p>`)}</section>`
}

/** Each revision with its day and what it changed; all but the one that is read are links. */
function correctionsOf({ words, locale, edition, revision: own }: Story, { revisions }: Beside): Markup {
  const { say } = words
  const nameOf = ({ revision, publishedAt }: Revision) =>
    say('site:corrections.published', { revision, date: publishedAt })
  const addressOf = ({ revision }: Revision) =>
    revision === revisions.length
      ? editionPath(locale, { edition })
      : revisionPath(locale, { edition, revision })
  const log = revisions.map(
    (one) =>
      html`<li>${one.revision === own ? html`<b>${nameOf(one)}</b>` : html`<a href="${addressOf(one)}">${nameOf(one)}</a>`} ${one.change ?? say('site:corrections.first')}</li>`,
  )
  return html`<section class="note" id="corrections"><h2>${say('site:corrections.title')}</h2>
${revisions.length < 2 ? html`<p>${say('site:corrections.none')}</p>` : html`<ul class="log">${log}</ul>`}</section>`
}

/** In UTC, which scripts turn into the reader's own zone. */
function publishedOf({ words, revision }: Story, { revisions }: Beside): Markup | '' {
  const at = revisions.find((one) => one.revision === revision)?.publishedAt
  if (at === undefined) return ''
  const { tag, month } = words.grammar.browser
  const printed = formatDateTime(at, { locale: words.locale, zone: 'UTC', clock: 'UTC', reference: 0 })
  return html`<p>${words.say('site:published')}${words.grammar.gap}<time datetime="${isoOf(at)}" data-print="${tag} ${month}">${printed}</time></p>`
}

function turnOf(
  kind: 'previous' | 'next',
  edition: string | undefined,
  { words, locale }: Story,
): Markup | '' {
  if (edition === undefined) return ''
  const rel = kind === 'next' ? 'next' : 'prev'
  const date = formatFullDate(startOfDay(edition), words)
  return html`<a class="${kind}" rel="${rel}" href="${editionPath(locale, { edition })}"><span>${kind === 'previous' ? '← ' : ''}${words.say(`site:${kind}`)}${kind === 'next' ? ' →' : ''}</span>${date}</a>`
}

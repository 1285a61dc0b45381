/** One chart in a frame on another site: the picture, and the way home. */
import { html, raw } from 'hono/html'
import type { Image } from '#src/chat/message.ts'
import type { Scene } from '#src/charts/scene.ts'
import type { ChartSpec } from '#src/charts/spec.ts'
import { svgOf } from '#src/charts/svg.ts'
import { LOCALES } from '#src/i18n/locale.ts'
import { editionPath, embedPath, listPath, oembedPath } from '../addresses.ts'
import type { Oembed } from '../oembed.ts'
import type { Story } from '../story.ts'
import type { Page } from './frame.ts'

/** A page without masthead; the picture follows the width of its frame, `phone` where that is narrow. */
export function embedOf(image: Image, scene: Scene, story: Story, home: string, phone?: Scene): Page {
  const { words, locale } = story
  const wide = svgOf(scene, { alt: image.alt, id: 'chart' })
  const narrow = image.phone && phone && svgOf(phone, { alt: image.phone.alt, id: 'chart-phone' })
  const address = `${home}${editionPath(locale, story)}#${image.name}`
  const spec = image.spec as ChartSpec
  const title = spec.heading.title
  const credits = story.parts.find(({ name }) => name === image.name)?.credits ?? story.credits
  return {
    words,
    home,
    path: embedPath(locale, story, image.name),
    paths: Object.fromEntries(LOCALES.map((one) => [one, embedPath(one, story, image.name)])),
    title,
    description: image.alt,
    picture: { path: `${editionPath(locale, story)}/${image.name}.png`, alt: image.alt },
    inks: [...new Set([...wide.inks, ...(narrow?.inks ?? [])])],
    oembed: oembedPath(locale, story, image.name),
    isSimulated: story.isSimulated,
    isEmbedded: true,
    body: html`<h1 class="unseen">${title}</h1><figure class="embedded" data-chart="${editionPath(locale, story)}/${image.name}.json" data-hint="${words.say('site:chart.hint')}" data-whole><div class="wide"><div class="drawing">${raw(wide.markup)}</div></div>${narrow ? html`<div class="phone"><div class="drawing">${raw(narrow.markup)}</div></div>` : ''}<figcaption><a href="${address}" target="_blank" rel="noopener">${home === '' ? `${words.say('charts:brand')} ${story.number}` : address.replace(/^https?:\/\//u, '')}</a>${credits === '' ? '' : html` <small>${credits}</small>`}</figcaption></figure>`,
  }
}

/** Pixels of a frame that shows a whole chart. */
const FRAME = { width: 760, height: 470 }

/** The code that puts a chart into a page elsewhere. */
export function frameOf(image: Image, story: Story, home: string): string {
  const { title } = (image.spec as ChartSpec).heading
  return frame({ home, path: embedPath(story.words.locale, story, image.name), title })
}

function frame({ home, path, title }: Pick<Page, 'home' | 'path' | 'title'>): string {
  const { width, height } = FRAME
  return String(
    html`<iframe src="${home}${path}" title="${title}" width="${width}" height="${height}" style="border:0;max-width:100%" loading="lazy"></iframe>`,
  )
}

/** oEmbed 1.0, type `rich`: what a site that is given the address of a chart puts into its page. */
export function oembedOf({ words, home, path, title, picture }: Page): string {
  const { width, height } = FRAME
  const answer: Oembed = {
    version: '1.0',
    type: 'rich',
    title,
    provider_name: words.say('charts:brand'),
    provider_url: `${home}${listPath(words.locale)}`,
    width,
    height,
    html: frame({ home, path, title }),
    ...(picture && {
      thumbnail_url: `${home}${picture.path}`,
      thumbnail_width: 1200,
      thumbnail_height: 675,
    }),
  }
  return `${JSON.stringify(answer, null, 2)}\n`
}

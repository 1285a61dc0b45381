/** One chart in a frame on another site: the picture, and the way home. */
import { html, raw } from 'hono/html'
import type { Image } from '#src/chat/message.ts'
import { layOut } from '#src/charts/layout/layout.ts'
import type { Measure } from '#src/charts/scene.ts'
import type { ChartSpec } from '#src/charts/spec.ts'
import { svgOf } from '#src/charts/svg.ts'
import { LOCALES } from '#src/i18n/locale.ts'
import { editionPath, embedPath } from '../addresses.ts'
import type { Story } from '../story.ts'
import type { Page } from './frame.ts'

/** A page without masthead; the picture follows the width of its frame. */
export function embedOf(
  image: Image,
  story: Story,
  { home, measure }: { readonly home: string; readonly measure: Measure },
): Page {
  const { words, locale } = story
  const drawing = svgOf(layOut(image.spec as ChartSpec, measure), { alt: image.alt, id: 'chart' })
  const spec = image.spec as ChartSpec
  const title = spec.heading.title
  return {
    words,
    home,
    path: embedPath(locale, story, image.name),
    paths: Object.fromEntries(LOCALES.map((one) => [one, embedPath(one, story, image.name)])),
    title,
    description: image.alt,
    picture: { path: `${editionPath(locale, story)}/${image.name}.png`, alt: image.alt },
    inks: drawing.inks,
    isEmbedded: true,
    body: html`<h1 class="unseen">${title}</h1><figure class="embedded">${raw(drawing.markup)}<figcaption><a href="${home}${editionPath(locale, story)}#${image.name}" target="_blank" rel="noopener">${words.say('charts:brand')} ${story.number}</a></figcaption></figure>`,
  }
}

/** An answer as the page itself shows it. */
import type { Block, Fact, Fields, Table } from '#src/chat/message.ts'
import { stretchesOf } from '#src/chat/strong.ts'
import type { PageImage, PageMessage } from '#src/platforms/preview/protocol.ts'
import { controlsOf } from './controls.ts'
import { h, ICONS, icon } from './dom.ts'
import type { Say } from './words.ts'

/** What an answer's parts can do. */
export interface AnswerParts {
  readonly say: Say
  readonly onClick: (payload: string) => void
  readonly onOpen: (image: PageImage) => void
}

export function answerOf(message: PageMessage, parts: AnswerParts): HTMLElement {
  const { say, onClick } = parts
  const placed = new Set<string>()
  const pictureAt = (name: string | undefined): HTMLElement[] => {
    const image = message.images.find((one) => one.name === name)
    if (!image || placed.has(image.name)) return []
    placed.add(image.name)
    return [pictureOf(image, parts)]
  }
  const blocks = message.blocks.flatMap((block) => [
    blockOf(block),
    ...('image' in block ? pictureAt(block.image) : []),
  ])
  const hidden = message.hidesTitle === true && message.images.length > 0
  const rest = message.images.flatMap((image) => pictureAt(image.name))
  return h(
    'div',
    { class: 'sheet' },
    h(
      'header',
      { class: hidden && !message.subtitle ? 'unseen' : 'sheet-head' },
      h('h2', hidden ? { class: 'unseen' } : {}, message.title),
      message.subtitle && h('p', { class: 'subtitle' }, message.subtitle),
    ),
    message.picturesFirst ? [...rest, ...blocks] : [...blocks, ...rest],
    filesOf(message, say),
    message.footer.length > 0 &&
      h(
        'footer',
        { class: 'sheet-foot' },
        message.footer.map((line) => h('p', {}, line)),
      ),
    controlsOf(message.actions, { label: say('answer.next'), onClick }),
  )
}

/** A page so narrow that the picture for phones is easier to read. */
export const NARROW = '(max-width: 600px)'

/** A chart as a button that opens it large; its size is known, so that nothing jumps when it has come. */
export function pictureOf(image: PageImage, { say, onOpen }: AnswerParts): HTMLElement {
  const { width, height } = image.size
  const { phone } = image
  const alt = phone && matchMedia(NARROW).matches ? phone.alt : image.alt
  const picture = h(
    'picture',
    {},
    phone &&
      h('source', {
        media: NARROW,
        srcset: `${phone.address}.png`,
        width: phone.size.width,
        height: phone.size.height,
      }),
    h('img', { src: `${image.address}.png`, alt, width, height, decoding: 'async' }),
  )
  const button = h(
    'button',
    { type: 'button', class: 'picture', title: say('answer.enlarge'), onclick: () => onOpen(image) },
    picture,
    h('span', { class: 'picture-open', 'aria-hidden': 'true' }, icon(ICONS.large)),
  )
  // The image's error does not rise to the element around it, but it is captured on its way down.
  const lost = () =>
    button.replaceWith(h('p', { class: 'picture-lost' }, `${say('answer.pictureLost')} ${alt}`))
  picture.addEventListener('error', lost, { capture: true })
  return button
}

/** Files beside the message, each saved by a click. */
export function filesOf(message: PageMessage, say: Say): HTMLElement | undefined {
  if (message.files.length === 0) return undefined
  return h(
    'p',
    { class: 'files' },
    message.files.map(({ name, mediaType, text }) => {
      const address = URL.createObjectURL(new Blob([text], { type: mediaType }))
      return h(
        'a',
        { class: 'file', href: address, download: name, 'aria-label': say('answer.save', { name }) },
        icon(ICONS.file),
        name,
      )
    }),
  )
}

function blockOf(block: Block): HTMLElement {
  const heading = block.heading ? h('h3', {}, block.heading) : undefined
  switch (block.kind) {
    case 'paragraph':
      return h('section', { class: 'block' }, heading, ...paragraphs(block.text))
    case 'bullets':
      return h(
        'section',
        { class: 'block' },
        heading,
        h(
          'ul',
          {},
          block.items.map((item) => h('li', {}, item)),
        ),
      )
    case 'facts':
      return h('section', { class: 'block facts' }, heading, block.items.map(factOf))
    case 'quote':
      return h(
        'details',
        { class: 'block quote' },
        h('summary', {}, block.heading ?? '…'),
        ...paragraphs(block.text),
      )
    case 'fields':
      return h('section', { class: 'block' }, heading, fieldsOf(block))
    case 'table':
      return h('section', { class: 'block' }, heading, tableOf(block))
  }
}

function factOf({ text, strong = [] }: Fact): HTMLElement {
  return h(
    'p',
    {},
    stretchesOf(text, strong).map((one) => (one.strong ? h('strong', {}, one.text) : one.text)),
  )
}

function paragraphs(text: string): HTMLElement[] {
  return text.split('\n').map((line) => h('p', {}, line))
}

function fieldsOf({ items }: Fields): HTMLElement {
  return h(
    'dl',
    { class: 'fields' },
    items.map(({ name, value }) => h('div', { class: 'field' }, h('dt', {}, name), h('dd', {}, value))),
  )
}

export function tableOf({
  columns,
  rows,
  heading,
}: Pick<Table, 'columns' | 'rows' | 'heading'>): HTMLElement {
  return h(
    'div',
    // Scrolls by itself where it is too wide; reached by the keyboard too.
    { class: 'table', tabindex: 0, role: 'region', 'aria-label': heading ?? columns[0]?.title ?? '' },
    h(
      'table',
      {},
      h(
        'thead',
        {},
        h(
          'tr',
          {},
          columns.map(({ title, align }) => h('th', { scope: 'col', class: align }, title)),
        ),
      ),
      h(
        'tbody',
        {},
        rows.map((row) =>
          h(
            'tr',
            {},
            row.map((cell, index) => h('td', { class: columns[index]?.align ?? 'left' }, cell)),
          ),
        ),
      ),
    ),
  )
}

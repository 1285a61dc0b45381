/** An answer as the page itself shows it. */
import type { Block, Fact, Fields, Table } from '#src/chat/message.ts'
import { stretchesOf } from '#src/chat/strong.ts'
import { spansOf } from '#src/chat/styled.ts'
import type { PageImage, PageMessage } from '#src/platforms/preview/protocol.ts'
import { controlsOf } from './controls.ts'
import { h, ICONS, icon } from './dom.ts'
import type { Say } from './words.ts'

/** What an answer's parts can do. */
export interface AnswerParts {
  readonly say: Say
  readonly onClick: (payload: string) => void
  readonly onOpen: (image: PageImage) => void
  /** Asks what a command that stands in the text asks. */
  readonly onCommand: (text: string) => void
}

export function answerOf(message: PageMessage, parts: AnswerParts): HTMLElement {
  const { say, onClick, onCommand } = parts
  const write: Write = (text) => withCommands(text, message.commands ?? [], onCommand)
  const placed = new Set<string>()
  const pictureAt = (name: string | undefined): HTMLElement[] => {
    const image = message.images.find((one) => one.name === name)
    if (!image || placed.has(image.name)) return []
    placed.add(image.name)
    return [pictureOf(image, parts)]
  }
  const blocks = message.blocks.flatMap((block) => [
    blockOf(block, write),
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

/** Where the chat is so narrow that the picture for phones is easier to read: on phones, and beside the edition. */
export const NARROW = '(max-width: 600px), (min-width: 1200px)'

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
    {
      type: 'button',
      class: 'picture',
      title: say('answer.enlarge'),
      'aria-label': alt,
      onclick: () => onOpen(image),
    },
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

/** A text as it stands in an answer. */
type Write = (text: string) => readonly (Node | string)[]

/** The commands that a text names, as buttons which ask them. */
function withCommands(
  text: string,
  commands: readonly string[],
  onCommand: (text: string) => void,
): readonly (Node | string)[] {
  if (commands.length === 0) return [text]
  // The longest first: `/schedules` is no `/schedule`.
  const names = commands.toSorted((a, b) => b.length - a.length).map((one) => RegExp.escape(one))
  return text
    .split(new RegExp(`(${names.join('|')})(?![\\w-])`, 'u'))
    .map((part) =>
      commands.includes(part)
        ? h('button', { type: 'button', class: 'command', onclick: () => onCommand(part) }, part)
        : part,
    )
}

function blockOf(block: Block, write: Write): HTMLElement {
  const heading = block.heading ? h('h3', {}, block.heading) : undefined
  switch (block.kind) {
    case 'paragraph':
      return h(
        'section',
        { class: 'block' },
        heading,
        ...(block.styled ? styled(block.text) : paragraphs(block.text, write)),
      )
    case 'bullets':
      return h(
        'section',
        { class: 'block' },
        heading,
        h(
          'ul',
          {},
          block.items.map((item) => h('li', {}, write(item))),
        ),
      )
    case 'facts':
      return h('section', { class: 'block facts' }, heading, block.items.map(factOf))
    case 'quote':
      return h(
        'details',
        { class: 'block quote' },
        h('summary', {}, block.heading ?? '…'),
        ...paragraphs(block.text, write),
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

function paragraphs(text: string, write: Write): HTMLElement[] {
  return text.split('\n').map((line) => h('p', {}, write(line)))
}

/** What people wrote, with their marks. */
function styled(text: string): HTMLElement[] {
  return text.split('\n').map((line) =>
    h(
      'p',
      {},
      spansOf(line).map(({ text: words, bold, italic, url }) => {
        const slanted = italic ? h('em', {}, words) : words
        const strong = bold ? h('strong', {}, slanted) : slanted
        return url === undefined ? strong : h('a', { href: url, rel: 'noopener' }, strong)
      }),
    ),
  )
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

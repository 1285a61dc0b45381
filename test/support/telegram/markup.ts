/** Telegram's HTML as the server parses it: the text that is shown, or why it cannot be parsed. */
import { Refusal } from './refusal.ts'

/** Tags that formatted text may have. */
const TEXT_TAGS = 'b strong i em u ins s strike del span tg-spoiler a tg-emoji tg-time code pre blockquote'

/** Further tags of rich messages. */
const RICH_TAGS =
  'h1 h2 h3 h4 h5 h6 p br hr ul ol li table caption thead tbody tfoot tr th td details summary figure figcaption img video audio ' +
  'mark sub sup cite aside footer section tg-collage tg-slideshow tg-math tg-math-block tg-reference tg-thinking tg-map input'

const VOID: ReadonlySet<string> = new Set(['br', 'hr', 'img', 'input', 'tg-map'])

export interface Parsed {
  readonly text: string
  readonly entities: number
  /** How often each tag stands there. */
  readonly tags: ReadonlyMap<string, number>
}

/** Throws the refusal that Telegram gives where it cannot parse a text. */
export function parseHtml(html: string, rich = false): Parsed {
  const allowed = new Set(`${TEXT_TAGS} ${rich ? RICH_TAGS : ''}`.split(' '))
  const open: string[] = []
  const tags = new Map<string, number>()
  let text = ''
  let entities = 0
  const fail = (what: string, at: number): never => {
    const offset = Buffer.byteLength(html.slice(0, at))
    throw new Refusal(400, `Bad Request: can't parse entities: ${what} at byte offset ${offset}`)
  }
  for (let at = 0; at < html.length; ) {
    if (html[at] === '<') {
      const [tag, end, name = ''] =
        /^<(\/?)([a-zA-Z][a-zA-Z0-9-]*)(?:\s+[a-zA-Z-]+(?:="[^"<>]*")?)*\s*\/?>/.exec(html.slice(at)) ??
        fail('Unsupported start tag ""', at)
      if (!allowed.has(name)) fail(`Unsupported start tag "${name}"`, at)
      if (end === '/') {
        const last = open.pop()
        if (last !== name) fail(`Unmatched end tag, expected "</${last ?? ''}>", found "</${name}>"`, at)
      } else {
        if (!VOID.has(name)) open.push(name)
        tags.set(name, (tags.get(name) ?? 0) + 1)
        entities++
      }
      if (name === 'br') text += '\n'
      at += tag.length
    } else if (html[at] === '&') {
      const [whole, name = ''] = /^&(#\d+|#x[0-9a-f]+|[a-z]+);/i.exec(html.slice(at)) ?? ['&', '']
      text += ENTITIES[name] ?? (name.startsWith('#') ? character(name) : whole)
      at += whole.length
    } else text += html[at++]
  }
  if (open.length > 0) fail(`Can't find end tag corresponding to start tag "${open.at(-1)}"`, html.length)
  return { text, entities, tags }
}

const ENTITIES: Readonly<Record<string, string>> = { lt: '<', gt: '>', amp: '&', quot: '"' }

function character(name: string): string {
  return String.fromCodePoint(name[1] === 'x' ? Number.parseInt(name.slice(2), 16) : Number(name.slice(1)))
}

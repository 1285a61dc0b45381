/** Stanzas on pages: each message that a platform takes is a page, and says itself what still fits on it. */
import { splitText } from './split.ts'
import type { FactLine, Passage, Prose, Stanza } from './stanzas.ts'

/**
 * Lays stanzas out in order. A stanza that fits on a page of its own stays whole; a longer one is parted between its
 * passages, and those between rows or sentences. A heading never ends a page, and its picture ends the stanza.
 *
 * `fits` says whether a page of these stanzas is within every limit; it must hold for every beginning of such a page.
 * Throws RangeError where a page cannot hold a single character or picture.
 */
export function layOut(stanzas: readonly Stanza[], fits: (page: readonly Stanza[]) => boolean): Stanza[][] {
  const pages: Stanza[][] = []
  let page: Stanza[] = []
  const endPage = () => {
    if (page.length > 0) pages.push(page)
    page = []
  }
  for (const stanza of stanzas) {
    let rest: Stanza | undefined = stanza
    while (rest) {
      if (fits([...page, rest])) {
        page.push(rest)
        rest = undefined
      } else if (!isTitleAlone(page) && fits([rest])) {
        endPage()
      } else {
        const here = page
        const [head, tail] = partStanza(rest, (part) => fits([...here, part]))
        if (head) page.push(head)
        else if (page.length === 0)
          throw new RangeError('a page must hold at least one character and one picture')
        endPage()
        rest = tail
      }
    }
  }
  endPage()
  return pages
}

/** A page must not end after the title: what follows it is parted instead. */
function isTitleAlone(page: readonly Stanza[]): boolean {
  return (
    page.length === 1 &&
    page[0]?.passages.every(({ style }) => style === 'title' || style === 'subtitle') === true
  )
}

/** The longest beginning of a stanza that fits, and the rest with the picture. */
function partStanza(
  { passages, image }: Stanza,
  fits: (stanza: Stanza) => boolean,
): readonly [head: Stanza | undefined, tail: Stanza] {
  const taken: Passage[] = []
  const left = [...passages]
  for (let next = left.shift(); next; next = left.shift()) {
    if (fits({ passages: [...taken, next] })) {
      taken.push(next)
      continue
    }
    // Whole passages are left whole, if this page has got one already.
    const begun = taken.some(({ style }) => style !== 'heading')
    const [head, tail] = begun
      ? [undefined, next]
      : partPassage(next, (part) => fits({ passages: [...taken, part] }))
    if (head) taken.push(head)
    left.unshift(tail)
    break
  }
  const heading = taken.at(-1)
  if (heading?.style === 'heading' && left.length > 0) {
    left.unshift(heading)
    taken.pop()
  }
  const tail = { passages: left, ...(image && { image }) }
  return [taken.length > 0 ? { passages: taken } : undefined, tail]
}

function partPassage(
  passage: Passage,
  fits: (passage: Passage) => boolean,
): readonly [head: Passage | undefined, tail: Passage] {
  if (passage.style === 'grid') {
    const { head, rows } = passage
    let count = rows.length
    while (count > 0 && !fits({ style: 'grid', head, rows: rows.slice(0, count) })) count--
    if (count > 0)
      return [
        { ...passage, rows: rows.slice(0, count) },
        { ...passage, rows: rows.slice(count) },
      ]
    // Not even one row under its head: the lines as text.
    return partPassage({ style: 'text', text: [head, ...rows].join('\n') }, fits)
  }
  if ('name' in passage) {
    const { style, name, value } = passage
    const { head, rest } = splitText(value, (part) => fits({ style, name, value: part }))
    if (head !== '')
      return [
        { style, name, value: head },
        { style: 'text', text: rest },
      ]
    return partPassage({ style: 'text', text: `${name}\n${value}` }, fits)
  }
  const { head, rest } = splitText(passage.text, (text) => fits({ ...passage, text }))
  if (head === '') return [undefined, passage]
  return [
    { ...passage, text: head },
    { style: continued(passage.style), text: rest },
  ]
}

/** What goes on on the next page is no second title, heading or bullet. */
function continued(style: (Prose | FactLine)['style']): Prose['style'] {
  return style === 'small' || style === 'quote' || style === 'styled' ? style : 'text'
}

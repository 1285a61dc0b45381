/** Building the page's elements: text goes in as text, never as markup. */

type Child = Node | string | false | undefined

interface Attributes {
  readonly [name: string]: string | number | boolean | undefined | ((event: never) => void)
}

/** An element; attributes that start with `on` are listeners, `true` is an attribute without a value. */
export function h<Tag extends keyof HTMLElementTagNameMap>(
  tag: Tag,
  attributes: Attributes = {},
  ...children: readonly (Child | readonly Child[])[]
): HTMLElementTagNameMap[Tag] {
  const element = document.createElement(tag)
  for (const [name, value] of Object.entries(attributes)) {
    if (value === undefined || value === false) continue
    if (typeof value === 'function') element.addEventListener(name.slice(2), value as EventListener)
    else element.setAttribute(name, value === true ? '' : String(value))
  }
  element.append(...(children.flat() as Child[]).filter((child) => child !== undefined && child !== false))
  return element
}

/** A small line drawing, 24 units square, that means nothing to those who listen. */
export function icon(path: string): SVGElement {
  const namespace = 'http://www.w3.org/2000/svg'
  const svg = document.createElementNS(namespace, 'svg')
  svg.setAttribute('viewBox', '0 0 24 24')
  svg.setAttribute('aria-hidden', 'true')
  svg.classList.add('icon')
  const line = document.createElementNS(namespace, 'path')
  line.setAttribute('d', path)
  svg.append(line)
  return svg
}

export const ICONS = {
  menu: 'M4 7h16M4 12h16M4 17h16',
  close: 'M6 6l12 12M18 6L6 18',
  send: 'M5 12h13M12 5l7 7-7 7',
  paper: 'M5 4h14v16H5zM8 8h8M8 12h8M8 16h5',
  large: 'M9 4H4v5M15 20h5v-5M4 4l6 6M20 20l-6-6',
  lock: 'M6 11h12v9H6zM8.5 11V8a3.5 3.5 0 017 0v3',
  file: 'M7 3h7l4 4v14H7zM14 3v5h4',
} as const

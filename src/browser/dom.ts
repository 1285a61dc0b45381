/** Building a page's elements: text goes in as text, never as markup. */

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

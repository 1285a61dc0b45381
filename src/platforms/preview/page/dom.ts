/** Elements of the page, and its small drawings. */
export { h } from '#src/browser/dom.ts'

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

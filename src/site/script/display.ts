/** The form at the foot of a page by which readers choose its look. */
import { COLORS, THEMES } from '../looks.ts'
import { applyLook, keepLook, keptLook } from './look.ts'

export function startDisplay(): void {
  const form = document.querySelector<HTMLFormElement>('form.display')
  if (!form) return
  choose(form, 'theme', keptLook().theme)
  choose(form, 'colors', keptLook().colors)
  form.addEventListener('change', () => {
    const chosen = new FormData(form)
    const look = {
      theme: THEMES.find((one) => one === chosen.get('theme')) ?? 'auto',
      colors: COLORS.find((one) => one === chosen.get('colors')) ?? 'standard',
    }
    keepLook(look)
    applyLook(look)
  })
}

function choose(form: HTMLFormElement, name: string, value: string): void {
  const field = form.elements.namedItem(name)
  if (field instanceof RadioNodeList) field.value = value
}

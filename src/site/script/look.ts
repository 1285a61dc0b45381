/** How a reader wants the pages: theme and colours of rise and fall, kept in the browser and nowhere else. */
import { COLORS, type Look, THEMES } from '../looks.ts'

const KEY = 'kawaraban.look'

/** What was chosen before; what cannot be read counts as not chosen. */
export function keptLook(): Look {
  try {
    const { theme, colors } = JSON.parse(localStorage.getItem(KEY) ?? '{}') as Record<string, unknown>
    return {
      theme: THEMES.find((one) => one === theme) ?? 'auto',
      colors: COLORS.find((one) => one === colors) ?? 'standard',
    }
  } catch {
    return { theme: 'auto', colors: 'standard' }
  }
}

export function keepLook(look: Look): void {
  try {
    localStorage.setItem(KEY, JSON.stringify(look))
  } catch {
    // A browser that keeps nothing: the choice lasts as long as the page.
  }
}

/** The attributes of the root that the style sheet goes by. */
export function applyLook({ theme, colors }: Look): void {
  const { dataset } = document.documentElement
  if (theme === 'auto') delete dataset.theme
  else dataset.theme = theme
  if (colors === 'standard') delete dataset.colors
  else dataset.colors = colors
}

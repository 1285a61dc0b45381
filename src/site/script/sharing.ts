/** Copying links and code, and the system's own sheet for passing a page on. */
import { h } from '#src/browser/dom.ts'

/** Milliseconds for which a button says what it has done. */
const SAID = 2500

export function startSharing(): void {
  // Hears what buttons say after they were pressed.
  const status = h('p', { class: 'unseen', role: 'status' })
  document.body.append(status)
  for (const button of document.querySelectorAll<HTMLButtonElement>('button[data-copy]')) {
    button.addEventListener('click', () => {
      navigator.clipboard.writeText(copiedBy(button)).then(
        () => say(button, button.dataset.done ?? '', status),
        () => say(button, button.dataset.failed ?? '', status),
      )
    })
  }
  for (const button of document.querySelectorAll<HTMLButtonElement>('button[data-share]')) {
    button.addEventListener('click', () => {
      // Closing the sheet rejects, and is no fault.
      navigator.share({ title: document.title, url: addressOf('') }).catch(() => {})
    })
  }
}

/** The code that stands beside the button, or the address of the page and the fragment that the button names. */
function copiedBy(button: HTMLButtonElement): string {
  const { copy = '', code } = button.dataset
  if (code === undefined) return addressOf(copy)
  return button.parentElement?.querySelector('code')?.textContent ?? ''
}

/** The page's own address, however it was reached. */
function addressOf(fragment: string): string {
  const canonical = document.querySelector<HTMLLinkElement>('link[rel="canonical"]')
  return new URL(fragment, canonical?.href ?? location.href).href
}

function say(button: HTMLButtonElement, done: string, status: HTMLElement): void {
  const label = button.dataset.label ?? button.textContent ?? ''
  button.dataset.label = label
  button.textContent = done
  status.textContent = done
  setTimeout(() => {
    button.textContent = label
    status.textContent = ''
  }, SAID)
}

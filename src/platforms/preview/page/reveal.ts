/** Bringing a message into sight: in the chat's own scroll where it stands beside the edition, else in the page's. */

/** A long one from its beginning, with the question that it answers; a short one so that it stands at the end. */
export function reveal(thread: HTMLElement, message: HTMLElement): void {
  const before = message.previousElementSibling
  const own = {
    top: (before?.matches('.own') ? before : message).getBoundingClientRect().top,
    bottom: message.getBoundingClientRect().bottom,
  }
  const view = viewOf(thread)
  const isLong = own.bottom - own.top > view.bottom - view.top - 2 * GAP
  scrollThread(thread, isLong ? own.top - view.top - GAP : Math.max(0, own.bottom - view.bottom + GAP))
}

/** With its beginning at the top. */
export function revealStart(thread: HTMLElement, message: HTMLElement): void {
  scrollThread(thread, message.getBoundingClientRect().top - viewOf(thread).top - GAP)
}

/** How far the thread, or the page with it, is scrolled. */
export function scrolledOf(thread: HTMLElement): number {
  return scrollsItself(thread) ? thread.scrollTop : scrollY
}

export function scrollThread(thread: HTMLElement, by: number): void {
  if (scrollsItself(thread)) thread.scrollTop += by
  else scrollBy({ top: by, behavior: 'instant' })
}

/** Pixels left free above and below. */
const GAP = 16

/** Where messages are seen: between the thread's head and the message box. */
function viewOf(thread: HTMLElement): { readonly top: number; readonly bottom: number } {
  if (scrollsItself(thread)) return thread.getBoundingClientRect()
  const box = thread.parentElement?.querySelector('.composer')?.getBoundingClientRect()
  return { top: 0, bottom: innerHeight - (box?.height ?? 0) }
}

function scrollsItself(thread: HTMLElement): boolean {
  return getComputedStyle(thread).overflowY === 'auto'
}

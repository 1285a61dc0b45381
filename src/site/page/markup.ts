/** What pages are made of. */
import type { html } from 'hono/html'

/** Finished markup. */
export type Markup = ReturnType<typeof html>

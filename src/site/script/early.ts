/** Runs before the page is painted: the reader's look, and which controls this browser can offer. Nothing moves later. */
import { applyLook, keptLook } from './look.ts'

applyLook(keptLook())
// Both need an address that is secure.
const able = [...('clipboard' in navigator ? ['copy'] : []), ...('share' in navigator ? ['share'] : [])]
document.documentElement.dataset.js = able.join(' ')

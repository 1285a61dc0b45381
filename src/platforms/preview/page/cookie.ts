/** Language and theme that were chosen on the page, so that its next document comes in them: `ja.dark`. */
export const COOKIE = 'kawaraban-look'

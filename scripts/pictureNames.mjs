// @ts-check
// The pictures that `npm run pictures` takes. A test holds the README and package.json against this list.

/** Films are longer than a look, and each shows one way to cancel. */
export const films = ['cancel-from-the-tree', 'cancel-from-the-palette', 'cancel-from-a-file'];

export const readmePictures = [
  ...[
    'explorer',
    'open-tasks',
    'why-stuck',
    'filter',
    ...films,
    'recorded',
    'warning',
    'batch',
    'timeline',
    'timeline-light',
    'timeline-contrast',
    'held-tasks',
  ],
].map((name) => `media/readme/${name}.webp`);

/** The kinds of themes, with one of each as VS Code calls it. */
export const themes = /** @type {const} */ ({
  dark: 'Default Dark Modern',
  light: 'Default Light Modern',
  contrast: 'Default High Contrast',
});

/** The steps of the walkthrough. */
export const walkthroughSteps = /** @type {const} */ (['localSwf', 'look', 'explain', 'skeleton', 'cancel']);

export const walkthroughPictures = walkthroughSteps.flatMap((step) =>
  Object.keys(themes).map((theme) => `media/walkthrough/${step}-${theme}.webp`),
);

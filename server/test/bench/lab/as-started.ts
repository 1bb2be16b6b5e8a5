/** How the product starts Node (`bin/pcu`): a small young generation, and what is left over is cleared away early. */
export const asStarted = ['--max-semi-space-size=8', '--heap-growing-percent=20']

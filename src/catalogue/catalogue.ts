/** Every transformation and optimizer of the library: what specs, documentation and tests derive from. @module */
import type { CatalogueRow } from './catalogueRow.ts'
import { optimizers } from './optimizers.ts'
import { transformations } from './transformations.ts'
import { wrappers } from './wrappers.ts'

/**
 * Every transformation, optimizer and wrapper, in this order, each in the order of their names. Adding one means adding
 * its row to its list.
 */
export const catalogue: readonly CatalogueRow[] = [...transformations, ...optimizers, ...wrappers]

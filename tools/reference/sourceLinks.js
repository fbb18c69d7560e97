/** Leads links from the pages to a source, which a browser shows as text, to what the source declares. */
import { rmSync } from 'node:fs'
import { join } from 'node:path'
import { PageEvent, RendererEvent } from 'typedoc'

export const sourceLinks = (app) => {
  const replaced = new Set()
  app.renderer.on(PageEvent.END, (page) => {
    const { router } = app.renderer
    const main = page.project.children.find(({ name }) => name === 'optfuse')
    page.contents = page.contents?.replaceAll(/href="[^"]*media\/(\w+)\.ts"/g, (link, name) => {
      const target = main.children.find((child) => child.name === name)
      if (target === undefined) return link
      replaced.add(`${name}.ts`)
      return `href="${router.baseRelativeUrl(page.model, router.getFullUrl(target))}"`
    })
  })
  app.renderer.on(RendererEvent.END, ({ outputDirectory }) => {
    for (const file of replaced) rmSync(join(outputDirectory, 'media', file), { force: true })
  })
}

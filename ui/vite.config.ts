import { writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { promisify } from 'node:util'
import { brotliCompress, constants } from 'node:zlib'
import react from '@vitejs/plugin-react'
import { build, type Plugin, type Rolldown } from 'vite'
import { defineConfig } from 'vitest/config'

const TARGET = 'es2022'

/** What src/early/pages.ts names. */
const EARLY_PARTS = /^(words\/.*|dags\/DagsPage|dags\/DagPage|graph\/GraphView|runs\/RunPage|tasks\/TaskPage|workers\/WorkersPage)$/
const server = process.env.AIRFLOW_SERVER ?? 'http://localhost:8080'

/** Compresses as hard as can be, once: the server would take seconds for it at the first request. */
const compressed = (): Plugin => ({
  name: 'compressed',
  apply: 'build',
  async writeBundle({ dir = 'dist' }, bundle) {
    const press = promisify(brotliCompress)
    const files = Object.values(bundle).filter((file) => /\.(js|css)$/.test(file.fileName))
    await Promise.all(
      files.map(async (file) => {
        const plain = Buffer.from(file.type === 'chunk' ? file.code : file.source)
        await writeFile(join(dir, `${file.fileName}.br`), await press(plain, { params: { [constants.BROTLI_PARAM_QUALITY]: constants.BROTLI_MAX_QUALITY, [constants.BROTLI_PARAM_SIZE_HINT]: plain.length } }))
      }),
    )
  },
})

/** The files of each part that is loaded when it is needed, by its module below src/, without those that every page loads. */
function partFiles(bundle: Rolldown.OutputBundle): Record<string, string[]> {
  const chunks = new Map(Object.values(bundle).filter((file) => file.type === 'chunk').map((chunk) => [chunk.fileName, chunk]))
  const withImports = (name: string, known = new Set<string>()): Set<string> => {
    if (known.has(name)) return known
    known.add(name)
    chunks.get(name)?.imports.forEach((one) => withImports(one, known))
    return known
  }
  const entry = [...chunks.values()].find((chunk) => chunk.isEntry)
  const everywhere = entry ? withImports(entry.fileName) : new Set<string>()
  const moduleOf = (chunk: Rolldown.OutputChunk) => /\/src\/(.+)\.(?:tsx?|json)$/.exec(chunk.facadeModuleId ?? '')?.[1]
  return Object.fromEntries(
    [...chunks.values()].flatMap((chunk) => {
      const module = chunk.isDynamicEntry ? moduleOf(chunk) : undefined
      return module && EARLY_PARTS.test(module) ? [[module, [...withImports(chunk.fileName)].filter((name) => !everywhere.has(name))]] : []
    }),
  )
}

/** Puts the script that asks for the page's data before the others, whole and not as a module: as one it would run after those of the page, which take long. */
const early = (): Plugin => {
  let file = ''
  return {
    name: 'early',
    apply: 'build',
    async generateBundle(_, bundle) {
      const built = (await build({
        configFile: false,
        logLevel: 'warn',
        define: { PART_FILES: JSON.stringify(partFiles(bundle)) },
        build: { write: false, target: TARGET, modulePreload: { polyfill: false }, rolldownOptions: { input: 'src/early/main.ts', output: { format: 'iife' } } },
      })) as Rolldown.RolldownOutput
      file = this.getFileName(this.emitFile({ type: 'asset', name: 'early.js', source: built.output[0].code }))
    },
    transformIndexHtml: { order: 'post', handler: () => (file ? [{ tag: 'script', attrs: { src: `/${file}` }, injectTo: 'head-prepend' }] : []) },
  }
}

// everything that carries a content hash lies below one folder, which the server lets browsers keep for ever
export default defineConfig({
  plugins: [react(), early(), compressed()],
  build: {
    assetsDir: 'ui-assets',
    assetsInlineLimit: 0,
    chunkSizeWarningLimit: 700,
    target: TARGET,
    // every browser of that year knows it
    modulePreload: { polyfill: false },
    // what most pages use is one file: fifty small ones compress badly, and are fetched six at a time
    rolldownOptions: {
      output: {
        codeSplitting: {
          groups: [
            { name: 'parts', test: /node_modules\//, minShareCount: 2 },
            { name: 'shared', test: /src\/shared\//, minShareCount: 2 },
          ],
        },
      },
    },
  },
  server: { proxy: { '/api': server, '/ui/': server, '/auth': server } },
  test: { environment: 'jsdom', isolate: false, testTimeout: 60_000, hookTimeout: 60_000, include: ['src/**/*.test.ts', 'src/**/*.test.tsx'], setupFiles: ['src/words.setup.ts'] },
})

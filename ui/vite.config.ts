import react from '@vitejs/plugin-react'
import { defineConfig } from 'vitest/config'

const server = process.env.AIRFLOW_SERVER ?? 'http://localhost:8080'

// everything that carries a content hash lies below one folder, which the server lets browsers keep for ever
export default defineConfig({
  plugins: [react()],
  build: {
    assetsDir: 'ui-assets',
    assetsInlineLimit: 0,
    chunkSizeWarningLimit: 700,
    target: 'es2022',
    // what most pages use is one file: fifty small ones compress badly, and are fetched six at a time
    rolldownOptions: {
      output: {
        codeSplitting: {
          groups: [
            { name: 'parts', test: /node_modules\/(?!@xyflow|@dagrejs|d3-|zustand|classcat)/, minShareCount: 2 },
            { name: 'shared', test: /src\/shared\//, minShareCount: 2 },
          ],
        },
      },
    },
  },
  server: { proxy: { '/api': server, '/ui/': server, '/auth': server } },
  test: { environment: 'jsdom', isolate: false, include: ['src/**/*.test.ts', 'src/**/*.test.tsx'], setupFiles: ['src/words.setup.ts'] },
})

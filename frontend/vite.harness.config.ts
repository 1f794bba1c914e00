import { mergeConfig } from 'vite';
import base from './vite.config';

// The front end over a fake, for screenshots; it builds beside the product and never into it.
export default mergeConfig(base, { build: { outDir: 'e2e/out/harness', emptyOutDir: true, rollupOptions: { input: 'harness.html' } } });

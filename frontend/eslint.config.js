import reactHooks from 'eslint-plugin-react-hooks';
import tseslint from 'typescript-eslint';

const features = [
  'apiKeys', 'clock', 'doctor', 'endpoints', 'home', 'keys', 'lab', 'logs', 'methods', 'notifications', 'scenarios', 'settings', 'simulator', 'status', 'transactions',
];

const wailsIsForTheBridge = {
  group: ['**/wailsjs/**', '*/wailsjs/*'],
  message: 'Only src/bridge talks to Wails; use the typed client.',
};

const testingIsForTests = {
  group: ['@/testing/*', '**/testing/*'],
  message: 'src/testing never ships; import it from tests only.',
};

const restrict = (...patterns) => ({ 'no-restricted-imports': ['error', { patterns }] });

// A feature may use app-wide parts but never another feature.
const featureBoundaries = features.map((feature) => ({
  files: [`src/features/${feature}/**/*.{ts,tsx}`],
  ignores: ['**/*.test.{ts,tsx}'],
  rules: restrict(wailsIsForTheBridge, testingIsForTests, {
    group: features.filter((f) => f !== feature).flatMap((f) => [`@/features/${f}`, `@/features/${f}/*`, `../${f}/*`, `**/features/${f}/*`]),
    message: 'Features do not import each other; move what they share to components or bridge.',
  }, {
    group: ['@/app/*'],
    message: 'Features are mounted by the app; they do not know it.',
  }),
}));

export default tseslint.config(
  { ignores: ['dist', 'wailsjs', 'node_modules', 'e2e/out'] },
  ...tseslint.configs.strictTypeChecked,
  {
    languageOptions: { parserOptions: { projectService: true, tsconfigRootDir: import.meta.dirname } },
    rules: {
      '@typescript-eslint/no-explicit-any': 'error',
      '@typescript-eslint/restrict-template-expressions': ['error', { allowNumber: true }],
      '@typescript-eslint/no-confusing-void-expression': ['error', { ignoreArrowShorthand: true }],
      '@typescript-eslint/consistent-type-imports': 'error',
      'max-lines': ['error', { max: 600 }],
    },
  },
  {
    files: ['src/**/*.{ts,tsx}'],
    plugins: { 'react-hooks': reactHooks },
    rules: { ...reactHooks.configs.recommended.rules, 'react-hooks/incompatible-library': 'off' },
  },
  { files: ['src/**/*.tsx'], rules: { 'max-lines': ['error', { max: 200 }] } },
  {
    files: ['src/**/*.{ts,tsx}'],
    ignores: ['src/bridge/**', 'src/features/**', 'src/testing/**', '**/*.test.{ts,tsx}'],
    rules: restrict(wailsIsForTheBridge, testingIsForTests),
  },
  { files: ['src/bridge/**/*.ts'], ignores: ['**/*.test.ts'], rules: restrict(testingIsForTests, { group: ['@/features/*', '@/app/*', '@/components/*'], message: 'The bridge knows no screens.' }) },
  { files: ['src/components/**/*.{ts,tsx}', 'src/theme/**', 'src/i18n/**'], ignores: ['**/*.test.{ts,tsx}'], rules: restrict(wailsIsForTheBridge, testingIsForTests, { group: ['@/features/*', '@/app/*'], message: 'Shared parts know no screens.' }) },
  ...featureBoundaries,
  { files: ['**/*.js', '**/*.mjs'], ...tseslint.configs.disableTypeChecked },
);

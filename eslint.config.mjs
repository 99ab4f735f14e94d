import tseslint from 'typescript-eslint';

export default tseslint.config(
  { ignores: ['dist/**', 'node_modules/**', '.vscode-test/**', 'scripts/**', '*.mjs', 'test/ui/pictures/**'] },
  ...tseslint.configs.strictTypeChecked,
  {
    languageOptions: { parserOptions: { projectService: true, tsconfigRootDir: import.meta.dirname } },
    rules: {
      '@typescript-eslint/restrict-template-expressions': ['error', { allowNumber: true }],
      '@typescript-eslint/consistent-type-imports': 'error',
      '@typescript-eslint/switch-exhaustiveness-check': ['error', { considerDefaultExhaustiveForUnions: true }],
      eqeqeq: 'error',
      'no-console': 'error',
    },
  },
  {
    // In VS Code a toast's thenable settles only when the person closes it: nobody may wait for one by accident,
    // and nobody has to, so a floating Thenable of showMessage is marked with `void`.
    files: ['test/**'],
    rules: {
      'no-console': 'off',
    },
  },
);

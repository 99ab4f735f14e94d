import * as l10n from '@vscode/l10n';

/** What is said of YAML. Its reader is a bundle of its own, which has no translations: it is given them. */
export const yamlWords = {
  empty: l10n.t('The file is empty; a skeleton has at least one member'),
  oneDocument: l10n.t('Only one YAML document may stand in a skeleton file'),
  duplicateKey: l10n.t('This key stood here before; the AWS CLI refuses it'),
  notYaml: (message: string) => l10n.t('Not YAML: {0}', message),
  tooDeep: l10n.t('Nested too deep for a skeleton'),
  textKey: l10n.t('A key must be a text'),
  aliases: l10n.t('The aliases in this file repeat too much'),
};

export type YamlWords = typeof yamlWords;

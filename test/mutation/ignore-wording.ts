/*
 * A plugin of Stryker. What a sentence says is not logic: neither the two languages of a label or message, nor the pair of them, nor the text
 * of an internal fault is mutated. That every label has both languages is a law of its own (test/core/bilingual-labels.test.ts).
 */

/** As much of a node of the syntax tree as is looked at. */
interface SyntaxNode {
  readonly type: string;
  readonly key?: { readonly name?: string; readonly value?: string };
  readonly callee?: { readonly name?: string };
  readonly properties?: readonly SyntaxNode[];
}

const LANGUAGES = new Set(['zh', 'en']);
const FAULTS = new Set(['Error', 'RangeError', 'TypeError']);

/** Why a place is left as it is; undefined where it may be mutated. */
export function reasonToLeave({ type, key, callee, properties = [] }: SyntaxNode): string | undefined {
  if (type === 'ObjectProperty' && LANGUAGES.has(key?.name ?? key?.value ?? '')) return 'wording';
  const isLabel = properties.length === LANGUAGES.size && properties.every((each) => reasonToLeave(each));
  if (type === 'ObjectExpression' && isLabel) return 'wording';
  return type === 'NewExpression' && FAULTS.has(callee?.name ?? '') ? 'the text of a fault' : undefined;
}

export const strykerPlugins = [
  {
    kind: 'Ignore',
    name: 'wording',
    value: { shouldIgnore: ({ node }: { readonly node: SyntaxNode }) => reasonToLeave(node) },
  },
];

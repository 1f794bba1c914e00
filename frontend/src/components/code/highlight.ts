import { HighlightStyle, syntaxHighlighting } from '@codemirror/language';
import { EditorView } from '@codemirror/view';
import { tags } from '@lezer/highlight';

// Colours come from the theme's variables, so switching the theme needs no new editor.
const colours = HighlightStyle.define([
  { tag: tags.propertyName, color: 'var(--desk-code-name)' },
  { tag: tags.string, color: 'var(--desk-code-string)' },
  { tag: tags.number, color: 'var(--desk-code-number)' },
  { tag: [tags.bool, tags.null], color: 'var(--desk-code-atom)' },
  { tag: tags.invalid, color: 'var(--ant-color-error)' },
]);

const look = EditorView.theme({
  '&': { height: '100%', fontSize: '12.5px', backgroundColor: 'var(--ant-color-bg-container)', color: 'var(--ant-color-text)' },
  '&.cm-focused': { outline: 'none' },
  '.cm-scroller': { fontFamily: 'var(--ant-font-family-code)', lineHeight: '1.6' },
  '.cm-content': { caretColor: 'var(--ant-color-text)', padding: '8px 0' },
  '.cm-cursor': { borderLeftColor: 'var(--ant-color-text)' },
  '.cm-gutters': { backgroundColor: 'transparent', color: 'var(--ant-color-text-description)', border: 'none' },
  '.cm-activeLine, .cm-activeLineGutter': { backgroundColor: 'var(--ant-color-fill-quaternary)' },
  '&.cm-focused > .cm-scroller > .cm-selectionLayer .cm-selectionBackground, .cm-selectionBackground': { backgroundColor: 'var(--ant-color-primary-bg-hover)' },
  '&.cm-focused .cm-matchingBracket': { backgroundColor: 'var(--ant-color-fill)', outline: 'none' },
  '.cm-panels': { backgroundColor: 'var(--ant-color-bg-elevated)', color: 'var(--ant-color-text)' },
  '.cm-searchMatch': { backgroundColor: 'var(--ant-color-warning-bg)', outline: '1px solid var(--ant-color-warning-border)' },
});

export const codeLook = [look, syntaxHighlighting(colours)];

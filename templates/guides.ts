import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import MarkdownIt from 'markdown-it';
import type { Bilingual } from '../server/core/bilingual.js';
import type { Role } from '../server/core/roles.js';
import { GUIDE_FOLDER } from './render-page.js';

/** The user guides (操作指南): one for each kind of work, `docs/guide/<name>.md`. */
export const GUIDES = {
  borrower: { zh: '创业者操作指南', en: 'Guide for borrowers' },
  station: { zh: '就业驿站操作指南', en: 'Guide for service stations' },
  bank: { zh: '经办银行操作指南', en: 'Guide for banks' },
  guarantor: { zh: '担保机构操作指南', en: 'Guide for guarantors' },
  district: { zh: '区级审核操作指南', en: 'Guide for district reviewers' },
  centre: { zh: '市级中心操作指南', en: 'Guide for the municipal centre' },
  finance: { zh: '财政部门操作指南', en: 'Guide for the finance bureau' },
  auditor: { zh: '审计人员操作指南', en: 'Guide for auditors' },
  administrators: { zh: '系统管理操作指南', en: 'Guide for administrators' },
} as const satisfies Record<string, Bilingual>;

export type GuideName = keyof typeof GUIDES;

export const isGuideName = (text: string): text is GuideName => Object.hasOwn(GUIDES, text);

/** Whose work each guide explains. */
export const GUIDE_OF_ROLE: Readonly<Record<Role, GuideName>> = {
  borrower: 'borrower',
  'station-clerk': 'station',
  'bank-officer': 'bank',
  'bank-supervisor': 'bank',
  'bank-machine': 'bank',
  'guarantor-officer': 'guarantor',
  'guarantor-supervisor': 'guarantor',
  'district-reviewer': 'district',
  'municipal-officer': 'centre',
  'municipal-supervisor': 'centre',
  'finance-approver': 'finance',
  auditor: 'auditor',
  'system-administrator': 'administrators',
  'security-administrator': 'administrators',
  'audit-administrator': 'administrators',
};

/** Where the portal serves the pictures of the guides. */
export const PICTURE_ADDRESS = '/help/pictures';

/** The file of a picture by its name; undefined where there is none. */
export function pictureFile(name: string): string | undefined {
  if (!/^[a-z0-9-]+\.png$/.test(name)) return undefined;
  const file = join(GUIDE_FOLDER, 'pictures', name);
  return existsSync(file) ? file : undefined;
}

/** Width and height stand behind the signature of every PNG, so that a page keeps the place of a picture that is still to come. */
function sizeOf(file: string): { readonly width: number; readonly height: number } {
  const head = readFileSync(file).subarray(16, 24);
  return { width: head.readUInt32BE(0), height: head.readUInt32BE(4) };
}

/** Markup that stands in a guide itself is shown as text: nothing but what Markdown knows becomes an element. */
const markdown = new MarkdownIt({ html: false });
const { escapeHtml } = markdown.utils;

markdown.renderer.rules.image = (tokens, place) => {
  const token = tokens[place];
  const name = String(token?.attrGet('src')).replace(/^pictures\//, '');
  const file = pictureFile(name);
  if (!token || file === undefined) throw new Error(`A guide shows ${name}, which is no picture`);
  const { width, height } = sizeOf(file);
  return `<img src="${PICTURE_ADDRESS}/${name}" alt="${escapeHtml(token.content)}" width="${width}" height="${height}" loading="lazy" />`;
};

/** Files link to each other by their names, pages by their addresses. */
markdown.renderer.rules.link_open = (tokens, place, options, _env, renderer) => {
  const token = tokens[place];
  const [, guide] = /^([a-z]+)\.md$/.exec(String(token?.attrGet('href'))) ?? [];
  if (guide !== undefined) token?.attrSet('href', `/help/${guide}`);
  return renderer.renderToken(tokens, place, options);
};

markdown.renderer.rules.table_open = () =>
  '<div class="scroll" role="region" aria-label="表格" tabindex="0"><table>';
markdown.renderer.rules.table_close = () => '</table></div>';

/** Markdown as markup. Addresses that run something, such as `javascript:`, become no links. */
export const renderMarkdown = (text: string): string => markdown.render(text);

const rendered = new Map<GuideName, string>();

/** A guide as markup. A picture that does not exist is a fault of the guide. */
export function renderGuide(name: GuideName): string {
  const known = rendered.get(name);
  if (known !== undefined) return known;
  const markup = renderMarkdown(readFileSync(join(GUIDE_FOLDER, `${name}.md`), 'utf8'));
  rendered.set(name, markup);
  return markup;
}

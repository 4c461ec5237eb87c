/**
 * SARIF 2.1.0, for code scanning and the viewers of editors.
 */
import { placeOfError } from './error-place.ts';
import { createHash } from 'node:crypto';
import { basename, extname, isAbsolute, join, resolve } from 'node:path';
import { pathToFileURL } from 'node:url';
import type {
  Fix,
  Log,
  Notification,
  PhysicalLocation,
  Region,
  Replacement,
  ReportingDescriptor,
  Result,
} from 'sarif';
import { Lines } from '../../../../analysis/source/lines.ts';
import { codemods } from '../../../registry.ts';
import { packageInfo } from '../../../../analysis/modules/package-info.ts';
import { explanation, findings, isSilenced, type ListedSite } from './findings.ts';
import type { Outcome } from './outcome.ts';

const { name, version, homepage } = packageInfo;

/** What ends a line in JavaScript, and so in our places. */
const LINE_ENDS = ['\r\n', '\n', '\r', '\u2028', '\u2029'];

export function sarifFormat(outcome: Outcome): string {
  const { report, mode } = outcome;
  const { root } = report;
  const listed = numbered(findings(outcome));
  const log: Log = {
    $schema: 'https://json.schemastore.org/sarif-2.1.0.json',
    version: '2.1.0',
    runs: [
      {
        tool: {
          driver: {
            name: 'leakproof',
            fullName: name,
            semanticVersion: version,
            informationUri: homepage,
            rules: codemods.map(descriptorOf),
          },
        },
        columnKind: 'utf16CodeUnits',
        newlineSequences: LINE_ENDS,
        originalUriBaseIds: { '%SRCROOT%': { uri: pathToFileURL(join(root, '/')).href } },
        invocations: [
          {
            executionSuccessful: report.totals.errors === 0,
            toolExecutionNotifications: report.files.flatMap(({ path, error }) =>
              error === undefined ? [] : [notification('error', root, path, error)],
            ),
            toolConfigurationNotifications: [...report.notes, ...report.warnings].map(
              ({ path, reason }) => notification('warning', root, path, reason),
            ),
          },
        ],
        results: listed.map((finding) =>
          resultOf(finding, root, mode === 'report' ? 'warning' : 'error'),
        ),
      },
    ],
  };
  return JSON.stringify(log, undefined, 2);
}

function descriptorOf({
  rule,
  finds,
  name: codemod,
}: (typeof codemods)[number]): ReportingDescriptor {
  const helpUri = `${homepage}/blob/main/docs/rules/${rule}.md`;
  return {
    id: `leakproof/${rule}`,
    shortDescription: { text: `${finds[0]!.toUpperCase()}${finds.slice(1)}.` },
    helpUri,
    help: {
      text: `${helpUri}\nnpx leakproof ${codemod} fixes it, or says why it does not.`,
      markdown: `[What the rule reports, and why](${helpUri}). \`npx leakproof ${codemod}\` fixes it, or says why it does not.`,
    },
    defaultConfiguration: { level: 'error' },
    properties: { tags: ['memory-leak', 'sockets'] },
  };
}

function resultOf(listed: NumberedSite, root: string, level: Result.level): Result {
  const { path, site } = listed;
  const region: Region = {
    startLine: site.line,
    startColumn: site.column,
    endLine: site.endLine,
    endColumn: site.endColumn,
  };
  const fix = fixOf(listed, root);
  return {
    ruleId: `leakproof/${site.rule}`,
    ruleIndex: codemods.findIndex(({ rule }) => rule === site.rule),
    level,
    message: { text: explanation(site) },
    locations: [{ physicalLocation: placeIn(root, path, region) }],
    partialFingerprints: { 'leakproofSite/v1': fingerprint(listed) },
    ...(isSilenced(site) ? { suppressions: [{ kind: 'inSource' as const }] } : {}),
    ...(fix ? { fixes: [fix] } : {}),
    properties: {
      messageId: site.messageId,
      remedy: site.remedy,
      ...(site.remedy === 'refused' ? { refusal: site.refusal } : {}),
    },
  };
}

/**
 * The fix of a site alone. None for what a codemod found in the text that another had left: its edits are for that
 * text, which stands nowhere.
 */
function fixOf({ path, result, site, fix }: ListedSite, root: string): Fix | undefined {
  if (site.remedy !== 'fixed' || !fix || fix.text !== 0 || fix.edits.length === 0) return undefined;
  const lines = new Lines(result.detail!.texts[0]!);
  const replacements = fix.edits.map(({ range, text }): Replacement => ({
    deletedRegion: regionOf(lines.locationOf(range)),
    insertedContent: { text },
  }));
  const module = result.planned.find(({ file }) =>
    fix.edits.some(({ text }) => text.includes(basename(file, extname(file)))),
  );
  const codemod = codemods.find(({ rule }) => rule === site.rule)!.name;
  const text = module
    ? `The fix by the codemod ${codemod}. It imports ${basename(module.file)}, which the codemod writes.`
    : `The fix by the codemod ${codemod}.`;
  return {
    description: { text },
    artifactChanges: [{ artifactLocation: artifact(root, path), replacements }],
  };
}

/** SARIF counts columns from 1. */
function regionOf({ start, end }: ReturnType<Lines['locationOf']>): Region {
  return {
    startLine: start.line,
    startColumn: start.column + 1,
    endLine: end.line,
    endColumn: end.column + 1,
  };
}

/** A finding, and which of those that are alike it is, from 0. */
type NumberedSite = ListedSite & { readonly ordinal: number };

function numbered(listed: readonly ListedSite[]): NumberedSite[] {
  const counts = new Map<string, number>();
  return listed.map((finding) => {
    const ordinal = counts.get(identity(finding)) ?? 0;
    counts.set(identity(finding), ordinal + 1);
    return { ...finding, ordinal };
  });
}

function identity({ path, site: { rule, messageId, callee, name: held } }: ListedSite): string {
  return JSON.stringify([path, rule, messageId, callee, held]);
}

/** The same as long as the site is the same, wherever in its file it moves. */
function fingerprint(listed: NumberedSite): string {
  return createHash('sha256')
    .update(`${identity(listed)}${listed.ordinal}`)
    .digest('hex')
    .slice(0, 32);
}

function notification(
  level: 'error' | 'warning',
  root: string,
  path: string,
  text: string,
): Notification {
  const place = placeOfError(text);
  const region = place && { startLine: Number(place.line), startColumn: Number(place.column) };
  return {
    level,
    message: { text },
    locations: [{ physicalLocation: placeIn(root, path, region) }],
  };
}

function placeIn(root: string, path: string, region: Region | undefined): PhysicalLocation {
  return { artifactLocation: artifact(root, path), ...(region ? { region } : {}) };
}

function artifact(root: string, path: string): { uri: string; uriBaseId?: string } {
  if (path.startsWith('../') || isAbsolute(path))
    return { uri: pathToFileURL(resolve(root, path)).href };
  return { uri: path.split('/').map(encodeURIComponent).join('/'), uriBaseId: '%SRCROOT%' };
}

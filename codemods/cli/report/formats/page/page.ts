/**
 * The HTML report in the browser. All text goes in as text: nothing of the data is ever read as HTML.
 */
import type { Line, PageData, PageFile, PageSite, Status } from '../page-data.ts';

const data = JSON.parse(document.getElementById('data')!.textContent) as PageData;

const STATUSES: readonly Status[] = [
  'fixed',
  'refused',
  'left',
  'unverifiable',
  'covered',
  'exempt',
  'ok',
];
const WORDS: Readonly<Record<Status, string>> = {
  fixed: data.mode === 'write' ? 'fixed' : 'fixable',
  refused: 'refused',
  left: 'not decided',
  unverifiable: 'unverifiable',
  covered: 'covered',
  exempt: 'exempt',
  ok: 'ok',
};
const MEANINGS: Readonly<Record<Status, string>> = {
  fixed: data.mode === 'write' ? 'the codemod has fixed it' : 'the codemod fixes it',
  refused: 'the codemod does not fix it, and says why',
  left: 'the run was ended before it was decided',
  unverifiable: 'the rule cannot decide from the code',
  covered: 'the call is on a client that is listed itself',
  exempt: 'the rule does not apply, or a comment silences it',
  ok: 'nothing to do',
};

/** How many findings are open when the page is. */
const OPENED = 3;

type Child = Node | string;
type Attributes = Readonly<Record<string, string | boolean>>;

function make<K extends keyof HTMLElementTagNameMap>(
  tag: K,
  attributes: Attributes,
  ...children: readonly Child[]
): HTMLElementTagNameMap[K] {
  const element = document.createElement(tag);
  for (const [name, value] of Object.entries(attributes)) {
    if (typeof value === 'string') element.setAttribute(name, value);
    else element.toggleAttribute(name, value);
  }
  element.append(...children);
  return element;
}

/** Prose with its code spans. */
function prose(text: string): Child[] {
  return text
    .split(/`([^`]+)`/u)
    .flatMap((part, index) => (index % 2 === 1 ? [make('code', {}, part)] : withFlags(part)));
}

/** A text in which no line ends behind the hyphens of an option such as `--evict`. */
function withFlags(text: string): Child[] {
  return text
    .split(/(--[a-z][a-z-]*)/u)
    .map((part, index) => (index % 2 === 1 ? make('span', { class: 'flag' }, part) : part));
}

/** A path that breaks behind its slashes, not within a name. */
function pathParts(path: string): Child[] {
  return path
    .split(/(?<=\/)/u)
    .flatMap((part, index) => (index === 0 ? [part] : [make('wbr', {}), part]));
}

const plural = (count: number, word: string) =>
  `${count.toLocaleString('en')} ${word}${count === 1 ? '' : 's'}`;

const countOf = (sites: readonly PageSite[], status: Status) =>
  sites.filter((site) => site.status === status).length;

const everySite = data.files.flatMap(({ sites }) => sites);

/** The share of each status as a bar. */
function barOf(sites: readonly PageSite[]): HTMLElement {
  const bar = make('span', { class: 'bar', 'aria-hidden': 'true' });
  for (const status of STATUSES) {
    const count = countOf(sites, status);
    if (count === 0) continue;
    const part = make('span', { class: status });
    part.style.flexGrow = String(count);
    bar.append(part);
  }
  return bar;
}

function codeBlock(
  lines: readonly Line[],
  render: (line: Line) => Child[],
  label: string,
): HTMLElement {
  const rows = lines.map((line) => {
    const kind = line.change === '+' ? 'added' : line.change === '-' ? 'removed' : 'kept';
    return make(
      'span',
      { class: `line ${kind}` },
      make('span', { class: 'number', 'aria-hidden': 'true' }, String(line.number)),
      make('span', { class: 'sign' }, line.change ?? ' '),
      make('span', { class: 'text' }, ...render(line)),
      '\n',
    );
  });
  return make(
    'pre',
    { tabindex: '0', role: 'region', 'aria-label': label },
    make('code', {}, ...rows),
  );
}

/** A line of a site with the site itself marked. */
function marked({ start, end }: PageSite, { number, text }: Line): Child[] {
  if (number < start.line || number > end.line) return [text];
  const from = number === start.line ? start.column - 1 : text.length - text.trimStart().length;
  const to = number === end.line ? end.column - 1 : text.length;
  return [text.slice(0, from), make('mark', {}, text.slice(from, to)), text.slice(to)];
}

function detailOf(path: string, site: PageSite): Child[] {
  const place = `${path}:${site.start.line}:${site.start.column}`;
  return [
    ...(site.message === null ? [] : [make('p', { class: 'message' }, ...prose(site.message))]),
    ...(site.reason === null
      ? []
      : [
          make(
            'p',
            { class: 'reason' },
            make('strong', {}, site.status === 'refused' ? 'Not fixed: ' : 'Why: '),
            ...prose(site.reason),
          ),
        ]),
    ...(site.client === null
      ? []
      : [
          make(
            'p',
            { class: 'reason' },
            make('strong', {}, 'Client created at '),
            make('code', {}, site.client),
          ),
        ]),
    make('h5', {}, 'Code ', make('code', {}, place)),
    codeBlock(site.code, (line) => marked(site, line), `Code at ${place}`),
    ...(site.cut > 0 ? [make('p', { class: 'cut' }, plural(site.cut, 'further line'))] : []),
    ...(site.hunks.length > 0
      ? [make('h5', {}, data.mode === 'write' ? 'What was changed' : 'What the codemod changes')]
      : []),
    ...site.hunks.map((hunk, index) =>
      codeBlock(hunk, ({ text }) => [text], `Change ${index + 1} at ${place}`),
    ),
  ];
}

interface Row {
  readonly file: PageFile;
  readonly site: PageSite;
  readonly element: HTMLElement;
  readonly button: HTMLButtonElement;
  /** What the text filter looks into, in lower case. */
  readonly haystack: string;
}

function rowOf(file: PageFile, site: PageSite, id: string): Row {
  const body = make('div', { class: 'body', id, hidden: true });
  const button = make(
    'button',
    { type: 'button', 'aria-expanded': 'false', 'aria-controls': id },
    make('span', { class: `badge ${site.status}` }, WORDS[site.status]),
    make('span', { class: 'place' }, `${site.start.line}:${site.start.column}`),
    make('code', { class: 'label' }, site.label),
    make('span', { class: 'rule' }, site.rule),
  );
  button.addEventListener('click', () => {
    toggle(button, body, file, site);
  });
  const haystack = [file.path, site.label, site.rule, site.kind, site.message, site.reason]
    .join('\n')
    .toLowerCase();
  return {
    file,
    site,
    element: make('li', { class: 'site' }, make('h4', {}, button), body),
    button,
    haystack,
  };
}

/** What a row holds is made when it is first opened. */
function toggle(button: HTMLElement, body: HTMLElement, file: PageFile, site: PageSite): void {
  if (!body.hasChildNodes()) body.append(...detailOf(file.path, site));
  body.hidden = !body.hidden;
  button.setAttribute('aria-expanded', String(!body.hidden));
}

const rows: Row[] = [];
const sections = data.files.map((file, fileIndex) => {
  const own = file.sites.map((site, index) => rowOf(file, site, `site-${fileIndex}-${index}`));
  rows.push(...own);
  const element = make(
    'section',
    { class: 'file' },
    make('h3', {}, make('code', {}, ...pathParts(file.path))),
    make('ol', {}, ...own.map((row) => row.element)),
  );
  return { element, own };
});

// --- filters

const hasFindings = everySite.some(({ status }) => status === 'fixed' || status === 'refused');
const QUIET: readonly Status[] = ['unverifiable', 'covered', 'exempt', 'ok'];
const initial = () => new Set(STATUSES.filter((status) => !hasFindings || !QUIET.includes(status)));

const state: { statuses: Set<Status>; rule: string; text: string; path: string | undefined } = {
  statuses: initial(),
  rule: '',
  text: '',
  path: undefined,
};

const search = make('input', {
  type: 'search',
  id: 'search',
  placeholder: 'Path, call, reason …',
  autocomplete: 'off',
  spellcheck: 'false',
  'aria-keyshortcuts': '/',
});
const ruleNames = [...new Set(everySite.map(({ rule }) => rule))].toSorted();
const ruleSelect = make(
  'select',
  { id: 'rule' },
  make('option', { value: '' }, 'all rules'),
  ...ruleNames.map((rule) =>
    make(
      'option',
      { value: rule },
      `${rule} (${everySite.filter((site) => site.rule === rule).length})`,
    ),
  ),
);
const chips = STATUSES.filter((status) => countOf(everySite, status) > 0).map((status) => {
  const button = make(
    'button',
    { type: 'button', class: `chip ${status}`, title: MEANINGS[status], 'data-status': status },
    WORDS[status],
    ' ',
    make('b', {}, countOf(everySite, status).toLocaleString('en')),
  );
  button.addEventListener('click', () => {
    if (!state.statuses.delete(status)) state.statuses.add(status);
    apply();
  });
  return { status, button };
});
const chosenFile = make('button', { type: 'button', class: 'chip chosen', hidden: true });
const reset = make('button', { type: 'button', class: 'plain' }, 'Reset');
const openAll = make('button', { type: 'button', class: 'plain' }, 'Open all');
const shown = make('p', { class: 'shown', role: 'status' });
const nothing = make(
  'p',
  { class: 'nothing', hidden: true },
  everySite.length === 0 ? 'Nothing was judged.' : 'Nothing matches the filters.',
);

function passes({ file, site, haystack }: Row): boolean {
  if (!state.statuses.has(site.status)) return false;
  if (state.rule !== '' && site.rule !== state.rule) return false;
  if (state.path !== undefined && file.path !== state.path) return false;
  return haystack.includes(state.text);
}

function apply(): void {
  for (const { element, own } of sections) {
    for (const row of own) row.element.hidden = !passes(row);
    element.hidden = own.every((row) => row.element.hidden);
  }
  for (const { status, button } of chips)
    button.setAttribute('aria-pressed', String(state.statuses.has(status)));
  chosenFile.hidden = state.path === undefined;
  chosenFile.replaceChildren(state.path ?? '', ' ', make('span', { 'aria-hidden': 'true' }, '×'));
  chosenFile.setAttribute('aria-label', `Show all files again, not ${state.path ?? ''} alone`);
  const count = visible().length;
  nothing.hidden = count > 0;
  shown.replaceChildren(
    count === rows.length
      ? plural(count, 'place')
      : `${count.toLocaleString('en')} of ${plural(rows.length, 'place')}`,
  );
}

const visible = () => rows.filter(({ element }) => !element.hidden);

function clearFilters(): void {
  Object.assign(state, { statuses: initial(), rule: '', text: '', path: undefined });
  search.value = '';
  ruleSelect.value = '';
  apply();
}

search.addEventListener('input', () => {
  state.text = search.value.trim().toLowerCase();
  apply();
});
ruleSelect.addEventListener('change', () => {
  state.rule = ruleSelect.value;
  apply();
});
chosenFile.addEventListener('click', () => {
  state.path = undefined;
  apply();
});
reset.addEventListener('click', clearFilters);
openAll.addEventListener('click', () => {
  const isOpening = openAll.textContent === 'Open all';
  for (const { button } of visible())
    if ((button.getAttribute('aria-expanded') === 'true') !== isOpening) button.click();
  openAll.textContent = isOpening ? 'Close all' : 'Open all';
});

// --- keyboard

function move(step: 1 | -1): void {
  const list = visible();
  const at = list.findIndex(
    ({ button, element }) =>
      button === document.activeElement || element.contains(document.activeElement),
  );
  const next =
    at < 0 ? (step > 0 ? 0 : list.length - 1) : Math.min(list.length - 1, Math.max(0, at + step));
  const row = list[next];
  row?.button.focus({ preventScroll: true });
  row?.button.scrollIntoView({ block: 'nearest' });
}

/** Which way a key leads. The arrows scroll a block of code, or the page; among the rows they move like j and k. */
function stepOf(key: string, target: HTMLElement): 1 | -1 | undefined {
  const isRow = target.closest('.site') !== null && target.tagName === 'BUTTON';
  if (key === 'j' || (isRow && key === 'ArrowDown')) return 1;
  return key === 'k' || (isRow && key === 'ArrowUp') ? -1 : undefined;
}

document.addEventListener('keydown', (event) => {
  if (event.ctrlKey || event.metaKey || event.altKey) return;
  const target = event.target as HTMLElement;
  if (event.key === 'Escape') {
    if (target === search && search.value === '') search.blur();
    else clearFilters();
    return;
  }
  if (target.matches('input, select')) return;
  const step = stepOf(event.key, target);
  if (step !== undefined) move(step);
  else if (event.key === '/') search.focus();
  else return;
  event.preventDefault();
});

// --- the page

const theme = make('button', { type: 'button', class: 'plain' });
const dark = matchMedia('(prefers-color-scheme: dark)');
function showTheme(isDark: boolean): void {
  document.documentElement.dataset['theme'] = isDark ? 'dark' : 'light';
  theme.textContent = isDark ? 'Light' : 'Dark';
  theme.setAttribute('aria-label', isDark ? 'Light colours' : 'Dark colours');
}
theme.addEventListener('click', () => {
  showTheme(document.documentElement.dataset['theme'] !== 'dark');
});
dark.addEventListener('change', () => {
  showTheme(dark.matches);
});
showTheme(dark.matches);

function summary(): HTMLElement {
  const [fixed, refused] = [countOf(everySite, 'fixed'), countOf(everySite, 'refused')];
  const figure = (value: number, text: string, status: string) =>
    make(
      'div',
      { class: `figure ${value > 0 ? status : 'none'}` },
      make('dt', {}, text),
      make('dd', {}, value.toLocaleString('en')),
    );
  const kinds = [...new Set(everySite.map(({ kind }) => kind))].map((kind) =>
    plural(everySite.filter((site) => site.kind === kind).length, kind),
  );
  return make(
    'header',
    {},
    make(
      'div',
      { class: 'top' },
      make('h1', {}, 'Leaks in ', make('span', { class: 'project' }, data.project)),
      theme,
    ),
    make(
      'dl',
      {},
      figure(fixed, WORDS.fixed, 'fixed'),
      figure(refused, 'refused', 'refused'),
      figure(everySite.length, 'places checked', 'all'),
      figure(data.files.length, data.files.length === 1 ? 'file' : 'files', 'all'),
    ),
    barOf(everySite),
    make(
      'p',
      { class: 'kinds' },
      kinds.length > 0 ? `Checked: ${kinds.join(', ')}.` : 'There was nothing to check.',
    ),
  );
}

/** A row for each rule that has findings. */
function ruleTable(): HTMLElement {
  const isFinding = ({ status }: PageSite) => status === 'fixed' || status === 'refused';
  const found = everySite.filter(isFinding);
  const withFindings = data.rules.filter((rule) => found.some((site) => site.rule === rule));
  const body = withFindings.map((rule) => {
    const own = found.filter((site) => site.rule === rule);
    const button = make(
      'button',
      { type: 'button', class: 'path', title: 'Show only the findings of this rule' },
      rule,
    );
    button.addEventListener('click', () => {
      state.rule = state.rule === rule ? '' : rule;
      ruleSelect.value = state.rule;
      apply();
      document.getElementById('filters')!.scrollIntoView({ block: 'start' });
    });
    return make(
      'tr',
      {},
      make('th', { scope: 'row' }, button),
      ...(['fixed', 'refused'] as const).map((status) =>
        make('td', { class: 'number' }, String(countOf(own, status) || '')),
      ),
    );
  });
  const head = make(
    'tr',
    {},
    make('th', { scope: 'col' }, 'Rule'),
    ...(['fixed', 'refused'] as const).map((status) =>
      make('th', { scope: 'col', class: 'number' }, WORDS[status]),
    ),
  );
  return make(
    'div',
    { class: 'scroll', tabindex: '0', role: 'region', 'aria-label': 'Findings by rule' },
    make('table', {}, make('thead', {}, head), make('tbody', {}, ...body)),
  );
}

/** Columns of what is no finding are left out where there is little room. */
const columnClass = (status: Status) =>
  status === 'fixed' || status === 'refused' ? 'number' : 'number minor';

/** Files in the order of their sites, which is by worth. */
function fileTable(): HTMLElement {
  const columns = STATUSES.filter((status) => countOf(everySite, status) > 0);
  const body = data.files.map((file) => {
    const button = make(
      'button',
      { type: 'button', class: 'path', title: 'Show only this file' },
      ...pathParts(file.path),
    );
    button.addEventListener('click', () => {
      state.path = state.path === file.path ? undefined : file.path;
      apply();
      document.getElementById('filters')!.scrollIntoView({ block: 'start' });
    });
    return make(
      'tr',
      {},
      make('th', { scope: 'row' }, button),
      make('td', { class: 'share' }, barOf(file.sites)),
      ...columns.map((status) =>
        make('td', { class: columnClass(status) }, String(countOf(file.sites, status) || '')),
      ),
    );
  });
  const head = make(
    'tr',
    {},
    make('th', { scope: 'col' }, 'File'),
    make('td', { class: 'share' }),
    ...columns.map((status) =>
      make('th', { scope: 'col', class: columnClass(status) }, WORDS[status]),
    ),
  );
  return make(
    'div',
    { class: 'scroll', tabindex: '0', role: 'region', 'aria-label': 'Files by verdict' },
    make('table', {}, make('thead', {}, head), make('tbody', {}, ...body)),
  );
}

const remarks = data.remarks.map(({ title, lines }) =>
  make(
    'details',
    { open: lines.length <= 3 },
    make('summary', {}, `${title} (${lines.length})`),
    make(
      'ul',
      {},
      ...lines.map(({ path, text }) => make('li', {}, make('code', {}, path), ' ', ...prose(text))),
    ),
  ),
);

const filters = make(
  'div',
  { id: 'filters', role: 'search', 'aria-label': 'Filter the places' },
  make(
    'div',
    { class: 'fields' },
    make('label', { for: 'search' }, 'Filter'),
    search,
    make('label', { for: 'rule', class: 'hidden' }, 'Rule'),
    ruleSelect,
    reset,
    openAll,
  ),
  make(
    'div',
    { class: 'chips', role: 'group', 'aria-label': 'Verdicts' },
    ...chips.map(({ button }) => button),
    chosenFile,
    shown,
  ),
);

const keys = make(
  'footer',
  {},
  make(
    'p',
    {},
    make('kbd', {}, 'j'),
    ' ',
    make('kbd', {}, 'k'),
    ' or arrows: next, previous · ',
    make('kbd', {}, 'Enter'),
    ': open · ',
    make('kbd', {}, '/'),
    ': filter · ',
    make('kbd', {}, 'Esc'),
    ': reset',
  ),
  make('p', {}, `eslint-plugin-leakproof ${data.version}`),
);

apply();
// What matters most is read without a click.
for (const { button } of rows
  .filter(({ site: { status } }) => status === 'fixed' || status === 'refused')
  .slice(0, OPENED))
  button.click();
document.body.append(
  make(
    'main',
    {},
    summary(),
    ...(remarks.length > 0 ? [make('section', { class: 'remarks' }, ...remarks)] : []),
    ...(hasFindings
      ? [make('section', { class: 'files' }, make('h2', {}, 'Rules'), ruleTable())]
      : []),
    ...(data.files.length > 0
      ? [make('section', { class: 'files' }, make('h2', {}, 'Files'), fileTable())]
      : []),
    make(
      'section',
      { class: 'sites' },
      make('h2', {}, 'Findings'),
      filters,
      nothing,
      ...sections.map(({ element }) => element),
    ),
    keys,
  ),
);

/** Every attribute, property, slot and event of the element, to be tried while it works. */
import type { ViciEventMap } from '../events.js';
import type { ViciAgentControls } from '../vici-agent-controls/vici-agent-controls.js';
import type { Hideable } from '../vici-agent-controls/view.js';
import { byId } from './page.js';

const FIRST_AGENT = 1000;
const AGENTS = 12;
const KEPT_EVENTS = 100;
const HIDEABLE: readonly Hideable[] = [
  'pause',
  'hold',
  'hangup',
  'dial',
  'keypad',
  'transfer',
  'third-party',
  'lead',
  'disposition',
  'more',
  'recording',
  'ingroups',
  'add-lead',
  'switch-lead',
  'timer-action',
  'voicemail',
  'audio',
  'webphone',
  'call-agent',
  'queue',
  'logout',
  'agent',
  'calls',
  'state',
  'timer',
  'connection',
  'controls',
  'tools',
];
/** Name: what the light theme has. */
const COLORS = {
  accent: '#1f57cf',
  'on-accent': '#ffffff',
  background: '#ffffff',
  text: '#17202b',
  muted: '#566272',
  line: '#e3e7ec',
  danger: '#c0282d',
  raised: '#ffffff',
} as const;
const EVENTS: readonly (keyof ViciEventMap)[] = [
  'vici-ready',
  'vici-state-changed',
  'vici-call-started',
  'vici-call-ended',
  'vici-disposition',
  'vici-command',
  'vici-connection',
  'vici-error',
];

const controls = document.querySelector('vici-agent-controls') as ViciAgentControls;
const form = byId('settings', HTMLFormElement);
const stage = byId('stage', HTMLElement);
const width = byId('width', HTMLInputElement);
/** Variables that were changed. */
const style = new Map<string, string>();

function field(name: string): HTMLInputElement | HTMLSelectElement {
  const found = form.elements.namedItem(name);
  if (found instanceof HTMLInputElement || found instanceof HTMLSelectElement) return found;
  throw new Error(`the form has no ${name}`);
}

function isChecked(name: string): boolean {
  const found = field(name);
  return found instanceof HTMLInputElement && found.checked;
}

function addCheck(into: HTMLElement, name: string, text: string): void {
  const label = document.createElement('label');
  label.className = 'check';
  const input = Object.assign(document.createElement('input'), { type: 'checkbox', name });
  label.append(input, ` ${text}`);
  into.append(label);
}

function addColor(name: string, value: string): void {
  const label = document.createElement('label');
  const input = Object.assign(document.createElement('input'), { type: 'color', value });
  input.setAttribute('value', value);
  input.addEventListener('input', () => setVariable(`--vici-${name}`, input.value));
  label.append(name, input);
  byId('colors', HTMLElement).append(label);
}

function setVariable(name: string, value: string): void {
  style.set(name, value);
  controls.style.setProperty(name, value);
  showTag();
}

function set(name: string, value: string | undefined): void {
  if (value === undefined) controls.removeAttribute(name);
  else if (controls.getAttribute(name) !== value) controls.setAttribute(name, value);
}

async function fetchToken(agent: string): Promise<string> {
  const response = await fetch(`/demo/token?agent_user=${agent}`);
  if (!response.ok) throw new Error(`no token: ${response.status}`);
  return ((await response.json()) as { token: string }).token;
}

/** Which agent and kind of tokens are set. */
let connected = '';

async function connect(agent: string, tokens: string): Promise<void> {
  if (connected === `${agent} ${tokens}`) return;
  connected = `${agent} ${tokens}`;
  const token = tokens === 'token' ? await fetchToken(agent) : undefined;
  if (connected !== `${agent} ${tokens}`) return;
  controls.getToken = tokens === 'getToken' ? () => fetchToken(agent) : undefined;
  set('token-url', tokens === 'token-url' ? `/demo/token?agent_user=${agent}` : undefined);
  set('token', token);
  set('agent-user', agent);
  showTag();
}

function apply(): void {
  void connect(field('agent').value, field('tokens').value);
  set('layout', field('layout').value);
  set('theme', field('theme').value);
  set('lang', field('lang').value || undefined);
  controls.toggleAttribute('click-to-dial', isChecked('click-to-dial'));
  set('hide', HIDEABLE.filter((name) => isChecked(`hide-${name}`)).join(' ') || undefined);
  for (const slot of ['header', 'footer']) slotText(slot, isChecked(slot));
  showTag();
}

function slotText(slot: string, shown: boolean): void {
  controls.querySelector(`[slot=${slot}]`)?.remove();
  if (!shown) return;
  const text = Object.assign(document.createElement('small'), { slot });
  text.textContent = `slot ${slot}`;
  controls.append(text);
}

function showTag(): void {
  const names = [
    ...['hub', 'agent-user', 'token-url', 'token', 'layout', 'theme', 'lang', 'hide'],
    'click-to-dial',
  ];
  const lines = names.flatMap((name) => {
    const value = controls.getAttribute(name);
    if (value === null) return [];
    const shown = name === 'token' ? '…' : name === 'hub' ? 'wss://hub.example.com/ws' : value;
    return shown === '' ? [`  ${name}`] : [`  ${name}="${shown}"`];
  });
  const inside = [...controls.children].map((child) => `  ${child.outerHTML}\n`).join('');
  const variables = [...style].map(([name, value]) => `  ${name}: ${value};\n`).join('');
  byId('tag', HTMLElement).textContent = [
    '<script type="module" src="https://hub.example.com/widget/vici-agent-controls.js"></script>',
    `<vici-agent-controls\n${lines.join('\n')}\n>${inside && `\n${inside}`}</vici-agent-controls>`,
    ...(controls.getToken ? ['controls.getToken = () => …;'] : []),
    ...(variables ? [`vici-agent-controls {\n${variables}}`] : []),
  ].join('\n\n');
}

function log(name: string, detail: unknown): void {
  const line = document.createElement('li');
  const title = document.createElement('b');
  title.textContent = name;
  const time = new Date().toLocaleTimeString([], { hour12: false });
  line.append(`${time} `, title, ` ${JSON.stringify(detail) ?? 'undefined'}`);
  const list = byId('log', HTMLOListElement);
  list.prepend(line);
  while (list.children.length > KEPT_EVENTS) list.lastElementChild?.remove();
}

function showWidth(): void {
  stage.style.setProperty('inline-size', `calc(${width.value}px + 0.6rem)`);
  byId('width-shown', HTMLOutputElement).value = `${width.value} px`;
}

const agents = field('agent');
for (let user = FIRST_AGENT; user < FIRST_AGENT + AGENTS; user += 1) {
  if (agents instanceof HTMLSelectElement) agents.add(new Option(`${user}`));
}
for (const name of HIDEABLE) addCheck(byId('hide', HTMLElement), `hide-${name}`, name);
for (const [name, value] of Object.entries(COLORS)) addColor(name, value);
for (const name of ['radius', 'font-size']) {
  const input = field(name);
  input.addEventListener('input', () => setVariable(`--vici-${name}`, `${input.value}px`));
}
for (const type of EVENTS) {
  controls.addEventListener(type, (event) => log(type, (event as CustomEvent).detail));
}
form.addEventListener('change', apply);
form.addEventListener('submit', (event) => event.preventDefault());
form.addEventListener('reset', () => {
  for (const name of style.keys()) controls.style.removeProperty(name);
  style.clear();
  queueMicrotask(apply);
});
width.addEventListener('input', showWidth);
byId('dial', HTMLButtonElement).addEventListener('click', () => {
  // What fails is shown by the element and in the list of events.
  controls.dial(field('number').value).catch(() => {});
});
byId('call', HTMLButtonElement).addEventListener('click', () => {
  controls.call('external_pause', { value: 'PAUSE' }).catch(() => {});
});
byId('session', HTMLButtonElement).addEventListener('click', () =>
  log('session', controls.session),
);
byId('clear', HTMLButtonElement).addEventListener('click', () =>
  byId('log', HTMLOListElement).replaceChildren(),
);
byId('copy', HTMLButtonElement).addEventListener('click', async ({ currentTarget }) => {
  await navigator.clipboard.writeText(byId('tag', HTMLElement).textContent ?? '');
  if (currentTarget instanceof HTMLElement) currentTarget.textContent = 'Copied';
});
showWidth();
apply();

/** A page on the wall: the board fills it, the bar above chooses what it shows. */
import { byId } from './page.js';

const query = new URLSearchParams(location.search);
const board = document.querySelector('vici-agent-board');
const themes = ['dark', 'light', 'auto'];
const campaign = byId('campaign', HTMLSelectElement);
const theme = byId('theme', HTMLSelectElement);
const language = byId('language', HTMLSelectElement);

campaign.value = query.get('campaigns') ?? '';
if (themes.includes(query.get('theme') ?? '')) theme.value = query.get('theme') ?? 'dark';
if (query.get('lang') === 'es') language.value = 'es';
show();
for (const select of [campaign, theme, language]) select.addEventListener('change', choose);

function choose(): void {
  const chosen = new URLSearchParams({
    campaigns: campaign.value,
    theme: theme.value,
    lang: language.value,
  });
  history.replaceState(null, '', `?${chosen}`);
  show();
}

function show(): void {
  document.documentElement.dataset.theme = theme.value;
  document.documentElement.lang = language.value;
  board?.setAttribute('theme', theme.value);
  board?.setAttribute('campaigns', campaign.value);
  // In this call centre each campaign has one in-group, named after it.
  board?.setAttribute('queues', campaign.value && `${campaign.value},${campaign.value}_IN`);
}

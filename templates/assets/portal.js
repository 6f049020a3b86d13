/* Makes pages more comfortable; each works without it. */

/** Shows a photograph before it is sent. */
for (const input of document.querySelectorAll('input[type=file][data-preview]')) {
  input.addEventListener('change', () => {
    const image = document.querySelector(`#${input.dataset.preview}`);
    const [file] = input.files;
    image.hidden = !file?.type.startsWith('image/');
    if (!image.hidden) image.src = URL.createObjectURL(file);
  });
}

const PAUSE_MS = 1200;

/** Keeps what has been typed in a form so far, a moment after the last key. */
function saveByItself(form) {
  const said = form.querySelector('[data-said]');
  let timer;
  let saving;
  const save = async () => {
    const body = new URLSearchParams(new FormData(form));
    body.set('quietly', 'yes');
    const reply = await fetch(form.action, { method: 'POST', body }).catch(() => undefined);
    const isJson = reply?.headers.get('Content-Type')?.startsWith('application/json');
    if (!reply?.ok || !isJson) {
      said.textContent = said.dataset.unsaved;
      return;
    }
    const { version } = await reply.json();
    form.elements.version.value = version;
    said.textContent = said.dataset.said;
  };
  const begin = () => {
    saving = save().finally(() => {
      saving = undefined;
    });
  };
  form.addEventListener('input', () => {
    clearTimeout(timer);
    timer = setTimeout(() => (saving ? saving.then(begin) : begin()), PAUSE_MS);
  });
  form.addEventListener('submit', (event) => {
    clearTimeout(timer);
    if (!saving) return;
    // The save under way gives the form its version; only then can it be sent.
    event.preventDefault();
    const { submitter } = event;
    void saving.then(() => setTimeout(() => form.requestSubmit(submitter)));
  });
}

for (const form of document.querySelectorAll('form[data-saves]')) saveByItself(form);

/** On a phone the menu is a row to be swept: where one is, is in sight. */
for (const link of document.querySelectorAll('.desk-menu [aria-current]')) {
  const row = link.closest('.desk-menu');
  row.scrollLeft = link.offsetLeft - row.offsetLeft - 16;
}

/** Within a list, j and k go down and up; Enter opens, as for any link. Elsewhere the keys keep their meaning. */
for (const list of document.querySelectorAll('[data-rows]')) {
  list.addEventListener('keydown', (event) => {
    const step = { j: 1, k: -1 }[event.key];
    if (!step || event.ctrlKey || event.metaKey || event.altKey) return;
    const links = [...list.querySelectorAll('tbody td:first-child a')];
    const at = links.indexOf(document.activeElement);
    const next = at === -1 ? 0 : Math.min(Math.max(at + step, 0), links.length - 1);
    links[next]?.focus();
    event.preventDefault();
  });
}

/** Sends a large file with a bar that says how far it is; the answer is the page that follows. */
function showProgress(form) {
  const bar = form.querySelector('progress');
  const said = form.querySelector('[data-progress-said]');
  form.addEventListener('submit', (event) => {
    event.preventDefault();
    const request = new XMLHttpRequest();
    request.open('POST', form.action);
    request.upload.addEventListener('progress', ({ loaded, total }) => {
      const percent = Math.round((loaded / Math.max(total, 1)) * 100);
      bar.hidden = false;
      bar.value = percent;
      said.textContent = `${said.dataset.progressSaid} ${percent} %`;
    });
    request.addEventListener('load', () => {
      if (request.status < 400 && request.responseURL !== form.action) {
        location.assign(request.responseURL);
        return;
      }
      const reply = new DOMParser().parseFromString(request.responseText, 'text/html');
      document.querySelector('main').replaceWith(reply.querySelector('main'));
      wake();
    });
    request.addEventListener('error', () => form.submit());
    request.send(new FormData(form));
  });
}

const RENEW_AFTER_MS = 2000;

/** Renews a part of the page while something goes on in the background, and all of it at the end. */
function keepAlive(part) {
  setTimeout(async () => {
    const reply = await fetch(location.href).catch(() => undefined);
    if (!reply?.ok) return;
    const page = new DOMParser().parseFromString(await reply.text(), 'text/html');
    const renewed = page.querySelector('[data-live]');
    if (!renewed) {
      location.reload();
      return;
    }
    part.replaceChildren(...renewed.childNodes);
    keepAlive(part);
  }, RENEW_AFTER_MS);
}

/** Wakes what has come with a page, and leads the reader to what is wrong with a form. */
function wake() {
  document.querySelector('#problems')?.focus();
  for (const form of document.querySelectorAll('form[data-progress]')) showProgress(form);
  for (const part of document.querySelectorAll('[data-live]')) keepAlive(part);
}

wake();

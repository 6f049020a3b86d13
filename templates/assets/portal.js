/* Makes pages more comfortable; each works without it. */

/** Leads the reader to what is wrong with a form. */
document.querySelector('#problems')?.focus();

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

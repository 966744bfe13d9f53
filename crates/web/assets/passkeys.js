// Passkeys: brings questions of the site to the authenticator and its answers back. Everything else works without it.
(() => {
  if (!window.PublicKeyCredential || !window.isSecureContext) return;

  const fromText = (text) => Uint8Array.from(atob(text.replace(/-/g, '+').replace(/_/g, '/')), (c) => c.charCodeAt(0));
  const toText = (buffer) =>
    btoa(String.fromCharCode(...new Uint8Array(buffer))).replace(/\+/g, '-').replace(/\//g, '_').replace(/=+$/, '');

  const withBytes = (options) => {
    options.challenge = fromText(options.challenge);
    if (options.user) options.user.id = fromText(options.user.id);
    for (const list of [options.excludeCredentials, options.allowCredentials]) {
      for (const one of list || []) one.id = fromText(one.id);
    }
    return options;
  };

  const answerOf = (credential) => {
    const response = {};
    for (const name of ['clientDataJSON', 'attestationObject', 'authenticatorData', 'signature', 'userHandle']) {
      if (credential.response[name]) response[name] = toText(credential.response[name]);
    }
    const { id, type } = credential;
    return JSON.stringify({ id, type, rawId: toText(credential.rawId), response, extensions: {} });
  };

  const ask = async (form) => {
    const answer = await fetch(form.dataset.begin, { method: 'POST', body: new URLSearchParams(new FormData(form)) });
    if (answer.redirected) return location.assign(answer.url);
    if (!answer.ok) throw new Error(String(answer.status));
    const { ticket, options } = await answer.json();
    const publicKey = withBytes(options.publicKey);
    const isNew = form.dataset.passkey === 'add';
    const credential = isNew
      ? await navigator.credentials.create({ publicKey })
      : await navigator.credentials.get({ publicKey });
    form.elements.ticket.value = ticket;
    form.elements.answer.value = answerOf(credential);
    form.submit();
  };

  for (const form of document.querySelectorAll('form[data-passkey]')) {
    form.hidden = false;
    form.addEventListener('submit', (event) => {
      event.preventDefault();
      const said = form.querySelector('[role=alert]');
      said.textContent = '';
      ask(form).catch(() => { said.textContent = said.dataset.words; });
    });
  }
})();

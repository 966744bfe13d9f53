// Keying of paper questionnaires: one key an answer, no wait for the server between sheets.
// What is keyed waits in this browser until the server has it; nothing in it names a person.
'use strict';
(() => {
  const form = document.getElementById('keying');
  const panel = document.getElementById('queue');
  if (!form || !panel) return;
  const code = panel.dataset.code;
  const second = panel.dataset.second;
  const place = `otklik.keying.${code}.${second || '0'}`;
  const number = form.elements.namedItem('number');
  const rows = [...form.querySelectorAll('[data-question]')];
  const state = document.getElementById('queue-state');
  const list = document.getElementById('queue-faults');
  let memory = { waiting: [], faults: [], saved: 0, last: '' };
  let at = -1;
  let trail = [];
  let isSending = false;
  let isAway = '';

  try {
    const kept = JSON.parse(localStorage.getItem(place) || 'null');
    if (kept && Array.isArray(kept.waiting) && Array.isArray(kept.faults)) memory = { ...memory, ...kept, saved: 0 };
  } catch { /* An unreadable memory is an empty one. */ }

  const keep = () => {
    try {
      localStorage.setItem(place, JSON.stringify(memory));
    } catch { isAway = 'браузер не даёт сохранить очередь: не закрывайте страницу'; }
  };

  const id = () => {
    const b = crypto.getRandomValues(new Uint8Array(16));
    b[6] = (b[6] & 15) | 64;
    b[8] = (b[8] & 63) | 128;
    const h = [...b].map((x) => x.toString(16).padStart(2, '0')).join('');
    return `${h.slice(0, 8)}-${h.slice(8, 12)}-${h.slice(12, 16)}-${h.slice(16, 20)}-${h.slice(20)}`;
  };

  const line = (...parts) => {
    const item = document.createElement('li');
    item.append(...parts);
    list.append(item);
  };

  const show = () => {
    const where = at < 0 ? 'номер бланка' : at < rows.length ? `вопрос ${at + 1} из ${rows.length}` : 'Enter — сохранить бланк';
    state.textContent = `Сохранено ${memory.saved}, ждут ${memory.waiting.length}. Сейчас: ${where}.${isAway ? ` Связи нет: ${isAway}.` : ''}`;
    list.replaceChildren();
    memory.faults.forEach((fault, i) => {
      const again = document.createElement('button');
      again.type = 'button';
      again.className = 'govuk-button govuk-button--secondary';
      again.textContent = `Исправить бланк ${fault.fields.number}`;
      again.addEventListener('click', () => {
        memory.faults.splice(i, 1);
        fill(fault.fields);
        keep();
        show();
      });
      line(`${fault.text} `, again);
    });
    (memory.disputed || []).forEach((it) => {
      const link = document.createElement('a');
      link.className = 'govuk-link';
      link.href = `/cabinet/keying/${code}/settle?number=${encodeURIComponent(it.number)}`;
      link.textContent = 'посмотреть и решить';
      line(`Бланк ${it.number}: расходятся вопросы ${it.questions.join(', ')}: `, link);
    });
  };

  const radios = (row) => [...row.querySelectorAll('input[type=radio]')];
  const field = (row) => row.querySelector('input[type=text], textarea');

  const go = (to) => {
    rows.forEach((row, i) => row.classList.toggle('o-key--now', i === to));
    at = to;
    if (at < 0) number.focus();
    else if (at >= rows.length) form.querySelector('button[type=submit]').focus();
    else {
      const row = rows[at];
      const target = field(row) || radios(row).find((it) => it.checked) || radios(row)[0];
      target.focus();
      row.scrollIntoView({ block: 'center' });
    }
    show();
  };

  const answered = (to) => {
    trail.push(at);
    go(to);
  };

  const fill = (fields) => {
    form.reset();
    number.value = fields.number;
    form.elements.namedItem('id').value = fields.id;
    for (const row of rows) {
      const value = fields[row.dataset.question] || '';
      if (field(row)) field(row).value = value;
      else radios(row).forEach((it) => { it.checked = it.value === value; });
    }
    trail = [];
    go(-1);
  };

  const clear = () => {
    form.reset();
    number.value = '';
    rows.forEach((row) => (field(row) ? (field(row).value = '') : radios(row).forEach((it) => { it.checked = false; })));
    form.elements.namedItem('id').value = id();
    trail = [];
    go(-1);
  };

  const take = () => {
    if (!number.value.trim()) return go(-1);
    const fields = {};
    for (const [name, value] of new FormData(form)) if (name !== 'token' && value !== '') fields[name] = value;
    memory.waiting.push({ what: 'send', fields });
    memory.last = fields.number;
    keep();
    clear();
    send();
  };

  const post = (one) => {
    const body = new URLSearchParams({ ...one.fields, token: form.elements.namedItem('token').value });
    if (one.what === 'undo') body.set('answer', 'json');
    return fetch(`/cabinet/keying/${code}/${one.what}`, { method: 'POST', body, redirect: 'manual' });
  };

  // One after another in the order they were keyed; what is answered leaves the queue, never before.
  const send = async () => {
    if (isSending) return;
    isSending = true;
    while (memory.waiting.length > 0) {
      const one = memory.waiting[0];
      let answer;
      let said;
      try {
        answer = await post(one);
        said = answer.ok || answer.status === 422 ? await answer.json() : null;
      } catch { said = null; }
      if (!said) {
        const isOut = answer && (answer.type === 'opaqueredirect' || answer.status === 403);
        isAway = isOut ? 'войдите снова и обновите страницу, ничего не потеряно' : 'введённое сохранено здесь и уйдёт само';
        if (!isOut) setTimeout(send, 3000);
        break;
      }
      isAway = '';
      memory.waiting.shift();
      if (!answer.ok) memory.faults.push({ text: `Бланк ${one.fields.number}: ${said.fault}`, fields: one.fields });
      else if (one.what === 'undo') memory.saved = Math.max(0, memory.saved - 1);
      else memory.saved += 1;
      if (said.state === 'differs') memory.disputed = [...(memory.disputed || []), { number: one.fields.number, questions: said.questions }];
      keep();
      show();
    }
    isSending = false;
    show();
  };

  const undoSheet = () => {
    if (!memory.last) return;
    const waits = memory.waiting.findLastIndex((it) => it.what === 'send' && it.fields.number === memory.last);
    // The first one may be on its way already.
    if (waits > 0 || (waits === 0 && !isSending)) memory.waiting.splice(waits, 1);
    else memory.waiting.push({ what: 'undo', fields: { number: memory.last, second } });
    memory.last = '';
    keep();
    send();
    go(-1);
  };

  form.addEventListener('submit', (event) => {
    event.preventDefault();
    take();
  });
  document.getElementById('undo-sheet').addEventListener('click', undoSheet);
  window.addEventListener('online', send);

  document.addEventListener('keydown', (event) => {
    if (event.ctrlKey || event.altKey || event.metaKey || !form.contains(event.target)) return;
    const row = rows[at];
    const own = row && field(row);
    if (event.target === number) {
      if (event.key === 'Enter') {
        event.preventDefault();
        if (number.value.trim()) answered(0);
      }
      return;
    }
    if (event.key === 'Backspace' && !(own && own.value)) {
      event.preventDefault();
      if (trail.length === 0) return;
      const before = trail.pop();
      if (before >= 0 && !field(rows[before])) radios(rows[before]).forEach((it) => { it.checked = false; });
      go(before);
      return;
    }
    if (at >= rows.length) return;
    if (own) {
      // A line break is made with Shift, so that Enter goes on everywhere.
      if (event.key === 'Enter' && !event.shiftKey) {
        event.preventDefault();
        answered(at + 1);
      }
      return;
    }
    if (!row) return;
    const key = event.key === ' ' ? '0' : event.key;
    const chosen = radios(row).find((it) => it.dataset.key === key);
    if (chosen || event.key === 'Enter') {
      event.preventDefault();
      if (chosen) chosen.checked = true;
      answered(at + 1);
    }
  });

  // A click of the mouse or a tap moves there too.
  rows.forEach((row, i) => row.addEventListener('focusin', () => {
    if (at !== i) {
      at = i;
      rows.forEach((it, n) => it.classList.toggle('o-key--now', n === i));
      show();
    }
  }));

  panel.hidden = false;
  if (!number.value) form.elements.namedItem('id').value = id();
  go(-1);
  send();
})();

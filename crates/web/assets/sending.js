// Sends «сделано» with its photo and keeps it in this telephone until the server says that it is kept: a bad connection,
// a closed page and a second press lose and double nothing. Without it the form's own button does.
(() => {
  "use strict";
  const forms = [...document.querySelectorAll("form[data-sends]")];
  if (!window.fetch || !window.indexedDB) return;
  const SIDE_MAX = 1600;
  const WAIT = 90000;
  // The page says whose visit this is; at a door nobody is in yet.
  const token = document.currentScript?.dataset.token || "";
  const status = document.createElement("p");
  status.className = "o-saving";
  status.setAttribute("role", "status");
  const heading = document.querySelector("h1");
  heading?.after(status);
  const say = (words, isWrong) => {
    status.textContent = words;
    status.classList.toggle("o-saving--wrong", !!isWrong);
  };

  const opened = new Promise((resolve, reject) => {
    const asked = indexedDB.open("otklik-mine", 1);
    asked.onupgradeneeded = () => asked.result.createObjectStore("said", { keyPath: "name" });
    asked.onsuccess = () => resolve(asked.result);
    asked.onerror = () => reject(asked.error);
  });
  const inStore = async (mode, verb) => {
    const base = await opened;
    return new Promise((resolve, reject) => {
      const change = base.transaction("said", mode, mode === "readwrite" ? { durability: "strict" } : {});
      const asked = verb(change.objectStore("said"));
      change.oncomplete = () => resolve(asked.result);
      change.onerror = change.onabort = () => reject(change.error);
    });
  };
  const keep = (said) => inStore("readwrite", (store) => store.put(said));
  const forget = (said) => inStore("readwrite", (store) => store.delete(said.name));
  const kept = () => inStore("readonly", (store) => store.getAll());

  // A photo of a telephone is ten times larger than what will be kept of it.
  const smaller = async (file) => {
    try {
      const picture = await createImageBitmap(file, { imageOrientation: "from-image" });
      const scale = Math.min(1, SIDE_MAX / Math.max(picture.width, picture.height));
      if (scale === 1 && file.size < 600000) return file;
      const canvas = document.createElement("canvas");
      [canvas.width, canvas.height] = [picture.width * scale, picture.height * scale].map(Math.round);
      canvas.getContext("2d").drawImage(picture, 0, 0, canvas.width, canvas.height);
      const blob = await new Promise((resolve) => canvas.toBlob(resolve, "image/jpeg", 0.85));
      return blob && blob.size < file.size ? new File([blob], "photo.jpg", { type: "image/jpeg" }) : file;
    } catch {
      return file;
    }
  };

  const saidBy = async (form) => {
    const said = { name: form.elements.namedItem("name").value, action: form.action, fields: [], photos: [] };
    for (const [name, value] of new FormData(form)) {
      if (typeof value === "string") said.fields.push([name, value]);
      else if (value.size) said.photos.push([name, await smaller(value)]);
    }
    return said;
  };

  // «kept», «refused» or «waits».
  const send = async (said) => {
    const body = new FormData();
    for (const [name, value] of said.fields) body.append(name, name === "token" ? token : value);
    for (const [name, file] of said.photos) body.append(name, file, file.name || "photo.jpg");
    const stop = new AbortController();
    const timer = setTimeout(() => stop.abort(), WAIT);
    try {
      const answer = await fetch(said.action, {
        method: "POST", body, redirect: "manual", credentials: "same-origin", signal: stop.signal,
      });
      if (answer.type === "opaqueredirect" || answer.ok) return "kept";
      return answer.status >= 400 && answer.status < 500 && answer.status !== 404 && answer.status !== 429 ? "refused" : "waits";
    } catch {
      return "waits";
    } finally {
      clearTimeout(timer);
    }
  };

  const AT_DOOR = "В этом телефоне лежит отметка, которая ещё не ушла. Войдите по своей ссылке: отправим её сами";
  const WAITS = "Нет связи. Отметка и снимок лежат в этом телефоне: отправим сами, когда связь появится";
  let isBusy = false;
  const sendAll = async () => {
    if (isBusy) return;
    isBusy = true;
    try {
      if (!token) {
        if ((await kept()).length) say(AT_DOOR);
        return;
      }
      let [nSent, isWaiting] = [0, false];
      for (const said of await kept()) {
        const became = await send(said);
        if (became === "kept") nSent += 1;
        if (became === "waits") isWaiting = true;
        else await forget(said);
        if (became === "refused") say("Одну отметку сервер не принял: откройте мероприятие и отметьте заново", true);
      }
      if (isWaiting) say(WAITS, true);
      else if (nSent) location.assign("/m?done=said-done");
    } catch {
      // Without a place to keep things the form's own button does.
    } finally {
      isBusy = false;
    }
  };

  for (const form of forms) {
    form.addEventListener("submit", async (event) => {
      event.preventDefault();
      const button = form.querySelector("button[type=submit]");
      if (button.disabled) return;
      button.disabled = true;
      say("Отправляем…");
      const plainly = () => {
        button.disabled = false;
        form.submit();
      };
      let said;
      try {
        said = await saidBy(form);
        await keep(said);
      } catch {
        return plainly();
      }
      const became = await send(said);
      if (became === "waits") {
        say(WAITS, true);
        button.disabled = false;
        return undefined;
      }
      await forget(said);
      // What is wrong is said by the server's own page.
      if (became === "refused") return plainly();
      location.assign("/m?done=said-done");
      return undefined;
    });
  }
  addEventListener("online", sendAll);
  setInterval(() => status.classList.contains("o-saving--wrong") && sendAll(), 20000);
  sendAll();
})();

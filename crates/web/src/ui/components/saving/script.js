// Saves each answer of a form as it is given; without it the form's own buttons do.
(() => {
  const form = document.querySelector("form[data-saves]");
  if (!form || !window.fetch) return;
  const status = document.createElement("p");
  status.className = "o-saving";
  status.setAttribute("role", "status");
  form.prepend(status);
  const say = (words, isWrong) => {
    status.textContent = words;
    status.classList.toggle("o-saving--wrong", isWrong);
  };
  // One after another, so that the last word counts.
  let before = Promise.resolve();
  const send = async (body) => {
    say("Сохраняем…", false);
    try {
      // Buttons of the form are named «action» too: the property would be those.
      const answer = await fetch(form.getAttribute("action"), { method: "POST", body, redirect: "manual", credentials: "same-origin" });
      const isKept = answer.type === "opaqueredirect" || answer.ok;
      say(isKept ? "Сохранено" : "Не сохранено: нажмите «Сохранить», и покажем почему", !isKept);
    } catch {
      say("Не сохранено: нет связи. Отметки остались на странице, нажмите «Сохранить», когда связь появится", true);
    }
  };
  form.addEventListener("change", ({ target }) => {
    if (!target.name || target.type === "file") return;
    const item = target.name.slice(target.name.indexOf("-"));
    const body = new FormData();
    for (const [name, value] of new FormData(form)) {
      const isOfItem = name === `value${item}` || name === `note${item}` || name === `address${item}`;
      if (name === "token" || isOfItem) body.append(name, value);
    }
    body.append("action", "stay");
    // A note without a mark waits for its mark.
    if (body.get(`value${item}`)) before = before.then(() => send(body));
  });
})();

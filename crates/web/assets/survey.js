// The questionnaire works without this. With it: digits and arrows choose answers, a kiosk begins again after a minute.
(function () {
  "use strict";
  var questions = Array.prototype.slice.call(document.querySelectorAll("fieldset"));
  var hint = document.getElementById("keys");
  var isOff = false;
  try { isOff = sessionStorage.getItem("keys") === "off"; } catch (e) { isOff = false; }

  function radios(question) { return question ? question.querySelectorAll("input[type=radio]") : []; }
  function isAnswered(question) { return !!question.querySelector("input:checked"); }
  function current() {
    var at = document.activeElement && document.activeElement.closest ? document.activeElement.closest("fieldset") : null;
    if (at) return at;
    for (var i = 0; i < questions.length; i++) if (!isAnswered(questions[i])) return questions[i];
    return null;
  }
  function go(question) {
    var all = radios(question);
    if (!all.length) return;
    var chosen = question.querySelector("input:checked") || all[0];
    chosen.focus();
  }
  function isTyping(target) {
    return /^(TEXTAREA|SELECT)$/.test(target.tagName) || (target.tagName === "INPUT" && target.type !== "radio");
  }
  if (hint && questions.length) {
    hint.hidden = false;
    var say = function () {
      hint.firstChild.nodeValue = isOff ? "Клавиши 1, 2 и стрелки выключены. " : "Клавиши 1, 2 и стрелки выбирают ответ. ";
      hint.querySelector("button").textContent = isOff ? "Включить" : "Выключить";
    };
    say();
    hint.querySelector("button").addEventListener("click", function () {
      isOff = !isOff;
      try { sessionStorage.setItem("keys", isOff ? "off" : "on"); } catch (e) { /* kept for this page only */ }
      say();
    });
    document.addEventListener("keydown", function (event) {
      if (isOff || event.ctrlKey || event.altKey || event.metaKey || isTyping(event.target)) return;
      var question = current();
      var n = Number(event.key);
      if (n >= 1 && n <= 9 && question) {
        var wanted = radios(question)[n - 1];
        if (!wanted) return;
        event.preventDefault();
        wanted.checked = true;
        var next = questions[questions.indexOf(question) + 1];
        if (next) go(next); else wanted.focus();
      } else if ((event.key === "ArrowDown" || event.key === "ArrowUp") && event.target === document.body && question) {
        event.preventDefault();
        go(question);
      }
    });
  }

  var start = document.body.getAttribute("data-start");
  var box = document.getElementById("idle");
  if (start && box) {
    var left = 60;
    var shown = document.getElementById("idle-n");
    var touch = function () { left = 60; box.hidden = true; };
    ["pointerdown", "keydown", "input", "scroll"].forEach(function (name) {
      document.addEventListener(name, touch, { passive: true });
    });
    document.getElementById("idle-go").addEventListener("click", touch);
    setInterval(function () {
      left -= 1;
      if (left <= 0) { location.replace(start); return; }
      if (left === 20) { box.hidden = false; document.getElementById("idle-go").focus(); }
      if (left <= 20) shown.textContent = String(left);
    }, 1000);
  }
})();

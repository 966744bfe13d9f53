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

// While a person answers, the browser works in slices of 8 ms (SHA-256 with zero bits in front): nobody waits for it.
(function () {
  "use strict";
  var words = document.body.getAttribute("data-work");
  var form = document.querySelector("form.o-survey");
  if (!words || !form || words.length < 64) return;
  var pieces = Number(words.split(".")[0]), bits = Number(words.split(".")[1]);
  var found = [], number = 0;
  try { found = JSON.parse(sessionStorage.getItem("work:" + words)) || []; } catch (e) { found = []; }
  var K = [], first = [], n, i;
  for (n = 2; K.length < 64; n++) {
    for (i = 2; i * i <= n && n % i; i++);
    if (i * i <= n) continue;
    if (first.length < 8) first.push(fraction(Math.sqrt(n)));
    K.push(fraction(Math.pow(n, 1 / 3)));
  }
  function fraction(x) { return ((x - Math.floor(x)) * 4294967296) | 0; }
  function turn(x, by) { return (x >>> by) | (x << (32 - by)); }
  var W = new Int32Array(64);
  function add(state, text) {
    var i, a = state[0], b = state[1], c = state[2], d = state[3], e = state[4], f = state[5], g = state[6], h = state[7];
    for (i = 0; i < 16; i++) {
      W[i] = (text.charCodeAt(4 * i) << 24) | (text.charCodeAt(4 * i + 1) << 16) | (text.charCodeAt(4 * i + 2) << 8) | text.charCodeAt(4 * i + 3);
    }
    for (i = 16; i < 64; i++) {
      var x = W[i - 15], y = W[i - 2];
      W[i] = W[i - 16] + (turn(x, 7) ^ turn(x, 18) ^ (x >>> 3)) + W[i - 7] + (turn(y, 17) ^ turn(y, 19) ^ (y >>> 10));
    }
    for (i = 0; i < 64; i++) {
      var one = (h + (turn(e, 6) ^ turn(e, 11) ^ turn(e, 25)) + ((e & f) ^ (~e & g)) + K[i] + W[i]) | 0;
      var two = ((turn(a, 2) ^ turn(a, 13) ^ turn(a, 22)) + ((a & b) ^ (a & c) ^ (b & c))) | 0;
      h = g; g = f; f = e; e = (d + one) | 0; d = c; c = b; b = a; a = (one + two) | 0;
    }
    return [state[0] + a, state[1] + b, state[2] + c, state[3] + d, state[4] + e, state[5] + f, state[6] + g, state[7] + h];
  }
  var middle = add(first, words.slice(0, 64)), rest = words.slice(64), blank = new Array(65).join("\0");
  function isRight(piece, number) {
    var tail = rest + "." + piece + "." + number, length = (64 + tail.length) * 8;
    var block = (tail + "\u0080" + blank).slice(0, 62) + String.fromCharCode(length >>> 8, length & 255);
    return (add(middle, block)[0] >>> (32 - bits)) === 0;
  }
  function tell() {
    var field = document.createElement("input");
    field.type = "hidden"; field.name = "work";
    field.value = words + ":" + found.join(",");
    form.appendChild(field);
    if (window.performance && performance.mark) performance.mark("worked");
  }
  function go() {
    var until = Date.now() + 8;
    while (found.length < pieces) {
      if (isRight(found.length, number)) {
        found.push(number); number = 0;
        try { sessionStorage.setItem("work:" + words, JSON.stringify(found)); } catch (e) { }
      } else number++;
      if (!(number & 63) && Date.now() > until) { setTimeout(go, 0); return; }
    }
    tell();
  }
  if (window.performance && performance.mark) performance.mark("work");
  go();
})();

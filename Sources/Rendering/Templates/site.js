// Sends a rating without leaving the page, and says so to whoever listens. Nothing depends on this:
// without it, and whenever something goes wrong, the form is sent as forms are.
for (const form of document.querySelectorAll(".rate form")) {
  const status = form.querySelector("[role=status]");
  let isSending = false;
  // So that what is sent again, since no answer came, is known to be the same.
  const once = document.createElement("input");
  const drawn = [...crypto.getRandomValues(new Uint8Array(16))];
  Object.assign(once, {
    type: "hidden", name: "once", value: drawn.map((byte) => byte.toString(16).padStart(2, "0")).join(""),
  });
  form.append(once);

  form.addEventListener("submit", async (event) => {
    event.preventDefault();
    if (isSending) return;
    isSending = true;
    status.textContent = form.dataset.sending;
    try {
      const answer = await fetch(form.action, {
        method: "POST",
        body: new URLSearchParams(new FormData(form)),
        headers: { Accept: "application/json" },
        signal: AbortSignal.timeout(8000),
      });
      const told = await answer.json();
      status.textContent = told.detail;
      status.className = answer.ok ? "" : "error";
      if (told.figures) form.closest(".rate").querySelector(".figures").textContent = told.figures;
      const first = told.errors && document.getElementById(told.errors[0].field);
      if (first) {
        first.closest("details")?.setAttribute("open", "");
        first.focus();
      }
    } catch {
      status.textContent = "";
      form.submit();
    } finally {
      isSending = false;
    }
  });
}

// Looks for answers that are there already while somebody writes a question, and says how many there
// are. Without it they are shown before the question is sent.
for (const form of document.querySelectorAll(".asking form")) {
  const shown = form.querySelector("[data-found]");
  if (!shown) continue;
  const field = form.elements.question;
  const status = form.querySelector("[role=status]");
  let timer;
  // What was looked for last, and what the answers that are shown were found for.
  let sought = "";
  let found = null;

  form.querySelector("[data-looking]").hidden = false;
  field.addEventListener("input", () => {
    clearTimeout(timer);
    timer = setTimeout(look, 700);
  });
  // Whoever has seen the answers need not be shown them again.
  form.addEventListener("submit", () => {
    form.elements.send.value = found === field.value.trim() ? "1" : "";
  });

  async function look() {
    const text = field.value.trim();
    if (text.length < 10 || text === sought) return;
    sought = text;
    try {
      const answer = await fetch(form.action, {
        method: "POST",
        body: new URLSearchParams({ question: text, looking: "1" }),
        headers: { Accept: "application/json" },
        signal: AbortSignal.timeout(8000),
      });
      if (!answer.ok || text !== sought) return;
      const told = await answer.json();
      show(told);
      if (status.textContent !== told.words) status.textContent = told.words;
      found = text;
    } catch {
      // They are shown when the form is sent.
      sought = "";
    }
  }

  function show({ answers, notice }) {
    shown.hidden = answers.length === 0;
    shown.querySelector("[data-notice]").textContent = notice;
    shown.querySelector("ul").replaceChildren(...answers.map(({ href, title, summary }) => {
      const [entry, link, words] = ["li", "a", "p"].map((name) => document.createElement(name));
      Object.assign(link, { href, target: "_blank", textContent: title });
      words.textContent = summary;
      entry.append(link, words);
      return entry;
    }));
  }
}

// Proposes titles while somebody writes what they look for, as the pattern of an editable combobox has it
// (https://www.w3.org/WAI/ARIA/apg/patterns/combobox/). Without it the form finds the same.
for (const combo of document.querySelectorAll("[data-suggest]")) {
  const field = combo.querySelector("input");
  const list = document.createElement("ul");
  const status = document.createElement("p");
  let timer;
  let chosen = -1;
  let sought = "";

  Object.assign(list, { id: `${field.id}-list`, hidden: true });
  list.setAttribute("role", "listbox");
  // What scrolls can be tabbed to, and nobody can choose there.
  list.tabIndex = -1;
  list.setAttribute("aria-label", field.labels[0].textContent);
  status.setAttribute("aria-live", "polite");
  status.className = "unseen";
  combo.append(list, status);
  for (const [name, value] of Object.entries({
    role: "combobox", "aria-autocomplete": "list", "aria-expanded": "false", "aria-controls": list.id,
  })) field.setAttribute(name, value);

  field.addEventListener("input", () => {
    clearTimeout(timer);
    timer = setTimeout(look, 150);
    // What was chosen stood for other words.
    choose(-1);
  });
  field.addEventListener("blur", close);
  field.addEventListener("keydown", (event) => {
    const steps = { ArrowDown: 1, ArrowUp: -1 };
    if (event.key in steps && list.children.length > 0) {
      event.preventDefault();
      open();
      choose(chosen + steps[event.key]);
    } else if (event.key === "Enter" && chosen >= 0 && !list.hidden) {
      event.preventDefault();
      location.assign(list.children[chosen].dataset.href);
    } else if (event.key === "Escape" && !list.hidden) {
      event.preventDefault();
      close();
    }
  });

  async function look() {
    const text = field.value.trim();
    sought = text;
    if (text.length < 2) return show([]);
    try {
      const address = `${combo.dataset.suggest}?q=${encodeURIComponent(text)}`;
      const answer = await fetch(address, { signal: AbortSignal.timeout(4000) });
      const told = answer.ok ? await answer.json() : [];
      if (text === sought) show(told, combo.dataset.none);
    } catch {
      if (text === sought) show([]);
    }
  }

  function show(suggestions, none = "") {
    list.replaceChildren(...suggestions.map(({ text, kind, href }, number) => {
      const [option, title, words] = ["li", "b", "span"].map((name) => document.createElement(name));
      Object.assign(option, { id: `${list.id}-${number}` });
      option.setAttribute("role", "option");
      option.setAttribute("aria-selected", "false");
      option.dataset.href = href;
      [title.textContent, words.textContent] = [text, kind];
      option.append(title, " ", words);
      option.addEventListener("mousedown", (event) => {
        event.preventDefault();
        if (event.button === 0) location.assign(href);
      });
      return option;
    }));
    choose(-1);
    const { one, many } = combo.dataset;
    const count = suggestions.length;
    status.textContent = count === 0 ? none : count === 1 ? one : many.replace("{0}", count);
    if (count > 0 && document.activeElement === field) open();
    else close();
  }

  // Before the first and behind the last is the field itself.
  function choose(number) {
    const count = list.children.length;
    list.children[chosen]?.setAttribute("aria-selected", "false");
    chosen = number < -1 ? count - 1 : number >= count ? -1 : number;
    const option = list.children[chosen];
    option?.setAttribute("aria-selected", "true");
    option?.scrollIntoView({ block: "nearest" });
    if (option) field.setAttribute("aria-activedescendant", option.id);
    else field.removeAttribute("aria-activedescendant");
  }

  function open() {
    list.hidden = false;
    field.setAttribute("aria-expanded", "true");
  }

  function close() {
    list.hidden = true;
    field.setAttribute("aria-expanded", "false");
    choose(-1);
  }
}

// Asks the browser where the reader is, when they press the button, and sends it once in a body. Without it a
// town is written.
for (const form of document.querySelectorAll("form.near")) {
  const offer = form.querySelector("[data-here]");
  const status = form.querySelector("[role=status]");
  if (!navigator.geolocation) continue;
  offer.hidden = false;
  offer.querySelector("button").addEventListener("click", () => {
    status.textContent = "";
    navigator.geolocation.getCurrentPosition(send, () => {
      status.textContent = form.dataset.failed;
    }, { maximumAge: 600000, timeout: 15000 });
  });

  function send({ coords }) {
    const fields = new FormData(form);
    for (const name of ["near", "town"]) fields.delete(name);
    // To a kilometre: distances are told no more exactly.
    fields.set("lat", coords.latitude.toFixed(2));
    fields.set("lon", coords.longitude.toFixed(2));
    const sent = document.createElement("form");
    Object.assign(sent, { method: "post", action: form.action, hidden: true });
    for (const [name, value] of fields) {
      const field = document.createElement("input");
      Object.assign(field, { type: "hidden", name, value });
      sent.append(field);
    }
    document.body.append(sent);
    sent.submit();
    sent.remove();
  }
}

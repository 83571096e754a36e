// Sends a rating without leaving the page, and says so to whoever listens. Nothing depends on this:
// without it, and whenever something goes wrong, the form is sent as forms are.
for (const form of document.querySelectorAll(".rate form")) {
  const status = form.querySelector("[role=status]");
  let isSending = false;

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

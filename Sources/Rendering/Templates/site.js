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

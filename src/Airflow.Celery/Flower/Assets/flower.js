// Keeps a page up to date: when the server says that something happened, the page is asked for again and its content replaced.
const live = document.body.dataset.live;
if (live) {
  let waiting = false;
  const typing = () => /^(INPUT|TEXTAREA|SELECT)$/.test(document.activeElement?.tagName ?? "");
  const refresh = async () => {
    if (document.hidden || typing() || document.querySelector("#live details[open]")) { waiting = true; return; }
    waiting = false;
    const answer = await fetch(location.href, { headers: { "X-Requested-With": "flower" } });
    if (!answer.ok) return;
    const page = new DOMParser().parseFromString(await answer.text(), "text/html");
    const fresh = page.getElementById("live");
    if (!fresh || typing()) return;
    const focused = document.activeElement?.getAttribute?.("href");
    document.getElementById("live").innerHTML = fresh.innerHTML;
    document.getElementById("updated").textContent = page.getElementById("updated").textContent;
    if (focused) document.querySelector(`#live a[href="${CSS.escape(focused)}"]`)?.focus();
  };
  new EventSource(live).onmessage = () => refresh().catch(() => { waiting = true; });
  const resume = () => { if (waiting) refresh().catch(() => {}); };
  document.addEventListener("visibilitychange", resume);
  document.addEventListener("focusout", () => setTimeout(resume, 0));
}

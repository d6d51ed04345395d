"use strict";
// Moving from value to value by keys; without it the page reads and prints all the same.
(() => {
  const articles = [...document.querySelectorAll("article")];
  const current = () => document.activeElement && document.activeElement.closest("article");
  function move(step) {
    if (!articles.length) return;
    const here = articles.indexOf(current());
    const next = here < 0 ? (step > 0 ? 0 : articles.length - 1) : here + step;
    articles[Math.max(0, Math.min(articles.length - 1, next))].focus();
  }
  document.addEventListener("keydown", (event) => {
    if (event.ctrlKey || event.metaKey || event.altKey) return;
    const article = current();
    const link = article && article.querySelector("h3 a");
    if (event.key === "j") move(1);
    else if (event.key === "k") move(-1);
    else if (event.key === "o" && link) link.click();
    else return;
    event.preventDefault();
  });
})();

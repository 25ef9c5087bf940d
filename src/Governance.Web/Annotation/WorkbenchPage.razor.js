// Mounts the workbench. Its settings are data attributes of the element.
const element = document.getElementById("workbench");
const { project, user, leave, signIn } = element.dataset;

try {
  const { mount } = await import("/js/workbench.js");
  await mount(element, {
    projectId: project,
    userName: user,
    zone: Intl.DateTimeFormat().resolvedOptions().timeZone,
    leaveUrl: leave,
    signInUrl: signIn,
  });
} catch (error) {
  const box = document.createElement("div");
  box.className = "error-box";
  box.setAttribute("role", "alert");
  const title = document.createElement("p");
  title.className = "error-box__title";
  title.textContent = "The workbench could not be loaded.";
  const detail = document.createElement("p");
  detail.textContent = `Reload the page. (${error})`;
  box.append(title, detail);
  element.replaceChildren(box);
}

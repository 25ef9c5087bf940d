// Puts the workbench on its page. Everything it needs to know stands on the element.
const desk = document.getElementById("workbench");
const { project, user, leave, signIn } = desk.dataset;

try {
  const { mount } = await import("/js/workbench.js");
  await mount(desk, {
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
  detail.textContent = `Load the page again. (${error})`;
  box.append(title, detail);
  desk.replaceChildren(box);
}

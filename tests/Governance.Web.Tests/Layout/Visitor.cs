using AngleSharp.Dom;
using Bunit;
using Governance.Web.Tests.Access;
using Microsoft.AspNetCore.Components;

namespace Governance.Web.Tests.Layout;

/// <summary>
/// What a person does on a page: wait for something to appear, then act on it. A page renders again whenever some work behind it ends,
/// so an element is found and used in one turn of the renderer; after it, its handler may no longer exist.
/// </summary>
internal static class Visitor
{
    public static readonly TimeSpan Patience = TimeSpan.FromSeconds(30);

    /// <summary>Repeats the assertions after each render until they pass.</summary>
    public static void Eventually<T>(this IRenderedComponent<T> shown, Action check)
        where T : IComponent => shown.WaitForAssertion(check, Patience);

    /// <summary>Waits for a call to the browser side: one that follows a render is made after it, and no further render tells.</summary>
    public static async Task EventuallyCallsAsync<T>(
        this IRenderedComponent<T> shown,
        BunitJSModuleInterop module,
        Func<JSRuntimeInvocation, bool> call
    )
        where T : IComponent
    {
        var (begun, made) = (TimeProvider.System.GetTimestamp(), false);
        while (!made)
        {
            await shown.InvokeAsync(() => made = module.Invocations.Any(call));
            Assert.True(
                made || TimeProvider.System.GetElapsedTime(begun) < Patience,
                "The browser side is not called."
            );
            if (!made)
                await Task.Delay(10, PortalHost.Ct);
        }
    }

    /// <summary>
    /// Presses the first element of this kind that can be pressed and says <paramref name="words"/>; its handler has
    /// ended after.
    /// </summary>
    public static Task ClickAsync<T>(this IRenderedComponent<T> shown, string selector, string words = "")
        where T : IComponent =>
        shown.ActAsync(
            selector,
            e => !e.HasAttribute("disabled") && e.TextContent.Contains(words, StringComparison.Ordinal),
            0,
            e => e.ClickAsync(new())
        );

    public static Task ChangeAsync<T>(this IRenderedComponent<T> shown, string selector, object value, int index = 0)
        where T : IComponent => shown.ActAsync(selector, _ => true, index, e => e.ChangeAsync(new() { Value = value }));

    public static Task SubmitAsync<T>(this IRenderedComponent<T> shown, string selector = "form")
        where T : IComponent => shown.ActAsync(selector, _ => true, 0, e => e.SubmitAsync());

    private static async Task ActAsync<T>(
        this IRenderedComponent<T> shown,
        string selector,
        Func<IElement, bool> fits,
        int index,
        Func<IElement, Task> act
    )
        where T : IComponent
    {
        IElement Find() =>
            shown.FindAll(selector).Where(fits).ElementAtOrDefault(index)
            ?? throw new ElementNotFoundException(selector);
        shown.Eventually(() => Find());
        await shown.InvokeAsync(() => act(Find()));
    }
}

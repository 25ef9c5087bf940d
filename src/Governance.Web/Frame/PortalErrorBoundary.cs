using Microsoft.AspNetCore.Components;
using Microsoft.AspNetCore.Components.Rendering;
using Microsoft.AspNetCore.Components.Web;

namespace Governance.Web.Frame;

/// <summary>
/// What a page shows when it hit a bug: what happened, a way on, and the technical detail folded away.
/// Moving to another page clears it.
/// </summary>
public sealed partial class PortalErrorBoundary : ErrorBoundary
{
    [Inject] internal ILogger<PortalErrorBoundary> Log { get; set; } = default!;

    protected override Task OnErrorAsync(Exception exception)
    {
        PageFailed(Log, exception);
        return Task.CompletedTask;
    }

    protected override void BuildRenderTree(RenderTreeBuilder builder)
    {
        if (CurrentException is null)
        {
            builder.AddContent(0, ChildContent);
            return;
        }
        builder.OpenComponent<PageFailure>(1);
        builder.AddComponentParameter(2, nameof(PageFailure.Detail), CurrentException.ToString());
        builder.AddComponentParameter(3, nameof(PageFailure.OnRetry), EventCallback.Factory.Create(this, Recover));
        builder.CloseComponent();
    }

    [LoggerMessage(LogLevel.Error, "A page failed.")]
    private static partial void PageFailed(ILogger log, Exception failure);
}

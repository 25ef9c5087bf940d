using Microsoft.AspNetCore.Components;
using Microsoft.AspNetCore.Components.Rendering;
using Microsoft.AspNetCore.Components.Web;

namespace Governance.Web.Frame;

/// <summary>
/// What a page shows when it hit a bug: what happened, a way on, and the reference under which the log has the detail.
/// Moving to another page clears it.
/// </summary>
public sealed partial class PortalErrorBoundary : ErrorBoundary
{
    private string _reference = "";

    [Inject] internal ILogger<PortalErrorBoundary> Log { get; set; } = default!;

    protected override Task OnErrorAsync(Exception exception)
    {
        _reference = Guid.NewGuid().ToString("N")[..12];
        PageFailed(Log, exception, _reference);
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
        builder.AddComponentParameter(3, nameof(PageFailure.Reference), _reference);
        builder.AddComponentParameter(4, nameof(PageFailure.OnRetry), EventCallback.Factory.Create(this, Recover));
        builder.CloseComponent();
    }

    [LoggerMessage(LogLevel.Error, "A page failed; its reference is {Reference}.")]
    private static partial void PageFailed(ILogger log, Exception failure, string reference);
}

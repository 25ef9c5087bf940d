using Governance.Platform;
using Microsoft.AspNetCore.Components;
using Microsoft.AspNetCore.Components.Rendering;
using Microsoft.AspNetCore.Components.Web;

namespace Governance.Web.Layout;

/// <summary>
/// What a page shows when it failed: a fault of disk, database or blob folder in words, and for a bug the reference under which the
/// log has the detail. Moving to another page clears it; where the database or the folder was away, the page is tried again by itself.
/// </summary>
public sealed partial class PortalErrorBoundary : ErrorBoundary, IDisposable
{
    private static readonly TimeSpan TryAgainAfter = TimeSpan.FromSeconds(3);
    private string _reference = "";
    private ITimer? _again;

    [Inject]
    internal ILogger<PortalErrorBoundary> Log { get; set; } = default!;

    [Inject]
    internal TimeProvider Time { get; set; } = default!;

    protected override Task OnErrorAsync(Exception exception)
    {
        if (Faults.Of(exception) is not { } fault)
        {
            _reference = Guid.NewGuid().ToString("N")[..12];
            PageFailed(Log, exception, _reference);
            return Task.CompletedTask;
        }
        PageMetFault(Log, fault.Code);
        if (fault.Kind != RefusalKind.Busy)
            return Task.CompletedTask;
        _again?.Dispose();
        _again = Time.CreateTimer(_ => _ = InvokeAsync(Recover), null, TryAgainAfter, Timeout.InfiniteTimeSpan);
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
        builder.AddComponentParameter(5, nameof(PageFailure.Fault), Faults.Of(CurrentException));
        builder.AddComponentParameter(4, nameof(PageFailure.OnRetry), EventCallback.Factory.Create(this, Recover));
        builder.CloseComponent();
    }

    public void Dispose() => _again?.Dispose();

    [LoggerMessage(LogLevel.Error, "A page failed; its reference is {Reference}.")]
    private static partial void PageFailed(ILogger log, Exception failure, string reference);

    [LoggerMessage(LogLevel.Warning, "A page met “{Fault}”.")]
    private static partial void PageMetFault(ILogger log, string fault);
}

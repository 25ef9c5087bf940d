using Governance.Platform;
using Microsoft.AspNetCore.Components;
using Microsoft.AspNetCore.Components.Rendering;
using Microsoft.AspNetCore.Components.Web;

namespace Governance.Web.Layout;

/// <summary>
/// Shows a page that failed: a fault of the disk, database or blob store in words, or for a bug the reference under which the log
/// has the exception. Opening another page clears it; where the database or blob store did not answer, the page retries.
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

    /// <inheritdoc/>
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

    /// <inheritdoc/>
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

    /// <inheritdoc/>
    public void Dispose() => _again?.Dispose();

    [LoggerMessage(LogLevel.Error, "A page failed; its reference is {Reference}.")]
    private static partial void PageFailed(ILogger log, Exception failure, string reference);

    [LoggerMessage(LogLevel.Warning, "A page failed because of the fault “{Fault}”.")]
    private static partial void PageMetFault(ILogger log, string fault);
}

using Governance.Consent;
using Governance.Web.Access;
using Governance.Web.Layout;
using Microsoft.AspNetCore.Components;

namespace Governance.Web.Consent;

/// <summary>The certificate of a withdrawal, on screen and on paper, with what has happened since beside it.</summary>
public sealed partial class CertificatePage : ComponentBase, IDisposable
{
    [Inject]
    internal Certificates Certificates { get; set; } = default!;

    [Inject]
    internal CurrentActor Current { get; set; } = default!;

    [Inject]
    internal PortalScript Script { get; set; } = default!;

    protected override async Task OnParametersSetAsync()
    {
        var found = await Certificates.FindAsync(await Current.GetAsync(), Id, _left.Token);
        (_issued, _refused) = (found.Ok ? found.Value : null, found.Refusal);
    }

    /// <summary>The state in the document; null for a notice that was written after it.</summary>
    private RecallState? WhenIssued(RecipientNotice notice) =>
        _issued!.Document.Recipients.FirstOrDefault(r => r.NoticeId == notice.Id)?.State;

    private Task PrintAsync() => Script.CallAsync("printPage");

    private static string Capital(string title) => char.ToUpperInvariant(title[0]) + title[1..];

    /// <inheritdoc/>
    public void Dispose()
    {
        _left.Cancel();
        _left.Dispose();
    }
}

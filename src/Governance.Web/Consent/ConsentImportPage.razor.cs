using Governance.Consent;
using Governance.Platform;
using Governance.Web.Access;
using Governance.Web.Components;
using Microsoft.AspNetCore.Components;
using Microsoft.AspNetCore.Components.Forms;

namespace Governance.Web.Consent;

/// <summary>Imports consents from a CSV file: checks it first, and reads it again to record it.</summary>
public sealed partial class ConsentImportPage : ComponentBase, IDisposable
{
    private const long MaxBytes = 20_000_000;

    private const string Template = """
        subject,kind,purpose,state,modalities,effective_at,valid_until,notice,language,method
        p-0001,person,research,given,all,2026-03-02,2029-03-02,patient information v3,de,written-form
        p-0002,person,research,given,text;sensor,2026-03-02T09:30:00+01:00,,patient information v3,de,electronic
        p-0002,person,research,withdrawn,all,2026-05-11T16:00:00+02:00,,patient information v3,de,spoken
        pump-07,machine,research,given,all,2026-01-01,,operator agreement 12,en,operator-declaration
        """;

    private static readonly string TemplateAddress =
        "data:text/csv;charset=utf-8," + Uri.EscapeDataString(Template + "\n");

    private readonly CancellationTokenSource _left = new();
    private IReadOnlyList<Purpose> _purposes = [];
    private IBrowserFile? _file;
    private ConsentCsvReport? _report;
    private Refusal? _refused;
    private bool _applying;
    private bool _busy;

    [Inject]
    internal ConsentCsv Csv { get; set; } = default!;

    [Inject]
    internal Consents Consents { get; set; } = default!;

    [Inject]
    internal CurrentActor Current { get; set; } = default!;

    protected override async Task OnInitializedAsync() => _purposes = await Consents.PurposesAsync(_left.Token);

    private Task ChosenAsync(InputFileChangeEventArgs chosen)
    {
        (_file, _report, _refused) = (chosen.File, null, null);
        return ReadAsync(apply: false);
    }

    private Task ApplyAsync() => ReadAsync(apply: true);

    private async Task ReadAsync(bool apply)
    {
        if (_busy || _file is not { } file)
            return;
        if (file.Size > MaxBytes)
        {
            _refused = new FileTooLarge(file.Size);
            return;
        }
        (_busy, _applying) = (true, apply);
        try
        {
            await using var content = file.OpenReadStream(MaxBytes, _left.Token);
            var read = await Csv.ReadAsync(await Current.GetAsync(), content, apply, _left.Token);
            (_report, _refused) = (read.Ok ? read.Value : null, read.Refusal);
        }
        catch (IOException)
        {
            // The browser stops reading a file that has changed since it was chosen.
            (_report, _refused) = (null, new FileUnreadable());
        }
        finally
        {
            _busy = false;
        }
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        _left.Cancel();
        _left.Dispose();
    }

    [RefusalCode("consent-file-too-large")]
    private sealed record FileTooLarge(long Size)
        : Refusal($"The file has {Show.Bytes(Size)}.", $"Split it into files of at most {Show.Bytes(MaxBytes)}.");

    [RefusalCode("file-unreadable")]
    private sealed record FileUnreadable()
        : Refusal(
            "The browser could not read the whole file.",
            "It may have changed since it was chosen. Choose it again."
        );
}

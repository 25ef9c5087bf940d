using System.Globalization;
using System.Text;
using Governance.Consent;
using Governance.Platform;

namespace Governance.Samples;

/// <summary>
/// Records consent in every state. Dates are relative to the day on which the dataset was created, so that recording them
/// again after an interruption adds nothing.
/// </summary>
internal sealed class SampleConsents(Consents consents, ConsentCsv csv, TimeProvider time)
{
    public const string Research = "research";

    /// <summary>The subject who withdraws consent last, when samples are sealed and labelled, so that a withdrawal is waiting.</summary>
    public const string Withdraws = "inspector-l";

    private const string Sheet = "Information sheet 2025-1";
    private const string Declaration = "Operator declaration v2";

    private static readonly (string Code, string Title, string Description)[] Purposes =
    [
        (
            Research,
            "Machine-learning research",
            "Training and testing models that recognise faults of pumps, inside this organisation. Synthetic example."
        ),
        (
            "operations",
            "Maintenance of this plant",
            "Planning repairs and checking that they worked. Synthetic example."
        ),
        (
            "publication",
            "Showing samples outside",
            "Photos, notes and signals in articles, courses and on web pages. Synthetic example."
        ),
    ];

    public async Task RecordAsync(DateTimeOffset datasetMade, CancellationToken ct)
    {
        var known = (await consents.PurposesAsync(ct)).Select(p => p.Code).ToHashSet();
        foreach (var (code, title, description) in Purposes.Where(p => !known.Contains(p.Code)))
            SampleSteps.Expect(await consents.AddPurposeAsync(Actor.Portal, code, title, description, ct));
        using var file = new MemoryStream(Encoding.UTF8.GetBytes(Csv(datasetMade)));
        var report = SampleSteps.Expect(await csv.ReadAsync(Actor.Portal, file, apply: true, ct));
        if (report.Problems.Count > 0)
            throw new InvalidOperationException(
                $"Row {report.Problems[0].Row} of the sample consents: {report.Problems[0].What}"
            );
    }

    public async Task<bool> IsWithdrawnAsync(CancellationToken ct) =>
        await FindAsync(ct) is { } row
        && row.Consents.Any(c => c.State == ConsentState.Withdrawn && c.PurposeId == row.Purpose);

    public async Task WithdrawAsync(CancellationToken ct)
    {
        var (subject, purpose, _) = await FindAsync(ct)
            ?? throw new InvalidOperationException("The sample subjects do not exist.");
        SampleSteps.Expect(
            await consents.RecordAsync(
                Actor.Portal,
                new(
                    subject,
                    purpose,
                    ConsentState.Withdrawn,
                    Modalities.All,
                    time.GetUtcNow(),
                    null,
                    Sheet,
                    "de",
                    ConsentMethod.Spoken
                ),
                ct
            )
        );
    }

    private async Task<(Guid Subject, Guid Purpose, IReadOnlyList<EffectiveConsent> Consents)?> FindAsync(
        CancellationToken ct
    )
    {
        var research = (await consents.PurposesAsync(ct)).SingleOrDefault(p => p.Code == Research);
        var row = (await consents.SubjectsAsync(Withdraws, null, 0, 1, ct)).Items.SingleOrDefault(r =>
            r.Subject.Pseudonym == Withdraws
        );
        return research is null || row is null ? null : (row.Subject.Id, research.Id, row.Consents);
    }

    /// <summary>The inspectors who agreed to research without anything special about it.</summary>
    private const string Further = "dghijk";

    private const string Everything = "text;image;sensor";

    internal static string Csv(DateTimeOffset datasetMade)
    {
        var text = new StringBuilder(
            "subject,kind,purpose,state,effective_at,modalities,valid_until,notice,language,method\n"
        );
        var day = new DateTimeOffset(datasetMade.UtcDateTime.Date, TimeSpan.Zero);

        foreach (var pump in (ReadOnlySpan<string>)["pump-01", "pump-02", "pump-03"])
            Machine(pump, Research, ("given", -420, 700));
        Machine("pump-04", Research, ("given", -400, -30));
        Machine("pump-04", Research, ("renewed", -45, 680));
        Machine("pump-05", Research, ("given", -350, 24));
        Machine("pump-06", Research, ("requested", -9, null));
        for (var i = 7; i <= StationPlan.Machines; i++)
            Machine($"pump-{i:00}", Research, ("given", -420 + i, 690 + i));
        Person("inspector-a", Research, ("given", -330, 400), "written-form");
        Person("inspector-b", Research, ("given", -330, -40), "written-form");
        Person("inspector-b", Research, ("renewed", -60, 305), "electronic");
        Person("inspector-c", Research, ("given", -325, 420), "written-form", "text;sensor");
        Person(Withdraws, Research, ("given", -320, 410), "electronic");
        Person("inspector-e", Research, ("given", -377, -12), "written-form");
        Person("inspector-f", Research, ("refused", -200, null), "spoken");

        foreach (var letter in Further)
            Person($"inspector-{letter}", Research, ("given", -322, 415), "written-form");

        for (var i = 1; i <= StationPlan.Machines; i++)
            Machine($"pump-{i:00}", "operations", ("given", -430, null));
        foreach (var letter in "abcel" + Further)
            Person($"inspector-{letter}", "operations", ("given", -340, 900), "written-form");
        Person("inspector-f", "operations", ("given", -200, 900), "spoken", "text");

        for (var i = 1; i <= 4; i++)
            Machine($"pump-{i:00}", "publication", ("given", -300, 500));
        for (var i = 7; i <= StationPlan.Machines; i++)
            Machine($"pump-{i:00}", "publication", ("given", -300, 500));
        Machine("pump-05", "publication", ("refused", -120, null));
        Person("inspector-a", "publication", ("given", -310, 45), "electronic");
        Person("inspector-b", "publication", ("requested", -5, null), "electronic");
        Person("inspector-c", "publication", ("refused", -320, null), "written-form");
        Person(Withdraws, "publication", ("given", -320, 410), "electronic");
        return text.ToString();

        void Machine(string subject, string purpose, (string State, int From, int? Until) given) =>
            Row((subject, "machine", purpose), given, Everything, (Declaration, "en", "operator-declaration"));

        void Person(
            string subject,
            string purpose,
            (string State, int From, int? Until) given,
            string method,
            string modalities = Everything
        ) => Row((subject, "person", purpose), given, modalities, (Sheet, "de", method));

        void Row(
            (string Subject, string Kind, string Purpose) who,
            (string State, int From, int? Until) given,
            string modalities,
            (string Notice, string Language, string Method) how
        ) =>
            text.AppendLine(
                CultureInfo.InvariantCulture,
                $"{who.Subject},{who.Kind},{who.Purpose},{given.State},{Date(given.From)},{modalities},"
                    + $"{(given.Until is { } days ? Date(days) : "")},{how.Notice},{how.Language},{how.Method}"
            );

        string Date(int days) => day.AddDays(days).ToString("yyyy-MM-dd", CultureInfo.InvariantCulture);
    }
}

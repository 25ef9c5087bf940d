using Governance.Platform;

namespace Governance.Consent;

[RefusalCode("pseudonym-taken")]
public sealed record PseudonymTaken(string Pseudonym)
    : Refusal($"There is already a subject “{Pseudonym}”.", "Use the one that is there, or choose another pseudonym.")
{
    public override RefusalKind Kind => RefusalKind.Conflict;
}

[RefusalCode("pseudonym-unusable")]
public sealed record PseudonymUnusable(string Pseudonym)
    : Refusal(
        $"“{Pseudonym}” cannot be a pseudonym.",
        "Use 1 to 80 letters, digits, dots, hyphens or underscores; never a name."
    );

[RefusalCode("purpose-code-taken")]
public sealed record PurposeCodeTaken(string Purpose)
    : Refusal($"There is already a purpose “{Purpose}”.", "Use the one that is there, or choose another code.")
{
    public override RefusalKind Kind => RefusalKind.Conflict;
}

[RefusalCode("purpose-code-unusable")]
public sealed record PurposeCodeUnusable(string Purpose)
    : Refusal($"“{Purpose}” cannot be a purpose's code.", "Use 2 to 60 lower-case letters, digits and hyphens.");

[RefusalCode("text-missing")]
public sealed record TextMissing(string Field) : Refusal($"“{Field}” is empty.", "Fill it in.");

[RefusalCode("consent-in-the-future")]
public sealed record ConsentInTheFuture(DateTimeOffset At)
    : Refusal(
        $"The consent would take effect in the future ({At:u}).",
        "Enter the moment at which it was said; use “valid until” for its end."
    );

[RefusalCode("consent-ends-before-it-begins")]
public sealed record ConsentEndsBeforeItBegins(DateTimeOffset From, DateTimeOffset To)
    : Refusal($"The consent would end ({To:u}) before it takes effect ({From:u}).", "Correct one of the two.");

[RefusalCode("consent-without-modality")]
public sealed record ConsentWithoutModality()
    : Refusal("The consent covers no modality.", "Name at least one of text, image, sensor.");

[RefusalCode("consent-instant-unusable")]
public sealed record ConsentInstantUnusable(DateTimeOffset At)
    : Refusal($"The year {At.Year} cannot be the year of a consent.", "Enter a year between 1900 and 9998.");

[RefusalCode("consent-file-invalid")]
public sealed record ConsentFileInvalid(int Errors, CsvProblem First)
    : Refusal(
        $"The file has {(Errors == 1 ? "an error" : $"{Errors} errors")}; nothing is recorded.",
        $"Correct {(Errors == 1 ? "it" : "them")} and send the file again. "
            + $"{(First.Row == 0 ? "Header" : $"Row {First.Row}")}: {First.What} {First.Remedy}"
    );

[RefusalCode("nothing-to-withdraw")]
public sealed record NothingToWithdraw()
    : Refusal(
        "No consent counts under this purpose now.",
        "There is nothing to withdraw: without a valid consent nothing is used."
    )
{
    public override RefusalKind Kind => RefusalKind.Conflict;
}

[RefusalCode("withdrawal-under-way")]
public sealed record WithdrawalUnderWay()
    : Refusal(
        "A withdrawal of this subject is already under way.",
        "Follow that one, or continue it if it was stopped."
    )
{
    public override RefusalKind Kind => RefusalKind.Conflict;
}

[RefusalCode("withdrawal-not-stopped")]
public sealed record WithdrawalNotStopped()
    : Refusal("This withdrawal was not stopped.", "Only one that failed or was cancelled can be continued.")
{
    public override RefusalKind Kind => RefusalKind.Conflict;
}

[RefusalCode("withdrawn-purposes-unclear")]
public sealed record WithdrawnPurposesUnclear()
    : Refusal(
        "The withdrawal does not state which purposes it withdraws.",
        "Send either “purposeIds” with at least one purpose, or “allPurposes”: true, and not both."
    );
